//! `/__fake/…`: the control endpoint, for programs in other languages.

use std::collections::HashMap;
use std::time::Duration;

use axum::http::{Method, StatusCode, header};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::access_token::AccessToken;
use crate::auth::token_signer::Permissions;
use crate::fake_response::FakeResponse;
use crate::faults::{FaultError, headers};
use crate::graph_error::shorten;
use crate::graph_operation::Operation;
use crate::graph_request::Received;
use crate::recorder::RecordedRequest;
use crate::seed::ALL_PERMISSIONS;
use crate::state::FakeState;

const PREFIX: &str = "/__fake";

type Outcome = Result<FakeResponse, Refusal>;

/// What a method of a resource does.
type Action = fn(&Call<'_>) -> Outcome;

/// Each method of each resource, with the parameters that its query may have.
#[rustfmt::skip]
static ACTIONS: [(&str, Method, &[&str], Action); 14] = [
    ("faults", Method::GET, &[], |call| shown(&call.state.faults.list())),
    ("faults", Method::POST, &[], |call| { call.state.faults.add(call.body()?)?; done() }),
    ("faults", Method::DELETE, &[], |call| { call.state.faults.clear(); done() }),
    ("fault-mix", Method::PUT, &[], |call| { call.state.faults.mix(call.body()?)?; done() }),
    ("fault-mix", Method::DELETE, &[], |call| { call.state.faults.clear_mix(); done() }),
    ("requests", Method::GET, &["operation"], requests),
    ("requests", Method::DELETE, &[], |call| { call.state.recorder.clear(); done() }),
    ("throttle", Method::PUT, &[], |call| { call.state.throttling.set(Some(call.body()?)); done() }),
    ("throttle", Method::DELETE, &[], |call| { call.state.throttling.set(None); done() }),
    ("replication-lag", Method::PUT, &[], set_replication_lag),
    ("clock", Method::GET, &[], |call| text(call.state.clock.now().to_string())),
    ("clock", Method::POST, &[], advance),
    ("token", Method::GET, &TOKEN_PARAMETERS, token),
    ("revoke-tokens", Method::POST, &[], |call| { call.state.signer.revoke(); done() }),
];

/// A call of the control endpoint.
struct Call<'a> {
    state: &'a FakeState,
    parameters: HashMap<String, String>,
    body: &'a [u8],
}

impl Call<'_> {
    fn body<T: DeserializeOwned>(&self) -> Result<T, Refusal> {
        let invalid = |error| bad_request(format!("The body is not valid: {error}."));
        serde_json::from_slice(self.body).map_err(invalid)
    }

    /// A parameter that is not empty.
    fn parameter(&self, name: &str) -> Option<&String> {
        let found = self.parameters.get(name);
        found.filter(|value| !value.is_empty())
    }
}

/// The resource of the control endpoint that a path names, or `None` if the path belongs to another service.
pub(crate) fn resource(path: &str) -> Option<&str> {
    match path.strip_prefix(PREFIX)? {
        "" => Some(""),
        rest => rest.strip_prefix('/'),
    }
}

pub(crate) fn respond(state: &FakeState, request: &Received, resource: &str) -> FakeResponse {
    let of_resource = || ACTIONS.iter().filter(|(name, ..)| *name == resource);
    let wanted = of_resource().find(|(_, method, ..)| *method == request.method);
    let Some((_, _, known, action)) = wanted else {
        return unknown(resource, of_resource().map(|(_, method, ..)| method));
    };
    let outcome = parameters(request, known).and_then(|parameters| {
        action(&Call {
            state,
            parameters,
            body: &request.body,
        })
    });
    outcome.unwrap_or_else(|Refusal(status, message)| error(status, &message))
}

/// The response to an unknown resource, or to an unknown method of one that has these.
fn unknown<'a>(resource: &str, methods: impl Iterator<Item = &'a Method>) -> FakeResponse {
    let methods = methods.map(Method::as_str).collect::<Vec<_>>().join(", ");
    if methods.is_empty() {
        let mut names = ACTIONS.each_ref().map(|(name, ..)| *name).to_vec();
        names.dedup();
        let message = format!("{PREFIX}/ has these resources: {}.", names.join(", "));
        return error(StatusCode::NOT_FOUND, &message);
    }
    let message = format!("{PREFIX}/{resource} has these methods: {methods}.");
    error(StatusCode::METHOD_NOT_ALLOWED, &message).with_header(header::ALLOW, &methods)
}

