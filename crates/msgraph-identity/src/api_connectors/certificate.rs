//! A client certificate of a connector, as the service shows it.

use std::time::{Duration, SystemTime};

use msgraph_identity_core::AdditionalProperties;
use serde::{Deserialize, Serialize};

/// A client certificate of a connector, as the service shows it.
///
/// See [pkcs12CertificateInformation](https://learn.microsoft.com/graph/api/resources/pkcs12certificateinformation).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Certificate {
    pub(crate) thumbprint: Option<String>,
    pub(crate) not_before: Option<i64>,
    pub(crate) not_after: Option<i64>,
    pub(crate) is_active: Option<bool>,
    #[serde(skip)]
    pub(crate) additional_properties: AdditionalProperties,
}

impl Certificate {
    /// The thumbprint, by which the certificate is recognised.
    pub fn thumbprint(&self) -> Option<&str> {
        self.thumbprint.as_deref()
    }

    /// From when on the certificate is valid; `None` where the service says none, or a time that this machine cannot tell.
    pub fn not_before(&self) -> Option<SystemTime> {
        system_time(self.not_before?)
    }

    /// Until when the certificate is valid; `None` as with [`not_before`](Self::not_before).
    pub fn not_after(&self) -> Option<SystemTime> {
        system_time(self.not_after?)
    }

    /// Whether the certificate is the one in use: the one uploaded last among those that are valid now.
    pub fn is_active(&self) -> bool {
        self.is_active == Some(true)
    }

    /// What the answer has beyond this.
    pub fn additional_properties(&self) -> &AdditionalProperties {
        &self.additional_properties
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
