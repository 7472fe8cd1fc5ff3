//! The bearer token of a request: whether it is good, and what it allows.

use axum::http::{HeaderMap, StatusCode, Uri, header};
use serde_json::json;

use super::jwt::Jwt;
use super::token_signer::Grant;
use crate::graph_error::GraphError;
use crate::operation::{Area, Operation};
use crate::service::Service;

/// What Microsoft Graph is called as an audience: its application id and its roots in each cloud.
const AUDIENCES: [&str; 5] = [
    "00000003-0000-0000-c000-000000000000",
    "https://graph.microsoft.com",
    "https://graph.microsoft.us",
    "https://dod-graph.microsoft.us",
    "https://microsoftgraph.chinacloudapi.cn",
];

/// The grant of the request's token; 401 where there is none that is good.
pub(crate) fn authenticate(
    service: &Service,
    headers: &HeaderMap,
    origin: &str,
) -> Result<Grant, GraphError> {
    let token =
        bearer_token(headers).ok_or_else(|| GraphError::unauthorized("Access token is empty."))?;
    let jwt = Jwt::parse(token).ok_or_else(|| {
        GraphError::unauthorized("IDX14100: JWT is not well formed: it has no three parts.")
    })?;
    let grant = service.signer.verify(&jwt).ok_or_else(|| {
        GraphError::unauthorized("Access token validation failure. Invalid signature.")
    })?;
    let now = service.clock.now();
    if now >= grant.expires || now < grant.not_before {
        return Err(GraphError::unauthorized(
            "Lifetime validation failed, the token is expired.",
        ));
    }
    if service.signer.is_revoked(&jwt) {
        return Err(revoked(&grant, now));
    }
    if !is_graph(&grant.audience, origin) {
        return Err(GraphError::unauthorized(
            "Access token validation failure. Invalid audience.",
        ));
    }
    Ok(grant)
}

/// A client that takes challenges is told what its next token must have.
fn revoked(grant: &Grant, now: i64) -> GraphError {
    if !grant.continuous {
        return GraphError::unauthorized("The token has been revoked.");
    }
    let claims =
        json!({ "access_token": { "nbf": { "essential": true, "value": now.to_string() } } });
    GraphError::claims_challenge(&claims.to_string())
}

/// Whether an audience means this service. A client that was given the fake's own root asks for tokens to that root, or
/// to its host, as Microsoft's SDKs do: they leave the port out.
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

/// 403 unless the grant has one of the operation's permissions.
pub(crate) fn authorize(
    service: &Service,
    grant: &Grant,
    operation: Operation,
) -> Result<(), GraphError> {
    let needed = operation.permissions().iter().filter(|permission| {
        service.switches.connectors_read_all || **permission != "APIConnectors.Read.All"
    });
    let needed: Vec<&str> = needed.copied().collect();
    let has = grant.permissions.names();
    if needed.is_empty()
        || needed
            .iter()
            .any(|needed| has.iter().any(|has| has == needed))
    {
        return Ok(());
    }
    Err(match operation.area() {
        Area::Connectors => GraphError::new(
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
