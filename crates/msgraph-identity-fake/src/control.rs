//! `/__fake/…`: what programs in other languages use in place of the library.

use std::time::Duration;

use axum::http::{Method, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::access_token::AccessToken;
use crate::answer::Answer;
use crate::auth::token_signer::Permissions;
use crate::faults::{Fault, FaultError, FaultMix};
use crate::received::Received;
use crate::recorder::RecordedRequest;
use crate::seed::ALL_PERMISSIONS;
use crate::service::Service;
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

pub(crate) fn answer(service: &Service, request: &Received) -> Answer {
    let resource = request.path.strip_prefix(PREFIX).unwrap_or_default();
    let outcome = match (resource, &request.method) {
        ("faults", &Method::GET) => Ok(Answer::plain_json(StatusCode::OK, &service.faults.list())),
        ("requests", &Method::GET) => Ok(requests(service, request)),
        ("clock", &Method::GET) => Ok(Answer::text(
            StatusCode::OK,
            service.clock.now().to_string(),
        )),
        ("token", &Method::GET) => token(service, request),
        _ => change(service, request, resource).map(|()| Answer::no_content()),
    };
    outcome.unwrap_or_else(|Refusal(status, message)| {
        Answer::plain_json(status, &json!({ "error": message }))
    })
}

fn change(service: &Service, request: &Received, resource: &str) -> Result<(), Refusal> {
    match (resource, &request.method) {
        ("faults", &Method::POST) => {
            let fault: Fault = body(request)?;
            fault.check()?;
            service.faults.add(fault);
        }
        ("faults", &Method::DELETE) => service.faults.clear(),
        ("fault-mix", &Method::PUT) => {
            let mix: FaultMix = body(request)?;
            mix.check()?;
            service.faults.mix(Some(mix));
        }
        ("fault-mix", &Method::DELETE) => service.faults.mix(None),
        ("requests", &Method::DELETE) => service.recorder.clear(),
        ("throttle", &Method::PUT) => service.throttling.set(Some(body::<Throttle>(request)?)),
        ("throttle", &Method::DELETE) => service.throttling.set(None),
        ("replication-lag", &Method::PUT) => {
            service.set_replication_lag(body::<ReplicationLag>(request)?.reads)
        }
        ("clock", &Method::POST) => {
            let by = body::<Advance>(request)?.advance_seconds;
            service.clock.advance(Duration::from_secs(by));
        }
        ("revoke-tokens", &Method::POST) => service.signer.revoke(),
        (known, _) if RESOURCES.contains(&known) => {
            let message = format!("{PREFIX}{known} does not know this method.");
            return Err(Refusal(StatusCode::METHOD_NOT_ALLOWED, message));
        }
        _ => {
            let message = format!("Below {PREFIX} there are: {}.", RESOURCES.join(", "));
            return Err(Refusal(StatusCode::NOT_FOUND, message));
        }
    }
    Ok(())
}

/// All requests, or with `?operation=…` those for one operation.
fn requests(service: &Service, request: &Received) -> Answer {
    let operation = request.query_parameter("operation");
    let is_wanted = |recorded: &RecordedRequest| {
        let wanted = operation.as_deref();
        wanted.is_none() || wanted == recorded.operation().map(|operation| operation.name())
    };
    let recorder = &service.recorder;
    let requests = recorder.requests();
    let requests: Vec<Value> = requests
        .iter()
        .filter(|recorded| is_wanted(recorded))
        .map(|recorded| describe(recorded))
        .collect();
    Answer::plain_json(
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

/// A token without the detour over the token endpoint. All parameters are optional: `tenant`, `client_id`, `lifetime`
/// in seconds, and `permissions` of an application or `scopes` of a user, with commas between them.
fn token(service: &Service, request: &Received) -> Result<Answer, Refusal> {
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
            .filter(|id: &Uuid| service.tenants.contains_key(id));
        let absent = || Refusal(StatusCode::NOT_FOUND, "There is no such tenant.".into());
        token.tenant = Some(known.ok_or_else(absent)?);
    }
    if let Some(client_id) = request.query_parameter("client_id") {
        token.client_id = client_id;
    }
    if let Some(lifetime) = request.query_parameter("lifetime") {
        let wrong = |_| {
            let message = "'lifetime' is a number of seconds.".into();
            Refusal(StatusCode::BAD_REQUEST, message)
        };
        token.lifetime = Some(Duration::from_secs(lifetime.parse().map_err(wrong)?));
    }
    Ok(Answer::text(StatusCode::OK, service.issue(token)))
}

/// Why nothing was done.
struct Refusal(StatusCode, String);

impl From<FaultError> for Refusal {
    fn from(error: FaultError) -> Self {
        Self(StatusCode::BAD_REQUEST, error.to_string())
    }
}

fn body<T: DeserializeOwned>(request: &Received) -> Result<T, Refusal> {
    serde_json::from_slice(&request.body)
        .map_err(|error| Refusal(StatusCode::BAD_REQUEST, error.to_string()))
}
