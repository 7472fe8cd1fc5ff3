//! An API connector as the fake keeps it, and as responses show it.

use serde::Serialize;

use super::client_certificate::{self, Certificate};

/// Graph shows this instead of a password.
const MASK: &str = "******";

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Connector {
    pub(crate) id: String,
    pub(crate) display_name: Option<String>,
    pub(crate) target_url: Option<String>,
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

/// The JSON form of a connector.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ConnectorView<'a> {
    id: &'a str,
    display_name: Option<&'a str>,
    target_url: Option<&'a str>,
    authentication_configuration: Option<AuthenticationView<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(tag = "@odata.type")]
enum AuthenticationView<'a> {
    #[serde(rename = "#microsoft.graph.basicAuthentication")]
    Basic {
        username: Option<&'a str>,
        password: Option<&'static str>,
    },
    #[serde(
        rename = "#microsoft.graph.clientCertificateAuthentication",
        rename_all = "camelCase"
    )]
    ClientCertificate {
        certificate_list: Vec<CertificateView<'a>>,
    },
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct CertificateView<'a> {
    thumbprint: &'a str,
    not_after: i64,
    not_before: i64,
    is_active: bool,
}

impl Connector {
    pub(crate) fn view(&self, now: i64) -> ConnectorView<'_> {
        ConnectorView {
            id: &self.id,
            display_name: self.display_name.as_deref(),
            target_url: self.target_url.as_deref(),
            authentication_configuration: self.authentication.as_ref().map(|kind| kind.view(now)),
        }
    }
}

impl Authentication {
    fn view(&self, now: i64) -> AuthenticationView<'_> {
        match self {
            Self::Basic {
                username,
                has_password,
            } => AuthenticationView::Basic {
                username: username.as_deref(),
                password: has_password.then_some(MASK),
            },
            Self::Certificates(certificates) => {
                let active = client_certificate::active(certificates, now);
                let list = certificates
                    .iter()
                    .enumerate()
                    .map(|(position, certificate)| CertificateView {
                        thumbprint: &certificate.thumbprint,
                        not_after: certificate.not_after,
                        not_before: certificate.not_before,
                        is_active: active == Some(position),
                    });
                AuthenticationView::ClientCertificate {
                    certificate_list: list.collect(),
                }
            }
        }
    }
}
