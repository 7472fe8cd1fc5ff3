//! `/{tenant}/oauth2/v2.0/token` and `/{tenant}/oauth2/token`: access tokens for client credentials.
//! <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow>
//! <https://learn.microsoft.com/previous-versions/azure/active-directory/azuread-dev/v1-oauth2-client-creds-grant-flow>

use axum::http::{Method, StatusCode, header};
use serde_json::{Value, json};
use uuid::Uuid;

use super::EndpointVersion;
use super::aadsts::Aadsts;
use super::bearer;
use super::client_assertion::Expected;
use super::token_signer::{CONTINUOUS, Grant};
use crate::access_token::AccessToken;
use crate::fake_response::FakeResponse;
use crate::graph_request::Received;
use crate::seed::ApplicationSeed;
use crate::state::FakeState;

const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// The roots of the login service in all clouds.
const LOGIN_HOSTS: [&str; 5] = [
    "https://login.microsoftonline.com",
    "https://login.microsoftonline.us",
    "https://login.chinacloudapi.cn",
    "https://login.partner.microsoftonline.cn",
    "https://sts.windows.net",
];

pub(super) fn respond(
    state: &FakeState,
    request: &Received,
    tenant: &str,
    version: EndpointVersion,
) -> FakeResponse {
    let now = state.clock.now();
    let response = match grant(state, request, tenant, version) {
        Ok(grant) => {
            FakeResponse::plain_json(StatusCode::OK, &token_response(state, &grant, version))
        }
        Err(error) => error.into_response(now, request.header("client-request-id")),
    };
    response
        .with_header(header::CACHE_CONTROL, "no-store, no-cache")
        .with_header(header::PRAGMA, "no-cache")
}

/// v1.0 writes numbers as texts.
fn token_response(state: &FakeState, grant: &Grant, version: EndpointVersion) -> Value {
    let (lifetime, token) = (state.token_lifetime(), state.signer.sign(grant));
    match version {
        EndpointVersion::V1 => json!({
            "token_type": "Bearer",
            "expires_in": lifetime.to_string(),
            "ext_expires_in": lifetime.to_string(),
            "expires_on": grant.expires.to_string(),
            "not_before": grant.not_before.to_string(),
            "resource": grant.audience,
            "access_token": token,
        }),
        EndpointVersion::V2 => json!({
            "token_type": "Bearer",
            "expires_in": lifetime,
            "ext_expires_in": lifetime,
            "access_token": token,
        }),
    }
}

fn grant(
    state: &FakeState,
    request: &Received,
    tenant: &str,
    version: EndpointVersion,
) -> Result<Grant, Aadsts> {
    if request.method != Method::POST {
        return Err(Aadsts::invalid_request(
            900_561,
            "The endpoint only accepts POST requests.",
        ));
    }
    let (tenant_id, applications) = find_tenant(state, tenant)?;
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
        let message = "The app requested an unsupported grant type: this service supports 'client_credentials'.";
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
    check_proof(state, request, (tenant, tenant_id), application)?;
    let audience = match version {
        EndpointVersion::V1 => known_resource(&parameter("resource")?, &request.origin, tenant_id)?,
        EndpointVersion::V2 if request.form_parameter("resource").is_some() => {
            let message = "The 'resource' request parameter isn't supported.";
            return Err(Aadsts::invalid_request(901_002, message));
        }
        EndpointVersion::V2 => audience(&parameter("scope")?, &request.origin, tenant_id)?,
    };
    Ok(state.grant(AccessToken {
        continuous: takes_challenges(request)?,
        ..AccessToken::of(tenant_id, application, audience)
    }))
}

fn find_tenant(state: &FakeState, name: &str) -> Result<(Uuid, Vec<ApplicationSeed>), Aadsts> {
    let found = state.tenant_called(name);
    found.map(|tenant| (tenant.id, tenant.applications.clone())).ok_or_else(|| {
        let message = format!(
            "Tenant '{}' not found. Check to make sure you have the correct tenant ID and are signing into the \
             correct cloud.",
            shorten(name)
        );
        Aadsts::invalid_request(90002, message)
    })
}

/// Whether the client handles claims challenges: `claims` asks for that capability in the token.
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

/// Checks the secret or the assertion of the client.
fn check_proof(
    state: &FakeState,
    request: &Received,
    (tenant, tenant_id): (&str, Uuid),
    application: &ApplicationSeed,
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
            let now = state.clock.now();
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

/// The audiences that an assertion may have: the token endpoint, or its issuer.
fn audiences(origin: &str, tenants: &[String]) -> Vec<String> {
    let hosts = LOGIN_HOSTS.into_iter().chain([origin]);
    hosts
        .flat_map(|host| {
            tenants.iter().flat_map(move |tenant| {
                [
                    format!("{host}/{tenant}/oauth2/v2.0/token"),
                    format!("{host}/{tenant}/oauth2/token"),
                    format!("{host}/{tenant}/v2.0"),
                    format!("{host}/{tenant}/"),
                ]
            })
        })
        .collect()
}

/// The resource before `/.default`.
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
    known_resource(resource, origin, tenant)
}

fn known_resource(resource: &str, origin: &str, tenant: Uuid) -> Result<String, Aadsts> {
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
