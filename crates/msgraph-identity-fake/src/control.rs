//! `/__fake/…`: the control endpoint, for programs in other languages.

use std::time::Duration;

use axum::http::{Method, StatusCode, header};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::access_token::AccessToken;
use crate::auth::token_signer::Permissions;
use crate::fake_response::FakeResponse;
use crate::faults::{Fault, FaultError, FaultMix};
use crate::graph_error::shorten;
use crate::graph_operation::Operation;
use crate::graph_request::Received;
use crate::recorder::RecordedRequest;
use crate::seed::ALL_PERMISSIONS;
use crate::state::FakeState;
use crate::throttle::Throttle;

const PREFIX: &str = "/__fake";

/// The resources with their methods.
const RESOURCES: [(&str, &str); 8] = [
    ("faults", "GET, POST, DELETE"),
    ("fault-mix", "PUT, DELETE"),
    ("requests", "GET, DELETE"),
    ("throttle", "PUT, DELETE"),
    ("replication-lag", "PUT"),
    ("clock", "GET, POST"),
    ("token", "GET"),
    ("revoke-tokens", "POST"),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReplicationLag {
    reads: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    advance_seconds: u64,
}

/// The resource of the control endpoint that a path names, or `None` if the path belongs to another service.
pub(crate) fn resource(path: &str) -> Option<&str> {
    match path.strip_prefix(PREFIX)? {
        "" => Some(""),
        rest => rest.strip_prefix('/'),
    }
}

pub(crate) fn respond(state: &FakeState, request: &Received, resource: &str) -> FakeResponse {
    let outcome = match (resource, &request.method) {
        ("faults", &Method::GET) => Ok(FakeResponse::plain_json(
            StatusCode::OK,
            &state.faults.list(),
        )),
        ("requests", &Method::GET) => requests(state, request),
        ("clock", &Method::GET) => Ok(FakeResponse::text(
            StatusCode::OK,
            state.clock.now().to_string(),
        )),
        ("token", &Method::GET) => token(state, request),
        _ => change(state, request, resource),
    };
    outcome.unwrap_or_else(|Refusal(status, message)| error(status, &message))
}

fn change(state: &FakeState, request: &Received, resource: &str) -> Result<FakeResponse, Refusal> {
    match (resource, &request.method) {
        ("faults", &Method::POST) => state.faults.add(body::<Fault>(request)?)?,
        ("faults", &Method::DELETE) => state.faults.clear(),
        ("fault-mix", &Method::PUT) => state.faults.mix(body::<FaultMix>(request)?)?,
        ("fault-mix", &Method::DELETE) => state.faults.clear_mix(),
        ("requests", &Method::DELETE) => state.recorder.clear(),
        ("throttle", &Method::PUT) => state.throttling.set(Some(body::<Throttle>(request)?)),
        ("throttle", &Method::DELETE) => state.throttling.set(None),
        ("replication-lag", &Method::PUT) => {
            state.set_replication_lag(body::<ReplicationLag>(request)?.reads)
        }
        ("clock", &Method::POST) => {
            let by = body::<Advance>(request)?.advance_seconds;
            state.clock.advance(Duration::from_secs(by));
        }
        ("revoke-tokens", &Method::POST) => state.signer.revoke(),
        _ => return Ok(unknown(resource)),
    }
    Ok(FakeResponse::no_content())
}

/// The response to an unknown resource, or to an unknown method of a known one.
fn unknown(resource: &str) -> FakeResponse {
    if let Some((name, methods)) = RESOURCES.iter().find(|(name, _)| *name == resource) {
        let message = format!("{PREFIX}/{name} has these methods: {methods}.");
        return error(StatusCode::METHOD_NOT_ALLOWED, &message).with_header(header::ALLOW, methods);
    }
    let names = RESOURCES.map(|(name, _)| name).join(", ");
    let message = format!("{PREFIX}/ has these resources: {names}.");
    error(StatusCode::NOT_FOUND, &message)
}

fn error(status: StatusCode, message: &str) -> FakeResponse {
    FakeResponse::plain_json(status, &json!({ "error": message }))
}

/// All requests, or those for one operation with `?operation=…`.
fn requests(state: &FakeState, request: &Received) -> Result<FakeResponse, Refusal> {
    check_parameters(request, &["operation"])?;
    let wanted: Option<Operation> = match request.query_parameter("operation") {
        Some(name) => {
            let wrong = |error| bad_request(format!("'operation': {error}."));
            Some(serde_json::from_value(name.into()).map_err(wrong)?)
        }
        None => None,
    };
    let requests = state.recorder.requests();
    let requests: Vec<Value> = requests
        .iter()
        .filter(|recorded| wanted.is_none() || wanted == recorded.operation())
        .map(|recorded| describe(recorded))
        .collect();
    let body = json!({ "count": state.recorder.count(), "requests": requests });
    Ok(FakeResponse::plain_json(StatusCode::OK, &body))
}

fn describe(request: &RecordedRequest) -> Value {
    let headers = request.headers().into_iter();
    let headers: Map<String, Value> = headers
        .map(|(name, value)| (name.to_owned(), value.into()))
        .collect();
    json!({
        "number": request.number(),
        "method": request.method(),
        "path": request.path(),
        "query": request.query(),
        "headers": headers,
        "body": String::from_utf8_lossy(request.body()),
        "operation": request.operation(),
        "inBatch": request.is_in_batch(),
        "status": request.status(),
    })
}

/// The parameters of a token. `permissions` are those of an application and `scopes` those of a user, separated by commas;
/// `lifetime` is in seconds; `continuous=true` is a token for a client that handles claims challenges.
const TOKEN_PARAMETERS: [&str; 7] = [
    "tenant",
    "client_id",
    "audience",
    "lifetime",
    "permissions",
    "scopes",
    "continuous",
];

/// A token, without a request to a token endpoint. All parameters are optional.
fn token(state: &FakeState, request: &Received) -> Result<FakeResponse, Refusal> {
    check_parameters(request, &TOKEN_PARAMETERS)?;
    let list = |name: &str| {
        let names = request.query_parameter(name)?;
        Some(
            names
                .split(',')
                .map(|name| name.trim().to_owned())
                .collect(),
        )
    };
    let mut token = AccessToken::new(match (list("permissions"), list("scopes")) {
        (Some(_), Some(_)) => return Err(bad_request("Use either 'permissions' or 'scopes'.")),
        (Some(permissions), None) => Permissions::Application(permissions),
        (None, Some(scopes)) => Permissions::Delegated(scopes),
        (None, None) => Permissions::Application(ALL_PERMISSIONS.map(str::to_owned).to_vec()),
    });
    if let Some(tenant) = request.query_parameter("tenant") {
        let id = tenant.parse().ok();
        let known = id.filter(|id: &Uuid| state.tenants.contains_key(id));
        let absent = || Refusal(StatusCode::NOT_FOUND, "There is no such tenant.".into());
        token.tenant = Some(known.ok_or_else(absent)?);
    }
    if let Some(client_id) = request.query_parameter("client_id") {
        token.client_id = client_id;
    }
    if let Some(lifetime) = request.query_parameter("lifetime") {
        let wrong = |_| bad_request("'lifetime' must be a number of seconds.");
        token.lifetime = Some(Duration::from_secs(lifetime.parse().map_err(wrong)?));
    }
    if let Some(audience) = request.query_parameter("audience") {
        token.audience = audience;
    }
    match request.query_parameter("continuous").as_deref() {
        None | Some("false") => {}
        Some("true") => token.continuous = true,
        Some(_) => return Err(bad_request("'continuous' must be true or false.")),
    }
    Ok(FakeResponse::text(StatusCode::OK, state.issue(token)))
}

fn check_parameters(request: &Received, known: &[&str]) -> Result<(), Refusal> {
    let names = request.query_parameters();
    let Some(name) = names.iter().find(|name| !known.contains(&name.as_str())) else {
        return Ok(());
    };
    let (name, known) = (shorten(name), known.join(", "));
    Err(bad_request(format!(
        "There is no parameter '{name}'. Use {known}."
    )))
}

/// The status and the message of a refusal.
struct Refusal(StatusCode, String);

fn bad_request(message: impl Into<String>) -> Refusal {
    Refusal(StatusCode::BAD_REQUEST, message.into())
}

impl From<FaultError> for Refusal {
    fn from(error: FaultError) -> Self {
        bad_request(error.to_string())
    }
}

fn body<T: DeserializeOwned>(request: &Received) -> Result<T, Refusal> {
    serde_json::from_slice(&request.body).map_err(invalid)
}

fn invalid(error: serde_json::Error) -> Refusal {
    bad_request(format!("The body is not valid: {error}."))
}
