//! What an operation works with: the request, the caller's tenant, and the state of the fake.

use std::sync::{Mutex, MutexGuard};

use axum::http::{StatusCode, header};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::etag;
use crate::fake_response::FakeResponse;
use crate::graph_error::GraphError;
use crate::graph_request::GraphRequest;
use crate::lock::lock;
use crate::model::EntitySet;
use crate::odata_result::{Entities, ODataResult};
use crate::state::FakeState;
use crate::switches::Switches;
use crate::tenant::Tenant;

pub(crate) struct RequestScope<'a> {
    pub(crate) state: &'a FakeState,
    pub(crate) request: &'a GraphRequest,
    pub(crate) tenant: &'a Mutex<Tenant>,
}

impl RequestScope<'_> {
    pub(crate) fn tenant(&self) -> MutexGuard<'_, Tenant> {
        lock(self.tenant)
    }

    pub(crate) fn switches(&self) -> &Switches {
        &self.state.switches
    }

    pub(crate) fn now(&self) -> i64 {
        self.state.clock.now()
    }

    /// A response with an entity, and with its ETag if the service has them.
    pub(crate) fn entity_response(
        &self,
        status: StatusCode,
        set: &'static EntitySet,
        entity: &impl Serialize,
    ) -> FakeResponse {
        let object = self.object(entity);
        let etag = etag::of(&object).map(str::to_owned);
        let response = self.result_response(status, set, object.into());
        match etag {
            Some(etag) if self.switches().etags => response.with_header(header::ETAG, &etag),
            _ => response,
        }
    }

    /// A response with an entity, or with a page of entities.
    pub(crate) fn result_response(
        &self,
        status: StatusCode,
        set: &'static EntitySet,
        result: Value,
    ) -> FakeResponse {
        let entities = Entities {
            set,
            service_root: self.request.service_root(),
        };
        FakeResponse::odata(status, ODataResult::of_entities(result, entities))
    }

    /// An entity with its `@odata.context`, of which `select` is a part.
    pub(crate) fn with_context(
        &self,
        set: &EntitySet,
        entity: &impl Serialize,
        select: Option<&[String]>,
    ) -> Map<String, Value> {
        let mut object = etag::to_object(entity);
        let mut fragment = set.path.to_owned();
        if !set.suffix.is_empty() {
            if !self.switches().synchronization_context {
                return object;
            }
            let key = object.get(set.key).and_then(Value::as_str);
            fragment = format!("{fragment}('{}'){}", key.unwrap_or_default(), set.suffix);
        }
        if let Some(select) = select {
            fragment = format!("{fragment}({})", select.join(","));
        }
        let context = self.request.context(&format!("{fragment}/$entity"));
        object.insert("@odata.context".into(), context.into());
        object
    }

    /// An entity as a JSON object, with its ETag if the service has them.
    pub(crate) fn object(&self, entity: &impl Serialize) -> Map<String, Value> {
        let object = etag::to_object(entity);
        match self.switches().etags {
            true => etag::add(object),
            false => object,
        }
    }

    /// Returns 412 if `If-Match` asks for another state of the entity.
    pub(crate) fn check_match(&self, entity: &impl Serialize) -> Result<(), GraphError> {
        if !self.switches().etags {
            return Ok(());
        }
        etag::check(self.request.headers(), entity)
    }
}
