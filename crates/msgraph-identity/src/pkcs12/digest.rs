//! Hash functions, and the keys that are derived with them.

use der::asn1::ObjectIdentifier;
use hmac::{Hmac, KeyInit, Mac};
use md5::Md5;
use sha1::Sha1;
use sha2::digest::common::BlockSizeUser;
use sha2::{Sha224, Sha256, Sha384, Sha512, Sha512_224, Sha512_256};
use zeroize::{Zeroize, Zeroizing};

/// The hash functions that files name: the length of a hash, and the identifiers of the function and of its HMAC.
macro_rules! digests {
    ($($digest:ident: $length:literal, $oid:literal, $($hmac:literal)|+;)+) => {
        /// A hash function that files name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Digest {
            $($digest,)+
        }

        impl Digest {
            /// The length of a hash, in bytes.
            pub(super) fn length(self) -> usize {
                match self {
                    $(Self::$digest => $length,)+
                }
            }

            pub(super) fn of_hash(oid: &ObjectIdentifier) -> Option<Self> {
                match oid.to_string().as_str() {
                    $($oid => Some(Self::$digest),)+
                    _ => None,
                }
            }

            pub(super) fn of_hmac(oid: &ObjectIdentifier) -> Option<Self> {
                match oid.to_string().as_str() {
                    $($($hmac)|+ => Some(Self::$digest),)+
                    _ => None,
                }
            }
        }
    };
}

digests! {
    Md5: 16, "1.2.840.113549.2.5", "1.2.840.113549.2.6" | "1.3.6.1.5.5.8.1.1";
    Sha1: 20, "1.3.14.3.2.26", "1.2.840.113549.2.7" | "1.3.6.1.5.5.8.1.2";
    Sha224: 28, "2.16.840.1.101.3.4.2.4", "1.2.840.113549.2.8";
    Sha256: 32, "2.16.840.1.101.3.4.2.1", "1.2.840.113549.2.9";
    Sha384: 48, "2.16.840.1.101.3.4.2.2", "1.2.840.113549.2.10";
    Sha512: 64, "2.16.840.1.101.3.4.2.3", "1.2.840.113549.2.11";
    Sha512_224: 28, "2.16.840.1.101.3.4.2.5", "1.2.840.113549.2.12";
    Sha512_256: 32, "2.16.840.1.101.3.4.2.6", "1.2.840.113549.2.13";
}

/// What a derived key is for: RFC 7292, appendix B.3.
#[derive(Clone, Copy)]
pub(super) enum Purpose {
    Key = 1,
    Iv = 2,
    Mac = 3,
}

/// How often a password is hashed, and with what salt.
#[derive(Clone, Copy)]
pub(super) struct Rounds<'a> {
    pub(super) salt: &'a [u8],
    pub(super) iterations: u32,
}

/// Calls a generic function with the type of a hash function.
macro_rules! with_type {
    ($digest:expr, $function:ident($($argument:expr),*)) => {
        match $digest {
            Digest::Md5 => $function::<Md5>($($argument),*),
            Digest::Sha1 => $function::<Sha1>($($argument),*),
            Digest::Sha224 => $function::<Sha224>($($argument),*),
            Digest::Sha256 => $function::<Sha256>($($argument),*),
            Digest::Sha384 => $function::<Sha384>($($argument),*),
            Digest::Sha512 => $function::<Sha512>($($argument),*),
            Digest::Sha512_224 => $function::<Sha512_224>($($argument),*),
            Digest::Sha512_256 => $function::<Sha512_256>($($argument),*),
        }
    };
}

impl Digest {
    /// The cost of the hash of one block, as measured in a debug build: that of SHA-256 is one.
    fn cost(self) -> u64 {
        match self {
            Self::Sha224 | Self::Sha256 => 1,
            _ => 2,
        }
    }

    /// The cost of the hash of a text.
    pub(super) fn cost_of(self, text: &[u8]) -> u64 {
        self.cost() * (text.len() as u64 / 64 + 1)
    }

    /// The cost of a key of PBKDF2. Each block of the key takes an HMAC for each iteration, which is two hashes.
    pub(super) fn pbkdf2_cost(self, rounds: Rounds<'_>, length: usize) -> u64 {
        let iterations = u64::from(rounds.iterations);
        let block = 2 * self.cost() * iterations + self.cost_of(rounds.salt);
        block.saturating_mul(length.div_ceil(self.length()) as u64)
    }

