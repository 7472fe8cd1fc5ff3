//! A certificate and its private key, and the files that they come in.

use std::fmt;
use std::sync::Arc;

#[cfg(feature = "pkcs12")]
use msgraph_identity_core::Secret;

use super::assertion::thumbprint;
use super::pem_file;
use super::signing_key::SigningKey;
use crate::Error;
use crate::credential::azure::application::unusable;

/// A certificate of an application, with its private key: RSA of 2048 to 4096 bits. Cheap to clone; its `Debug` shows no secret.
#[derive(Clone)]
pub struct ClientCertificate {
    pub(super) key: Arc<SigningKey>,
    /// The application's own, and then those of its issuers, as far as they are known.
    pub(super) chain: Arc<[Vec<u8>]>,
    pub(super) sends_chain: bool,
}

impl ClientCertificate {
    /// The certificate and its private key in one PEM, in any order, perhaps with the certificates of its issuers. The key is
    /// PKCS#8 or PKCS#1, not encrypted.
    ///
    /// # Errors
    ///
    /// [`Error::is_configuration`] if there is no certificate, no private key, or one that does not fit or cannot be used. The text
    /// shows nothing of the key.
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
        let certificates = pem_file::certificates(&pem_file::sections(certificates.as_ref()))?;
        let key = pem_file::private_key(&pem_file::sections(private_key.as_ref()), None)?;
        Self::new(key, certificates)
    }

    /// The certificate and its encrypted private key in one PEM: as [`from_pem`](Self::from_pem), with a key in encrypted PKCS#8
    /// (`BEGIN ENCRYPTED PRIVATE KEY`) or in the traditional form of OpenSSL (`Proc-Type: 4,ENCRYPTED`). A key that is not encrypted is
    /// read without the password.
    ///
    /// # Errors
    ///
    /// As [`from_pem`](Self::from_pem), also if the password is wrong, the encryption is not supported, or deriving its key would take
    /// too long.
    #[cfg(feature = "pkcs12")]
    pub fn from_encrypted_pem(
        pem: impl AsRef<[u8]>,
        password: impl Into<Secret>,
    ) -> Result<Self, Error> {
        Self::from_pem_and_password(pem.as_ref(), Some(password.into().expose()))
    }

    fn from_pem_and_password(pem: &[u8], password: Option<&str>) -> Result<Self, Error> {
        let sections = pem_file::sections(pem);
        let key = pem_file::private_key(&sections, password)?;
        Self::new(key, pem_file::certificates(&sections)?)
    }

    /// The certificate and its private key of a PKCS#12 file (`.pfx`, `.p12`), as bytes, or in base64 as Azure Key Vault has it. If it
    /// has no password, the password is empty.
    ///
    /// # Errors
    ///
    /// [`Error::is_configuration`] if it cannot be read, the password is wrong, or its key cannot be used.
    #[cfg(feature = "pkcs12")]
    pub fn from_pkcs12(der: impl AsRef<[u8]>, password: impl Into<Secret>) -> Result<Self, Error> {
        let from_base64 = crate::pkcs12::decode_base64(&pem_file::text(der.as_ref()));
        let der = from_base64
            .as_ref()
            .map_or(der.as_ref(), |der| der.as_slice());
        let archive = crate::pkcs12::Archive::read(der, password.into().expose());
        let archive =
            archive.map_err(|error| unusable(format!("the client certificate: {error}")))?;
        let key = SigningKey::from_pkcs8(archive.private_key())?;
        Self::new(key, archive.certificates().map(<[u8]>::to_vec).collect())
    }

    /// The certificate of a file in any of these forms.
    pub(in crate::credential::azure) fn from_file_content(
        content: &[u8],
        password: Option<&str>,
    ) -> Result<Self, Error> {
        if pem_file::is_pem(content) {
            return Self::from_pem_and_password(content, password);
        }
        #[cfg(feature = "pkcs12")]
        return Self::from_pkcs12(content, password.unwrap_or_default());
        #[cfg(not(feature = "pkcs12"))]
        Err(unusable(
            "the client certificate is not a PEM; for PKCS#12, turn on the feature pkcs12 of msgraph-identity",
        ))
    }

    /// Sends the certificate and those of its issuers along (`x5c`): for an application that is registered for any certificate of a
    /// subject and issuer, and not for one certificate.
    #[must_use]
    pub fn send_chain(mut self) -> Self {
        self.sends_chain = true;
        self
    }

    /// The certificates, of which one must be that of the key.
    fn new(key: SigningKey, mut certificates: Vec<Vec<u8>>) -> Result<Self, Error> {
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
