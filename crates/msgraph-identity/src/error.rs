//! The error of this crate.

use std::error;
use std::fmt;

use msgraph_identity_core::ServiceRootError;

/// Why something did not work.
///
/// Decide by the predicates; the text is for people, and may change. Neither `Display` nor `Debug` shows a secret.
#[derive(Debug)]
pub struct Error(Box<Kind>);

#[derive(Debug)]
pub(crate) enum Kind {
    UnusableRoot(ServiceRootError),
    RootWithVersion { root: String },
    NotAToken,
    Tls(rustls::Error),
    HttpClient(reqwest::Error),
}

impl Error {
    /// Whether something that the program passed in cannot be used: the root of a cloud, or an access token.
    pub fn is_configuration(&self) -> bool {
        matches!(
            *self.0,
            Kind::UnusableRoot(_) | Kind::RootWithVersion { .. } | Kind::NotAToken
        )
    }

    /// Whether TLS could not be set up, as on a machine without CA certificates to trust.
    pub fn is_tls_setup(&self) -> bool {
        matches!(*self.0, Kind::Tls(_))
    }
}

impl From<Kind> for Error {
    fn from(kind: Kind) -> Self {
        Self(Box::new(kind))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Kind::UnusableRoot(ServiceRootError::NotAbsolute) => f.write_str(
                "the root of the cloud is not an absolute URL; write it like https://graph.example",
            ),
            // Its text says which root, and the way out.
            Kind::UnusableRoot(error) => error.fmt(f),
            Kind::RootWithVersion { root } => write!(
                f,
                "the root of the cloud, {root}, names a version; leave it out: the client appends /v1.0 or /beta"
            ),
            Kind::NotAToken => f.write_str(
                "the static access token is empty or no bearer token; pass the token alone, without \"Bearer\", quotes or a line break",
            ),
            Kind::Tls(_) => f.write_str(
                "TLS could not be set up; install the CA certificates of the operating system, or let SSL_CERT_FILE name a file of them",
            ),
            Kind::HttpClient(_) => f.write_str("the HTTP client could not be set up"),
        }
    }
}

impl error::Error for Error {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match &*self.0 {
            Kind::Tls(error) => Some(error),
            Kind::HttpClient(error) => Some(error),
            _ => None,
        }
    }
}
