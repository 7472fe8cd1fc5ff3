//! What a part of a file is encrypted with.

use zeroize::Zeroizing;

use super::cipher::Cipher;
use super::derivation::{Algorithm, Derivation, iterations};
use super::digest::{Digest, Purpose, Rounds};
use super::element::Elements;
use super::error::ArchiveError;
use super::names;
use super::password::Password;

/// An encryption by password.
pub(super) enum Encryption<'a> {
    /// With SHA-1 and the key derivation of PKCS#12: RFC 7292, appendix C.
    Pbes1 { cipher: Cipher, rounds: Rounds<'a> },
    /// RFC 8018, section 6.2.
    Pbes2 {
        derivation: Derivation<'a>,
        cipher: Cipher,
        iv: &'a [u8],
    },
}

impl<'a> Encryption<'a> {
    pub(super) fn read(elements: &mut Elements<'a>) -> Result<Self, ArchiveError> {
        let mut algorithm = Algorithm::read(elements)?;
        let cipher = match algorithm.oid.to_string().as_str() {
            names::PBES2 => return Self::pbes2(algorithm.parameters()?),
            names::PBE_3DES => Cipher::TripleDes,
            names::PBE_2DES => Cipher::TwoKeyTripleDes,
            names::PBE_RC2_128 => Cipher::Rc2(128),
            names::PBE_RC2_40 => Cipher::Rc2(40),
            _ => return algorithm.unsupported(),
        };
        let mut parameters = algorithm.parameters()?;
        let salt = parameters.octets()?;
        let iterations = iterations(parameters.integer()?)?;
        parameters.finish()?;
        let rounds = Rounds { salt, iterations };
        Ok(Self::Pbes1 { cipher, rounds })
    }

    fn pbes2(mut parameters: Elements<'a>) -> Result<Self, ArchiveError> {
        let derivation = Derivation::read(&mut parameters)?;
        let mut scheme = Algorithm::read(&mut parameters)?;
        parameters.finish()?;
        let Some(cipher) = Cipher::of_pbes2(&scheme.oid) else {
            return scheme.unsupported();
        };
        let iv = scheme.iv()?;
        let has_length = derivation
            .length()
            .is_none_or(|length| length == cipher.key_length());
        if iv.len() != cipher.block_length() || !has_length {
            return Err(ArchiveError::NotPkcs12);
        }
        Ok(Self::Pbes2 {
            derivation,
            cipher,
            iv,
        })
    }

    pub(super) fn is_aes(&self) -> bool {
        let (Self::Pbes1 { cipher, .. } | Self::Pbes2 { cipher, .. }) = self;
        cipher.is_aes()
    }

    /// The cost of decrypting this data, with the slowest cipher: triple DES.
    pub(super) fn cost(&self, data: &[u8]) -> u64 {
        let key = match self {
            Self::Pbes1 { cipher, rounds } => {
                let key = Digest::Sha1.pkcs12_cost(*rounds, cipher.key_length());
                key + Digest::Sha1.pkcs12_cost(*rounds, cipher.block_length())
            }
            Self::Pbes2 {
                derivation, cipher, ..
            } => derivation.cost(cipher.key_length()),
        };
        key.saturating_add(data.len() as u64 / 2)
    }

    /// The plain text, or `None` if the password is wrong or the data is damaged.
    pub(super) fn decrypt(
        &self,
        password: &Password<'_>,
        data: &[u8],
    ) -> Option<Zeroizing<Vec<u8>>> {
        match self {
            Self::Pbes1 { cipher, rounds } => {
                let password = password.utf16();
                let derive =
                    |purpose, length| Digest::Sha1.pkcs12(purpose, password, *rounds, length);
                let key = derive(Purpose::Key, cipher.key_length());
                let iv = derive(Purpose::Iv, cipher.block_length());
                cipher.decrypt(&key, &iv, data)
            }
            Self::Pbes2 {
                derivation,
                cipher,
                iv,
            } => {
                let key = derivation.key(password.utf8(), cipher.key_length())?;
                cipher.decrypt(&key, iv, data)
            }
        }
    }
}
