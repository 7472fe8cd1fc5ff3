//! Client certificates that expire soon.

use std::fmt;
use std::time::{Duration, SystemTime};

use msgraph_identity_core::ForeignText;

use super::ApiConnectors;
use crate::Request;
use crate::api_connectors::{ApiConnector, ApiConnectorId, Authentication, Certificate};
use crate::version::Version;

/// A client certificate that expires soon or has expired: see [`ApiConnectors::expiring_within`].
///
/// `Display` writes a line such as `Vet sign-ups (be1f769b-9b13-437e-b540-79a905c4932c): 0E1F2A3B, valid from 2027-01-01 to
/// 2027-12-31, active; expires in 12 days`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expiring {
    connector_id: ApiConnectorId,
    display_name: Option<String>,
    certificate: Certificate,
    expires_in: Option<Duration>,
}

impl Expiring {
    /// The id of the connector.
    pub fn connector_id(&self) -> &ApiConnectorId {
        &self.connector_id
    }

    /// The name of the connector.
    pub fn display_name(&self) -> Option<&str> {
        self.display_name.as_deref()
    }

    /// The certificate.
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// How long the certificate is still valid; zero if it has expired. `None` if the response does not say.
    pub fn expires_in(&self) -> Option<Duration> {
        self.expires_in
    }
}

impl fmt::Display for Expiring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.display_name().unwrap_or("no name");
        let (name, id) = (ForeignText::new(name), &self.connector_id);
        write!(f, "{name} ({id}): {}; ", self.certificate)?;
        match self.expires_in.map(|left| left.as_secs()) {
            None => f.write_str("its end is unknown"),
            Some(0) => f.write_str("expired"),
            Some(seconds) => match (seconds / 86_400, seconds / 3_600) {
                (0, 0) => f.write_str("expires in less than 1 hour"),
                (0, 1) => f.write_str("expires in 1 hour"),
                (0, hours) => write!(f, "expires in {hours} hours"),
                (1, _) => f.write_str("expires in 1 day"),
                (days, _) => write!(f, "expires in {days} days"),
            },
        }
    }
}

impl<V: Version> ApiConnectors<V> {
    /// Returns the client certificates that expire within this time, those that expire first at the beginning. All connectors are
    /// listed; no other request is sent.
    ///
    /// Only the certificate in use counts, not those that it replaced. If a connector uses none, the one that expired last is
    /// returned. A certificate whose end the response does not state is returned too, at the beginning. Connectors with basic
    /// authentication have no certificate.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use msgraph_identity::{ApiConnectors, Error};
    /// # async fn example(connectors: ApiConnectors) -> Result<(), Error> {
    /// for expiring in connectors.expiring_within(Duration::from_secs(30 * 86_400)).await? {
    ///     println!("{expiring}");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`ListApiConnectors::all`](crate::ListApiConnectors::all).
    pub fn expiring_within(&self, window: Duration) -> Request<Vec<Expiring>> {
        let connectors = self.clone();
        Request::new((), async move |(), context| {
            let now = connectors.client.session().pipeline().clock().system_time();
            let list = connectors.list().within(context).all().await?;
            let expiring = list.iter().filter_map(|connector| expiry(connector, now));
            let mut expiring: Vec<Expiring> = expiring
                .filter(|expiring| expiring.expires_in.is_none_or(|left| left <= window))
                .collect();
            expiring.sort_by_key(Expiring::expires_in);
            Ok(expiring)
        })
    }
}

/// When the certificate of a connector expires, if it has one.
fn expiry(connector: &ApiConnector, now: SystemTime) -> Option<Expiring> {
    let Some(Authentication::ClientCertificates(list)) = connector.authentication() else {
        return None;
    };
    // A certificate that is not valid yet does not count: it was not in use.
    let begun =
        |certificate: &&Certificate| certificate.not_before().is_none_or(|begin| begin <= now);
    let last = || {
        let begun = list.certificates().iter().filter(begun);
        begun.max_by_key(|certificate| certificate.not_after())
    };
    let certificate = list.active().or_else(last)?;
    Some(Expiring {
        connector_id: connector.id().clone(),
        display_name: connector.display_name().map(str::to_owned),
        certificate: certificate.clone(),
        expires_in: certificate.expires_in(now),
    })
}
