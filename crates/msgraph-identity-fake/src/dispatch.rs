//! A request from its first step to its last: version, path, method, token, permission, operation, headers.

use std::future::Future;

use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use uuid::Uuid;

use crate::auth::bearer;
use crate::auth::login_path::LoginPath;
use crate::batch;
use crate::fake_response::{Delivery, FakeResponse, WireFault};
use crate::faults::{InjectedError, apply};
use crate::graph_error::{GraphError, RequestIds, shorten};
use crate::graph_operation::Operation;
use crate::graph_path::{self, GraphPath};
use crate::graph_request::{GraphRequest, Received};
use crate::graph_version::GraphVersion;
use crate::perform;
use crate::query;
use crate::recorder::RecordedRequest;
use crate::representation::Representation;
use crate::request_scope::RequestScope;
use crate::state::FakeState;

const REQUEST_ID: HeaderName = HeaderName::from_static("request-id");
const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");
const DIAGNOSTIC: HeaderName = HeaderName::from_static("x-ms-ags-diagnostic");

/// The meaning of path and method.
struct Resolved {
    version: GraphVersion,
    path: GraphPath,
    operation: Operation,
}

/// Answers a request from the network.
pub(crate) async fn receive(state: &FakeState, request: Received) -> Delivery {
    let Some(login) = LoginPath::find(&request.path) else {
        return receive_graph(state, request, false).await;
    };
    let ids = request_ids(state, &request.headers);
    let operation = login.operation();
    let record = state.recorder.record(&request, operation, false);
    let injected = |error: InjectedError| {
        let response = login.injected(state, &request, &error);
        complete(state, error.add_headers(response), &ids)
    };
    let work = async { Delivery::whole(complete(state, login.respond(state, &request), &ids)) };
    deliver(state, operation, &record, injected, work).await
}

async fn receive_graph(state: &FakeState, request: Received, in_batch: bool) -> Delivery {
    let ids = request_ids(state, &request.headers);
    let resolved = resolve(state, &request);
    let operation = resolved.as_ref().ok().map(|resolved| resolved.operation);
    let record = state.recorder.record(&request, operation, in_batch);
    let injected = |error: InjectedError| {
        let response = error.to_graph_error().into_response(&ids);
        complete(state, error.add_headers(response), &ids)
    };
    let work = async {
        let outcome = dispatch(state, request, resolved, in_batch).await;
        let delivery = outcome.unwrap_or_else(|error| Delivery::whole(error.into_response(&ids)));
        Delivery {
            response: complete(state, delivery.response, &ids),
            ..delivery
        }
    };
    deliver(state, operation, &record, injected, work).await
}

/// Refuses a request whose body could not be read.
pub(crate) fn refuse_body(state: &FakeState, request: &Received, error: GraphError) -> Delivery {
    let operation = resolve(state, request).ok();
    let operation = operation.map(|resolved| resolved.operation);
    let record = state.recorder.record(request, operation, false);
    let refused = refuse(state, error, &request.headers);
    record.answered(refused.status.as_u16());
    Delivery::whole(refused)
}

fn resolve(state: &FakeState, request: &Received) -> Result<Resolved, GraphError> {
    let segments = graph_path::segments(&request.path)?;
    let (first, rest) = match segments.as_slice() {
        [first, rest @ ..] => (first.as_str(), rest),
        [] => ("", segments.as_slice()),
    };
    let version = graph_path::spelling(first, state.switches.path_case);
    let version = GraphVersion::from_segment(version)
        .ok_or_else(|| GraphError::refused_early(format!("Invalid version: {}", shorten(first))))?;
    let path = GraphPath::find(version, rest, &state.switches)?;
    let operation = path.operation(&request.method)?;
    Ok(Resolved {
        version,
        path,
        operation,
    })
}

