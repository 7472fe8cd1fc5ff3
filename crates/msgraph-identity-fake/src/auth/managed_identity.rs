//! Managed identities: the endpoints of App Service and of virtual machines.
//! <https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token>

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::bearer;
use super::token_signer::{Grant, Permissions};
use crate::answer::Answer;
use crate::received::Received;
use crate::request_scope::lock;
use crate::service::Service;

/// App Service: `IDENTITY_ENDPOINT` is this endpoint, `IDENTITY_HEADER` any text that is sent along.
pub(super) fn app_service(service: &Service, request: &Received) -> Answer {
    if request
        .header("x-identity-header")
        .is_none_or(str::is_empty)
    {
        return Refused(
            "invalid_request",
            "The header 'x-identity-header' is missing.",
        )
        .into_answer();
    }
    match find_grant(service, request) {
        Ok(grant) => Answer::plain_json(StatusCode::OK, &token(service, &grant)),
        Err(refused) => refused.into_answer(),
    }
}

/// IMDS: whoever can name the header is inside of the machine.
pub(super) fn instance_metadata(service: &Service, request: &Received) -> Answer {
    if !request
        .header("metadata")
        .is_some_and(|value| value.eq_ignore_ascii_case("true"))
    {
        return Refused("invalid_request", "Required metadata header not specified").into_answer();
    }
    match find_grant(service, request) {
        Ok(grant) => {
            let mut body = token(service, &grant);
            let lifetime = service.token_lifetime().to_string();
            body["expires_in"] = lifetime.as_str().into();
            body["ext_expires_in"] = lifetime.into();
            body["not_before"] = grant.not_before.to_string().into();
            Answer::plain_json(StatusCode::OK, &body)
        }
        Err(refused) => refused.into_answer(),
    }
}

/// Times are texts here.
fn token(service: &Service, grant: &Grant) -> Value {
    json!({
        "access_token": service.signer.sign(grant),
        "client_id": grant.client_id,
        "expires_on": grant.expires.to_string(),
        "resource": grant.audience,
        "token_type": "Bearer",
    })
}

fn find_grant(service: &Service, request: &Received) -> Result<Grant, Refused> {
    if request.query_parameter("api-version").is_none() {
        return Err(Refused(
            "invalid_request",
            "The query parameter 'api-version' is missing.",
        ));
    }
    let resource = request.query_parameter("resource");
    let Some(audience) = resource.filter(|resource| bearer::is_graph(resource, &request.origin))
    else {
        return Err(Refused(
            "invalid_resource",
            "AADSTS500011: The resource principal was not found in the tenant.",
        ));
    };
    let client_id = request.query_parameter("client_id");
    let now = service.clock.now();
    let found = service.tenants.values().find_map(|tenant| {
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
            expires: now.saturating_add(service.token_lifetime()),
            continuous: false,
        })
    });
    found.ok_or(Refused("invalid_request", "Identity not found"))
}

/// The error of OAuth 2.0 and its description.
struct Refused(&'static str, &'static str);

impl Refused {
    fn into_answer(self) -> Answer {
        let body = json!({ "error": self.0, "error_description": self.1 });
        Answer::plain_json(StatusCode::BAD_REQUEST, &body)
    }
}
