//! A request from its first to its last step: version, token, path, method, permission, operation, headers.

use std::future::Future;
use std::sync::{Arc, Mutex};

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use indexmap::IndexMap;
use uuid::Uuid;

use crate::access_token::AccessToken;
use crate::answer::{Answer, Delivery};
use crate::api_version::ApiVersion;
use crate::auth::bearer;
use crate::auth::login::LoginTarget;
use crate::auth::token_signer::{Grant, TokenSigner};
use crate::batch;
use crate::call::Call;
use crate::clock::Clock;
use crate::faults::apply;
use crate::faults::queue::FaultQueue;
use crate::graph_error::{GraphError, RequestIds};
use crate::operation::Operation;
use crate::perform;
use crate::received::Received;
use crate::recorder::{Arrival, RecordedRequest, Recorder};
use crate::request_scope::{RequestScope, lock};
use crate::seed::DEFAULT_TENANT_ID;
use crate::segments;
use crate::server::wire::WireFault;
use crate::switches::Switches;
use crate::target::Target;
use crate::tenant::Tenant;
use crate::throttle::Throttling;

const REQUEST_ID: HeaderName = HeaderName::from_static("request-id");
const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");
const DIAGNOSTIC: HeaderName = HeaderName::from_static("x-ms-ags-diagnostic");

/// Everything behind one fake.
pub(crate) struct Service {
    pub(crate) tenants: IndexMap<Uuid, Mutex<Tenant>>,
    pub(crate) signer: TokenSigner,
    pub(crate) clock: Clock,
    pub(crate) switches: Switches,
    pub(crate) faults: FaultQueue,
    pub(crate) throttling: Throttling,
    pub(crate) recorder: Recorder,
}

/// What path and method of a request to Microsoft Graph mean.
struct Resolved {
    version: ApiVersion,
    target: Target,
    operation: Operation,
}

impl Service {
    /// Answers whatever came over the network.
    pub(crate) async fn receive(&self, request: Received) -> Delivery {
        let Some(login) = LoginTarget::find(&request.path) else {
            return self.answer_graph(request, false).await;
        };
        let ids = self.request_ids(&request.headers);
        let operation = login.operation();
        let record = self.record(&request, operation, false);
        let work = async { Delivery::whole(self.complete(login.answer(self, &request), &ids)) };
        self.deliver(operation, &record, work).await
    }

    /// Answers an item of a batch.
    pub(crate) async fn answer_item(&self, request: Received) -> Answer {
        self.answer_graph(request, true).await.answer
    }

    async fn answer_graph(&self, request: Received, in_batch: bool) -> Delivery {
        let ids = self.request_ids(&request.headers);
        let resolved = self.resolve(&request);
        let operation = resolved.as_ref().ok().map(|resolved| resolved.operation);
        let record = self.record(&request, operation, in_batch);
        let work = async {
            let outcome = self.dispatch(request, resolved, in_batch).await;
            let answer = outcome.unwrap_or_else(|error| error.into_answer(&ids));
            Delivery::whole(self.complete(answer, &ids))
        };
        self.deliver(operation, &record, work).await
    }

    fn resolve(&self, request: &Received) -> Result<Resolved, GraphError> {
        let mut segments = segments::decode(&request.path)?;
        let first = if segments.is_empty() {
            String::new()
        } else {
            segments.remove(0)
        };
        let version = ApiVersion::from_segment(&first)
            .ok_or_else(|| GraphError::refused_early(format!("Invalid version: {first}")))?;
        let target = Target::find(version, &segments, self.switches.path_case)?;
        let operation = target.operation(&request.method)?;
        Ok(Resolved {
            version,
            target,
            operation,
        })
    }

    fn record(
        &self,
        request: &Received,
        operation: Option<Operation>,
        in_batch: bool,
    ) -> Arc<RecordedRequest> {
        let Received {
            method,
            path,
            query,
            headers,
            body,
            ..
        } = request;
        self.recorder.record(&Arrival {
            method,
            path,
            query,
            headers,
            body,
            operation,
            in_batch,
        })
    }

    /// Lets the work be done, or disturbed by the fault that waits for it.
    async fn deliver(
        &self,
        operation: Option<Operation>,
        record: &RecordedRequest,
        work: impl Future<Output = Delivery>,
    ) -> Delivery {
        let delivery = match self.faults.take(operation) {
            Some(fault) => apply::apply(fault, work).await,
            None => work.await,
        };
        if !matches!(delivery.wire, Some(WireFault::Cut(_))) {
            record.answered(delivery.answer.status.as_u16());
        }
        delivery
    }

    /// Token first, then what is asked for, then whether it is allowed.
    async fn dispatch(
        &self,
        request: Received,
        resolved: Result<Resolved, GraphError>,
        in_batch: bool,
    ) -> Result<Answer, GraphError> {
        let grant = match self.switches.require_authentication {
            true => Some(bearer::authenticate(
                self,
                &request.headers,
                &request.origin,
            )?),
            false => None,
        };
        let tenant = match &grant {
            Some(grant) => self.tenants.get(&grant.tenant),
            None => self.tenants.values().next(),
        };
        let tenant = tenant.ok_or_else(|| {
            GraphError::unauthorized("The tenant of the access token does not exist.")
        })?;
        let Resolved {
            version,
            target,
            operation,
        } = resolved?;
        if let Some(grant) = &grant {
            bearer::authorize(self, grant, operation)?;
        }
        let call = Call::new(version, request);
        let scope = RequestScope {
            service: self,
            call: &call,
            tenant,
        };
        if operation == Operation::Batch {
            // Each item is throttled alone.
            return if in_batch {
                Err(batch::nested())
            } else {
                batch::answer(self, &call).await
            };
        }
        let client_id = grant.as_ref().map_or("", |grant| &grant.client_id);
        self.throttling
            .admit(scope.tenant().id, client_id, self.clock.now_milliseconds())?;
        perform::perform(&scope, &target, operation).await
    }

    /// How many reads do not see a write, in all tenants.
    pub(crate) fn set_replication_lag(&self, reads: u32) {
        for tenant in self.tenants.values() {
            lock(tenant).replication_lag = reads;
        }
    }

    pub(crate) fn issue(&self, token: AccessToken) -> String {
        let first = self.tenants.keys().next().copied();
        let now = self.clock.now();
        let lifetime = token.lifetime.map_or(self.token_lifetime(), |lifetime| {
            i64::try_from(lifetime.as_secs()).unwrap_or(i64::MAX)
        });
        self.signer.sign(&Grant {
            tenant: token.tenant.or(first).unwrap_or(DEFAULT_TENANT_ID),
            client_id: token.client_id,
            audience: token.audience,
            permissions: token.permissions,
            not_before: now,
            expires: now.saturating_add(lifetime),
            continuous: token.continuous,
        })
    }

    /// For how many seconds tokens are good.
    pub(crate) fn token_lifetime(&self) -> i64 {
        self.switches.token_lifetime.into()
    }

    /// Answers a request whose body could not be read.
    pub(crate) fn refuse(&self, error: GraphError, headers: &HeaderMap) -> Answer {
        let ids = self.request_ids(headers);
        self.complete(error.into_answer(&ids), &ids)
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
