//! A request from its first to its last step: version, token, path, method, permission, operation, headers.

use std::sync::Mutex;

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use indexmap::IndexMap;
use uuid::Uuid;

use crate::answer::Answer;
use crate::auth::access_token::TokenSigner;
use crate::auth::bearer;
use crate::auth::login::LoginTarget;
use crate::call::Call;
use crate::clock::Clock;
use crate::connectors;
use crate::graph_error::{GraphError, RequestIds};
use crate::operation::Operation;
use crate::partners::{self, deleted_items, synchronization};
use crate::received::Received;
use crate::request_scope::RequestScope;
use crate::segments;
use crate::switches::Switches;
use crate::target::Target;
use crate::tenant::Tenant;

const REQUEST_ID: HeaderName = HeaderName::from_static("request-id");
const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");
const DIAGNOSTIC: HeaderName = HeaderName::from_static("x-ms-ags-diagnostic");

/// Everything behind one fake.
pub(crate) struct Service {
    pub(crate) tenants: IndexMap<Uuid, Mutex<Tenant>>,
    pub(crate) signer: TokenSigner,
    pub(crate) clock: Clock,
    pub(crate) switches: Switches,
}

impl Service {
    /// Answers whatever came over the network.
    pub(crate) async fn receive(&self, request: Received) -> Answer {
        let ids = self.request_ids(&request.headers);
        let answer = match self.route(request).await {
            Ok(answer) => answer,
            Err(error) => error.into_answer(&ids),
        };
        self.complete(answer, &ids)
    }

    async fn route(&self, request: Received) -> Result<Answer, GraphError> {
        let segments = segments::decode(&request.path)?;
        if let Some(target) = LoginTarget::find(&segments) {
            return Ok(target.answer(self, &request));
        }
        let (version, segments) = Call::split_version(segments)?;
        let Received {
            method,
            query,
            headers,
            body,
            origin,
            ..
        } = request;
        self.dispatch(&Call {
            method,
            version,
            segments,
            query,
            headers,
            body,
            origin,
        })
        .await
    }

    /// Answers a request whose body could not be read.
    pub(crate) fn refuse(&self, error: GraphError, headers: &HeaderMap) -> Answer {
        let ids = self.request_ids(headers);
        self.complete(error.into_answer(&ids), &ids)
    }

    async fn dispatch(&self, call: &Call) -> Result<Answer, GraphError> {
        let grant = match self.switches.require_authentication {
            true => Some(bearer::authenticate(self, &call.headers, &call.origin)?),
            false => None,
        };
        let tenant = match &grant {
            Some(grant) => self.tenants.get(&grant.tenant),
            None => self.tenants.values().next(),
        };
        let tenant = tenant.ok_or_else(|| {
            GraphError::unauthorized("The tenant of the access token does not exist.")
        })?;
        let target = Target::find(call.version, &call.segments, self.switches.path_case)?;
        let operation = target.operation(&call.method)?;
        if let Some(grant) = &grant {
            bearer::authorize(self, grant, operation)?;
        }
        let scope = RequestScope {
            service: self,
            call,
            tenant,
        };
        run(&scope, &target, operation).await
    }

    fn request_ids(&self, headers: &HeaderMap) -> RequestIds {
        RequestIds {
            request_id: Uuid::new_v4().to_string(),
            client_request_id: headers.get(CLIENT_REQUEST_ID).cloned(),
            now: self.clock.now(),
        }
    }

    /// The headers that every answer has.
    fn complete(&self, mut answer: Answer, ids: &RequestIds) -> Answer {
        answer = answer
            .with_header(header::DATE, &self.clock.http_date())
            .with_header(REQUEST_ID, &ids.request_id);
        if let Some(id) = &ids.client_request_id {
            answer.headers.insert(CLIENT_REQUEST_ID, id.clone());
        }
        let diagnostic = r#"{"ServerInfo":{"DataCenter":"Fake","Slice":"E","Ring":"1","ScaleUnit":"000","RoleInstance":"FAKE"}}"#;
        answer
            .headers
            .insert(DIAGNOSTIC, HeaderValue::from_static(diagnostic));
        answer
            .headers
            .entry(header::CACHE_CONTROL)
            .or_insert(HeaderValue::from_static("no-cache"));
        answer
    }
}

async fn run(
    scope: &RequestScope<'_>,
    target: &Target,
    operation: Operation,
) -> Result<Answer, GraphError> {
    match (operation, target) {
        (Operation::ListApiConnectors, _) => connectors::operations::list(scope),
        (Operation::CountApiConnectors, _) => connectors::operations::count(scope),
        (Operation::CreateApiConnector, _) => connectors::operations::create(scope).await,
        (Operation::GetApiConnector, Target::Connector(id)) => {
            connectors::operations::get(scope, id)
        }
        (Operation::UpdateApiConnector, Target::Connector(id)) => {
            connectors::operations::update(scope, id).await
        }
        (Operation::DeleteApiConnector, Target::Connector(id)) => {
            connectors::operations::delete(scope, id)
        }
        (Operation::UploadClientCertificate, Target::UploadClientCertificate(id)) => {
            connectors::operations::upload_client_certificate(scope, id).await
        }
        (Operation::ListPartners, _) => partners::operations::list(scope),
        (Operation::CountPartners, _) => partners::operations::count(scope),
        (Operation::CreatePartner, _) => partners::operations::create(scope),
        (Operation::GetPartner, Target::Partner(id)) => partners::operations::get(scope, *id),
        (Operation::UpdatePartner, Target::Partner(id)) => partners::operations::update(scope, *id),
        (Operation::DeletePartner, Target::Partner(id)) => partners::operations::delete(scope, *id),
        (Operation::GetIdentitySynchronization, Target::Synchronization(id)) => {
            synchronization::get(scope, *id)
        }
        (Operation::CreateIdentitySynchronization, Target::Synchronization(id)) => {
            synchronization::create(scope, *id)
        }
        (Operation::UpdateIdentitySynchronization, Target::Synchronization(id)) => {
            synchronization::update(scope, *id)
        }
        (Operation::DeleteIdentitySynchronization, Target::Synchronization(id)) => {
            synchronization::delete(scope, *id)
        }
        (Operation::ListDeletedItems, Target::DeletedItems(kind)) => {
            deleted_items::list(scope, *kind)
        }
        (Operation::GetDeletedItem, Target::DeletedItem(kind, id)) => {
            deleted_items::get(scope, *kind, *id)
        }
        (Operation::DeleteDeletedItem, Target::DeletedItem(kind, id)) => {
            deleted_items::delete(scope, *kind, *id)
        }
        (Operation::RestoreDeletedItem, Target::RestoreDeletedItem(kind, id)) => {
            deleted_items::restore(scope, *kind, *id)
        }
        _ => Err(GraphError::refused_early("Resource not found.")),
    }
}
