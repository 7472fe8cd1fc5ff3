//! Client certificates: what is kept of an uploaded PKCS#12 file.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use p12_keystore::Pkcs12Archive;
use ring::digest;

use crate::graph_error::GraphError;

/// What the service shows of a certificate. The file and its key are not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Certificate {
    /// SHA-1 of the DER form in upper-case hexadecimal digits.
    pub(crate) thumbprint: String,
    /// Seconds since 1970.
    pub(crate) not_before: i64,
    pub(crate) not_after: i64,
}

impl Certificate {
    /// Reads a base64 encoded PKCS#12 file. Deriving its keys takes a while: not for the threads of the server.
    pub(crate) fn from_pkcs12(value: &str, password: &str) -> Result<Self, GraphError> {
        Self::parse(value, password).ok_or_else(unreadable)
    }

    fn parse(value: &str, password: &str) -> Option<Self> {
        let value: String = value.chars().filter(|c| !c.is_ascii_whitespace()).collect();
        let pfx = STANDARD
            .decode(&value)
            .or_else(|_| STANDARD_NO_PAD.decode(&value))
            .ok()?;
        let archive = Pkcs12Archive::from_pkcs12(&pfx, password).ok()?;
        // The certificate of the private key; the others are its issuers.
        let key = archive.keys.first()?;
        let leaf = match &key.local_key_id {
            Some(id) => archive
                .certs
                .iter()
                .find(|bag| bag.local_key_id.as_ref() == Some(&id.0)),
            None => None,
        };
        let leaf = leaf.or_else(|| archive.certs.first().filter(|_| archive.certs.len() == 1))?;
        Self::from_der(leaf.cert.as_der())
    }

    pub(crate) fn from_der(der: &[u8]) -> Option<Self> {
        let (_, certificate) = x509_parser::parse_x509_certificate(der).ok()?;
        let validity = certificate.validity();
        Some(Self {
            thumbprint: thumbprint(der),
            not_before: validity.not_before.timestamp(),
            not_after: validity.not_after.timestamp(),
        })
    }

    fn is_valid(&self, now: i64) -> bool {
        (self.not_before..=self.not_after).contains(&now)
    }
}

/// The refusal of what is no PKCS#12 file, or one with another password.
pub(crate) fn unreadable() -> GraphError {
    GraphError::bad_request(
        "The PKCS#12 value could not be read: it is not a base64 encoded PFX file with a private key and its \
         certificate, or the password is wrong.",
    )
}

/// The position of the active certificate: the newest upload that is valid now.
pub(crate) fn active(certificates: &[Certificate], now: i64) -> Option<usize> {
    certificates
        .iter()
        .rposition(|certificate| certificate.is_valid(now))
}

pub(crate) fn thumbprint(der: &[u8]) -> String {
    let digest = digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, der);
    digest
        .as_ref()
        .iter()
        .map(|byte| format!("{byte:02X}"))
        .collect()
}
