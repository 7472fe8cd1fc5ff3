//! Files with a private key and its certificate: PKCS#12, known as `.pfx` and `.p12`.

use std::fmt;

use p12_keystore::error::Error as ReadError;
use p12_keystore::{CertificateBag, Pkcs12Archive, PrivateKeyBag};
use ring::rand::SystemRandom;
use ring::rsa::KeyPair as RsaKeyPair;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair, KeyPair,
};

/// What is in a file: one private key, and its certificate first of all certificates.
pub(crate) struct Archive {
    key: PrivateKeyBag,
    certificates: Vec<CertificateBag>,
}

impl Archive {
    /// Reads a file. Keys are derived from the password, which takes some time.
    pub(crate) fn read(der: &[u8], password: &str) -> Result<Self, ArchiveError> {
        if der.starts_with(&[0x30, 0x80]) {
            return Err(ArchiveError::Ber);
        }
        let Pkcs12Archive {
            mut keys, certs, ..
        } = Pkcs12Archive::from_pkcs12(der, password)
            .map_err(|error| ArchiveError::new(&error, password))?;
        let key = match (keys.pop(), keys.len()) {
            (Some(key), 0) => key,
            (None, _) => return Err(ArchiveError::NoKey),
            _ => return Err(ArchiveError::SeveralKeys),
        };
        let mut archive = Self {
            key,
            certificates: certs,
        };
        let own = archive.find_own_certificate()?;
        archive.certificates[..=own].rotate_right(1);
        Ok(archive)
    }

    /// The private key as PKCS#8.
    #[cfg(feature = "azure-identity")]
    pub(crate) fn private_key(&self) -> &[u8] {
        self.key.key.as_der()
    }

    /// The certificates, that of the private key first.
    pub(crate) fn certificates(&self) -> impl Iterator<Item = &[u8]> {
        self.certificates.iter().map(|bag| bag.cert.as_der())
    }

    /// The certificate of the private key: the one with the same local id, or with the key's public key, or the only one.
    fn find_own_certificate(&self) -> Result<usize, ArchiveError> {
        if self.certificates.is_empty() {
            return Err(ArchiveError::NoCertificate);
        }
        let public_key = public_key(self.key.key.as_der());
        let fits = |bag: &CertificateBag| Some(has_key(bag.cert.as_der(), public_key.as_deref()?));
        let local_id = self.key.local_key_id.as_ref().map(AsRef::as_ref);
        let by_id =
            |bag: &CertificateBag| local_id.is_some() && bag.local_key_id.as_deref() == local_id;
        let position =
            |is_own: &dyn Fn(&CertificateBag) -> bool| self.certificates.iter().position(is_own);
        let is_only = |_: &CertificateBag| self.certificates.len() == 1;
        let own = position(&by_id)
            .filter(|own| fits(&self.certificates[*own]) != Some(false))
            .or_else(|| position(&|bag| fits(bag) == Some(true)))
            .or_else(|| position(&is_only).filter(|_| public_key.is_none()));
        own.ok_or(ArchiveError::NoCertificateOfKey)
    }
}

/// The public key that belongs to a private one, where it is RSA or on a curve that ring knows.
fn public_key(pkcs8: &[u8]) -> Option<Vec<u8>> {
    if let Ok(key) = RsaKeyPair::from_pkcs8(pkcs8) {
        return Some(key.public().as_ref().to_vec());
    }
    let curves = [
        &ECDSA_P256_SHA256_FIXED_SIGNING,
        &ECDSA_P384_SHA384_FIXED_SIGNING,
    ];
    let random = SystemRandom::new();
    let mut keys = curves
        .into_iter()
        .filter_map(|curve| EcdsaKeyPair::from_pkcs8(curve, pkcs8, &random).ok());
    Some(keys.next()?.public_key().as_ref().to_vec())
}

fn has_key(certificate: &[u8], public_key: &[u8]) -> bool {
    x509_parser::parse_x509_certificate(certificate).is_ok_and(|(_, certificate)| {
        *certificate.public_key().subject_public_key.data == *public_key
    })
}

/// Why a file cannot be used.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum ArchiveError {
    /// Not in the distinguished encoding.
    Ber,
    NotPkcs12,
    WrongPassword,
    /// Protected by a password, but none was given; or by the absence of one, which is not the same as the empty one.
    NoPassword,
    /// No key can be derived from the password.
    PasswordCharacters,
    /// Encrypted or signed in a way that is unknown, or costs too much.
    Unsupported,
    NoKey,
    SeveralKeys,
    NoCertificate,
    NoCertificateOfKey,
}

impl ArchiveError {
    /// What it means that a file could not be read with this password.
    fn new(error: &ReadError, password: &str) -> Self {
        let is_basic = |c: char| u32::from(c) < 0xFFFF;
        match error {
            ReadError::MacError(_) | ReadError::UnpadError | ReadError::Pkcs5Error(_) => {
                if password.is_empty() {
                    Self::NoPassword
                } else {
                    Self::WrongPassword
                }
            }
            ReadError::UnsupportedEncryptionScheme
            | ReadError::UnsupportedMacAlgorithm
            | ReadError::InvalidParameters => Self::Unsupported,
            // PKCS#12 takes passwords as UCS-2.
            ReadError::DerError(_) if !password.chars().all(is_basic) => Self::PasswordCharacters,
            _ => Self::NotPkcs12,
        }
    }
}

impl fmt::Display for ArchiveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ber => {
                "the PKCS#12 file is in BER with indefinite lengths, which is not supported; write it anew: openssl pkcs12 -in old.pfx -out all.pem -noenc, and openssl pkcs12 -export -in all.pem -out new.pfx"
            }
            Self::NotPkcs12 => "this is no PKCS#12 file in DER, or it is damaged",
            Self::WrongPassword => "the password of the PKCS#12 file is wrong",
            Self::NoPassword => {
                "the PKCS#12 file cannot be read with the empty password; pass its password, or, where it has none, export it anew with one"
            }
            Self::PasswordCharacters => {
                "the password of the PKCS#12 file has characters such as emoji, beyond U+FFFE, with which it cannot be read; export it anew with another password"
            }
            Self::Unsupported => {
                "the PKCS#12 file is protected in a way that is not supported; export it with AES-256 and SHA-256"
            }
            Self::NoKey => "the PKCS#12 file has no private key; export the certificate with it",
            Self::SeveralKeys => "the PKCS#12 file has more than one private key; export one alone",
            Self::NoCertificate => "the PKCS#12 file has no certificate",
            Self::NoCertificateOfKey => {
                "no certificate in the PKCS#12 file is known to be that of its private key"
            }
        })
    }
}
