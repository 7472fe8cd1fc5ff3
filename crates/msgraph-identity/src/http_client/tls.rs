//! TLS with ring. It is configured explicitly, so that the default of the process neither matters nor changes.

use std::sync::Arc;

use rustls::ClientConfig;
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::pem::{Error as PemError, PemObject};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls_platform_verifier::Verifier;

use crate::Error;
use crate::error::Configuration;

const NO_ROOT: &str =
    "a root certificate cannot be read; pass certificates in PEM (-----BEGIN CERTIFICATE-----)";
const NO_IDENTITY: &str =
    "the client identity cannot be read; pass a certificate and its private key in one PEM";
const WRONG_IDENTITY: &str =
    "the client identity cannot be used; the private key must belong to its first certificate";

/// Makes a configuration that trusts the certificate authorities of the operating system and these certificates.
pub(super) fn config(
    root_certificates: &[Vec<u8>],
    client_identity: Option<&[u8]>,
) -> Result<ClientConfig, Error> {
    let provider = Arc::new(ring::default_provider());
    let verifier = verifier(root_certificates, provider.clone())?;
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(Configuration::Tls)?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier));
    match client_identity {
        None => Ok(config.with_no_client_auth()),
        Some(pem) => {
            let (chain, key) = identity(pem)?;
            let config = config.with_client_auth_cert(chain, key);
            Ok(config.map_err(|_| Configuration::Certificate(WRONG_IDENTITY))?)
        }
    }
}

/// Makes a configuration that trusts no server. Without it, reqwest would use the default of the process, and panic if there is no
/// default.
#[cfg(feature = "azure-identity")]
pub(super) fn nothing_trusted() -> Result<ClientConfig, Error> {
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(Configuration::Tls)?;
    let roots = rustls::RootCertStore::empty();
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}

fn verifier(
    root_certificates: &[Vec<u8>],
    provider: Arc<CryptoProvider>,
) -> Result<Verifier, Error> {
    let mut roots = Vec::new();
    for pem in root_certificates {
        roots.extend(certificates(pem).map_err(|_| Configuration::Certificate(NO_ROOT))?);
    }
    if roots.len() < root_certificates.len() {
        return Err(Configuration::Certificate(NO_ROOT).into());
    }
    let verifier = if roots.is_empty() {
        Verifier::new(provider)
    } else {
        Verifier::new_with_extra_roots(roots, provider)
    };
    Ok(verifier.map_err(Configuration::Tls)?)
}

fn identity(pem: &[u8]) -> Result<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>), Error> {
    let chain = certificates(pem).map_err(|_| Configuration::Certificate(NO_IDENTITY))?;
    let key = PrivateKeyDer::from_pem_slice(pem);
    let key = key.map_err(|_| Configuration::Certificate(NO_IDENTITY))?;
    Ok((chain, key))
}

fn certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, PemError> {
    CertificateDer::pem_slice_iter(pem).collect()
}
