//! The structure of a file: `PFX` of RFC 7292, as far as the content of keys and certificates.

use der::Tag;
use zeroize::Zeroizing;

use super::derivation::{Algorithm, Budget};
use super::element::{Elements, context_specific};
use super::encryption::Encryption;
use super::error::ArchiveError;
use super::mac::Mac;
use super::names;
use super::password::Password;

/// A key with its certificates takes some kilobytes.
const MAX_BYTES: usize = 256 << 10;
/// How many bags, and how many collections of bags, a file may have.
const MAX_BAGS: usize = 1000;
const MAX_SAFES: usize = 100;

/// A file whose content is not decrypted yet.
pub(super) struct File<'a> {
    pub(super) safes: Vec<Safe<'a>>,
    mac: Option<Mac<'a>>,
    content: &'a [u8],
}

/// A collection of bags.
pub(super) enum Safe<'a> {
    Plain(&'a [u8]),
    Encrypted(Encryption<'a>, &'a [u8]),
}

impl<'a> File<'a> {
    pub(super) fn read(der: &'a [u8]) -> Result<Self, ArchiveError> {
        if der.len() > MAX_BYTES {
            return Err(ArchiveError::TooLarge);
        }
        let mut pfx = Elements::of_sequence(der)?;
        let _version = pfx.integer()?;
        let (content_type, mut content) = content_info(&mut pfx)?;
        if content_type.oid.to_string() != names::DATA {
            return content_type.unsupported();
        }
        let content = content.octets()?;
        let mac = pfx.optional(Tag::Sequence)?;
        let mac = mac
            .map(|data| Mac::read(Elements::new(data)?))
            .transpose()?;
        pfx.finish()?;
        let mut elements = Elements::of_sequence(content)?;
        let mut safes = Vec::new();
        while !elements.is_finished() {
            safes.push(Safe::read(&mut elements)?);
            if safes.len() > MAX_SAFES {
                return Err(ArchiveError::TooCostly);
            }
        }
        Ok(Self {
            safes,
            mac,
            content,
        })
    }

    /// The cost of all keys that can be seen before something is decrypted.
    pub(super) fn cost(&self) -> Result<u64, ArchiveError> {
        let mac = self.mac.as_ref();
        let mut cost = mac.map_or(0, |mac| mac.cost(self.content));
        let mut bags = Bags::default();
        for safe in &self.safes {
            match safe {
                Safe::Plain(plain) => bags.add(plain)?,
                Safe::Encrypted(encryption, data) => {
                    cost = cost.saturating_add(encryption.cost(data));
                }
            }
        }
        for key in bags.keys.iter().filter(|key| key.is_encrypted) {
            let (encryption, data) = encrypted_key(key.der)?;
            cost = cost.saturating_add(encryption.cost(data));
        }
        Ok(cost)
    }

    /// Whether the code fits; `None` if there is none.
    pub(super) fn has_password(
        &self,
        password: &Password<'_>,
        budget: &mut Budget,
    ) -> Result<Option<bool>, ArchiveError> {
        let Some(mac) = &self.mac else {
            return Ok(None);
        };
        budget.charge(mac.cost(self.content))?;
        Ok(Some(mac.fits(self.content, password)))
    }
}

impl<'a> Safe<'a> {
    fn read(elements: &mut Elements<'a>) -> Result<Self, ArchiveError> {
        let (content_type, mut content) = content_info(elements)?;
        match content_type.oid.to_string().as_str() {
            names::DATA => content.octets().map(Self::Plain),
            names::ENCRYPTED_DATA => {
                let mut data = content.sequence()?;
                let _version = data.integer()?;
                let mut info = data.sequence()?;
                let _content_type = info.oid()?;
                let encryption = Encryption::read(&mut info)?;
                // In BER, it may come in chunks.
                let encrypted = info.optional(context_specific(false))?;
                let encrypted = encrypted.ok_or(ArchiveError::Ber)?;
                Ok(Self::Encrypted(encryption, encrypted))
            }
            _ => content_type.unsupported(),
        }
    }

    pub(super) fn is_encrypted(&self) -> bool {
        matches!(self, Self::Encrypted(..))
    }

    pub(super) fn has_aes(&self) -> bool {
        matches!(self, Self::Encrypted(encryption, _) if encryption.is_aes())
    }

