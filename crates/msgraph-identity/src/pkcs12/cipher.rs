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

/// The ciphers: the length of a key, the identifier in PBES2, the name in a PEM file, and the type.
macro_rules! ciphers {
    ($($cipher:ident: $key_length:literal, $oid:literal, $name:literal, $type:ty;)+) => {
        /// A block cipher, with the length of its keys.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Cipher {
            $($cipher,)+
            TwoKeyTripleDes,
            /// With keys of this many bits, all of them effective.
            Rc2(usize),
        }

        impl Cipher {
            /// The cipher of PBES2 with this identifier.
            pub(super) fn of_pbes2(oid: &ObjectIdentifier) -> Option<Self> {
                match oid.to_string().as_str() {
                    $($oid => Some(Self::$cipher),)+
                    _ => None,
                }
            }

            /// The cipher that a traditional PEM file calls by this name.
            #[cfg(feature = "azure-identity")]
            pub(super) fn of_pem(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$cipher),)+
                    _ => None,
                }
            }

            /// The length of a key, in bytes.
            pub(super) fn key_length(self) -> usize {
                match self {
                    $(Self::$cipher => $key_length,)+
                    Self::TwoKeyTripleDes => 16,
                    Self::Rc2(bits) => bits / 8,
                }
            }

            /// The plain text, or `None` if the padding is wrong: mostly because the key is.
            pub(super) fn decrypt(self, key: &[u8], iv: &[u8], data: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
                match self {
                    $(Self::$cipher => decrypt::<$type>(key, iv, data),)+
                    Self::TwoKeyTripleDes => decrypt::<TdesEde2>(key, iv, data),
                    Self::Rc2(bits) => {
                        let cipher = Rc2::new_with_eff_key_len(key.get(..bits / 8)?, bits);
                        decrypt_with(cipher, iv, data)
                    }
                }
            }
        }
    };
}

ciphers! {
    Aes128: 16, "2.16.840.1.101.3.4.1.2", "AES-128-CBC", Aes128;
    Aes192: 24, "2.16.840.1.101.3.4.1.22", "AES-192-CBC", Aes192;
    Aes256: 32, "2.16.840.1.101.3.4.1.42", "AES-256-CBC", Aes256;
    Aria128: 16, "1.2.410.200046.1.1.2", "ARIA-128-CBC", Aria128;
    Aria192: 24, "1.2.410.200046.1.1.7", "ARIA-192-CBC", Aria192;
    Aria256: 32, "1.2.410.200046.1.1.12", "ARIA-256-CBC", Aria256;
    Camellia128: 16, "1.2.392.200011.61.1.1.1.2", "CAMELLIA-128-CBC", Camellia128;
    Camellia192: 24, "1.2.392.200011.61.1.1.1.3", "CAMELLIA-192-CBC", Camellia192;
    Camellia256: 32, "1.2.392.200011.61.1.1.1.4", "CAMELLIA-256-CBC", Camellia256;
    TripleDes: 24, "1.2.840.113549.3.7", "DES-EDE3-CBC", TdesEde3;
    Sm4: 16, "1.2.156.10197.1.104.2", "SM4-CBC", Sm4;
}

impl Cipher {
    pub(super) fn is_aes(self) -> bool {
        matches!(self, Self::Aes128 | Self::Aes192 | Self::Aes256)
    }

    /// The length of a block and of an initialization vector, in bytes.
    pub(super) fn block_length(self) -> usize {
        match self {
            Self::TwoKeyTripleDes | Self::TripleDes | Self::Rc2(_) => 8,
            _ => 16,
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