/// Does the work. If a fault waits, it is applied.
async fn deliver(
    state: &FakeState,
    operation: Option<Operation>,
    record: &RecordedRequest,
    injected: impl FnOnce(InjectedError) -> FakeResponse,
    work: impl Future<Output = Delivery>,
) -> Delivery {
    let delivery = match state.faults.take(operation) {
        Some(fault) => apply::apply(fault, injected, work).await,
        None => work.await,
    };
    if !matches!(delivery.wire, Some(WireFault::Cut(_))) {
        record.answered(delivery.response.status.as_u16());
    }
    delivery
}

/// Checks the token, then path and method, then the permission, and performs the operation.
async fn dispatch(
    state: &FakeState,
    request: Received,
    resolved: Result<Resolved, GraphError>,
    in_batch: bool,
) -> Result<Delivery, GraphError> {
    let grant = match state.switches.require_authentication {
        true => Some(bearer::authenticate(
            state,
            &request.headers,
            &request.origin,
        )?),
        false => None,
    };
    let tenant = match &grant {
        Some(grant) => state.tenants.get(&grant.tenant),
        None => state.tenants.values().next(),
    };
    let tenant = tenant.ok_or_else(|| {
        GraphError::unauthorized("The tenant of the access token does not exist.")
    })?;
    let Resolved {
        version,
        path,
        operation,
    } = resolved?;
    if let Some(grant) = &grant {
        bearer::authorize(state, grant, operation)?;
    }
    let representation = match operation.counts() || request.method == Method::DELETE {
        true => Representation::default(),
        false => {
            let format = query::format(version, &request.query)?;
            Representation::negotiate(format.as_deref(), &request.headers)
                .ok_or_else(GraphError::not_acceptable)?
        }
    };
    let request = GraphRequest {
        version,
        received: request,
    };
    let scope = RequestScope {
        state,
        request: &request,
        tenant,
    };
    let mut delivery = if operation == Operation::Batch {
        // Each item of a batch is throttled on its own.
        if in_batch {
            return Err(batch::nested());
        }
        let run = |item| run_item(state, item);
        let refuse = |error| Delivery::whole(refuse(state, error, &request.headers));
        batch::respond(&state.switches, &request, run, refuse).await?
    } else {
        let client_id = grant.as_ref().map_or("", |grant| &grant.client_id);
        let id = scope.tenant().id;
        state
            .throttling
            .admit(id, client_id, state.clock.now_milliseconds())?;
        Delivery::whole(perform::perform(&scope, &path, operation).await?)
    };
    delivery.response = delivery.response.render(representation);
    Ok(delivery)
}

/// Answers an item of a batch. The future is boxed, because its type would contain itself.
fn run_item(state: &FakeState, item: Received) -> batch::ItemFuture<'_> {
    Box::pin(receive_graph(state, item, true))
}

/// Answers a request that is not a valid one.
fn refuse(state: &FakeState, error: GraphError, headers: &HeaderMap) -> FakeResponse {
    let ids = request_ids(state, headers);
    complete(state, error.into_response(&ids), &ids)
}

fn request_ids(state: &FakeState, headers: &HeaderMap) -> RequestIds {
    RequestIds {
        request_id: Uuid::new_v4().to_string(),
        client_request_id: headers.get(CLIENT_REQUEST_ID).cloned(),
        now: state.clock.now(),
    }
}

/// Adds the headers that every response has.
fn complete(state: &FakeState, mut response: FakeResponse, ids: &RequestIds) -> FakeResponse {
    response = response
        .with_header(header::DATE, &state.clock.http_date())
        .with_header(REQUEST_ID, &ids.request_id);
    if let Some(id) = &ids.client_request_id {
        response.headers.insert(CLIENT_REQUEST_ID, id.clone());
    }
    let diagnostic = r#"{"ServerInfo":{"DataCenter":"Fake","Slice":"E","Ring":"1","ScaleUnit":"000","RoleInstance":"FAKE"}}"#;
    response = response.with_header(DIAGNOSTIC, diagnostic);
    response
        .headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-cache"));
    response
}
