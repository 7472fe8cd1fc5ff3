//! A certificate with its private key, to be uploaded.

use std::fmt;
use std::time::SystemTime;

use base64::Engine;
use base64::alphabet;
use base64::engine::general_purpose::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use msgraph_identity_core::Secret;
use ring::digest;
use x509_parser::time::ASN1Time;
use zeroize::Zeroizing;

use super::certificate::system_time;
use crate::Error;
use crate::error::Kind;
use crate::pkcs12::{Archive, ArchiveError};

/// A certificate with its private key: a PKCS#12 file, known as `.pfx` or `.p12`, and its password. It is checked when it is made.
///
/// Reading one takes as long as its author wanted a guess of the password to take: up to a second, so not on a thread that must not
/// wait. `Debug` shows the thumbprint and the validity.
///
/// ```no_run
/// use std::time::SystemTime;
/// use msgraph_identity::{ApiConnectorHandle, Pkcs12};
///
/// async fn rotate(connector: ApiConnectorHandle) -> Result<(), Box<dyn std::error::Error>> {
///     let certificate = Pkcs12::from_der(std::fs::read("new.pfx")?, std::env::var("PFX_PASSWORD")?)?;
///     if certificate.not_after() < SystemTime::now() {
///         return Err(format!("{} has expired", certificate.thumbprint()).into());
///     }
///     connector.certificates().upload(&certificate).await?;
///     Ok(())
/// }
/// ```
///
/// See [upload client certificate](https://learn.microsoft.com/graph/api/identityapiconnector-uploadclientcertificate).
#[derive(Clone, PartialEq)]
pub struct Pkcs12 {
    value: Secret,
    password: Secret,
    thumbprint: String,
    subject: String,
    not_before: SystemTime,
    not_after: SystemTime,
}

impl Pkcs12 {
    /// The content of a file, and its password.
    ///
    /// # Errors
    ///
    /// [`Error::is_invalid_argument`] where it is no PKCS#12 file in DER, the password is wrong, or it has other than one private
    /// key and the certificate of that key. The text says which, and nothing of the content.
    pub fn from_der(der: impl AsRef<[u8]>, password: impl Into<Secret>) -> Result<Self, Error> {
        let (der, password) = (der.as_ref(), password.into());
        let archive = Archive::read(der, password.expose()).map_err(refused)?;
        let certificate = archive.certificates().next().unwrap_or_default();
        let (_, parsed) = x509_parser::parse_x509_certificate(certificate)
            .map_err(|_| refused(ArchiveError::NotPkcs12))?;
        let validity = parsed.validity();
        Ok(Self {
            value: Secret::from(STANDARD.encode(der)),
            password,
            thumbprint: thumbprint(certificate),
            subject: parsed.subject().to_string(),
            not_before: time_of(validity.not_before),
            not_after: time_of(validity.not_after),
        })
    }

    /// The content of a file in base64, and its password. White space, padding and the alphabet for URLs do not matter.
    ///
    /// # Errors
    ///
    /// As [`from_der`](Self::from_der), also where it is no base64.
    pub fn from_base64(
        base64: impl AsRef<str>,
        password: impl Into<Secret>,
    ) -> Result<Self, Error> {
        let der = decode(base64.as_ref()).ok_or_else(|| {
            let text = "the PKCS#12 file is not in base64; pass its bytes to Pkcs12::from_der";
            Error::from(Kind::InvalidArgument(text.into()))
        })?;
        Self::from_der(der, password)
    }

    /// The content of a file that has no password.
    ///
    /// # Errors
    ///
    /// As [`from_der`](Self::from_der).
    pub fn no_password(der: impl AsRef<[u8]>) -> Result<Self, Error> {
        Self::from_der(der, "")
    }

    /// The SHA-1 thumbprint of the certificate in upper-case hexadecimal digits, as Microsoft Graph and Windows show it: see
    /// [`Certificate::thumbprint`](crate::Certificate::thumbprint).
    pub fn thumbprint(&self) -> &str {
        &self.thumbprint
    }

    /// Whose certificate it is, such as `CN=api.contoso.com`.
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// From when the certificate is valid.
    pub fn not_before(&self) -> SystemTime {
        self.not_before
    }

    /// Until when the certificate is valid.
    pub fn not_after(&self) -> SystemTime {
        self.not_after
    }

    pub(crate) fn value(&self) -> &Secret {
        &self.value
    }

    pub(crate) fn password(&self) -> &Secret {
        &self.password
    }
}

impl fmt::Debug for Pkcs12 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pkcs12")
            .field("thumbprint", &self.thumbprint)
            .field("not_before", &self.not_before)
            .field("not_after", &self.not_after)
            .finish_non_exhaustive()
    }
}

fn refused(error: ArchiveError) -> Error {
    Kind::InvalidArgument(error.to_string().into()).into()
}

fn decode(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    const ENGINE: GeneralPurpose = GeneralPurpose::new(
        &alphabet::STANDARD,
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
    );
    let standard = |c: char| match c {
        '-' => '+',
        '_' => '/',
        other => other,
    };
    let text = text.chars().filter(|c| !c.is_ascii_whitespace());
    let text: Zeroizing<String> = Zeroizing::new(text.map(standard).collect());
    ENGINE.decode(text.as_bytes()).ok().map(Zeroizing::new)
}

fn thumbprint(certificate: &[u8]) -> String {
    let digest = digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, certificate);
    let digits = digest.as_ref().iter().map(|byte| format!("{byte:02X}"));
    digits.collect()
}

/// A time of X.509, which has the years 0 to 9999. What this machine cannot tell is as good as 1970.
fn time_of(time: ASN1Time) -> SystemTime {
    system_time(time.timestamp()).unwrap_or(SystemTime::UNIX_EPOCH)
}