    /// The bags as DER, or `None` if they cannot be decrypted with this password.
    pub(super) fn decrypt(
        &self,
        password: &Password<'_>,
        budget: &mut Budget,
    ) -> Result<Option<Zeroizing<Vec<u8>>>, ArchiveError> {
        match self {
            Self::Plain(bags) => Ok(Some(Zeroizing::new(bags.to_vec()))),
            Self::Encrypted(encryption, data) => {
                budget.charge(encryption.cost(data))?;
                Ok(encryption.decrypt(password, data))
            }
        }
    }
}

/// `ContentInfo` of RFC 5652: the type of a content, and the content.
fn content_info<'a>(
    elements: &mut Elements<'a>,
) -> Result<(Algorithm<'a>, Elements<'a>), ArchiveError> {
    let mut info = Algorithm::read(elements)?;
    let content = Elements::new(info.explicit()?)?;
    Ok((info, content))
}

/// What is in bags, as far as it is of use.
#[derive(Default)]
pub(super) struct Bags<'a> {
    pub(super) keys: Vec<Bag<'a>>,
    pub(super) certificates: Vec<Bag<'a>>,
    count: usize,
}

/// A key or a certificate, and the id that both have in common.
pub(super) struct Bag<'a> {
    /// A certificate, or a private key as PKCS#8.
    pub(super) der: &'a [u8],
    pub(super) is_encrypted: bool,
    pub(super) local_key_id: Option<&'a [u8]>,
}

impl Bag<'_> {
    pub(super) fn has_aes(&self) -> bool {
        self.is_encrypted
            && encrypted_key(self.der).is_ok_and(|(encryption, _)| encryption.is_aes())
    }
}

impl<'a> Bags<'a> {
    /// Adds the bags of a `SafeContents`. Revocation lists and secrets are left out, and nothing is decrypted.
    pub(super) fn add(&mut self, der: &'a [u8]) -> Result<(), ArchiveError> {
        let mut bags = Elements::of_sequence(der)?;
        while !bags.is_finished() {
            self.count += 1;
            if self.count > MAX_BAGS {
                return Err(ArchiveError::TooCostly);
            }
            let mut bag = Algorithm::read(&mut bags)?;
            let value = bag.explicit()?;
            let local_key_id = local_key_id(bag.optional_set()?)?;
            let mut found = Bag {
                der: value,
                is_encrypted: false,
                local_key_id,
            };
            match bag.oid.to_string().as_str() {
                names::KEY_BAG => self.keys.push(found),
                names::SHROUDED_KEY_BAG => {
                    found.is_encrypted = true;
                    self.keys.push(found);
                }
                names::CERTIFICATE_BAG => {
                    if let Some(certificate) = x509_certificate(value)? {
                        found.der = certificate;
                        self.certificates.push(found);
                    }
                }
                names::NESTED_BAGS => return bag.unsupported(),
                _ => {}
            }
        }
        Ok(())
    }
}

/// The private key in an `EncryptedPrivateKeyInfo`, or `None` if it cannot be decrypted with this password.
pub(super) fn decrypt_key(
    der: &[u8],
    password: &Password<'_>,
    budget: &mut Budget,
) -> Result<Option<Zeroizing<Vec<u8>>>, ArchiveError> {
    let (encryption, data) = encrypted_key(der)?;
    budget.charge(encryption.cost(data))?;
    Ok(encryption.decrypt(password, data))
}

fn encrypted_key(der: &[u8]) -> Result<(Encryption<'_>, &[u8]), ArchiveError> {
    let mut info = Elements::of_sequence(der)?;
    let encryption = Encryption::read(&mut info)?;
    let data = info.octets()?;
    info.finish()?;
    Ok((encryption, data))
}

fn x509_certificate(bag: &[u8]) -> Result<Option<&[u8]>, ArchiveError> {
    let mut bag = Elements::of_sequence(bag)?;
    if bag.oid()?.to_string() != names::X509_CERTIFICATE {
        return Ok(None);
    }
    Elements::new(bag.explicit()?)?.octets().map(Some)
}

fn local_key_id(attributes: Option<&[u8]>) -> Result<Option<&[u8]>, ArchiveError> {
    let mut attributes = Elements::new(attributes.unwrap_or_default())?;
    while !attributes.is_finished() {
        let mut attribute = attributes.sequence()?;
        if attribute.oid()?.to_string() == names::LOCAL_KEY_ID {
            let values = attribute.optional(Tag::Set)?.unwrap_or_default();
            return Elements::new(values)?.optional(Tag::OctetString);
        }
    }
    Ok(None)
}
