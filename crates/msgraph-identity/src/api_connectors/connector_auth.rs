//! How Microsoft Entra shall authenticate to the web API of a connector.

use msgraph_identity_core::{Secret, UnknownKind};

#[cfg(feature = "pkcs12")]
use super::Pkcs12;
use crate::Error;
use crate::error::Kind;

/// How Microsoft Entra shall authenticate to the web API of a connector: to be sent, never read. Its `Debug` shows no secret.
///
/// ```
/// use msgraph_identity::ConnectorAuth;
///
/// let auth = ConnectorAuth::basic("svc", "correct horse");
/// assert!(!format!("{auth:?}").contains("horse"));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct ConnectorAuth(pub(crate) AuthKind);

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum AuthKind {
    Basic {
        username: String,
        password: Secret,
    },
    #[cfg(feature = "pkcs12")]
    Pkcs12(Pkcs12),
    Unknown(UnknownKind),
}

impl ConnectorAuth {
    /// A user name and a password.
    ///
    /// See [basicAuthentication](https://learn.microsoft.com/graph/api/resources/basicauthentication).
    pub fn basic(username: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self(AuthKind::Basic {
            username: username.into(),
            password: password.into(),
        })
    }

    /// A client certificate with its private key.
    ///
    /// See [pkcs12Certificate](https://learn.microsoft.com/graph/api/resources/pkcs12certificate).
    #[cfg(feature = "pkcs12")]
    pub fn pkcs12(certificate: Pkcs12) -> Self {
        Self(AuthKind::Pkcs12(certificate))
    }

    /// A kind that this crate does not know, as it came from the service.
    pub fn unknown(kind: UnknownKind) -> Self {
        Self(AuthKind::Unknown(kind))
    }

    /// Refuses what Graph shows in place of a password: sent back, it would become the password.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let is_masked = match &self.0 {
            AuthKind::Basic { password, .. } => password.is_masked(),
            #[cfg(feature = "pkcs12")]
            AuthKind::Pkcs12(_) => false,
            AuthKind::Unknown(kind) => {
                let mut texts = kind
                    .properties()
                    .values()
                    .filter_map(|value| value.as_str());
                texts.any(|text| Secret::from(text).is_masked())
            }
        };
        if !is_masked {
            return Ok(());
        }
        let reason = "the password is ******, which Microsoft Graph shows in place of one; pass the password itself";
        Err(Kind::InvalidArgument(reason.into()).into())
    }
}
