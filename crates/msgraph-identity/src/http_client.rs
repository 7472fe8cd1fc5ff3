//! The HTTP client, and the rules for all its requests: TLS, no redirects, timeouts.

mod tls;

use std::time::Duration;

use msgraph_identity_core::ServiceRoot;
use reqwest::header::HeaderValue;
use reqwest::redirect::Policy;
use zeroize::Zeroizing;

use crate::Error;
use crate::error::Configuration;

const USER_AGENT: &str = concat!("msgraph-identity/", env!("CARGO_PKG_VERSION"));
const CONNECT_TIMEOUT: Duration = Duration::from_secs(20);
const READ_TIMEOUT: Duration = Duration::from_secs(60);

/// The settings of the HTTP client.
pub(crate) struct HttpClientSettings {
    /// How long it may take to connect.
    pub(crate) connect_timeout: Duration,
    /// How long the server may be silent.
    pub(crate) read_timeout: Duration,
    pub(crate) application: Option<String>,
    /// Each in PEM.
    pub(crate) root_certificates: Vec<Vec<u8>>,
    /// A certificate and its key in PEM.
    pub(crate) client_identity: Option<Zeroizing<Vec<u8>>>,
    /// The configuration of the caller.
    pub(crate) builder: Option<reqwest::ClientBuilder>,
    /// A finished client, to use unchanged.
    pub(crate) finished: Option<reqwest::Client>,
}

impl Default for HttpClientSettings {
    fn default() -> Self {
        Self {
            connect_timeout: CONNECT_TIMEOUT,
            read_timeout: READ_TIMEOUT,
            application: None,
            root_certificates: Vec::new(),
            client_identity: None,
            builder: None,
            finished: None,
        }
    }
}

impl HttpClientSettings {
    /// Makes the client for the cloud of this service root.
    pub(crate) fn build(self, service_root: &ServiceRoot) -> Result<reqwest::Client, Error> {
        if let Some(finished) = self.finished {
            return Ok(finished);
        }
        let user_agent = user_agent(self.application.as_deref())?;
        let tls = tls::config(
            &self.root_certificates,
            self.client_identity.as_deref().map(Vec::as_slice),
        )?;
        let builder = match self.builder {
            // It would log the access token, and repeat requests that must be sent once.
            Some(builder) => builder
                .connection_verbose(false)
                .retry(reqwest::retry::never()),
            None => reqwest::Client::builder(),
        };
        let builder = builder
            .tls_backend_preconfigured(tls)
            // A redirect would carry passwords and certificates in the body to another host.
            .redirect(Policy::none())
            .user_agent(user_agent)
            .connect_timeout(self.connect_timeout)
            .read_timeout(self.read_timeout);
        let builder = if service_root.as_str().starts_with("https:") {
            builder.https_only(true)
        } else {
            // Plain http is for loopback. Through a proxy, the access token would leave the machine in the clear.
            builder.no_proxy()
        };
        Ok(builder.build().map_err(Configuration::HttpClient)?)
    }
}

fn user_agent(application: Option<&str>) -> Result<HeaderValue, Error> {
    let Some(application) = application else {
        return Ok(HeaderValue::from_static(USER_AGENT));
    };
    let value = HeaderValue::try_from(format!("{application} {USER_AGENT}"));
    match value {
        Ok(value) if !application.trim().is_empty() => Ok(value),
        _ => Err(Configuration::Application.into()),
    }
}

/// A client for an endpoint on this machine that speaks plain http: without proxy, TLS and redirects.
#[cfg(feature = "azure-identity")]
pub(crate) fn for_plain_http(connect_timeout: Duration) -> Result<reqwest::Client, Error> {
    let builder = reqwest::Client::builder()
        .tls_backend_preconfigured(tls::nothing_trusted()?)
        .no_proxy()
        .redirect(Policy::none())
        .user_agent(USER_AGENT)
        .connect_timeout(connect_timeout)
        .read_timeout(READ_TIMEOUT);
    Ok(builder.build().map_err(Configuration::HttpClient)?)
}

#[cfg(test)]
#[cfg(all(unix, not(target_vendor = "apple")))]
mod certificate_tests;
#[cfg(test)]
mod tests;
