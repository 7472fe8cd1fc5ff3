//! `/tenantRelationships/findTenantInformationBy…`: the public information about a tenant.
//! <https://learn.microsoft.com/graph/api/tenantrelationship-findtenantinformationbytenantid>

use axum::http::StatusCode;
use serde_json::Value;

use crate::fake_response::FakeResponse;
use crate::graph_error::GraphError;
use crate::lock::lock;
use crate::model::entity_sets::TENANT_INFORMATION;
use crate::partners::partner::refuse;
use crate::perform::tenant_id;
use crate::query::QueryOptions;
use crate::request_scope::RequestScope;
use crate::tenant::Tenant;

type Outcome = Result<FakeResponse, GraphError>;

/// `parameter` is `domainName='…'`.
pub(crate) fn by_domain_name(scope: &RequestScope<'_>, parameter: &str) -> Outcome {
    let name = argument("domainName", parameter)?;
    if name.is_empty() || name.contains(['\'', '(', ')', '/', ' ']) {
        return Err(GraphError::bad_request("The domain name is not valid."));
    }
    find(scope, |tenant| {
        let domain = tenant.domain.as_deref();
        domain.is_some_and(|domain| domain.eq_ignore_ascii_case(name))
    })
}

/// `parameter` is `tenantId='…'`.
pub(crate) fn by_tenant_id(scope: &RequestScope<'_>, parameter: &str) -> Outcome {
    let id = tenant_id(argument("tenantId", parameter)?)?;
    find(scope, |tenant| tenant.id == id)
}

/// The text of a parameter in the parentheses of a function.
fn argument<'a>(name: &str, parameter: &'a str) -> Result<&'a str, GraphError> {
    let text = parameter.strip_prefix(name);
    let text = text.and_then(|text| text.strip_prefix("='")?.strip_suffix('\''));
    text.ok_or_else(|| {
        GraphError::refused_early(format!("The function needs the parameter {name}='…'."))
    })
}

fn find(scope: &RequestScope<'_>, is_wanted: impl Fn(&Tenant) -> bool) -> Outcome {
    QueryOptions::of_function(scope, &TENANT_INFORMATION)?;
    let mut tenants = scope.state.tenants.values().map(lock);
    let found = tenants.find(|tenant| is_wanted(tenant));
    let tenant =
        found.ok_or_else(|| refuse(scope.switches().unknown_tenant, "There is no such tenant."))?;
    if tenant.refuses_look_up {
        return Err(GraphError::new(
            StatusCode::FORBIDDEN,
            "Authorization_RequestDenied",
            "The information about this tenant cannot be read.",
        ));
    }
    let context = scope.request.context(TENANT_INFORMATION.path);
    let information = [
        ("@odata.context", context.into()),
        ("tenantId", tenant.id.to_string().into()),
        ("displayName", tenant.display_name.clone().into()),
        ("defaultDomainName", tenant.domain.clone().into()),
        ("federationBrandName", Value::Null),
    ];
    let information = information.map(|(name, value)| (name.to_owned(), value));
    Ok(scope.result_response(
        StatusCode::OK,
        &TENANT_INFORMATION,
        information.into_iter().collect(),
    ))
}
