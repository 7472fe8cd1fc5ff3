//! The client assertion: a JSON Web Token that names the application, signed with the key of its certificate.
//!
//! See [the assertion format](https://learn.microsoft.com/entra/identity-platform/certificate-credentials#assertion-format).

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use azure_core::error::ErrorKind;
use azure_core::http::ClientMethodOptions;
use azure_identity::ClientAssertion;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use msgraph_identity_core::{AuthenticationError, Clock};
use ring::digest;
use serde_json::{Value, json};
use uuid::Uuid;

use super::ClientCertificate;
use crate::credential::foreign::ShownId;

/// Microsoft recommends five to ten minutes.
const LIFE: Duration = Duration::from_secs(600);

/// Signs a new assertion for each request of a token.
#[derive(Clone)]
pub(super) struct CertificateAssertion {
    pub(super) certificate: ClientCertificate,
    pub(super) client_id: String,
    /// The token endpoint.
    pub(super) audience: String,
    pub(super) clock: Arc<dyn Clock>,
}

impl CertificateAssertion {
    fn sign(&self) -> Option<String> {
        let now = self.clock.system_time();
        let now = now.duration_since(SystemTime::UNIX_EPOCH).ok()?;
        let claims = json!({
            "aud": self.audience,
            "iss": self.client_id,
            "sub": self.client_id,
            "jti": Uuid::new_v4().to_string(),
            "iat": now.as_secs(),
            "nbf": now.as_secs(),
            "exp": (now + LIFE).as_secs(),
        });
        let message = format!("{}.{}", encode(&self.header()), encode(&claims));
        let signature = self.certificate.key.sign(message.as_bytes())?;
        Some(format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }

    fn header(&self) -> Value {
        let chain = &self.certificate.chain;
        let mut header = json!({
            "alg": "PS256",
            "typ": "JWT",
            "x5t#S256": thumbprint(&chain[0]),
        });
        if self.certificate.sends_chain {
            let certificates = chain.iter().map(|der| STANDARD.encode(der));
            header["x5c"] = certificates.collect();
        }
        header
    }
}

#[async_trait::async_trait]
impl ClientAssertion for CertificateAssertion {
    async fn secret(&self, _: Option<ClientMethodOptions<'_>>) -> azure_core::Result<String> {
        self.sign().ok_or_else(|| {
            let text = "the client assertion could not be signed: is the clock set?";
            azure_core::Error::new(ErrorKind::Other, AuthenticationError::new(text))
        })
    }
}

impl fmt::Debug for CertificateAssertion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CertificateAssertion")
            .field("certificate", &self.certificate)
            .field("client_id", &ShownId(&self.client_id))
            .finish_non_exhaustive()
    }
}

/// The SHA-256 of a certificate, as in `x5t#S256`.
pub(super) fn thumbprint(certificate: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, certificate))
}

fn encode(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}
