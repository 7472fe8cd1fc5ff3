//! Renews the client certificate of a connector.

use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use msgraph_identity_core::Clock;

use super::Certificates;
use super::wait::Waits;
use crate::api_connectors::{ApiConnector, Authentication, Certificate, Pkcs12};
use crate::error::{Kind, invalid_argument};
use crate::request::CallContext;
use crate::version::Version;
use crate::{Error, Request};

/// How long an earlier upload may take to show its effect before the certificate is uploaded again.
const SETTLING: Duration = Duration::from_secs(30);

/// What [`Certificates::rotate`] did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rotated {
    /// Whether the certificate was uploaded. It was not if the connector had it already.
    pub uploaded: bool,
    /// How long it took from the call until the service showed the certificate as active, requests included.
    pub waited: Duration,
}

impl<V: Version> Certificates<V> {
    /// Makes this certificate the active one of the connector, and waits until it is. Calling it again is safe.
    ///
    /// The connector is read first. If it uses this certificate already, nothing is uploaded: one request is sent. Otherwise, the
    /// certificate is uploaded, and the connector is read until it shows this thumbprint as active, with waits from 250 ms to 5 s.
    /// If the response to the upload shows that, two requests are sent.
    ///
    /// If the response to the upload is lost, the connector is read for up to 30 s, and the certificate is uploaded once more only
    /// if it does not appear. If the connector has the certificate at the beginning, but does not use it, an earlier upload may
    /// not be in effect yet. Then the connector is read for up to 30 s before the certificate is uploaded again. Neither wait is
    /// longer than half of `at_most`. Microsoft does not document how long an upload takes to be in effect, nor the effect on a
    /// connector with basic authentication.
    ///
    /// ```no_run
    /// # use std::time::Duration;
    /// # use msgraph_identity::{ApiConnectorHandle, Pkcs12};
    /// # async fn example(connector: ApiConnectorHandle) -> Result<(), Box<dyn std::error::Error>> {
    /// let certificate = Pkcs12::from_der(std::fs::read("new.pfx")?, std::env::var("PFX_PASSWORD")?)?;
    /// let rotated = connector.certificates().rotate(&certificate, Duration::from_secs(120)).await?;
    /// println!("uploaded: {}, active after {:?}", rotated.uploaded, rotated.waited);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// - [`is_invalid_argument`](Error::is_invalid_argument) if the certificate has expired or is not valid yet. Nothing was sent.
    /// - [`is_timeout`](Error::is_timeout) if it is not active within `at_most`. The text names the certificate in use, if there is
    ///   one. [`may_have_taken_effect`](Error::may_have_taken_effect) says whether the certificate was uploaded.
    /// - Those of [`upload`](Self::upload) and [`ApiConnectorHandle::get`](crate::ApiConnectorHandle::get).
    ///
    /// See [uploadClientCertificate](https://learn.microsoft.com/graph/api/identityapiconnector-uploadclientcertificate).
    pub fn rotate(&self, certificate: &Pkcs12, at_most: Duration) -> Request<Rotated> {
        let (connector, certificate) = (self.connector.clone(), certificate.clone());
        Request::new((), async move |(), context| {
            let clock = connector.client.session().pipeline().clock().clone();
            refuse_invalid(&certificate, clock.system_time())?;
            let rotation = Rotation {
                certificates: connector.certificates(),
                begin: clock.now(),
                certificate,
                at_most,
                context,
            };
            rotation.run().await
        })
    }
}

fn refuse_invalid(certificate: &Pkcs12, now: SystemTime) -> Result<(), Error> {
    if certificate.is_valid_at(now) {
        return Ok(());
    }
    let problem = if now > certificate.not_after() {
        "has expired: pass a newer one"
    } else {
        "is not valid yet, and the service does not use it before: rotate when it is valid"
    };
    Err(invalid_argument(format!(
        "the certificate {certificate} {problem}"
    )))
}

/// One call of [`Certificates::rotate`].
struct Rotation<V> {
    certificates: Certificates<V>,
    certificate: Pkcs12,
    begin: Instant,
    at_most: Duration,
    context: CallContext,
}

