//! Keys from passwords: the integrity check and the decryption of a PKCS#12 file, within a budget.

use std::num::NonZeroU32;

use aes::{Aes128, Aes192, Aes256};
use cbc::Decryptor;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockCipherDecrypt, BlockModeDecrypt, InnerIvInit, KeyInit};
use des::{TdesEde2, TdesEde3};
use rc2::Rc2;
use ring::{digest, hmac, pbkdf2};

use super::elements::Elements;
use super::{Budget, Unreadable};

const PBES2: &str = "1.2.840.113549.1.5.13";
const PBKDF2: &str = "1.2.840.113549.1.5.12";

/// A password, and what may still be spent on deriving keys from it.
pub(super) struct Passphrase<'a> {
    utf8: Vec<u8>,
    /// UTF-16 with two zero bytes at the end, as PKCS#12 has it.
    utf16: Vec<u8>,
    allows_aes: bool,
    budget: &'a mut Budget,
}

/// The purposes of a key in PKCS#12.
#[derive(Clone, Copy)]
enum Purpose {
    Encryption = 1,
    Iv = 2,
    Mac = 3,
}

/// A hash function, with the object identifiers of its digest and of its HMAC.
struct Hash {
    digest_oid: &'static str,
    hmac_oid: &'static str,
    hmac: &'static hmac::Algorithm,
    pbkdf2: &'static pbkdf2::Algorithm,
    /// SHA-1 costs more than the others, because only it is not in assembly.
    cost: u64,
}

static SHA1: Hash = Hash {
    digest_oid: "1.3.14.3.2.26",
    hmac_oid: "1.2.840.113549.2.7",
    hmac: &hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY,
    pbkdf2: &pbkdf2::PBKDF2_HMAC_SHA1,
    cost: 3,
};

static SHA256: Hash = Hash {
    digest_oid: "2.16.840.1.101.3.4.2.1",
    hmac_oid: "1.2.840.113549.2.9",
    hmac: &hmac::HMAC_SHA256,
    pbkdf2: &pbkdf2::PBKDF2_HMAC_SHA256,
    cost: 1,
};

static SHA384: Hash = Hash {
    digest_oid: "2.16.840.1.101.3.4.2.2",
    hmac_oid: "1.2.840.113549.2.10",
    hmac: &hmac::HMAC_SHA384,
    pbkdf2: &pbkdf2::PBKDF2_HMAC_SHA384,
    cost: 1,
};

static SHA512: Hash = Hash {
    digest_oid: "2.16.840.1.101.3.4.2.3",
    hmac_oid: "1.2.840.113549.2.11",
    hmac: &hmac::HMAC_SHA512,
    pbkdf2: &pbkdf2::PBKDF2_HMAC_SHA512,
    cost: 1,
};

impl Hash {
    fn find(is_wanted: impl Fn(&Self) -> bool) -> Result<&'static Self, Unreadable> {
        let known = [&SHA1, &SHA256, &SHA384, &SHA512];
        let found = known.into_iter().find(|hash| is_wanted(hash));
        found.ok_or(Unreadable::Unsupported)
    }

    fn digest(&self) -> &'static digest::Algorithm {
        self.hmac.digest_algorithm()
    }

    /// The cost of a key of this length in hashes.
    fn cost(&self, iterations: u32, length: usize) -> u64 {
        let blocks = length.div_ceil(self.digest().output_len()) as u64;
        (blocks * self.cost).saturating_mul(iterations.into())
    }
}

/// Decrypts data with a key and an initialization vector, or returns `None` if the padding is wrong.
type Decrypt = fn(&[u8], &[u8], &[u8]) -> Option<Vec<u8>>;

