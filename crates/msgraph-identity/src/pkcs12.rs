//! Files with a private key and its certificate: PKCS#12, known as `.pfx` and `.p12`. Private keys that are encrypted by themselves
//! are read with the same algorithms.
//!
//! A file may come from an attacker, and says itself how much work it takes. So its structure is read first, with the `der` crate
//! alone; then the work for all keys is added up and refused if it is too much; and only then is a key derived from the password.

mod cipher;
mod derivation;
mod digest;
mod element;
mod encryption;
mod error;
mod file;
mod mac;
mod names;
mod password;
#[cfg(feature = "azure-identity")]
mod private_key;

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use ring::rand::SystemRandom;
use ring::rsa::KeyPair as RsaKeyPair;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair, KeyPair,
};
use zeroize::Zeroizing;

use self::derivation::{Algorithm, Budget};
use self::element::Elements;
pub(crate) use self::error::ArchiveError;
use self::file::{Bag, Bags, File, Safe, decrypt_key};
use self::password::Password;
#[cfg(feature = "azure-identity")]
pub(crate) use self::private_key::{decrypt_pkcs8, decrypt_traditional};

/// The content of a file: one private key, and its certificate first of all certificates.
pub(crate) struct Archive {
    #[cfg_attr(not(feature = "azure-identity"), expect(dead_code))]
    private_key: Zeroizing<Vec<u8>>,
    certificates: Vec<Vec<u8>>,
    has_aes: bool,
}

impl Archive {
    /// Reads a file. Keys are derived from the password, which takes up to some seconds.
    pub(crate) fn read(der: &[u8], password: &str) -> Result<Self, ArchiveError> {
        let file = File::read(der)?;
        let mut budget = Budget::new();
        budget.check(file.cost()?)?;
        for password in Password::meant_by(password) {
            match Self::read_with(&file, &password, &mut budget) {
                Err(ArchiveError::WrongPassword) => {}
                outcome => return outcome,
            }
        }
        Err(if password.is_empty() {
            ArchiveError::NoPassword
        } else {
            ArchiveError::WrongPassword
        })
    }

    fn read_with(
        file: &File<'_>,
        password: &Password<'_>,
        budget: &mut Budget,
    ) -> Result<Self, ArchiveError> {
        // If the code of the file fits, something that cannot be decrypted has another password.
        let undecipherable = match file.has_password(password, budget)? {
            Some(true) => || ArchiveError::OtherPassword,
            Some(false) => return Err(ArchiveError::WrongPassword),
            None => || ArchiveError::WrongPassword,
        };
        let mut safes = Vec::with_capacity(file.safes.len());
        for safe in &file.safes {
            let plain = safe.decrypt(password, budget)?;
            safes.push((plain.ok_or_else(undecipherable)?, safe.is_encrypted()));
        }
        let mut bags = Bags::default();
        for (der, is_encrypted) in &safes {
            // With a wrong password, the padding of one file in 256 looks right.
            bags.add(der).map_err(|error| match error {
                ArchiveError::NotPkcs12 | ArchiveError::Ber if *is_encrypted => undecipherable(),
                error => error,
            })?;
        }
        let key = match (bags.keys.pop(), bags.keys.len()) {
            (Some(key), 0) => key,
            (None, _) => return Err(ArchiveError::NoKey),
            _ => return Err(ArchiveError::SeveralKeys),
        };
        let private_key = if key.is_encrypted {
            let private_key = decrypt_key(key.der, password, budget)?;
            let private_key = private_key.filter(|key| is_private_key(key));
            private_key.ok_or_else(undecipherable)?
        } else {
            Zeroizing::new(key.der.to_vec())
        };
        if !is_private_key(&private_key) {
            return Err(ArchiveError::NotPkcs12);
        }
        let mut certificates = bags.certificates;
        let own = own_certificate(&private_key, key.local_key_id, &certificates)?;
        certificates[..=own].rotate_right(1);
        Ok(Self {
            private_key,
            certificates: certificates.iter().map(|bag| bag.der.to_vec()).collect(),
            has_aes: file.safes.iter().any(Safe::has_aes) || key.has_aes(),
        })
    }

    /// Whether a part of the file is encrypted with AES.
    pub(crate) fn has_aes(&self) -> bool {
        self.has_aes
    }

    /// The private key as PKCS#8.
    #[cfg(feature = "azure-identity")]
    pub(crate) fn private_key(&self) -> &[u8] {
        &self.private_key
    }

    /// The certificates, that of the private key first.
    pub(crate) fn certificates(&self) -> impl Iterator<Item = &[u8]> {
        self.certificates.iter().map(Vec::as_slice)
    }
}

/// Whether this has the form of PKCS#8.
fn is_private_key(der: &[u8]) -> bool {
    let read = || -> Result<(), ArchiveError> {
        let mut key = Elements::of_sequence(der)?;
        key.integer()?;
        Algorithm::read(&mut key)?;
        key.octets()?;
        Ok(())
    };
    read().is_ok()
}

/// The certificate of the private key: the one with the same local id, or with the key's public key, or the only one.
fn own_certificate(
    private_key: &[u8],
    local_key_id: Option<&[u8]>,
    certificates: &[Bag<'_>],
) -> Result<usize, ArchiveError> {
    if certificates.is_empty() {
        return Err(ArchiveError::NoCertificate);
    }
    let public_key = public_key(private_key);
    let fits = |bag: &Bag<'_>| Some(has_key(bag.der, public_key.as_deref()?));
    let has_id = |bag: &Bag<'_>| local_key_id.is_some() && bag.local_key_id == local_key_id;
    let by_id = certificates.iter().position(has_id);
    let by_key = || certificates.iter().position(|bag| fits(bag) == Some(true));
    let only = || (certificates.len() == 1 && public_key.is_none()).then_some(0);
    let own = by_id.filter(|own| fits(&certificates[*own]) != Some(false));
    own.or_else(by_key)
        .or_else(only)
        .ok_or(ArchiveError::NoCertificateOfKey)
}

/// The bytes of a file in base64, if that is what this is. White space, padding and the alphabet for URLs do not matter.
pub(crate) fn decode_base64(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    const ENGINE: GeneralPurpose = GeneralPurpose::new(
        &alphabet::STANDARD,
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
    );
    let text = text.trim_start_matches('\u{feff}');
    let standard = |c: char| match c {
        '-' => '+',
        '_' => '/',
        other => other,
    };
    let text = text.chars().filter(|c| !c.is_ascii_whitespace());
    let text: Zeroizing<String> = Zeroizing::new(text.map(standard).collect());
    ENGINE.decode(text.as_bytes()).ok().map(Zeroizing::new)
}

/// The public key that belongs to a private one, if it is RSA or on a curve that ring knows.
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

#[cfg(test)]
mod tests;
