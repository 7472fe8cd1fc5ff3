//! `/__fake/…`: the control endpoint, for programs in other languages.

use std::time::Duration;

use axum::http::{Method, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::access_token::AccessToken;
use crate::auth::token_signer::Permissions;
use crate::fake_response::FakeResponse;
use crate::faults::{Fault, FaultError, FaultMix};
use crate::graph_request::Received;
use crate::recorder::RecordedRequest;
use crate::seed::ALL_PERMISSIONS;
use crate::state::FakeState;
use crate::throttle::Throttle;

pub(crate) const PREFIX: &str = "/__fake/";

const RESOURCES: [&str; 8] = [
    "faults",
    "fault-mix",
    "requests",
    "throttle",
    "replication-lag",
    "clock",
    "token",
    "revoke-tokens",
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

pub(crate) fn respond(state: &FakeState, request: &Received) -> FakeResponse {
    let resource = request.path.strip_prefix(PREFIX).unwrap_or_default();
    let outcome = match (resource, &request.method) {
        ("faults", &Method::GET) => Ok(FakeResponse::plain_json(
            StatusCode::OK,
            &state.faults.list(),
        )),
        ("requests", &Method::GET) => Ok(requests(state, request)),
        ("clock", &Method::GET) => Ok(FakeResponse::text(
            StatusCode::OK,
            state.clock.now().to_string(),
        )),
        ("token", &Method::GET) => token(state, request),
        _ => change(state, request, resource).map(|()| FakeResponse::no_content()),
    };
    outcome.unwrap_or_else(|Refusal(status, message)| {
        FakeResponse::plain_json(status, &json!({ "error": message }))
    })
}

fn change(state: &FakeState, request: &Received, resource: &str) -> Result<(), Refusal> {
    match (resource, &request.method) {
        ("faults", &Method::POST) => {
            let fault: Fault = body(request)?;
            fault.check()?;
            state.faults.add(fault);
        }
        ("faults", &Method::DELETE) => state.faults.clear(),
        ("fault-mix", &Method::PUT) => {
            let mix: FaultMix = body(request)?;
            mix.check()?;
            state.faults.mix(Some(mix));
        }
        ("fault-mix", &Method::DELETE) => state.faults.mix(None),
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
        (known, _) if RESOURCES.contains(&known) => {
            let message = format!("{PREFIX}{known} does not have this method.");
            return Err(Refusal(StatusCode::METHOD_NOT_ALLOWED, message));
        }
        _ => {
            let message = format!("{PREFIX} has these resources: {}.", RESOURCES.join(", "));
            return Err(Refusal(StatusCode::NOT_FOUND, message));
        }
    }
    Ok(())
}

/// All requests, or those for one operation with `?operation=…`.
fn requests(state: &FakeState, request: &Received) -> FakeResponse {
    let operation = request.query_parameter("operation");
    let is_wanted = |recorded: &RecordedRequest| {
        let wanted = operation.as_deref();
        wanted.is_none() || wanted == recorded.operation().map(|operation| operation.name())
    };
    let recorder = &state.recorder;
    let requests = recorder.requests();
    let requests: Vec<Value> = requests
        .iter()
        .filter(|recorded| is_wanted(recorded))
        .map(|recorded| describe(recorded))
        .collect();
    FakeResponse::plain_json(
        StatusCode::OK,
        &json!({ "count": recorder.count(), "requests": requests }),
    )
}

fn describe(request: &RecordedRequest) -> Value {
    let headers: serde_json::Map<String, Value> = request
        .headers()
        .into_iter()
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
    let names = request.query_parameters();
    if let Some(name) = names
        .iter()
        .find(|name| !TOKEN_PARAMETERS.contains(&name.as_str()))
    {
        let name: String = name.chars().take(64).collect();
        let known = TOKEN_PARAMETERS.join(", ");
        return Err(bad_request(format!(
            "There is no parameter '{name}'. Use {known}."
        )));
    }
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
        (Some(permissions), _) => Permissions::Application(permissions),
        (None, Some(scopes)) => Permissions::Delegated(scopes),
        (None, None) => Permissions::Application(ALL_PERMISSIONS.map(str::to_owned).to_vec()),
    });
    if let Some(tenant) = request.query_parameter("tenant") {
        let known = tenant
            .parse()
            .ok()
            .filter(|id: &Uuid| state.tenants.contains_key(id));
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

/// Why nothing was done.
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
    serde_json::from_slice(&request.body).map_err(|error| bad_request(error.to_string()))
}
