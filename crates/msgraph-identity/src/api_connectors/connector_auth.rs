//! How Microsoft Entra is to authenticate to the web API of a connector.

use std::time::SystemTime;

use msgraph_identity_core::{Secret, UnknownKind};
use serde_json::Value;

#[cfg(feature = "pkcs12")]
use super::Pkcs12;
use crate::Error;
use crate::error::invalid_argument;

/// How Microsoft Entra is to authenticate to the web API of a connector. It is sent and never read. Its `Debug` shows no secret.
///
/// Creating or updating a connector with it returns
/// [`is_invalid_argument`](crate::Error::is_invalid_argument) if the user name is empty or has a colon, if the user name or the
/// password has a control character, such as the line break at the end of a file, or if one of them or any text of an unknown kind
/// is `******`, which Graph shows in place of a password.
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
    /// Authentication with a user name and a password.
    ///
    /// See [basicAuthentication](https://learn.microsoft.com/graph/api/resources/basicauthentication).
    pub fn basic(username: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self(AuthKind::Basic {
            username: username.into(),
            password: password.into(),
        })
    }

    /// Authentication with a client certificate and its private key.
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

    /// The user name, if this is basic authentication.
    pub(crate) fn username(&self) -> Option<&str> {
        match &self.0 {
            AuthKind::Basic { username, .. } => Some(username),
            _ => None,
        }
    }

    /// The error of a request that sent this, with what is known of its certificate.
    pub(crate) fn explain(&self, error: Error) -> Error {
        match &self.0 {
            #[cfg(feature = "pkcs12")]
            AuthKind::Pkcs12(certificate) => certificate.explain(error),
            _ => error,
        }
    }

    /// Warns of a certificate that is sent although it is not valid at this time.
    #[cfg_attr(not(feature = "pkcs12"), expect(unused_variables))]
    pub(crate) fn warn_unless_valid_at(&self, now: SystemTime) {
        #[cfg(feature = "pkcs12")]
        if let AuthKind::Pkcs12(certificate) = &self.0 {
            certificate.warn_unless_valid_at(now);
        }
    }

    /// Refuses values that the service would reject or misunderstand, before anything is sent.
    pub(crate) fn check(&self) -> Result<(), Error> {
        match &self.0 {
            AuthKind::Basic { username, password } => check_basic(username, password),
            #[cfg(feature = "pkcs12")]
            AuthKind::Pkcs12(_) => Ok(()),
            AuthKind::Unknown(kind) => {
                if kind.properties().values().any(has_mask) {
                    return Err(masked("a secret of the authentication"));
                }
                Ok(())
            }
        }
    }
}

fn check_basic(username: &str, password: &Secret) -> Result<(), Error> {
    if username.trim().is_empty() {
        return Err(invalid_argument("the user name is blank"));
    }
    // RFC 7617, section 2: the first colon ends the user name, and neither part may have control characters.
    if username.contains(':') {
        return Err(invalid_argument(
            "the user name has a colon, which ends the user name in basic authentication",
        ));
    }
    for (what, text) in [
        ("the user name", username),
        ("the password", password.expose()),
    ] {
        if is_mask(text) {
            return Err(masked(what));
        }
        if text.contains(char::is_control) {
            return Err(invalid_argument(format!(
                "{what} has a control character, such as the line break at the end of a file"
            )));
        }
    }
    Ok(())
}

/// Whether a value of JSON has the mask anywhere in it.
fn has_mask(value: &Value) -> bool {
    match value {
        Value::String(text) => is_mask(text),
        Value::Array(items) => items.iter().any(has_mask),
        Value::Object(members) => members.values().any(has_mask),
        _ => false,
    }
}

fn is_mask(text: &str) -> bool {
    Secret::from(text.trim()).is_masked()
}

/// Sent back, the mask would become the password.
fn masked(what: &str) -> Error {
    invalid_argument(format!(
        "{what} is ******, which Microsoft Graph shows in place of one; pass the value itself"
    ))
}
