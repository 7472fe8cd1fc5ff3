//! What an operation may use: its request, the caller's tenant, and the fake's settings.

use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::http::{StatusCode, header};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::answer::Answer;
use crate::call::Call;
use crate::etag;
use crate::graph_error::GraphError;
use crate::service::Service;
use crate::switches::Switches;
use crate::tenant::Tenant;

pub(crate) struct RequestScope<'a> {
    pub(crate) service: &'a Service,
    pub(crate) call: &'a Call,
    pub(crate) tenant: &'a Mutex<Tenant>,
}

impl RequestScope<'_> {
    pub(crate) fn tenant(&self) -> MutexGuard<'_, Tenant> {
        lock(self.tenant)
    }

    pub(crate) fn switches(&self) -> &Switches {
        &self.service.switches
    }

    pub(crate) fn now(&self) -> i64 {
        self.service.clock.now()
    }

    /// An entity, with its ETag where the service has them.
    pub(crate) fn entity_answer(&self, status: StatusCode, entity: &impl Serialize) -> Answer {
        if !self.switches().etags {
            return Answer::json(status, entity);
        }
        let object = self.object(entity);
        let answer = Answer::json(status, &object);
        match etag::of(&object) {
            Some(etag) => answer.with_header(header::ETAG, etag),
            None => answer,
        }
    }

    /// The same as a JSON object, of which parts can be taken.
    pub(crate) fn object(&self, entity: &impl Serialize) -> Map<String, Value> {
        let object = etag::to_object(entity);
        match self.switches().etags {
            true => etag::add(object),
            false => object,
        }
    }

    /// 412 where `If-Match` asks for another state than the entity has now.
    pub(crate) fn check_match(&self, entity: &impl Serialize) -> Result<(), GraphError> {
        if !self.switches().etags {
            return Ok(());
        }
        etag::check(self.call.headers(), entity)
    }
}

/// A lock whose holder panicked still holds a whole value here: every change is made at once.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
