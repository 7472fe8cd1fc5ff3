//! The bearer token of a request: whether it is valid, and what it allows.

use axum::http::{HeaderMap, StatusCode, Uri, header};
use serde_json::json;

use super::jwt::Jwt;
use super::token_signer::Grant;
use crate::graph_error::GraphError;
use crate::graph_operation::{Area, Operation};
use crate::state::FakeState;

/// The audiences of Microsoft Graph: its application id, and its root in each cloud.
const AUDIENCES: [&str; 5] = [
    "00000003-0000-0000-c000-000000000000",
    "https://graph.microsoft.com",
    "https://graph.microsoft.us",
    "https://dod-graph.microsoft.us",
    "https://microsoftgraph.chinacloudapi.cn",
];

/// The grant of the token. Returns 401 if there is no valid token.
pub(crate) fn authenticate(
    state: &FakeState,
    headers: &HeaderMap,
    origin: &str,
) -> Result<Grant, GraphError> {
    let token =
        bearer_token(headers).ok_or_else(|| GraphError::unauthorized("Access token is empty."))?;
    let jwt = Jwt::parse(token).ok_or_else(|| {
        GraphError::unauthorized("IDX14100: JWT is not well formed: it has no three parts.")
    })?;
    let grant = state.signer.verify(&jwt).ok_or_else(|| {
        GraphError::unauthorized("Access token validation failure. Invalid signature.")
    })?;
    let now = state.clock.now();
    if now >= grant.expires || now < grant.not_before {
        return Err(GraphError::unauthorized(
            "Lifetime validation failed, the token is expired.",
        ));
    }
    if state.signer.is_revoked(&jwt) {
        return Err(revoked(&grant, now));
    }
    if !is_graph(&grant.audience, origin) {
        return Err(GraphError::unauthorized(
            "Access token validation failure. Invalid audience.",
        ));
    }
    Ok(grant)
}

/// Returns a challenge if the client handles challenges, and a plain 401 otherwise.
fn revoked(grant: &Grant, now: i64) -> GraphError {
    if !grant.continuous {
        return GraphError::unauthorized("The token has been revoked.");
    }
    let claims =
        json!({ "access_token": { "nbf": { "essential": true, "value": now.to_string() } } });
    GraphError::claims_challenge(&claims.to_string())
}

/// Whether an audience is this service. Clients that know the root of the fake ask for a token for that root. Microsoft's
/// SDKs leave out the port.
pub(crate) fn is_graph(audience: &str, origin: &str) -> bool {
    let audience = audience.strip_suffix('/').unwrap_or(audience);
    AUDIENCES.contains(&audience) || audience == origin || is_this_machine(audience)
}

fn is_this_machine(audience: &str) -> bool {
    let uri = audience.parse::<Uri>();
    uri.is_ok_and(|uri| {
        let host = uri.host().unwrap_or_default();
        uri.scheme().is_some() && ["localhost", "127.0.0.1", "[::1]"].contains(&host)
    })
}

/// Returns 403 unless the grant has one of the permissions of the operation.
pub(crate) fn authorize(
    state: &FakeState,
    grant: &Grant,
    operation: Operation,
) -> Result<(), GraphError> {
    let reads_all = state.switches.connectors_read_all;
    let needed = operation.permissions().iter().copied();
    let needed: Vec<&str> = needed
        .filter(|name| reads_all || *name != "APIConnectors.Read.All")
        .collect();
    let mut granted = grant.permissions.names().iter();
    if needed.is_empty() || granted.any(|name| needed.contains(&name.as_str())) {
        return Ok(());
    }
    Err(match operation.area() {
        Area::Connectors | Area::UserFlows => GraphError::new(
            StatusCode::FORBIDDEN,
            "AADB2C",
            format!(
                "The application does not have any of the required permissions ({}) to access the resource.",
                needed.join(", ")
            ),
        ),
        _ => GraphError::new(
            StatusCode::FORBIDDEN,
            "Authorization_RequestDenied",
            "Insufficient privileges to complete the operation.",
        ),
    })
}

fn bearer_token(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?
        .split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}
