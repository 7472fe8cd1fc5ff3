//! Managed identities: the endpoints of App Service and of virtual machines.
//! <https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token>

use std::fmt;

use axum::http::StatusCode;
use serde_json::{Value, json};
use uuid::Uuid;

use super::bearer;
use super::token_signer::{Grant, Permissions};
use crate::fake_response::FakeResponse;
use crate::graph_request::Received;
use crate::lock::lock;
use crate::state::FakeState;

/// App Service: `IDENTITY_ENDPOINT` is the URL of this endpoint, and `IDENTITY_HEADER` may be any text.
pub(super) fn app_service(state: &FakeState, request: &Received) -> FakeResponse {
    let header = request.header("x-identity-header").unwrap_or_default();
    let grant = match header {
        "" => Err(Refused::NoHeader("x-identity-header")),
        _ => find_grant(state, request),
    };
    match grant {
        Ok(grant) => FakeResponse::plain_json(StatusCode::OK, &token(state, &grant)),
        Err(refused) => app_service_error(StatusCode::BAD_REQUEST, &refused.to_string()),
    }
}

pub(super) fn app_service_error(status: StatusCode, message: &str) -> FakeResponse {
    let body = json!({
        "statusCode": status.as_u16(),
        "message": message,
        "correlationId": Uuid::new_v4(),
    });
    FakeResponse::plain_json(status, &body)
}

/// IMDS, the endpoint of virtual machines. Only the `Metadata` header is required.
pub(super) fn instance_metadata(state: &FakeState, request: &Received) -> FakeResponse {
    let header = request.header("metadata").unwrap_or_default();
    let grant = match header.eq_ignore_ascii_case("true") {
        true => find_grant(state, request),
        false => Err(Refused::NoHeader("metadata")),
    };
    match grant {
        Ok(grant) => {
            let mut body = token(state, &grant);
            let lifetime = state.token_lifetime().to_string();
            body["expires_in"] = lifetime.as_str().into();
            body["ext_expires_in"] = lifetime.into();
            body["not_before"] = grant.not_before.to_string().into();
            FakeResponse::plain_json(StatusCode::OK, &body)
        }
        Err(refused) => instance_metadata_error(
            StatusCode::BAD_REQUEST,
            refused.error(),
            &refused.to_string(),
        ),
    }
}

pub(super) fn instance_metadata_error(
    status: StatusCode,
    code: &str,
    message: &str,
) -> FakeResponse {
    let body = json!({ "error": code, "error_description": message });
    FakeResponse::plain_json(status, &body)
}

/// The members that both endpoints have. Times are texts.
fn token(state: &FakeState, grant: &Grant) -> Value {
    json!({
        "access_token": state.signer.sign(grant),
        "client_id": grant.client_id,
        "expires_on": grant.expires.to_string(),
        "resource": grant.audience,
        "token_type": "Bearer",
    })
}

fn find_grant(state: &FakeState, request: &Received) -> Result<Grant, Refused> {
    if request.query_parameter("api-version").is_none() {
        return Err(Refused::NoApiVersion);
    }
    let resource = request.query_parameter("resource");
    let Some(audience) = resource.filter(|resource| bearer::is_graph(resource, &request.origin))
    else {
        return Err(Refused::UnknownResource);
    };
    let client_id = request.query_parameter("client_id");
    let now = state.clock.now();
    let found = state.tenants.values().find_map(|tenant| {
        let tenant = lock(tenant);
        let mut identities = tenant
            .applications
            .iter()
            .filter(|application| application.managed_identity);
        let identity = identities.find(|known| {
            client_id
                .as_ref()
                .is_none_or(|client_id| known.client_id.eq_ignore_ascii_case(client_id))
        })?;
        Some(Grant {
            tenant: tenant.id,
            client_id: identity.client_id.clone(),
            audience: audience.clone(),
            permissions: Permissions::Application(identity.permissions.clone()),
            not_before: now,
            expires: now.saturating_add(state.token_lifetime()),
            continuous: false,
        })
    });
    found.ok_or(Refused::UnknownIdentity)
}

/// Why there is no token.
enum Refused {
    NoHeader(&'static str),
    NoApiVersion,
    UnknownResource,
    UnknownIdentity,
}

impl Refused {
    /// The error of OAuth 2.0.
    fn error(&self) -> &'static str {
        match self {
            Self::UnknownResource => "invalid_resource",
            _ => "invalid_request",
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoHeader(name) => write!(f, "Required {name} header not specified"),
            Self::NoApiVersion => f.write_str("Required query variable 'api-version' is missing"),
            Self::UnknownResource => f.write_str(
                "AADSTS500011: The resource principal named in 'resource' was not found in the tenant.",
            ),
            Self::UnknownIdentity => f.write_str("Identity not found"),
        }
    }
}
