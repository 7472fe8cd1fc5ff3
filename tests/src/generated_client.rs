//! What a generated client needs, and clients of reqwest.

use std::sync::{Arc, LazyLock};

use msgraph_identity_core::{Pipeline, RetryPolicy, ServiceRoot, Session, StaticToken, Transport};
use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};

/// The access token of [`for_client`].
pub const ACCESS_TOKEN: &str = "t0k3n-of-the-tests";

/// The arguments of a generated client's `new_with_client`: it sends each request once, through this transport.
pub fn for_client(root: &str, transport: Arc<dyn Transport>) -> (String, reqwest::Client, Session) {
    let root = ServiceRoot::parse_allowing_insecure_loopback(root).expect("a service root");
    let provider = Arc::new(StaticToken::new(ACCESS_TOKEN));
    let pipeline = Pipeline::builder(transport, provider).retry(RetryPolicy::none());
    let url = root.as_str().to_owned();
    let session = Session::new(root, pipeline.build());
    (url, unused_http_client(), session)
}

/// A client that adds nothing to a request, no matter which features of reqwest other members of the workspace turn on. It trusts no
/// server: reqwest cannot build a client without a TLS set-up.
pub fn http_client() -> reqwest::Client {
    http_client_with(|builder| builder)
}

/// The same client, for tests that send nothing through it: to make one for each would take most of their time.
pub fn unused_http_client() -> reqwest::Client {
    static UNUSED: LazyLock<reqwest::Client> = LazyLock::new(http_client);
    UNUSED.clone()
}

/// The same client with other settings.
pub fn http_client_with(
    settings: impl FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder,
) -> reqwest::Client {
    let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("ring knows the default versions of TLS")
        .with_root_certificates(RootCertStore::empty())
        .with_no_client_auth();
    let builder = reqwest::Client::builder().tls_backend_preconfigured(tls);
    let builder = builder
        .no_proxy()
        .no_gzip()
        .no_brotli()
        .no_zstd()
        .no_deflate();
    settings(builder)
        .build()
        .expect("the TLS set-up is complete")
}
