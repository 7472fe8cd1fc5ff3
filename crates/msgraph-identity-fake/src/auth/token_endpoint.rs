//! `/{tenant}/oauth2/v2.0/token`: client credentials for an access token.
//! <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow>

use axum::http::{Method, StatusCode, header};
use serde_json::{Value, json};
use uuid::Uuid;

use super::aadsts::Aadsts;
use super::application::Application;
use super::bearer;
use super::client_assertion::Expected;
use super::token_signer::{CONTINUOUS, Grant, Permissions};
use crate::answer::Answer;
use crate::received::Received;
use crate::request_scope::lock;
use crate::service::Service;

const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// Under which names clients know the login service, besides the fake's own.
const LOGIN_HOSTS: [&str; 5] = [
    "https://login.microsoftonline.com",
    "https://login.microsoftonline.us",
    "https://login.chinacloudapi.cn",
    "https://login.partner.microsoftonline.cn",
    "https://sts.windows.net",
];

pub(super) fn answer(service: &Service, request: &Received, tenant: &str) -> Answer {
    let now = service.clock.now();
    let answer = match grant(service, request, tenant) {
        Ok(grant) => Answer::plain_json(
            StatusCode::OK,
            &json!({
                "token_type": "Bearer",
                "expires_in": service.token_lifetime(),
                "ext_expires_in": service.token_lifetime(),
                "access_token": service.signer.sign(&grant),
            }),
        ),
        Err(error) => error.into_answer(now, request.header("client-request-id")),
    };
    answer
        .with_header(header::CACHE_CONTROL, "no-store, no-cache")
        .with_header(header::PRAGMA, "no-cache")
}

fn grant(service: &Service, request: &Received, tenant: &str) -> Result<Grant, Aadsts> {
    if request.method != Method::POST {
        return Err(Aadsts::invalid_request(
            900_561,
            "The endpoint only accepts POST requests.",
        ));
    }
    let (tenant_id, applications) = find_tenant(service, tenant)?;
    let parameter = |name: &str| {
        request.form_parameter(name).ok_or_else(|| {
            Aadsts::invalid_request(
                900_144,
                format!("The request body must contain the following parameter: '{name}'."),
            )
        })
    };
    let grant_type = parameter("grant_type")?;
    if grant_type != "client_credentials" {
        let message =
            "The app requested an unsupported grant type: this service knows 'client_credentials'.";
        return Err(Aadsts::bad_request(
            "unsupported_grant_type",
            70003,
            message,
        ));
    }
    let client_id = parameter("client_id")?;
    let application = applications
        .iter()
        .find(|known| known.client_id.eq_ignore_ascii_case(&client_id));
    let application = application.ok_or_else(|| {
        let message = format!(
            "Application with identifier '{}' was not found in the directory '{tenant_id}'.",
            shorten(&client_id)
        );
        Aadsts::bad_request("unauthorized_client", 700_016, message)
    })?;
    check_proof(service, request, (tenant, tenant_id), application)?;
    let audience = audience(&parameter("scope")?, &request.origin, tenant_id)?;
    let now = service.clock.now();
    Ok(Grant {
        tenant: tenant_id,
        client_id: application.client_id.clone(),
        audience,
        permissions: Permissions::Application(application.permissions.clone()),
        not_before: now,
        expires: now.saturating_add(service.token_lifetime()),
        continuous: takes_challenges(request)?,
    })
}

fn find_tenant(service: &Service, name: &str) -> Result<(Uuid, Vec<Application>), Aadsts> {
    let mut tenants = service.tenants.values().map(lock);
    let found = tenants.find(|tenant| tenant.is_called(name));
    found.map(|tenant| (tenant.id, tenant.applications.clone())).ok_or_else(|| {
        let message = format!(
            "Tenant '{}' not found. Check to make sure you have the correct tenant ID and are signing into the \
             correct cloud.",
            shorten(name)
        );
        Aadsts::invalid_request(90002, message)
    })
}

