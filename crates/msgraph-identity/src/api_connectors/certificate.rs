//! A client certificate of a connector, as the service shows it.

use std::fmt;
use std::time::{Duration, SystemTime};

use msgraph_identity_core::{AdditionalProperties, ForeignText};
use serde::{Deserialize, Serialize};

use super::date::Date;
use crate::debug::DebugPresent;

/// A client certificate of a connector, as the service shows it.
///
/// `Display` writes a line such as `0E1F2A3B, valid from 2027-01-01 to 2027-12-31, active`. serde reads and writes it as Graph does,
/// with the times in seconds since 1970.
///
/// See [pkcs12CertificateInformation](https://learn.microsoft.com/graph/api/resources/pkcs12certificateinformation).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Certificate {
    pub(crate) thumbprint: Option<String>,
    pub(crate) not_before: Option<i64>,
    pub(crate) not_after: Option<i64>,
    pub(crate) is_active: Option<bool>,
    #[serde(flatten, skip_serializing)]
    pub(crate) additional_properties: AdditionalProperties,
}

impl Certificate {
    /// The thumbprint, which identifies the certificate.
    pub fn thumbprint(&self) -> Option<&str> {
        self.thumbprint.as_deref()
    }

    /// The time from which the certificate is valid. `None` if the response has none, or one that this machine cannot represent.
    pub fn not_before(&self) -> Option<SystemTime> {
        system_time(self.not_before?)
    }

    /// The time until which the certificate is valid. `None` as with [`not_before`](Self::not_before).
    pub fn not_after(&self) -> Option<SystemTime> {
        system_time(self.not_after?)
    }

    /// Whether the certificate is valid at this time. `None` if the response lacks one of its times.
    pub fn is_valid_at(&self, time: SystemTime) -> Option<bool> {
        Some((self.not_before()?..=self.not_after()?).contains(&time))
    }

    /// How long the certificate is still valid at this time; zero if it has expired. `None` if the response does not say.
    pub fn expires_in(&self, time: SystemTime) -> Option<Duration> {
        Some(self.not_after()?.duration_since(time).unwrap_or_default())
    }

    /// Whether the certificate is in use: among those that are valid now, the service uses the one uploaded last.
    pub fn is_active(&self) -> bool {
        self.is_active == Some(true)
    }

    /// The other properties of the response.
    pub fn additional_properties(&self) -> &AdditionalProperties {
        &self.additional_properties
    }
}

impl fmt::Display for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let thumbprint = self.thumbprint().unwrap_or("no thumbprint");
        write!(f, "{}", ForeignText::new(thumbprint))?;
        if let (Some(from), Some(to)) = (self.not_before, self.not_after) {
            let (from, to) = (Date::from_seconds(from), Date::from_seconds(to));
            write!(f, ", valid from {from} to {to}")?;
        }
        f.write_str(if self.is_active() { ", active" } else { "" })
    }
}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        DebugPresent::new(f, "Certificate")
            .property("thumbprint", self.thumbprint.as_ref())
            .property("not_before", self.not_before.map(Date::from_seconds))
            .property("not_after", self.not_after.map(Date::from_seconds))
            .property("is_active", self.is_active)
            .additional(&self.additional_properties)
            .finish()
    }
}

/// Seconds since 1970-01-01T00:00:00Z, as Graph writes times of certificates.
pub(super) fn system_time(seconds: i64) -> Option<SystemTime> {
    let distance = Duration::from_secs(seconds.unsigned_abs());
    if seconds < 0 {
        SystemTime::UNIX_EPOCH.checked_sub(distance)
    } else {
        SystemTime::UNIX_EPOCH.checked_add(distance)
    }
}
