//! Creates or updates a partner so that it has the wanted settings.

use std::time::Duration;

use super::wait::Waits;
use super::{Partner, Upserted};
use crate::cross_tenant::PartnerUpdate;
use crate::cross_tenant::merge::{Properties, difference};
use crate::error::Finding;
use crate::request::CallContext;
use crate::version::Version;
use crate::{Error, Request};

impl<V: Version> Partner<V> {
    /// Creates or updates the partner so that it has these settings. Reads it first, and writes only the settings that differ, each as
    /// a whole value. If none differs, nothing is written.
    ///
    /// Settings are equal if they say the same: the order of targets and the case of ids have no meaning, and a setting whose members
    /// are all null is inherited.
    ///
    /// If another client creates the partner in the meantime, or the service returned an old state, the partner is updated. With
    /// [`wait`](Request::wait), the request also waits until the service shows the settings, and until a partner that was deleted a
    /// short while ago can be created again.
    ///
    /// # Errors
    ///
    /// - [`Error::is_conflict`] if the service neither creates nor shows the partner, as shortly after its deletion.
    /// - [`Error::is_license_missing`] if the tenant has no Microsoft Entra ID P1 and a setting needs it.
    /// - [`Error::is_invalid_argument`] if a rule cannot be sent, or the cloud does not have a setting.
    /// - [`Error::is_timeout`] if the settings were written but are not shown in the time that was allowed by `wait`.
    pub fn ensure(&self, wanted: impl Into<PartnerUpdate>) -> Request<Upserted, Wait> {
        let (this, wanted) = (self.clone(), wanted.into());
        Request::new(Wait::default(), async move |wait, context| {
            let wanted = this.check(&wanted)?;
            let mut waits = Waits::new(this.client(), &context, wait.at_most);
            let outcome = this.write(&wanted, &mut waits, &context).await?;
            if outcome != Upserted::Unchanged && !wait.at_most.is_zero() {
                let shows = || this.shows(&wanted, &context);
                let shown = waits.until(shows, |shown| *shown).await;
                if !shown.map_err(Error::after_effect)? {
                    return Err(Waits::not_visible(wait.at_most).after_effect());
                }
            }
            Ok(outcome)
        })
    }

    async fn write(
        &self,
        wanted: &Properties,
        waits: &mut Waits,
        context: &CallContext,
    ) -> Result<Upserted, Error> {
        let conflict = loop {
            if let Some(present) = self.find(context.clone()).await?
                && let Some(done) = self.change(difference(wanted, &present), context).await?
            {
                return Ok(done);
            }
            match self.create(wanted, context.clone()).await {
                Ok(_) => return Ok(Upserted::Created),
                Err(error) if error.is_conflict() => {
                    if !waits.wait().await {
                        break error;
                    }
                }
                // The response was lost. No partner was there before, so one that is there now is the result of this creation.
                Err(error) if error.may_have_taken_effect() => {
                    let shows = || self.shows(wanted, context);
                    return match waits.until(shows, |shown| *shown).await {
                        Ok(true) => Ok(Upserted::Created),
                        _ => Err(error),
                    };
                }
                Err(error) => return Err(error),
            }
        };
        // The partner exists, and the state that was read is out of date.
        let change = match self.find(context.clone()).await? {
            Some(present) => difference(wanted, &present),
            None => wanted.clone(),
        };
        let done = self.change(change, context).await?;
        done.ok_or_else(|| conflict.with_finding(Finding::PartnerHeld))
    }

    /// Updates a partner that is present. Returns `None` if it is not, because another client deleted it in the meantime or the
    /// state that was read is out of date.
    async fn change(
        &self,
        change: Properties,
        context: &CallContext,
    ) -> Result<Option<Upserted>, Error> {
        if change.is_empty() {
            return Ok(Some(Upserted::Unchanged));
        }
        match self.patch(change, context.clone()).await {
            Ok(()) => Ok(Some(Upserted::Updated)),
            Err(error) if error.is_absent() => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Whether the service shows the wanted settings.
    async fn shows(&self, wanted: &Properties, context: &CallContext) -> Result<bool, Error> {
        let present = self.find(context.clone()).await?;
        Ok(present.is_some_and(|present| difference(wanted, &present).is_empty()))
    }
}

/// How long a request waits until the service shows what was written. By default, it does not wait.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wait {
    pub(crate) at_most: Duration,
}

impl<T> Request<T, Wait> {
    /// Waits until the service shows what was written, with reads in between. Microsoft documents no time; 60 s is what others wait.
    pub fn wait(mut self, at_most: Duration) -> Self {
        self.parameters.at_most = at_most;
        self
    }
}
