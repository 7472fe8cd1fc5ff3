//! Private keys that are encrypted by themselves, as PEM files have them.

use std::fmt;

use zeroize::Zeroizing;

use super::cipher::Cipher;
use super::derivation::Budget;
use super::digest::key_of_traditional_pem;
use super::error::ArchiveError;
use super::file::decrypt_key;
use super::is_private_key;
use super::password::Password;

/// Why an encrypted private key cannot be used.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum EncryptedKeyError {
    WrongPassword,
    /// An algorithm, by its name.
    Unsupported(String),
    TooCostly,
    Damaged,
}

impl fmt::Display for EncryptedKeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const CONVERT: &str =
            "encrypt it anew: openssl pkcs8 -topk8 -in old.pem -v2 aes-256-cbc -out new.pem";
        match self {
            Self::WrongPassword => f.write_str("its password is wrong"),
            Self::Unsupported(name) => {
                write!(
                    f,
                    "it is encrypted with {name}, which is not supported; {CONVERT}"
                )
            }
            Self::TooCostly => write!(
                f,
                "deriving its key takes more time or memory than is allowed; {CONVERT}"
            ),
            Self::Damaged => f.write_str("it is damaged"),
        }
    }
}

/// The PKCS#8 private key in an `EncryptedPrivateKeyInfo`.
pub(crate) fn decrypt_pkcs8(
    der: &[u8],
    password: &str,
) -> Result<Zeroizing<Vec<u8>>, EncryptedKeyError> {
    let mut budget = Budget::new();
    for password in Password::meant_by(password) {
        let key = decrypt_key(der, &password, &mut budget).map_err(|error| match error {
            ArchiveError::Unsupported(name) => EncryptedKeyError::Unsupported(name),
            ArchiveError::TooCostly => EncryptedKeyError::TooCostly,
            _ => EncryptedKeyError::Damaged,
        })?;
        if let Some(key) = key.filter(|key| is_private_key(key)) {
            return Ok(key);
        }
    }
    Err(EncryptedKeyError::WrongPassword)
}

/// The private key in a PEM that is encrypted in the traditional form of OpenSSL. `dek_info` is the value of the header `DEK-Info`: the
/// name of a cipher and an initialization vector.
pub(crate) fn decrypt_traditional(
    dek_info: &str,
    data: &[u8],
    password: &str,
) -> Result<Zeroizing<Vec<u8>>, EncryptedKeyError> {
    let (name, iv) = dek_info.split_once(',').ok_or(EncryptedKeyError::Damaged)?;
    let Some(cipher) = Cipher::of_pem(name.trim()) else {
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
        let name: String = name.chars().filter(|c| is_name(*c)).take(32).collect();
        return Err(EncryptedKeyError::Unsupported(name));
    };
    let iv = hex(iv.trim()).filter(|iv| iv.len() == cipher.block_length());
    let iv = iv.ok_or(EncryptedKeyError::Damaged)?;
    let key = key_of_traditional_pem(password.as_bytes(), &iv[..8], cipher.key_length());
    let plain = cipher.decrypt(&key, &iv, data);
    // With a wrong password, the padding of one file in 256 looks right.
    let plain = plain.filter(|der| super::Elements::of_sequence(der).is_ok());
    plain.ok_or(EncryptedKeyError::WrongPassword)
}

fn hex(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks(2);
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    pairs.map(byte).collect()
}