impl<V: Version> Rotation<V> {
    async fn run(self) -> Result<Rotated, Error> {
        let settling = SETTLING.min(self.at_most / 2);
        let mut shown = self.read().await?;
        let before = self.entries(&shown).count();
        if before > 0 {
            shown = self
                .watch(shown, settling, |shown| self.is_active(shown))
                .await?;
        }
        if self.is_active(&shown) {
            return Ok(self.rotated(false));
        }
        let after = self.upload(before, settling).await?;
        let shown = self
            .watch(after, self.at_most, |shown| self.is_active(shown))
            .await;
        let shown = shown.map_err(Error::after_effect)?;
        if self.is_active(&shown) {
            return Ok(self.rotated(true));
        }
        Err(self.not_active(&shown).after_effect())
    }

    /// Uploads the certificate. If the response is lost, looks for the effect before uploading once more.
    async fn upload(&self, before: usize, settling: Duration) -> Result<ApiConnector, Error> {
        let upload = || {
            let upload = self.certificates.upload(&self.certificate);
            upload.within(self.context.clone()).into_future()
        };
        let lost = match upload().await {
            Err(error) if error.may_have_taken_effect() => error,
            uploaded => return uploaded,
        };
        let has_more = |shown: &ApiConnector| self.entries(shown).count() > before;
        let took_effect = |shown: &ApiConnector| has_more(shown) || self.is_active(shown);
        let Ok(shown) = self.read().await else {
            return Err(lost);
        };
        let until = self.elapsed() + settling;
        let Ok(shown) = self.watch(shown, until, took_effect).await else {
            return Err(lost);
        };
        if took_effect(&shown) {
            return Ok(shown);
        }
        upload().await.map_err(Error::after_effect)
    }

    /// Reads the connector until it is as wanted, or this long after the beginning.
    async fn watch(
        &self,
        mut shown: ApiConnector,
        until: Duration,
        is_wanted: impl Fn(&ApiConnector) -> bool,
    ) -> Result<ApiConnector, Error> {
        let left = until.min(self.at_most).saturating_sub(self.elapsed());
        let client = &self.certificates.connector.client;
        let mut waits = Waits::new(client, &self.context, left);
        while !is_wanted(&shown) && waits.wait().await {
            shown = self.read().await?;
        }
        Ok(shown)
    }

    fn clock(&self) -> &Arc<dyn Clock> {
        self.certificates
            .connector
            .client
            .session()
            .pipeline()
            .clock()
    }

    /// The time since the beginning.
    fn elapsed(&self) -> Duration {
        self.clock().now().saturating_duration_since(self.begin)
    }

    async fn read(&self) -> Result<ApiConnector, Error> {
        let get = self.certificates.connector.get();
        get.within(self.context.clone()).await
    }

    /// The entries of the certificate in the list of the connector.
    fn entries<'a>(&'a self, connector: &'a ApiConnector) -> impl Iterator<Item = &'a Certificate> {
        let thumbprint = self.certificate.thumbprint();
        listed(connector).iter().filter(|listed| {
            let listed = listed.thumbprint();
            listed.is_some_and(|listed| listed.eq_ignore_ascii_case(thumbprint))
        })
    }

    fn is_active(&self, connector: &ApiConnector) -> bool {
        self.entries(connector).any(Certificate::is_active)
    }

    fn rotated(&self, uploaded: bool) -> Rotated {
        let waited = self.elapsed();
        Rotated { uploaded, waited }
    }

    fn not_active(&self, shown: &ApiConnector) -> Error {
        let (thumbprint, id) = (
            self.certificate.thumbprint(),
            self.certificates.connector.id(),
        );
        let has = match self.entries(shown).next() {
            Some(_) => "has it",
            None => "does not show it",
        };
        let uses = match listed(shown).iter().find(|listed| listed.is_active()) {
            Some(active) => format!("uses {active}"),
            None => "uses no certificate".to_owned(),
        };
        let after = self.at_most.as_secs_f64();
        Kind::WaitTimedOut(format!(
            "the certificate {thumbprint} is not active after {after} s: the API connector {id} {has} and {uses}; rotate again, which does not upload it again if it is active by then"
        ))
        .into()
    }
}

/// The certificates of a connector.
fn listed(connector: &ApiConnector) -> &[Certificate] {
    match connector.authentication() {
        Some(Authentication::ClientCertificates(list)) => list.certificates(),
        _ => &[],
    }
}