    /// The cost of a key of PKCS#12. Each block of the key takes a hash for each iteration, and the salt is also filled and added up.
    pub(super) fn pkcs12_cost(self, rounds: Rounds<'_>, length: usize) -> u64 {
        let iterations = u64::from(rounds.iterations);
        let block = self.cost() * iterations + 4 * self.cost_of(rounds.salt);
        block.saturating_mul(length.div_ceil(self.length()) as u64)
    }

    /// Whether this is the HMAC of a message.
    pub(super) fn is_hmac(self, key: &[u8], message: &[u8], expected: &[u8]) -> bool {
        fn verify<D: pbkdf2::hmac::EagerHash>(key: &[u8], message: &[u8], expected: &[u8]) -> bool {
            Hmac::<D>::new_from_slice(key)
                .is_ok_and(|mac| mac.chain_update(message).verify_slice(expected).is_ok())
        }
        with_type!(self, verify(key, message, expected))
    }

    /// PBKDF2: RFC 8018, section 5.2.
    pub(super) fn pbkdf2(
        self,
        password: &[u8],
        Rounds { salt, iterations }: Rounds<'_>,
        length: usize,
    ) -> Zeroizing<Vec<u8>> {
        use pbkdf2::pbkdf2_hmac;
        let mut key = Zeroizing::new(vec![0; length]);
        with_type!(self, pbkdf2_hmac(password, salt, iterations, &mut key));
        key
    }

    /// The key derivation of PKCS#12.
    pub(super) fn pkcs12(
        self,
        purpose: Purpose,
        password: &[u8],
        rounds: Rounds<'_>,
        length: usize,
    ) -> Zeroizing<Vec<u8>> {
        with_type!(self, pkcs12_key(purpose, password, rounds, length))
    }
}

/// RFC 7292, appendix B.2. The names of the variables are those of the text.
fn pkcs12_key<D: sha2::digest::Digest + BlockSizeUser>(
    purpose: Purpose,
    password: &[u8],
    Rounds { salt, iterations }: Rounds<'_>,
    length: usize,
) -> Zeroizing<Vec<u8>> {
    let v = D::block_size();
    let d = vec![purpose as u8; v];
    let fill = |bytes: &[u8]| -> Vec<u8> {
        let length = bytes.len().next_multiple_of(v);
        bytes.iter().copied().cycle().take(length).collect()
    };
    let mut i = Zeroizing::new(fill(salt));
    i.extend_from_slice(&Zeroizing::new(fill(password)));
    let mut key = Zeroizing::new(Vec::with_capacity(length));
    while key.len() < length {
        let mut a = D::new().chain_update(&d).chain_update(&*i).finalize();
        for _ in 1..iterations {
            a = D::digest(&a);
        }
        let wanted = a.len().min(length - key.len());
        key.extend_from_slice(&a[..wanted]);
        let mut b = fill(&a);
        b.truncate(v);
        for block in i.chunks_exact_mut(v) {
            let mut carry = 1;
            for (byte, addend) in block.iter_mut().zip(&b).rev() {
                carry += u16::from(*byte) + u16::from(*addend);
                *byte = carry.to_le_bytes()[0];
                carry >>= 8;
            }
        }
        a.as_mut_slice().zeroize();
    }
    key
}

/// The key of an encrypted PEM in the traditional form: `EVP_BytesToKey` of OpenSSL, with MD5 and one iteration.
#[cfg(feature = "azure-identity")]
pub(super) fn key_of_traditional_pem(
    password: &[u8],
    salt: &[u8],
    length: usize,
) -> Zeroizing<Vec<u8>> {
    use sha2::digest::Digest as _;
    let mut key = Zeroizing::new(Vec::with_capacity(length + 16));
    let mut last = Zeroizing::new(Vec::new());
    while key.len() < length {
        let hash = Md5::new().chain_update(&*last);
        let hash = hash.chain_update(password).chain_update(salt).finalize();
        *last = hash.to_vec();
        key.extend_from_slice(&hash);
    }
    key.truncate(length);
    key
}
