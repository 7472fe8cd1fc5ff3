//! Reads untrusted PKCS#12 files (RFC 7292). Nothing panics, and the work is limited.

mod decryption;
mod elements;

use std::fmt;

use decryption::Passphrase;
use elements::Elements;

/// The limit for the length of a file. Real ones have a few kilobytes.
const MAX_LENGTH: usize = 1024 * 1024;
/// The limit for the number of bags: keys, certificates and others.
const MAX_BAGS: usize = 200;

const DATA: &str = "1.2.840.113549.1.7.1";
const ENCRYPTED_DATA: &str = "1.2.840.113549.1.7.6";
const X509_CERTIFICATE: &str = "1.2.840.113549.1.9.22.1";
const LOCAL_KEY_ID: &str = "1.2.840.113549.1.9.21";

/// How many hashes may still be computed to derive keys. Each one of SHA-1 counts three times.
pub(crate) struct Budget(u64);

impl Budget {
    /// For a file in a request: a second or two, even if the fake is not optimized.
    pub(crate) fn of_a_file() -> Self {
        Self(1_000_000)
    }

    /// For all files of a seed.
    pub(crate) fn of_a_seed() -> Self {
        Self(4_000_000)
    }

    fn charge(&mut self, cost: u64) -> Result<(), Unreadable> {
        let left = self.0.checked_sub(cost);
        self.0 = left.ok_or(Unreadable::TooExpensive)?;
        Ok(())
    }
}

/// What a file contains.
#[derive(Debug, Default)]
pub(super) struct Archive {
    /// The local id of each private key, if it has one.
    keys: Vec<Option<Vec<u8>>>,
    /// The certificates in DER, each with its local id.
    certificates: Vec<(Option<Vec<u8>>, Vec<u8>)>,
    bags: usize,
}

/// Why a file cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unreadable {
    NotPkcs12,
    WrongPassword,
    Unsupported,
    TooExpensive,
    NoCertificate,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotPkcs12 => "it is not a base64 encoded PFX file in DER",
            Self::WrongPassword => "the password is wrong",
            Self::Unsupported => "its encryption or integrity algorithm is not supported",
            Self::NoCertificate => "it has no private key with a certificate",
            Self::TooExpensive => "it is too large, or its keys take too many iterations to derive",
        })
    }
}

/// Reads a file. `allows_aes` is whether AES is a supported cipher.
pub(super) fn read(
    der: &[u8],
    password: &str,
    allows_aes: bool,
    budget: &mut Budget,
) -> Result<Archive, Unreadable> {
    if der.len() > MAX_LENGTH {
        return Err(Unreadable::TooExpensive);
    }
    let mut pfx = Elements::new(der)?.sequence()?;
    pfx.integer()?;
    let mut auth_safe = pfx.sequence()?;
    if auth_safe.oid()? != DATA {
        return Err(Unreadable::Unsupported);
    }
    let content = auth_safe.explicit()?.octets()?;
    let mut passphrase = Passphrase::new(password, allows_aes, budget);
    if !pfx.is_finished() {
        passphrase.verify_mac(pfx.sequence()?, content)?;
    }
    let mut archive = Archive::default();
    let mut safes = Elements::new(content)?.sequence()?;
    while !safes.is_finished() {
        archive.add_safe(safes.sequence()?, &mut passphrase)?;
    }
    Ok(archive)
}

impl Archive {
    /// The certificate of the first private key: the one with the same local id, or the only one.
    pub(super) fn leaf(&self) -> Option<&[u8]> {
        let key = self.keys.first()?;
        let mut certificates = self.certificates.iter();
        let leaf = certificates.find(|(id, _)| id.is_some() && id == key).or(
            match self.certificates.as_slice() {
                [only] => Some(only),
                _ => None,
            },
        );
        leaf.map(|(_, der)| der.as_slice())
    }

    fn add_safe(
        &mut self,
        mut safe: Elements<'_>,
        passphrase: &mut Passphrase<'_>,
    ) -> Result<(), Unreadable> {
        match safe.oid()?.as_str() {
            DATA => self.add_bags(safe.explicit()?.octets()?, passphrase),
            ENCRYPTED_DATA => {
                let mut encrypted = safe.explicit()?.sequence()?;
                encrypted.integer()?;
                let mut encrypted = encrypted.sequence()?;
                encrypted.oid()?;
                let algorithm = encrypted.sequence()?;
                let content = encrypted.context_specific()?;
                self.add_bags(&passphrase.decrypt(algorithm, content)?, passphrase)
            }
            _ => Err(Unreadable::Unsupported),
        }
    }

    fn add_bags(
        &mut self,
        content: &[u8],
        passphrase: &mut Passphrase<'_>,
    ) -> Result<(), Unreadable> {
        let mut bags = Elements::new(content)?.sequence()?;
        while !bags.is_finished() {
            self.bags += 1;
            if self.bags > MAX_BAGS {
                return Err(Unreadable::TooExpensive);
            }
            self.add_bag(bags.sequence()?, passphrase)?;
        }
        Ok(())
    }

    fn add_bag(
        &mut self,
        mut bag: Elements<'_>,
        passphrase: &mut Passphrase<'_>,
    ) -> Result<(), Unreadable> {
        let kind = bag.oid()?;
        let mut value = bag.explicit()?;
        let local_id = local_key_id(bag)?;
        match kind.strip_prefix("1.2.840.113549.1.12.10.1.") {
            // A private key in the clear, and an encrypted one.
            Some("1") => {
                value.sequence()?;
                self.keys.push(local_id);
            }
            Some("2") => {
                let mut key = value.sequence()?;
                let algorithm = key.sequence()?;
                let private_key = passphrase.decrypt(algorithm, key.octets()?)?;
                Elements::new(&private_key)?.sequence()?;
                self.keys.push(local_id);
            }
            Some("3") => {
                let mut certificate = value.sequence()?;
                if certificate.oid()? == X509_CERTIFICATE {
                    let der = certificate.explicit()?.octets()?;
                    self.certificates.push((local_id, der.to_vec()));
                }
            }
            _ => {}
        }
        Ok(())
    }
}

/// The local id among the attributes of a bag.
fn local_key_id(mut bag: Elements<'_>) -> Result<Option<Vec<u8>>, Unreadable> {
    if bag.is_finished() {
        return Ok(None);
    }
    let mut attributes = bag.set()?;
    while !attributes.is_finished() {
        let mut attribute = attributes.sequence()?;
        if attribute.oid()? == LOCAL_KEY_ID {
            return Ok(Some(attribute.set()?.octets()?.to_vec()));
        }
    }
    Ok(None)
}
