//! `/__fake/…`: what programs in other languages use in place of the library.

use axum::http::{Method, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::answer::Answer;
use crate::auth::access_token::Permissions;
use crate::faults::Fault;
use crate::received::Received;
use crate::recorder::RecordedRequest;
use crate::seed::ALL_PERMISSIONS;
use crate::service::Service;
use crate::throttle::Throttle;

pub(crate) const PREFIX: &str = "/__fake/";

const RESOURCES: [&str; 5] = ["faults", "requests", "throttle", "replication-lag", "token"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReplicationLag {
    reads: u32,
}

pub(crate) fn answer(service: &Service, request: &Received) -> Answer {
    let resource = request.path.strip_prefix(PREFIX).unwrap_or_default();
    match (resource, &request.method) {
        ("faults", &Method::GET) => Answer::plain_json(StatusCode::OK, &service.faults.list()),
        ("requests", &Method::GET) => requests(service),
        ("token", &Method::GET) => token(service, request),
        _ => match change(service, request, resource) {
            Ok(()) => Answer::no_content(),
            Err(Refusal(status, message)) => refuse(status, &message),
        },
    }
}

fn change(service: &Service, request: &Received, resource: &str) -> Result<(), Refusal> {
    match (resource, &request.method) {
        ("faults", &Method::POST) => {
            let fault: Fault = body(request)?;
            fault
                .check()
                .map_err(|error| Refusal(StatusCode::BAD_REQUEST, error.to_string()))?;
            service.faults.add(fault);
        }
        ("faults", &Method::DELETE) => service.faults.clear(),
        ("requests", &Method::DELETE) => service.recorder.clear(),
        ("throttle", &Method::PUT) => service.throttling.set(Some(body::<Throttle>(request)?)),
        ("throttle", &Method::DELETE) => service.throttling.set(None),
        ("replication-lag", &Method::PUT) => {
            service.set_replication_lag(body::<ReplicationLag>(request)?.reads)
        }
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

fn requests(service: &Service) -> Answer {
    let recorder = &service.recorder;
    let requests: Vec<Value> = recorder
        .requests()
        .iter()
        .map(|request| describe(request))
        .collect();
    Answer::plain_json(
        StatusCode::OK,
        &json!({ "count": recorder.count(), "requests": requests }),
    )
}

fn describe(request: &RecordedRequest) -> Value {
    json!({
        "number": request.number(),
        "method": request.method(),
        "path": request.path(),
        "query": request.query(),
        "headers": request.headers(),
        "body": String::from_utf8_lossy(request.body()),
        "operation": request.operation(),
        "inBatch": request.is_in_batch(),
        "status": request.status(),
    })
}

/// A token without the detour over the token endpoint: `?tenant=…&permissions=A,B`, both optional.
fn token(service: &Service, request: &Received) -> Answer {
    let names = request.query_parameter("permissions");
    let names = match &names {
        Some(names) => names
            .split(',')
            .map(|name| name.trim().to_owned())
            .collect(),
        None => ALL_PERMISSIONS.map(str::to_owned).to_vec(),
    };
    let permissions = Permissions::Application(names);
    match request
        .query_parameter("tenant")
        .map(|tenant| tenant.parse::<Uuid>())
    {
        None => Answer::text(StatusCode::OK, service.token(None, permissions)),
        Some(Ok(tenant)) if service.tenants.contains_key(&tenant) => {
            Answer::text(StatusCode::OK, service.token(Some(tenant), permissions))
        }
        Some(_) => refuse(StatusCode::NOT_FOUND, "There is no such tenant."),
    }
}

/// Why nothing was changed.
struct Refusal(StatusCode, String);

fn body<T: DeserializeOwned>(request: &Received) -> Result<T, Refusal> {
    serde_json::from_slice(&request.body)
        .map_err(|error| Refusal(StatusCode::BAD_REQUEST, error.to_string()))
}

fn refuse(status: StatusCode, message: &str) -> Answer {
    Answer::plain_json(status, &json!({ "error": message }))
}
