//! The self-signed certificate of the https side. Each fake makes its own.

use std::sync::Arc;

use rcgen::{
    CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, KeyPair, KeyUsagePurpose,
};
use time::{Duration, OffsetDateTime};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

/// The TLS side of a server, and the certificate that clients must trust.
pub(crate) struct ServerCertificate {
    pub(crate) acceptor: TlsAcceptor,
    pub(crate) pem: String,
}

/// The host names that clients on this machine may use.
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
        let certificate = parameters()?.self_signed(&key)?;
        let private_key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        // The provider is explicit, because the process-wide default belongs to the program that uses the fake.
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

/// Parameters that all clients accept, including those of Apple: a purpose, and a validity of at most 398 days.
fn parameters() -> Result<CertificateParams, rcgen::Error> {
    let mut parameters = CertificateParams::new(NAMES.map(str::to_owned).to_vec())?;
    let mut name = DistinguishedName::new();
    name.push(DnType::CommonName, "msgraph-identity-fake");
    parameters.distinguished_name = name;
    parameters.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    parameters.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    // By the system's clock, which clients use, and not by the fake's clock.
    let now = OffsetDateTime::now_utc();
    parameters.not_before = now - Duration::days(1);
    parameters.not_after = now + Duration::days(365);
    Ok(parameters)
}
