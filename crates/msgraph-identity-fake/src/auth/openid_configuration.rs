//! What SDKs ask for before they ask for a token: OpenID configuration, keys, instance discovery.

use axum::http::StatusCode;
use serde_json::json;

use super::aadsts::Aadsts;
use crate::answer::Answer;
use crate::received::Received;
use crate::request_scope::lock;
use crate::service::Service;

pub(super) fn answer(service: &Service, request: &Received, name: &str) -> Answer {
    let found = service
        .tenants
        .values()
        .map(lock)
        .find(|tenant| tenant.is_called(name))
        .map(|tenant| tenant.id);
    let Some(id) = found else {
        let error = Aadsts::invalid_request(90002, "The tenant was not found.");
        return error.into_answer(service.clock.now(), request.header("client-request-id"));
    };
    let root = format!("{}/{id}", request.origin);
    Answer::plain_json(
        StatusCode::OK,
        &json!({
            "token_endpoint": format!("{root}/oauth2/v2.0/token"),
            "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt"],
            "jwks_uri": format!("{root}/discovery/v2.0/keys"),
            "response_modes_supported": ["query"],
            "subject_types_supported": ["pairwise"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "response_types_supported": ["code"],
            "scopes_supported": ["openid"],
            "issuer": format!("{root}/v2.0"),
            "authorization_endpoint": format!("{root}/oauth2/v2.0/authorize"),
            "tenant_region_scope": null,
            "cloud_instance_name": "microsoftonline.com",
            "msgraph_host": "graph.microsoft.com",
        }),
    )
}

/// There are none: tokens for Microsoft Graph are for Graph alone to verify.
pub(super) fn keys() -> Answer {
    Answer::plain_json(StatusCode::OK, &json!({ "keys": [] }))
}

pub(super) fn instance_discovery(request: &Received) -> Answer {
    let host = request
        .origin
        .split_once("://")
        .map_or("", |(_, host)| host);
    Answer::plain_json(
        StatusCode::OK,
        &json!({
            "tenant_discovery_endpoint": format!("{}/common/v2.0/.well-known/openid-configuration", request.origin),
            "api-version": "1.1",
            "metadata": [{ "preferred_network": host, "preferred_cache": host, "aliases": [host] }],
        }),
    )
}