pub(crate) fn error(status: StatusCode, message: &str) -> FakeResponse {
    FakeResponse::plain_json(status, &json!({ "error": message }))
}

/// The parameters of the query. Each must be known, and occur once.
fn parameters(request: &Received, known: &[&str]) -> Result<HashMap<String, String>, Refusal> {
    let mut parameters = HashMap::new();
    for (name, value) in form_urlencoded::parse(request.query.as_bytes()).into_owned() {
        if !known.contains(&name.as_str()) {
            let (name, known) = (shorten(&name), known.join(", "));
            return Err(bad_request(format!(
                "There is no parameter '{name}' here. The parameters are: [{known}]."
            )));
        }
        if parameters.insert(name, value).is_some() {
            return Err(bad_request("A parameter occurs twice."));
        }
    }
    Ok(parameters)
}

fn done() -> Outcome {
    Ok(FakeResponse::no_content())
}

fn shown(value: &impl Serialize) -> Outcome {
    Ok(FakeResponse::plain_json(StatusCode::OK, value))
}

fn text(text: String) -> Outcome {
    Ok(FakeResponse::text(StatusCode::OK, text))
}

fn set_replication_lag(call: &Call<'_>) -> Outcome {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Body {
        reads: u32,
    }
    let Body { reads } = call.body()?;
    call.state.set_replication_lag(reads);
    done()
}

fn advance(call: &Call<'_>) -> Outcome {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Body {
        advance_seconds: u64,
    }
    let Body { advance_seconds } = call.body()?;
    call.state
        .clock
        .advance(Duration::from_secs(advance_seconds));
    done()
}

/// All requests, or those for one operation with `?operation=…`.
fn requests(call: &Call<'_>) -> Outcome {
    let wanted: Option<Operation> = match call.parameter("operation") {
        Some(name) => {
            let wrong = |error| bad_request(format!("'operation': {error}."));
            Some(serde_json::from_value(name.as_str().into()).map_err(wrong)?)
        }
        None => None,
    };
    let recorder = &call.state.recorder;
    let requests = recorder.requests();
    let requests: Vec<Value> = requests
        .iter()
        .filter(|recorded| wanted.is_none() || wanted == recorded.operation())
        .map(|recorded| describe(recorded))
        .collect();
    shown(&json!({ "count": recorder.count(), "requests": requests }))
}

fn describe(request: &RecordedRequest) -> Value {
    let headers = headers::serialize(&request.headers(), serde_json::value::Serializer);
    json!({
        "number": request.number(),
        "method": request.method(),
        "path": request.path(),
        "query": request.query(),
        "headers": headers.unwrap_or_default(),
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
fn token(call: &Call<'_>) -> Outcome {
    // An empty list means no permissions.
    let list = |name: &str| {
        let names = call.parameters.get(name)?.split(',').map(str::trim);
        let names = names.filter(|name| !name.is_empty());
        Some(names.map(str::to_owned).collect())
    };
    let mut token = AccessToken::new(match (list("permissions"), list("scopes")) {
        (Some(_), Some(_)) => return Err(bad_request("Use either 'permissions' or 'scopes'.")),
        (Some(permissions), None) => Permissions::Application(permissions),
        (None, Some(scopes)) => Permissions::Delegated(scopes),
        (None, None) => Permissions::Application(ALL_PERMISSIONS.map(str::to_owned).to_vec()),
    });
    if let Some(tenant) = call.parameter("tenant") {
        let id = tenant.parse().ok();
        let known = id.filter(|id: &Uuid| call.state.tenants.contains_key(id));
        let absent = || Refusal(StatusCode::NOT_FOUND, "There is no such tenant.".into());
        token.tenant = Some(known.ok_or_else(absent)?);
    }
    if let Some(client_id) = call.parameter("client_id") {
        token.client_id.clone_from(client_id);
    }
    if let Some(lifetime) = call.parameter("lifetime") {
        let wrong = |_| bad_request("'lifetime' must be a number of seconds.");
        token.lifetime = Some(Duration::from_secs(lifetime.parse().map_err(wrong)?));
    }
    if let Some(audience) = call.parameter("audience") {
        token.audience.clone_from(audience);
    }
    match call.parameter("continuous").map(String::as_str) {
        None | Some("false") => {}
        Some("true") => token.continuous = true,
        Some(_) => return Err(bad_request("'continuous' must be true or false.")),
    }
    text(call.state.issue(token))
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
