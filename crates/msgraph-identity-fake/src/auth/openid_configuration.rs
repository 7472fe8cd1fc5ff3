//! The documents that SDKs read before they ask for a token: OpenID configuration, keys, instance discovery.

use axum::http::StatusCode;
use serde_json::json;

use super::EndpointVersion;
use super::aadsts::Aadsts;
use crate::fake_response::FakeResponse;
use crate::graph_request::Received;
use crate::state::FakeState;

pub(super) fn respond(
    state: &FakeState,
    request: &Received,
    name: &str,
    version: EndpointVersion,
) -> FakeResponse {
    let Some(id) = state.tenant_called(name).map(|tenant| tenant.id) else {
        let error = Aadsts::invalid_request(90002, "The tenant was not found.");
        return error.into_response(state.clock.now(), request.header("client-request-id"));
    };
    let (root, segment) = (format!("{}/{id}", request.origin), version.segment());
    FakeResponse::plain_json(
        StatusCode::OK,
        &json!({
            "token_endpoint": format!("{root}/oauth2{segment}/token"),
            "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt"],
            "jwks_uri": format!("{root}/discovery{segment}/keys"),
            "response_modes_supported": ["query"],
            "subject_types_supported": ["pairwise"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "response_types_supported": ["code"],
            "scopes_supported": ["openid"],
            "issuer": format!("{root}{segment}"),
            "authorization_endpoint": format!("{root}/oauth2{segment}/authorize"),
            "tenant_region_scope": null,
            "cloud_instance_name": "microsoftonline.com",
            "msgraph_host": "graph.microsoft.com",
        }),
    )
}

/// An empty list: only Microsoft Graph verifies tokens for Microsoft Graph.
pub(super) fn keys() -> FakeResponse {
    FakeResponse::plain_json(StatusCode::OK, &json!({ "keys": [] }))
}

pub(super) fn instance_discovery(request: &Received) -> FakeResponse {
    let host = request
        .origin
        .split_once("://")
        .map_or("", |(_, host)| host);
    FakeResponse::plain_json(
        StatusCode::OK,
        &json!({
            "tenant_discovery_endpoint": format!("{}/common/v2.0/.well-known/openid-configuration", request.origin),
            "api-version": "1.1",
            "metadata": [{ "preferred_network": host, "preferred_cache": host, "aliases": [host] }],
        }),
    )
}
