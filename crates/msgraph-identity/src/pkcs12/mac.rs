//! The code that shows whether a file is whole, and whether the password is right.

use super::derivation::{Algorithm, Derivation, hmac, iterations};
use super::digest::{Digest, Purpose, Rounds};
use super::element::Elements;
use super::error::ArchiveError;
use super::names;
use super::password::Password;

/// A message authentication code, and how it was made.
pub(super) struct Mac<'a> {
    digest: Digest,
    key: MacKey<'a>,
    expected: &'a [u8],
}

enum MacKey<'a> {
    Pkcs12(Rounds<'a>),
    /// RFC 9579.
    Pbmac1 {
        derivation: Derivation<'a>,
        length: usize,
    },
}

impl<'a> Mac<'a> {
    /// `MacData` of RFC 7292.
    pub(super) fn read(mut data: Elements<'a>) -> Result<Self, ArchiveError> {
        let mut info = data.sequence()?;
        let mut algorithm = Algorithm::read(&mut info)?;
        let expected = info.octets()?;
        let salt = data.octets()?;
        let count = data.optional_integer()?.unwrap_or(1);
        let (digest, key) = if algorithm.oid.to_string() == names::PBMAC1 {
            pbmac1(algorithm.parameters()?)?
        } else {
            let Some(digest) = Digest::of_hash(&algorithm.oid) else {
                return algorithm.unsupported();
            };
            let iterations = iterations(count)?;
            (digest, MacKey::Pkcs12(Rounds { salt, iterations }))
        };
        Ok(Self {
            digest,
            key,
            expected,
        })
    }

    /// The cost of the code of this content.
    pub(super) fn cost(&self, content: &[u8]) -> u64 {
        let key = match &self.key {
            MacKey::Pkcs12(rounds) => self.digest.pkcs12_cost(*rounds, self.digest.length()),
            MacKey::Pbmac1 { derivation, length } => derivation.cost(*length),
        };
        key.saturating_add(self.digest.cost_of(content))
    }

    /// Whether this is the code of the content with this password.
    pub(super) fn fits(&self, content: &[u8], password: &Password<'_>) -> bool {
        let length = self.digest.length();
        let key = match &self.key {
            MacKey::Pkcs12(rounds) => {
                let password = password.utf16();
                Some(self.digest.pkcs12(Purpose::Mac, password, *rounds, length))
            }
            MacKey::Pbmac1 { derivation, length } => derivation.key(password.utf8(), *length),
        };
        key.is_some_and(|key| self.digest.is_hmac(&key, content, self.expected))
    }
}

/// `PBMAC1-params` of RFC 8018. The length of the key must be said: RFC 9579, section 5.
fn pbmac1<'a>(mut parameters: Elements<'a>) -> Result<(Digest, MacKey<'a>), ArchiveError> {
    let derivation = Derivation::read(&mut parameters)?;
    let digest = hmac(&mut parameters)?;
    parameters.finish()?;
    let length = derivation
        .length()
        .filter(|length| (1..=1024).contains(length));
    let length = length.ok_or(ArchiveError::NotPkcs12)?;
    Ok((digest, MacKey::Pbmac1 { derivation, length }))
}
