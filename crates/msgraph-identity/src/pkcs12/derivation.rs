//! How a key is derived from a password in PBES2 and PBMAC1, and what it costs.

use der::Tag;
use der::asn1::ObjectIdentifier;
use scrypt::Params;
use zeroize::Zeroizing;

use super::digest::{Digest, Rounds};
use super::element::Elements;
use super::error::ArchiveError;
use super::names;

/// The most that scrypt may use, in bytes.
const MAX_SCRYPT_MEMORY: u64 = 64 << 20;

/// The cost that may still be spent on a file, in hashes of one block of SHA-256. All of it takes two seconds of a debug build, and a
/// fraction of a second of an optimised one.
pub(super) struct Budget(u64);

impl Budget {
    /// Enough for 600,000 iterations of one MAC and one key of PBKDF2 with SHA-256, and for the rest of an ordinary file.
    pub(super) fn new() -> Self {
        Self(1_850_000)
    }

    /// Refuses a cost that would be too much.
    pub(super) fn check(&self, cost: u64) -> Result<(), ArchiveError> {
        if cost > self.0 {
            return Err(ArchiveError::TooCostly);
        }
        Ok(())
    }

    /// Takes a cost from the budget, before the work is done.
    pub(super) fn charge(&mut self, cost: u64) -> Result<(), ArchiveError> {
        self.0 = self.0.checked_sub(cost).ok_or(ArchiveError::TooCostly)?;
        Ok(())
    }
}

/// An identifier and what follows it: `AlgorithmIdentifier`, and `ContentInfo` and `SafeBag` alike.
pub(super) struct Algorithm<'a> {
    pub(super) oid: ObjectIdentifier,
    parameters: Elements<'a>,
}

impl<'a> Algorithm<'a> {
    pub(super) fn read(elements: &mut Elements<'a>) -> Result<Self, ArchiveError> {
        let mut parameters = elements.sequence()?;
        let oid = parameters.oid()?;
        Ok(Self { oid, parameters })
    }

    /// The parameters, if they are a sequence.
    pub(super) fn parameters(&mut self) -> Result<Elements<'a>, ArchiveError> {
        self.parameters.sequence()
    }

    /// The parameters, if they are a string of bytes: an initialization vector.
    pub(super) fn iv(&mut self) -> Result<&'a [u8], ArchiveError> {
        self.parameters.octets()
    }

    /// The content of an explicit tag `[0]` that follows.
    pub(super) fn explicit(&mut self) -> Result<&'a [u8], ArchiveError> {
        self.parameters.explicit()
    }

    /// The content of a set, if one follows.
    pub(super) fn optional_set(&mut self) -> Result<Option<&'a [u8]>, ArchiveError> {
        self.parameters.optional(Tag::Set)
    }

    pub(super) fn unsupported<T>(&self) -> Result<T, ArchiveError> {
        Err(ArchiveError::Unsupported(names::of(&self.oid)))
    }
}

/// A function that derives keys, with its parameters.
pub(super) enum Derivation<'a> {
    Pbkdf2 {
        digest: Digest,
        rounds: Rounds<'a>,
        length: Option<u64>,
    },
    Scrypt {
        salt: &'a [u8],
        params: Params,
        /// The product of its parameters N, r and p.
        blocks: u64,
        length: Option<u64>,
    },
}

impl<'a> Derivation<'a> {
    pub(super) fn read(elements: &mut Elements<'a>) -> Result<Self, ArchiveError> {
        let mut algorithm = Algorithm::read(elements)?;
        match algorithm.oid.to_string().as_str() {
            names::PBKDF2 => Self::pbkdf2(algorithm.parameters()?),
            names::SCRYPT => Self::scrypt(algorithm.parameters()?),
            _ => algorithm.unsupported(),
        }
    }

    /// `PBKDF2-params` of RFC 8018.
    fn pbkdf2(mut parameters: Elements<'a>) -> Result<Self, ArchiveError> {
        let Some(salt) = parameters.optional(Tag::OctetString)? else {
            return Err(ArchiveError::unsupported("PBKDF2 with a generated salt"));
        };
        let iterations = iterations(parameters.integer()?)?;
        let length = parameters.optional_integer()?;
        let digest = if parameters.is_finished() {
            Digest::Sha1
        } else {
            hmac(&mut parameters)?
        };
        parameters.finish()?;
        Ok(Self::Pbkdf2 {
            digest,
            rounds: Rounds { salt, iterations },
            length,
        })
    }

    /// `scrypt-params` of RFC 7914.
    fn scrypt(mut parameters: Elements<'a>) -> Result<Self, ArchiveError> {
        let salt = parameters.octets()?;
        let (n, r, p) = (
            parameters.integer()?,
            parameters.integer()?,
            parameters.integer()?,
        );
        let length = parameters.optional_integer()?;
        parameters.finish()?;
        let blocks = n.saturating_mul(r);
        let memory = blocks
            .saturating_add(r.saturating_mul(p))
            .saturating_mul(128);
        if memory > MAX_SCRYPT_MEMORY {
            return Err(ArchiveError::TooCostly);
        }
        let params = n.is_power_of_two().then(|| {
            let narrow = |value| u32::try_from(value).ok();
            Params::new(n.trailing_zeros() as u8, narrow(r)?, narrow(p)?).ok()
        });
        let params = params.flatten().ok_or(ArchiveError::NotPkcs12)?;
        Ok(Self::Scrypt {
            salt,
            params,
            blocks: blocks.saturating_mul(p),
            length,
        })
    }

    /// The length that the file says a key has.
    pub(super) fn length(&self) -> Option<usize> {
        let (Self::Pbkdf2 { length, .. } | Self::Scrypt { length, .. }) = self;
        length.and_then(|length| length.try_into().ok())
    }

    /// The cost of a key of this length.
    pub(super) fn cost(&self, length: usize) -> u64 {
        match self {
            Self::Pbkdf2 { digest, rounds, .. } => digest.pbkdf2_cost(*rounds, length),
            Self::Scrypt { blocks, salt, .. } => {
                let blocks = blocks.saturating_mul(8);
                blocks.saturating_add(Digest::Sha256.cost_of(salt))
            }
        }
    }

    /// The key, or `None` if none of this length can be derived.
    pub(super) fn key(&self, password: &[u8], length: usize) -> Option<Zeroizing<Vec<u8>>> {
        match self {
            Self::Pbkdf2 { digest, rounds, .. } => Some(digest.pbkdf2(password, *rounds, length)),
            Self::Scrypt { salt, params, .. } => {
                let mut key = Zeroizing::new(vec![0; length]);
                scrypt::scrypt(password, salt, params, &mut key).ok()?;
                Some(key)
            }
        }
    }
}

/// A number of iterations, of which there is at least one.
pub(super) fn iterations(number: u64) -> Result<u32, ArchiveError> {
    match u32::try_from(number) {
        Ok(0) => Err(ArchiveError::NotPkcs12),
        Ok(number) => Ok(number),
        Err(_) => Err(ArchiveError::TooCostly),
    }
}

/// An HMAC, by its hash function.
pub(super) fn hmac(elements: &mut Elements<'_>) -> Result<Digest, ArchiveError> {
    let algorithm = Algorithm::read(elements)?;
    match Digest::of_hmac(&algorithm.oid) {
        Some(digest) => Ok(digest),
        None => algorithm.unsupported(),
    }
}