/// A cipher in CBC mode: its object identifier, the length of its keys, and how it decrypts.
type Cipher = (&'static str, usize, Decrypt);

static OF_PKCS12: [Cipher; 4] = [
    ("1.2.840.113549.1.12.1.3", 24, with_key::<TdesEde3>),
    ("1.2.840.113549.1.12.1.4", 16, with_key::<TdesEde2>),
    ("1.2.840.113549.1.12.1.5", 16, with_rc2),
    ("1.2.840.113549.1.12.1.6", 5, with_rc2),
];

static TRIPLE_DES: [Cipher; 1] = [("1.2.840.113549.3.7", 24, with_key::<TdesEde3>)];

static AES: [Cipher; 3] = [
    ("2.16.840.1.101.3.4.1.2", 16, with_key::<Aes128>),
    ("2.16.840.1.101.3.4.1.22", 24, with_key::<Aes192>),
    ("2.16.840.1.101.3.4.1.42", 32, with_key::<Aes256>),
];

fn find(ciphers: &[Cipher], oid: &str) -> Option<(usize, Decrypt)> {
    let found = ciphers.iter().find(|(known, ..)| *known == oid);
    found.map(|(_, key_length, decrypt)| (*key_length, *decrypt))
}

impl<'a> Passphrase<'a> {
    pub(super) fn new(password: &str, allows_aes: bool, budget: &'a mut Budget) -> Self {
        let utf16 = password.encode_utf16().chain([0]);
        Self {
            utf8: password.as_bytes().to_vec(),
            utf16: utf16.flat_map(u16::to_be_bytes).collect(),
            allows_aes,
            budget,
        }
    }

    /// Checks the integrity of a file with its `MacData`.
    pub(super) fn verify_mac(
        &mut self,
        mut data: Elements<'_>,
        content: &[u8],
    ) -> Result<(), Unreadable> {
        let mut info = data.sequence()?;
        let oid = info.sequence()?.oid()?;
        let hash = Hash::find(|hash| hash.digest_oid == oid)?;
        let (expected, salt) = (info.octets()?, data.octets()?);
        let iterations = data.optional_integer()?.unwrap_or(1);
        let length = hash.digest().output_len();
        let key = self.derive(hash, Purpose::Mac, salt, iterations, length)?;
        hmac::verify(&hmac::Key::new(*hash.hmac, &key), content, expected)
            .map_err(|_| Unreadable::WrongPassword)
    }

    pub(super) fn decrypt(
        &mut self,
        mut algorithm: Elements<'_>,
        data: &[u8],
    ) -> Result<Vec<u8>, Unreadable> {
        let oid = algorithm.oid()?;
        let mut parameters = algorithm.sequence()?;
        if oid == PBES2 {
            return self.decrypt_pbes2(parameters, data);
        }
        let (length, decrypt) = find(&OF_PKCS12, &oid).ok_or(Unreadable::Unsupported)?;
        let (salt, iterations) = (parameters.octets()?, parameters.integer()?);
        let key = self.derive(&SHA1, Purpose::Encryption, salt, iterations, length)?;
        let iv = self.derive(&SHA1, Purpose::Iv, salt, iterations, 8)?;
        // Wrong padding mostly means a wrong key.
        decrypt(&key, &iv, data).ok_or(Unreadable::WrongPassword)
    }

    fn decrypt_pbes2(
        &mut self,
        mut parameters: Elements<'_>,
        data: &[u8],
    ) -> Result<Vec<u8>, Unreadable> {
        let mut derivation = parameters.sequence()?;
        if derivation.oid()? != PBKDF2 {
            return Err(Unreadable::Unsupported);
        }
        let mut derivation = derivation.sequence()?;
        let (salt, iterations) = (derivation.octets()?, derivation.integer()?);
        derivation.optional_integer()?;
        let hash = match derivation.is_finished() {
            true => &SHA1,
            false => {
                let oid = derivation.sequence()?.oid()?;
                Hash::find(|hash| hash.hmac_oid == oid)?
            }
        };
        let mut encryption = parameters.sequence()?;
        let oid = encryption.oid()?;
        let (key_length, decrypt) = match (find(&TRIPLE_DES, &oid), find(&AES, &oid)) {
            (Some(cipher), _) => cipher,
            (None, Some(cipher)) if self.allows_aes => cipher,
            // The service cannot read the file, and blames the password.
            (None, Some(_)) => return Err(Unreadable::WrongPassword),
            (None, None) => return Err(Unreadable::Unsupported),
        };
        let mut key = vec![0; key_length];
        // Each HMAC takes two hashes.
        let cost = hash.cost(iterations, key.len()).saturating_mul(2);
        self.budget.charge(cost)?;
        let iterations = NonZeroU32::new(iterations).ok_or(Unreadable::NotPkcs12)?;
        pbkdf2::derive(*hash.pbkdf2, iterations, salt, &self.utf8, &mut key);
        decrypt(&key, encryption.octets()?, data).ok_or(Unreadable::WrongPassword)
    }

    /// The key derivation of RFC 7292, appendix B.
    fn derive(
        &mut self,
        hash: &Hash,
        purpose: Purpose,
        salt: &[u8],
        iterations: u32,
        length: usize,
    ) -> Result<Vec<u8>, Unreadable> {
        self.budget.charge(hash.cost(iterations, length))?;
        let block = hash.digest().block_len();
        let mut input = repeat(salt, block);
        input.extend(repeat(&self.utf16, block));
        let mut key = Vec::new();
        loop {
            let mut context = digest::Context::new(hash.digest());
            context.update(&vec![purpose as u8; block]);
            context.update(&input);
            let mut output = context.finish();
            for _ in 1..iterations {
                output = digest::digest(hash.digest(), output.as_ref());
            }
            key.extend_from_slice(output.as_ref());
            if key.len() >= length {
                key.truncate(length);
                return Ok(key);
            }
            let addend: Vec<u8> = output
                .as_ref()
                .iter()
                .copied()
                .cycle()
                .take(block)
                .collect();
            input
                .chunks_mut(block)
                .for_each(|chunk| add(chunk, &addend));
        }
    }
}

/// The bytes repeated to fill whole blocks.
fn repeat(bytes: &[u8], block: usize) -> Vec<u8> {
    let length = bytes.len().div_ceil(block) * block;
    bytes.iter().copied().cycle().take(length).collect()
}

/// Adds `addend` and one to a big-endian number, without a last carry.
fn add(number: &mut [u8], addend: &[u8]) {
    let mut carry = 1_u16;
    for (digit, addend) in number.iter_mut().zip(addend).rev() {
        let [high, low] = (u16::from(*digit) + u16::from(*addend) + carry).to_be_bytes();
        (*digit, carry) = (low, u16::from(high));
    }
}

fn with_rc2(key: &[u8], iv: &[u8], data: &[u8]) -> Option<Vec<u8>> {
    with_cipher(Rc2::new_with_eff_key_len(key, key.len() * 8), iv, data)
}

fn with_key<C: BlockCipherDecrypt + KeyInit>(
    key: &[u8],
    iv: &[u8],
    data: &[u8],
) -> Option<Vec<u8>> {
    with_cipher(C::new_from_slice(key).ok()?, iv, data)
}

fn with_cipher<C: BlockCipherDecrypt>(cipher: C, iv: &[u8], data: &[u8]) -> Option<Vec<u8>> {
    let decryptor = Decryptor::inner_iv_slice_init(cipher, iv).ok()?;
    decryptor.decrypt_padded_vec::<Pkcs7>(data).ok()
}
