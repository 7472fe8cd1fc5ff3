//! An API connector as the fake keeps it, and as responses show it.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use ring::digest;
use serde_json::{Value, json};

use super::pkcs12::{self, Budget, Unreadable};
use crate::graph_error::GraphError;
use crate::model::Properties;
use crate::switches::{Pkcs12Encryption, Switches};

/// Graph shows this instead of a password.
const MASK: &str = "******";

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Connector {
    pub(crate) id: String,
    /// The name and the URL.
    pub(crate) properties: Properties,
    pub(crate) authentication: Option<Authentication>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Authentication {
    Basic {
        username: Option<String>,
        /// Only whether there is a password: nothing reads it.
        has_password: bool,
    },
    /// In the order of the uploads.
    Certificates(Vec<Certificate>),
}

impl Connector {
    pub(crate) fn view(&self, now: i64) -> Properties {
        let authentication = self.authentication.as_ref().map(|kind| kind.view(now));
        let mut view = self.properties.clone();
        view.insert("id".into(), self.id.clone().into());
        view.insert("authenticationConfiguration".into(), authentication.into());
        view
    }
}

impl Authentication {
    fn view(&self, now: i64) -> Value {
        match self {
            Self::Basic {
                username,
                has_password,
            } => json!({
                "@odata.type": "#microsoft.graph.basicAuthentication",
                "username": username,
                "password": has_password.then_some(MASK),
            }),
            Self::Certificates(certificates) => {
                let active = active(certificates, now);
                let list = certificates.iter().enumerate();
                let list = list.map(|(position, certificate)| {
                    json!({
                        "thumbprint": certificate.thumbprint,
                        "notAfter": certificate.not_after,
                        "notBefore": certificate.not_before,
                        "isActive": active == Some(position),
                    })
                });
                json!({
                    "@odata.type": "#microsoft.graph.clientCertificateAuthentication",
                    "certificateList": list.collect::<Value>(),
                })
            }
        }
    }
}

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
    /// Reads a base64 encoded PKCS#12 file. Deriving its keys takes a while, so do not call this on a thread of the server.
    pub(crate) fn from_pkcs12(
        value: &str,
        password: &str,
        switches: &Switches,
        budget: &mut Budget,
    ) -> Result<Self, GraphError> {
        let allows_aes = switches.pkcs12_encryption == Pkcs12Encryption::Any;
        let der = decode(value).ok_or(Unreadable::NotPkcs12);
        der.and_then(|der| pkcs12::read(&der, password, allows_aes, budget))
            .and_then(|archive| {
                let leaf = archive.leaf().and_then(Self::from_der);
                leaf.ok_or(Unreadable::NoCertificate)
            })
            .map_err(|reason| refusal(reason, switches))
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

/// Base64 with or without padding, on one line or on several.
fn decode(value: &str) -> Option<Vec<u8>> {
    let value: String = value.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    STANDARD
        .decode(&value)
        .or_else(|_| STANDARD_NO_PAD.decode(&value))
        .ok()
}

/// A wrong password is answered as Azure AD B2C does, which has the service of API connectors.
fn refusal(reason: Unreadable, switches: &Switches) -> GraphError {
    match reason {
        Unreadable::WrongPassword => {
            GraphError::bad_request("The certificate password provided in request is incorrect.")
                .with_code("AADB2C90213")
        }
        reason => {
            GraphError::bad_request(format!("The PKCS#12 value could not be read: {reason}."))
                .with_code(&switches.unreadable_certificate_code)
        }
    }
}

/// The position of the active certificate: the newest upload that is valid now.
pub(crate) fn active(certificates: &[Certificate], now: i64) -> Option<usize> {
    certificates
        .iter()
        .rposition(|certificate| certificate.is_valid(now))
}

fn thumbprint(der: &[u8]) -> String {
    let digest = digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, der);
    digest
        .as_ref()
        .iter()
        .map(|byte| format!("{byte:02X}"))
        .collect()
}
