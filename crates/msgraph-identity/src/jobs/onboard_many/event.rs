//! What happened to each tenant.

use std::fmt;
use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use super::TenantRef;
use crate::{Error, TenantId, Upserted};

/// A tenant is finished.
#[derive(Debug)]
#[non_exhaustive]
pub struct Event {
    /// The tenant, as it was named.
    pub tenant: TenantRef,
    /// Its id, if it is known.
    pub tenant_id: Option<TenantId>,
    /// What happened.
    pub outcome: Outcome,
    /// How many tenants are finished, this one included.
    pub done: usize,
    /// How many tenants there are.
    pub total: usize,
}

/// What happened to a tenant.
#[derive(Debug)]
#[non_exhaustive]
pub enum Outcome {
    /// It is a partner with the wanted settings.
    Onboarded {
        /// What was done to the partner.
        partner: Upserted,
        /// What was done to its synchronization policy, if one was wanted.
        synchronization: Option<Upserted>,
    },
    /// The journal has it from an earlier run. Nothing was sent.
    AlreadyDone,
    /// It is a partner with the wanted settings, but the journal could not record it. The next run reads it again.
    NotRecorded(io::Error),
    /// It failed. The next run tries it again.
    Failed(Error),
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{} {}: ", self.done, self.total, self.tenant)?;
        match &self.outcome {
            Outcome::Onboarded {
                partner,
                synchronization,
            } => {
                write!(f, "partner {partner}")?;
                match synchronization {
                    Some(synchronization) => write!(f, ", synchronization {synchronization}"),
                    None => Ok(()),
                }
            }
            Outcome::AlreadyDone => f.write_str("done before"),
            Outcome::NotRecorded(error) => write!(f, "done, but not recorded: {error}"),
            Outcome::Failed(error) => write!(f, "failed: {error}"),
        }
    }
}

/// The events of a run: [`next`](Self::next) in a loop, or as a [`Stream`].
#[must_use = "nothing is sent before the events are read"]
pub struct Events(Pin<Box<dyn Stream<Item = Event> + Send>>);

impl Events {
    pub(super) fn new(events: impl Stream<Item = Event> + Send + 'static) -> Self {
        Self(Box::pin(events))
    }

    /// Returns the next event, or `None` if all tenants are finished.
    pub async fn next(&mut self) -> Option<Event> {
        poll_fn(|context| self.0.as_mut().poll_next(context)).await
    }
}

impl Stream for Events {
    type Item = Event;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Event>> {
        self.0.as_mut().poll_next(context)
    }
}

impl fmt::Debug for Events {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events").finish_non_exhaustive()
    }
}
