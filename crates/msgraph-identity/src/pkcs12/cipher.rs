//! Block ciphers in CBC mode.

use aes::{Aes128, Aes192, Aes256};
use aria::{Aria128, Aria192, Aria256};
use camellia::{Camellia128, Camellia192, Camellia256};
use cbc::Decryptor;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockCipherDecrypt, BlockModeDecrypt, InnerIvInit, KeyInit};
use der::asn1::ObjectIdentifier;
use des::{TdesEde2, TdesEde3};
use rc2::Rc2;
use sm4::Sm4;
use zeroize::Zeroizing;

/// A block cipher, with the length of its keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cipher {
    Aes128,
    Aes192,
    Aes256,
    Aria128,
    Aria192,
    Aria256,
    Camellia128,
    Camellia192,
    Camellia256,
    TwoKeyTripleDes,
    TripleDes,
    /// With keys of this many bits, all of them effective.
    Rc2(usize),
    Sm4,
}

impl Cipher {
    /// The cipher of PBES2 with this identifier.
    pub(super) fn of_pbes2(oid: &ObjectIdentifier) -> Option<Self> {
        Some(match oid.to_string().as_str() {
            "2.16.840.1.101.3.4.1.2" => Self::Aes128,
            "2.16.840.1.101.3.4.1.22" => Self::Aes192,
            "2.16.840.1.101.3.4.1.42" => Self::Aes256,
            "1.2.410.200046.1.1.2" => Self::Aria128,
            "1.2.410.200046.1.1.7" => Self::Aria192,
            "1.2.410.200046.1.1.12" => Self::Aria256,
            "1.2.392.200011.61.1.1.1.2" => Self::Camellia128,
            "1.2.392.200011.61.1.1.1.3" => Self::Camellia192,
            "1.2.392.200011.61.1.1.1.4" => Self::Camellia256,
            "1.2.840.113549.3.7" => Self::TripleDes,
            "1.2.156.10197.1.104.2" => Self::Sm4,
            _ => return None,
        })
    }

    /// The cipher that an encrypted PEM names in `DEK-Info`.
    #[cfg(feature = "azure-identity")]
    pub(super) fn of_pem(name: &str) -> Option<Self> {
        Some(match name {
            "AES-128-CBC" => Self::Aes128,
            "AES-192-CBC" => Self::Aes192,
            "AES-256-CBC" => Self::Aes256,
            "ARIA-128-CBC" => Self::Aria128,
            "ARIA-192-CBC" => Self::Aria192,
            "ARIA-256-CBC" => Self::Aria256,
            "CAMELLIA-128-CBC" => Self::Camellia128,
            "CAMELLIA-192-CBC" => Self::Camellia192,
            "CAMELLIA-256-CBC" => Self::Camellia256,
            "DES-EDE3-CBC" => Self::TripleDes,
            "SM4-CBC" => Self::Sm4,
            _ => return None,
        })
    }

    pub(super) fn is_aes(self) -> bool {
        matches!(self, Self::Aes128 | Self::Aes192 | Self::Aes256)
    }

    /// The length of a key, in bytes.
    pub(super) fn key_length(self) -> usize {
        match self {
            Self::Aes128 | Self::Aria128 | Self::Camellia128 | Self::Sm4 => 16,
            Self::TwoKeyTripleDes => 16,
            Self::Aes192 | Self::Aria192 | Self::Camellia192 | Self::TripleDes => 24,
            Self::Aes256 | Self::Aria256 | Self::Camellia256 => 32,
            Self::Rc2(bits) => bits / 8,
        }
    }

    /// The length of a block and of an initialization vector, in bytes.
    pub(super) fn block_length(self) -> usize {
        match self {
            Self::TwoKeyTripleDes | Self::TripleDes | Self::Rc2(_) => 8,
            _ => 16,
        }
    }

    /// The plain text, or `None` if the padding is wrong: mostly because the key is.
    pub(super) fn decrypt(self, key: &[u8], iv: &[u8], data: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        match self {
            Self::Aes128 => decrypt::<Aes128>(key, iv, data),
            Self::Aes192 => decrypt::<Aes192>(key, iv, data),
            Self::Aes256 => decrypt::<Aes256>(key, iv, data),
            Self::Aria128 => decrypt::<Aria128>(key, iv, data),
            Self::Aria192 => decrypt::<Aria192>(key, iv, data),
            Self::Aria256 => decrypt::<Aria256>(key, iv, data),
            Self::Camellia128 => decrypt::<Camellia128>(key, iv, data),
            Self::Camellia192 => decrypt::<Camellia192>(key, iv, data),
            Self::Camellia256 => decrypt::<Camellia256>(key, iv, data),
            Self::TwoKeyTripleDes => decrypt::<TdesEde2>(key, iv, data),
            Self::TripleDes => decrypt::<TdesEde3>(key, iv, data),
            Self::Sm4 => decrypt::<Sm4>(key, iv, data),
            Self::Rc2(bits) => decrypt_with(
                Rc2::new_with_eff_key_len(key.get(..bits / 8)?, bits),
                iv,
                data,
            ),
        }
    }
}

fn decrypt<C: BlockCipherDecrypt + KeyInit>(
    key: &[u8],
    iv: &[u8],
    data: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    decrypt_with(C::new_from_slice(key).ok()?, iv, data)
}

fn decrypt_with<C: BlockCipherDecrypt>(
    cipher: C,
    iv: &[u8],
    data: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    let decryptor = Decryptor::inner_iv_slice_init(cipher, iv).ok()?;
    let plain = decryptor.decrypt_padded_vec::<Pkcs7>(data);
    plain.ok().map(Zeroizing::new)
}
