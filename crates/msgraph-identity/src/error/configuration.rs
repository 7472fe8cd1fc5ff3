//! Reasons why a client cannot be built.

use std::borrow::Cow;
use std::{error, fmt};

use msgraph_identity_core::ServiceRootError;

/// Why a client cannot be built.
#[derive(Debug)]
pub(crate) enum Configuration {
    UnusableRoot(ServiceRootError),
    RootWithVersion {
        root: String,
    },
    UnusableLoginHost(ServiceRootError),
    LoginHostWithPath,
    BlankScope,
    UnknownCloud,
    NotAToken,
    Application,
    /// The number of the builder that is zero.
    Zero(&'static str),
    Tls(rustls::Error),
    Certificate(&'static str),
    HttpClient(reqwest::Error),
    /// A credential cannot be made. The text says why and what to do.
    Credential(
        Cow<'static, str>,
        Option<Box<dyn error::Error + Send + Sync>>,
    ),
}

impl Configuration {
    pub(super) fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Tls(error) => Some(error),
            Self::UnusableLoginHost(error) => Some(error),
            Self::HttpClient(error) => Some(error),
            Self::Credential(_, Some(error)) => Some(&**error),
            _ => None,
        }
    }
}

impl fmt::Display for Configuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnusableRoot(ServiceRootError::NotAbsolute) => f.write_str(
                "the root of the cloud is not an absolute URL; write it like https://graph.example",
            ),
            // This text names the root and the way out.
            Self::UnusableRoot(error) => error.fmt(f),
            Self::RootWithVersion { root } => write!(
                f,
                "the root of the cloud, {root}, names a version; leave it out: the client appends /v1.0 or /beta"
            ),
            Self::UnusableLoginHost(_) => f.write_str(
                "the login host is not an absolute https URL; write it like https://login.microsoftonline.com",
            ),
            Self::LoginHostWithPath => f.write_str(
                "the login host has a path; leave it out: the client appends the tenant",
            ),
            Self::BlankScope => f.write_str(
                "the scope of the cloud is blank; write it like https://graph.microsoft.com/.default",
            ),
            Self::UnknownCloud => f.write_str(
                "there is no such cloud; use global, us-government-l4, us-government-dod or china",
            ),
            Self::NotAToken => f.write_str(
                "the static access token is empty or not a bearer token; pass the token alone, without \"Bearer\", quotes or a line break",
            ),
            Self::Application => f.write_str(
                "the application cannot be named in the header User-Agent; write it like contoso-onboarding/2.1, without line breaks",
            ),
            Self::Zero(what) => write!(f, "`{what}` is zero, so that no request could succeed"),
            Self::Tls(_) => f.write_str(
                "TLS could not be set up; install the CA certificates of the operating system, or set SSL_CERT_FILE to a file of them",
            ),
            Self::Certificate(reason) => f.write_str(reason),
            Self::HttpClient(_) => f.write_str("the HTTP client could not be set up"),
            Self::Credential(reason, _) => f.write_str(reason),
        }
    }
}
