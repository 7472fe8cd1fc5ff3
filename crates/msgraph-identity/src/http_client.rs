//! The HTTP client and what holds for all its requests: TLS, no redirects, timeouts.

use std::sync::Arc;
use std::time::Duration;

use msgraph_identity_core::ServiceRoot;
use reqwest::redirect::Policy;
use rustls::ClientConfig;
use rustls::crypto::ring;
use rustls_platform_verifier::BuilderVerifierExt;

use crate::Error;
use crate::error::Kind;

const USER_AGENT: &str = concat!("msgraph-identity/", env!("CARGO_PKG_VERSION"));
const CONNECT_TIMEOUT: Duration = Duration::from_secs(20);
/// How long the server may be silent.
const READ_TIMEOUT: Duration = Duration::from_secs(60);
/// How long a call may take as a whole.
const CALL_TIMEOUT: Duration = Duration::from_secs(100);

/// The client for the cloud that this service root is in.
pub(crate) fn build_http_client(service_root: &ServiceRoot) -> Result<reqwest::Client, Error> {
    let builder = reqwest::Client::builder()
        .tls_backend_preconfigured(build_tls_config().map_err(Kind::Tls)?)
        // A redirect would carry passwords and certificates in the body to another host.
        .redirect(Policy::none())
        .user_agent(USER_AGENT)
        .connect_timeout(CONNECT_TIMEOUT)
        .read_timeout(READ_TIMEOUT)
        .timeout(CALL_TIMEOUT);
    let builder = if service_root.as_str().starts_with("https:") {
        builder.https_only(true)
    } else {
        // Plain http is for loopback: through a proxy, the access token would leave the machine in the clear.
        builder.no_proxy()
    };
    Ok(builder.build().map_err(Kind::HttpClient)?)
}

/// TLS with ring, trusting what the operating system trusts; built explicitly, so that no default of the process matters or changes.
fn build_tls_config() -> Result<ClientConfig, rustls::Error> {
    Ok(
        ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_platform_verifier()?
            .with_no_client_auth(),
    )
}

#[cfg(test)]
#[cfg(all(unix, not(target_vendor = "apple")))]
mod certificate_tests;
#[cfg(test)]
mod tests;
