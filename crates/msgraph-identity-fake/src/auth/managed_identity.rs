//! Managed identities: the endpoints of App Service and of virtual machines.
//! <https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token>

use std::fmt;

use axum::http::StatusCode;
use serde_json::{Value, json};
use uuid::Uuid;

use super::bearer;
use super::token_signer::{Grant, Permissions};
use crate::answer::Answer;
use crate::received::Received;
use crate::request_scope::lock;
use crate::service::Service;

/// App Service: `IDENTITY_ENDPOINT` is this endpoint, `IDENTITY_HEADER` any text that is sent along.
pub(super) fn app_service(service: &Service, request: &Received) -> Answer {
    let header = request.header("x-identity-header").unwrap_or_default();
    let grant = match header {
        "" => Err(Refused::NoHeader("x-identity-header")),
        _ => find_grant(service, request),
    };
    match grant {
        Ok(grant) => Answer::plain_json(StatusCode::OK, &token(service, &grant)),
        Err(refused) => {
            let body = json!({
                "statusCode": 400,
                "message": refused.to_string(),
                "correlationId": Uuid::new_v4(),
            });
            Answer::plain_json(StatusCode::BAD_REQUEST, &body)
        }
    }
}

/// IMDS: whoever can name the header is inside of the machine.
pub(super) fn instance_metadata(service: &Service, request: &Received) -> Answer {
    let header = request.header("metadata").unwrap_or_default();
    let grant = match header.eq_ignore_ascii_case("true") {
        true => find_grant(service, request),
        false => Err(Refused::NoHeader("metadata")),
    };
    match grant {
        Ok(grant) => {
            let mut body = token(service, &grant);
            let lifetime = service.token_lifetime().to_string();
            body["expires_in"] = lifetime.as_str().into();
            body["ext_expires_in"] = lifetime.into();
            body["not_before"] = grant.not_before.to_string().into();
            Answer::plain_json(StatusCode::OK, &body)
        }
        Err(refused) => {
            let body =
                json!({ "error": refused.error(), "error_description": refused.to_string() });
            Answer::plain_json(StatusCode::BAD_REQUEST, &body)
        }
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
        return Err(Refused::NoApiVersion);
    }
    let resource = request.query_parameter("resource");
    let Some(audience) = resource.filter(|resource| bearer::is_graph(resource, &request.origin))
    else {
        return Err(Refused::UnknownResource);
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
