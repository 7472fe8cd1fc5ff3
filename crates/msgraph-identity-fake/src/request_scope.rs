//! What an operation works with: the request, the caller's tenant, and the state of the fake. Makes the responses with
//! entities, as the request prefers them: <https://learn.microsoft.com/graph/best-practices-concept>.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Mutex, MutexGuard};

use axum::http::{HeaderName, StatusCode, header};
use serde_json::Value;

use crate::fake_response::FakeResponse;
use crate::graph_error::GraphError;
use crate::graph_request::GraphRequest;
use crate::lock::lock;
use crate::model::check_body::Check;
use crate::model::entity_sets::SYNCHRONIZATION_PROPERTY;
use crate::model::{EntitySet, Properties, StructuredType};
use crate::odata_result::{Entities, ODataResult};
use crate::state::FakeState;
use crate::switches::{PreferReturn, Switches};
use crate::tenant::Tenant;

const ETAG: &str = "@odata.etag";
const PREFER: HeaderName = HeaderName::from_static("prefer");
const PREFERENCE_APPLIED: HeaderName = HeaderName::from_static("preference-applied");
const ENTITY_ID: HeaderName = HeaderName::from_static("odata-entityid");

const MINIMAL: &str = "return=minimal";
const REPRESENTATION: &str = "return=representation";

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

    /// The type of the set's entities, in the version and the cloud of the request.
    pub(crate) fn ty(&self, set: &EntitySet) -> &'static StructuredType {
        set.ty(self.request.version, self.switches().cloud)
    }

    /// The check of a body that creates or changes an entity.
    pub(crate) fn check(&self, creates: bool) -> Check {
        Check {
            creates,
            read_only: self.switches().read_only_properties,
        }
    }

    /// 201 with the new entity, or 204 if the client wants only its URL.
    pub(crate) fn created(
        &self,
        set: &'static EntitySet,
        entity: Properties,
        key: &str,
    ) -> FakeResponse {
        let location = format!("{}/{}/{key}", self.request.service_root(), set.path);
        if self.prefers(MINIMAL) {
            return FakeResponse::no_content()
                .with_header(PREFERENCE_APPLIED, MINIMAL)
                .with_header(ENTITY_ID, &location)
                .with_header(header::LOCATION, &location);
        }
        let entity = self.with_context(set, entity, None);
        self.entity_response(StatusCode::CREATED, set, entity)
            .with_header(header::LOCATION, &location)
    }

    /// 204, or 200 with the changed entity if the client wants it.
    pub(crate) fn changed(&self, set: &'static EntitySet, entity: Properties) -> FakeResponse {
        match self.prefers(REPRESENTATION) {
            true => self
                .changed_entity(set, entity)
                .with_header(PREFERENCE_APPLIED, REPRESENTATION),
            false => FakeResponse::no_content(),
        }
    }

    /// 200 with the changed entity.
    pub(crate) fn changed_entity(
        &self,
        set: &'static EntitySet,
        entity: Properties,
    ) -> FakeResponse {
        let entity = self.with_context(set, entity, None);
        self.entity_response(StatusCode::OK, set, entity)
    }

    /// Whether a `Prefer` header has this preference. There may be several headers, and lists in each.
    fn prefers(&self, preference: &str) -> bool {
        let headers = self.request.headers.get_all(PREFER).iter();
        let mut preferences = headers
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','));
        self.switches().prefer_return == PreferReturn::Honoured
            && preferences.any(|value| value.trim().eq_ignore_ascii_case(preference))
    }

    /// A response with an entity, and with its ETag if the service has them.
    pub(crate) fn entity_response(
        &self,
        status: StatusCode,
        set: &'static EntitySet,
        mut entity: Properties,
    ) -> FakeResponse {
        self.add_etag(&mut entity);
        let etag = entity.get(ETAG).and_then(Value::as_str).map(str::to_owned);
        let response = self.result_response(status, set, entity);
        match etag {
            Some(etag) => response.with_header(header::ETAG, &etag),
            None => response,
        }
    }

    /// A response with an entity, or with a page of entities.
    pub(crate) fn result_response(
        &self,
        status: StatusCode,
        set: &'static EntitySet,
        result: Properties,
    ) -> FakeResponse {
        let entities = Entities {
            set,
            ty: self.ty(set),
            service_root: self.request.service_root(),
        };
        let result = ODataResult {
            value: result.into(),
            entities: Some(entities),
        };
        FakeResponse::odata(status, result)
    }

    /// An entity with its `@odata.context`, of which `select` is a part.
    pub(crate) fn with_context(
        &self,
        set: &EntitySet,
        mut entity: Properties,
        select: Option<&[String]>,
    ) -> Properties {
        let mut fragment = set.path.to_owned();
        if !set.suffix.is_empty() {
            if !self.switches().synchronization_context {
                return entity;
            }
            let key = entity.get(set.key).and_then(Value::as_str);
            fragment = format!("{fragment}('{}'){}", key.unwrap_or_default(), set.suffix);
        }
        if let Some(select) = select {
            fragment = format!("{fragment}({})", select.join(","));
        }
        let context = self.request.context(&format!("{fragment}/$entity"));
        entity.insert("@odata.context".into(), context.into());
        entity
    }

    /// Adds the ETag of an entity, if the service has them.
    pub(crate) fn add_etag(&self, entity: &mut Properties) {
        if self.switches().etags {
            let etag = fingerprint(entity);
            entity.insert(ETAG.to_owned(), etag.into());
        }
    }

    /// Returns 412 if `If-Match` asks for another state of the entity.
    pub(crate) fn check_match(&self, entity: &Properties) -> Result<(), GraphError> {
        let wanted = self.request.headers.get(header::IF_MATCH);
        let Some(wanted) = wanted.filter(|_| self.switches().etags) else {
            return Ok(());
        };
        let etag = fingerprint(entity);
        let wanted = wanted.to_str().unwrap_or_default();
        let mut wanted = wanted.split(',').map(str::trim);
        if wanted.any(|wanted| wanted == "*" || wanted == etag) {
            return Ok(());
        }
        Err(GraphError::new(
            StatusCode::PRECONDITION_FAILED,
            "PreconditionFailed",
            "The ETag in 'If-Match' is not that of the entity.",
        ))
    }
}

/// The ETag of an entity. Control information such as `@odata.context` and expanded entities are not part of it.
fn fingerprint(entity: &Properties) -> String {
    let is_own = |name: &str| !name.starts_with("@odata.") && name != SYNCHRONIZATION_PROPERTY;
    let mut hasher = DefaultHasher::new();
    for (name, value) in entity.iter().filter(|(name, _)| is_own(name)) {
        name.hash(&mut hasher);
        value.to_string().hash(&mut hasher);
    }
    format!("W/\"{:016x}\"", hasher.finish())
}
