//! A certificate with its private key, for uploads.

use std::fmt;
use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use msgraph_identity_core::{ForeignText, Secret};
use ring::digest;
use x509_parser::time::ASN1Time;

use super::certificate::system_time;
use super::date::Date;
use crate::Error;
use crate::credential::foreign::Unshown;
use crate::error::{Finding, Kind};
use crate::pkcs12::{Archive, ArchiveError, decode_base64};
use crate::update::from_reference;

/// A certificate with its private key: a PKCS#12 file, known as `.pfx` or `.p12`, and its password. It is checked when it is made.
///
/// The files of OpenSSL, Windows, Java, Go, .NET, Python and Node.js are read. The work for a file is limited before a key is derived
/// from the password. Within that limit, reading takes up to two seconds in a debug build: do not read on a thread that must not wait.
/// `Debug` shows the thumbprint and the validity.
///
/// If the certificate has expired or is not valid yet when it is sent, a `tracing` event at `warn` says so: the service never uses the
/// first, and the second only from then on.
///
/// The service reads fewer files than this crate: it has refused files that are encrypted with AES, with a text that speaks of a wrong
/// [password](https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/8994). The error of a refused file with AES says so.
/// Write such a file anew with triple DES: `openssl pkcs12 -in old.pfx -out all.pem -noenc`, then
/// `openssl pkcs12 -export -in all.pem -out new.pfx -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg sha1`.
///
/// ```no_run
/// use std::time::{Duration, SystemTime};
/// use msgraph_identity::{ApiConnectorHandle, Pkcs12};
///
/// async fn rotate(connector: ApiConnectorHandle) -> Result<(), Box<dyn std::error::Error>> {
///     let certificate = Pkcs12::from_der(std::fs::read("new.pfx")?, std::env::var("PFX_PASSWORD")?)?;
///     if !certificate.is_valid_at(SystemTime::now()) {
///         return Err(format!("{} is not valid now", certificate.thumbprint()).into());
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
    has_aes: bool,
}

impl Pkcs12 {
    /// The content of a file, and its password.
    ///
    /// # Errors
    ///
    /// [`Error::is_invalid_argument`] if this is not a PKCS#12 file in DER, the password is wrong, or it does not have one private key and
    /// the certificate of that key; if it uses an algorithm that is not supported, which the text names; or if deriving its keys would
    /// take too long. The text shows nothing of the content.
    pub fn from_der(der: impl AsRef<[u8]>, password: impl Into<Secret>) -> Result<Self, Error> {
        let (der, password) = (der.as_ref(), password.into());
        let archive = Archive::read(der, password.expose()).map_err(|error| {
            if error == ArchiveError::NotPkcs12 && !der.is_empty() {
                let seen = Unshown(der);
                let text = format!("{error}: these are {seen}; base64 is for Pkcs12::from_base64");
                return Kind::InvalidArgument(text.into()).into();
            }
            refused(error)
        })?;
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
            has_aes: archive.has_aes(),
        })
    }

    /// The content of a file in base64, and its password. White space, padding and the alphabet for URLs do not matter.
    ///
    /// # Errors
    ///
    /// As [`from_der`](Self::from_der), also if this is not base64.
    pub fn from_base64(
        base64: impl AsRef<str>,
        password: impl Into<Secret>,
    ) -> Result<Self, Error> {
        let der = decode_base64(base64.as_ref()).ok_or_else(|| {
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

    /// The subject of the certificate, such as `CN=api.contoso.com`.
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// The time from which the certificate is valid.
    pub fn not_before(&self) -> SystemTime {
        self.not_before
    }

    /// The time until which the certificate is valid.
    pub fn not_after(&self) -> SystemTime {
        self.not_after
    }

    /// Whether the certificate is valid at this time.
    pub fn is_valid_at(&self, time: SystemTime) -> bool {
        (self.not_before..=self.not_after).contains(&time)
    }

    /// How long the certificate is still valid at this time; zero if it has expired.
    pub fn expires_in(&self, time: SystemTime) -> Duration {
        self.not_after.duration_since(time).unwrap_or_default()
    }

    /// The error of a request that sent this certificate, with the hint that the service may not read the file.
    pub(crate) fn explain(&self, error: Error) -> Error {
        if error.is_bad_request() && self.has_aes {
            error.with_finding(Finding::UnreadableCertificate)
        } else {
            error
        }
    }

    pub(crate) fn warn_unless_valid_at(&self, now: SystemTime) {
        let thumbprint = self.thumbprint.as_str();
        if now > self.not_after {
            tracing::warn!(
                thumbprint,
                "the certificate has expired: the service will not use it"
            );
        } else if now < self.not_before {
            tracing::warn!(
                thumbprint,
                "the certificate is not valid yet: the service will not use it before"
            );
        }
    }

    pub(crate) fn value(&self) -> &Secret {
        &self.value
    }

    pub(crate) fn password(&self) -> &Secret {
        &self.password
    }
}

/// Writes a line such as `0E1F2A3B, CN=api.contoso.com, valid from 2027-01-01 to 2027-12-31`.
impl fmt::Display for Pkcs12 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (thumbprint, subject) = (&self.thumbprint, ForeignText::new(&self.subject));
        let (from, to) = (Date::from(self.not_before), Date::from(self.not_after));
        write!(f, "{thumbprint}, {subject}, valid from {from} to {to}")
    }
}

from_reference!(Pkcs12);

impl fmt::Debug for Pkcs12 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pkcs12")
            .field("thumbprint", &self.thumbprint)
            .field("not_before", &Date::from(self.not_before))
            .field("not_after", &Date::from(self.not_after))
            .finish_non_exhaustive()
    }
}

fn refused(error: ArchiveError) -> Error {
    Kind::InvalidArgument(error.to_string().into()).into()
}

fn thumbprint(certificate: &[u8]) -> String {
    let digest = digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, certificate);
    let digits = digest.as_ref().iter().map(|byte| format!("{byte:02X}"));
    digits.collect()
}

/// A time of X.509, which has the years 0 to 9999. A time that this machine cannot represent becomes 1970.
fn time_of(time: ASN1Time) -> SystemTime {
    system_time(time.timestamp()).unwrap_or(SystemTime::UNIX_EPOCH)
}