/// Whether the client says that it takes claims challenges: `claims` asks for its capability in the token.
fn takes_challenges(request: &Received) -> Result<bool, Aadsts> {
    let Some(claims) = request.form_parameter("claims") else {
        return Ok(false);
    };
    let claims: Value = serde_json::from_str(&claims).map_err(|_| {
        Aadsts::invalid_request(90013, "Invalid input: 'claims' is not valid JSON.")
    })?;
    let capabilities = claims.pointer("/access_token/xms_cc/values");
    let mut capabilities = capabilities.and_then(Value::as_array).into_iter().flatten();
    Ok(capabilities.any(|capability| {
        let capability = capability.as_str().unwrap_or_default();
        capability.eq_ignore_ascii_case(CONTINUOUS)
    }))
}

/// A secret, or an assertion.
fn check_proof(
    service: &Service,
    request: &Received,
    (tenant, tenant_id): (&str, Uuid),
    application: &Application,
) -> Result<(), Aadsts> {
    match (
        request.form_parameter("client_secret"),
        request.form_parameter("client_assertion"),
    ) {
        (Some(secret), _) if application.client_secrets.contains(&secret) => Ok(()),
        (Some(_), _) => Err(Aadsts::invalid_client(
            7_000_215,
            format!(
                "Invalid client secret provided. Ensure the secret being sent in the request is the client secret \
                 value, not the client secret ID, for a secret added to app '{}'.",
                application.client_id
            ),
        )),
        (None, Some(assertion)) => {
            if request.form_parameter("client_assertion_type").as_deref() != Some(ASSERTION_TYPE) {
                let message = "The request body must contain the following parameter: 'client_assertion_type'.";
                return Err(Aadsts::invalid_request(900_144, message));
            }
            let names = [tenant.to_owned(), tenant_id.to_string()];
            let audiences = audiences(&request.origin, &names);
            let now = service.clock.now();
            Expected {
                application,
                audiences: &audiences,
                now,
            }
            .check(&assertion)
        }
        (None, None) => Err(Aadsts::invalid_client(
            7_000_216,
            "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.",
        )),
    }
}

/// What an assertion may call the token endpoint: itself, or its issuer.
fn audiences(origin: &str, tenants: &[String]) -> Vec<String> {
    let hosts = LOGIN_HOSTS.into_iter().chain([origin]);
    hosts
        .flat_map(|host| {
            tenants.iter().flat_map(move |tenant| {
                [
                    format!("{host}/{tenant}/oauth2/v2.0/token"),
                    format!("{host}/{tenant}/v2.0"),
                ]
            })
        })
        .collect()
}

/// The resource in front of `/.default`.
fn audience(scope: &str, origin: &str, tenant: Uuid) -> Result<String, Aadsts> {
    let invalid = |code, message: String| Aadsts::bad_request("invalid_scope", code, message);
    let mut scopes = scope.split_whitespace();
    let (Some(scope), None) = (scopes.next(), scopes.next()) else {
        return Err(invalid(
            70011,
            "The provided request must include one valid 'scope' input parameter.".into(),
        ));
    };
    let Some(resource) = scope.strip_suffix("/.default") else {
        let scope = shorten(scope);
        return Err(invalid(
            1_002_012,
            format!(
                "The provided value for scope {scope} is not valid. Client credential flows must have a scope value \
                 with /.default suffixed to the resource identifier (application ID URI)."
            ),
        ));
    };
    if bearer::is_graph(resource, origin) {
        return Ok(resource.to_owned());
    }
    let resource = shorten(resource);
    let message = format!(
        "The resource principal named {resource} was not found in the tenant named {tenant}."
    );
    Err(Aadsts::bad_request("invalid_resource", 500_011, message))
}

fn shorten(text: &str) -> String {
    text.chars().take(100).collect()
}
