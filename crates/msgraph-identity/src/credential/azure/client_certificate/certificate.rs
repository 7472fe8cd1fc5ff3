//! The files that a certificate and its private key may come in.

use std::fmt;
use std::sync::Arc;

#[cfg(feature = "pkcs12")]
use msgraph_identity_core::Secret;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use super::assertion::thumbprint;
use super::signing_key::SigningKey;
use crate::Error;
use crate::credential::azure::application::unusable;

/// A certificate of an application, with its private key: RSA of 2048 to 4096 bits. Cheap to clone; its `Debug` shows no secret.
#[derive(Clone)]
pub struct ClientCertificate {
    pub(super) key: Arc<SigningKey>,
    /// The application's own, and then those of its issuers, as far as they are known.
    pub(super) chain: Arc<[CertificateDer<'static>]>,
    pub(super) sends_chain: bool,
}

impl ClientCertificate {
    /// The certificate and its private key in one PEM, in any order, perhaps with the certificates of its issuers. The key is
    /// PKCS#8 or PKCS#1, not encrypted.
    ///
    /// # Errors
    ///
    /// [`Error::is_configuration`] where there is no certificate, no private key, or one that does not fit or cannot be used.
    pub fn from_pem(pem: impl AsRef<[u8]>) -> Result<Self, Error> {
        Self::from_pem_pair(&pem, &pem)
    }

    /// The certificate and its private key in two PEM: see [`from_pem`](Self::from_pem).
    ///
    /// # Errors
    ///
    /// As [`from_pem`](Self::from_pem).
    pub fn from_pem_pair(
        certificates: impl AsRef<[u8]>,
        private_key: impl AsRef<[u8]>,
    ) -> Result<Self, Error> {
        let certificates: Result<Vec<_>, _> =
            CertificateDer::pem_slice_iter(certificates.as_ref()).collect();
        let certificates =
            certificates.map_err(|_| unusable("the PEM of the client certificate is damaged"))?;
        let private_key = private_key.as_ref();
        let key = match PrivateKeyDer::from_pem_slice(private_key) {
            Ok(key) => SigningKey::new(&key)?,
            Err(_) if contains(private_key, b"-----BEGIN ENCRYPTED PRIVATE KEY-----") => {
                return Err(unusable(
                    "the private key of the client certificate is encrypted; decrypt it with openssl pkey, or use PKCS#12",
                ));
            }
            Err(_) => {
                return Err(unusable(
                    "the PEM has no private key for the client certificate (-----BEGIN PRIVATE KEY-----)",
                ));
            }
        };
        Self::new(key, certificates)
    }

    /// The certificate and its private key of a PKCS#12 file (`.pfx`, `.p12`). The password is empty where it has none.
    ///
    /// # Errors
    ///
    /// [`Error::is_configuration`] where it cannot be read, the password is wrong, or its key cannot be used.
    #[cfg(feature = "pkcs12")]
    pub fn from_pkcs12(der: impl AsRef<[u8]>, password: impl Into<Secret>) -> Result<Self, Error> {
        let archive = crate::pkcs12::Archive::read(der.as_ref(), password.into().expose());
        let archive =
            archive.map_err(|error| unusable(format!("the client certificate: {error}")))?;
        let key = SigningKey::from_pkcs8(archive.private_key())?;
        let certificates = archive.certificates().map(|der| der.to_vec().into());
        Self::new(key, certificates.collect())
    }

    /// The certificate of a file in either form.
    pub(in crate::credential::azure) fn from_file_content(
        content: &[u8],
        password: Option<&str>,
    ) -> Result<Self, Error> {
        if contains(content, b"-----BEGIN ") {
            return Self::from_pem(content);
        }
        #[cfg(feature = "pkcs12")]
        return Self::from_pkcs12(content, password.unwrap_or_default());
        #[cfg(not(feature = "pkcs12"))]
        {
            let _ = password;
            Err(unusable(
                "the client certificate is no PEM; for PKCS#12, turn on the feature pkcs12 of msgraph-identity",
            ))
        }
    }

    /// The same certificate, sent along with those of its issuers (`x5c`): for an application that is registered for any
    /// certificate of a subject and issuer, in place of a certain one.
    #[must_use]
    pub fn send_chain(mut self) -> Self {
        self.sends_chain = true;
        self
    }

    /// The certificates, of which one must be that of the key.
    fn new(key: SigningKey, mut certificates: Vec<CertificateDer<'static>>) -> Result<Self, Error> {
        if certificates.is_empty() {
            return Err(unusable(
                "there is no client certificate (-----BEGIN CERTIFICATE-----)",
            ));
        }
        let own = certificates.iter().position(|der| key.is_of(der));
        let own = own.ok_or_else(|| {
            unusable("the private key is not that of the client certificate, or the certificate is damaged")
        })?;
        certificates[..=own].rotate_right(1);
        Ok(Self {
            key: Arc::new(key),
            chain: certificates.into(),
            sends_chain: false,
        })
    }
}

impl fmt::Debug for ClientCertificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientCertificate")
            .field("thumbprint", &thumbprint(&self.chain[0]))
            .field("sends_chain", &self.sends_chain)
            .finish_non_exhaustive()
    }
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window == part)
}
