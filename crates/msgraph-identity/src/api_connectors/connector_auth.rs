//! How Microsoft Entra shall authenticate to the web API of a connector.

use msgraph_identity_core::{Secret, UnknownKind};

#[cfg(feature = "pkcs12")]
use super::Pkcs12;

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
}
