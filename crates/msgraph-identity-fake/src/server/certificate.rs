//! The certificate of the https side: made anew for every fake, signed by itself.

use std::sync::Arc;

use rcgen::{CertificateParams, KeyPair};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

/// What makes a TLS server, and what its clients must trust.
pub(crate) struct ServerCertificate {
    pub(crate) acceptor: TlsAcceptor,
    pub(crate) pem: String,
}

/// The names that clients on this machine may use.
const NAMES: [&str; 5] = [
    "localhost",
    "127.0.0.1",
    "::1",
    "graph.localhost",
    "login.localhost",
];

impl ServerCertificate {
    pub(crate) fn generate() -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        let key = KeyPair::generate()?;
        let names: Vec<String> = NAMES.map(str::to_owned).to_vec();
        let certificate = CertificateParams::new(names)?.self_signed(&key)?;
        let private_key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        // The provider is named here: a process-wide default belongs to the program that uses the fake.
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], private_key)?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self {
            acceptor: TlsAcceptor::from(Arc::new(config)),
            pem: certificate.pem(),
        })
    }
}
