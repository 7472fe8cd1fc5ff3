//! Managed identities: the endpoints of App Service and of virtual machines.
//! <https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token>

use axum::http::StatusCode;
use serde_json::{Value, json};
use uuid::Uuid;

use super::bearer;
use super::token_signer::Grant;
use crate::access_token::AccessToken;
use crate::fake_response::FakeResponse;
use crate::graph_request::Received;
use crate::lock::lock;
use crate::seed::ApplicationSeed;
use crate::state::FakeState;

/// App Service: `IDENTITY_ENDPOINT` is the URL of this endpoint, and `IDENTITY_HEADER` may be any text.
pub(super) fn app_service(state: &FakeState, request: &Received) -> FakeResponse {
    let header = request.header("x-identity-header").unwrap_or_default();
    let grant = match header {
        "" => Err(Refused::without_header("x-identity-header")),
        _ => find_grant(state, request),
    };
    match grant {
        Ok(grant) => FakeResponse::plain_json(StatusCode::OK, &token(state, &grant)),
        Err(refused) => app_service_error(StatusCode::BAD_REQUEST, &refused.message),
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
        false => Err(Refused::without_header("metadata")),
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
        Err(refused) => {
            instance_metadata_error(StatusCode::BAD_REQUEST, refused.error, &refused.message)
        }
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
        return Err(Refused::request(
            "Required query variable 'api-version' is missing",
        ));
    }
    let resource = request.query_parameter("resource");
    let resource = resource.filter(|resource| bearer::is_graph(resource, &request.origin));
    let audience = resource.ok_or_else(|| Refused {
        error: "invalid_resource",
        message:
            "AADSTS500011: The resource principal named in 'resource' was not found in the tenant."
                .into(),
    })?;
    let client_id = request.query_parameter("client_id");
    let is_wanted = |application: &&ApplicationSeed| {
        let wanted = client_id.as_ref();
        application.managed_identity
            && wanted.is_none_or(|id| application.client_id.eq_ignore_ascii_case(id))
    };
    let found = state.tenants.values().find_map(|tenant| {
        let tenant = lock(tenant);
        let identity = tenant.applications.iter().find(is_wanted)?;
        Some(state.grant(AccessToken::of(tenant.id, identity, audience.clone())))
    });
    found.ok_or_else(|| Refused::request("Identity not found"))
}

/// The refusal of a request for a token.
struct Refused {
    /// The error of OAuth 2.0.
    error: &'static str,
    message: String,
}

impl Refused {
    fn request(message: impl Into<String>) -> Self {
        Self {
            error: "invalid_request",
            message: message.into(),
        }
    }

    fn without_header(name: &str) -> Self {
        Self::request(format!("Required {name} header not specified"))
    }
}
