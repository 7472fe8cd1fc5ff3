//! What each operation on partners does.

use serde_json::Value;
use uuid::Uuid;

use super::deleted_items::DeletedItems;
use super::partner::{Partner, Properties, merge, new_synchronization, show};
use crate::answer::Answer;
use crate::api_version::ApiVersion;
use crate::graph_error::GraphError;
use crate::model::check_body::{Check, drop_own_key};
use crate::model::partner_types::{PARTNER, SYNCHRONIZATION_PROPERTY};
use crate::query::{Collection, QueryOptions};
use crate::replicated::Replicated;
use crate::request_scope::RequestScope;
use crate::switches::Refusal;
use crate::write_answer;

const COLLECTION: &str = "policies/crossTenantAccessPolicy/partners";
const ENTITY: &str = "policies/crossTenantAccessPolicy/partners/$entity";

type Outcome = Result<Answer, GraphError>;

pub(crate) fn list(scope: &RequestScope<'_>) -> Outcome {
    let options = QueryOptions::of_collection(scope, &PARTNER)?;
    let (version, expand) = (
        scope.call.version,
        options.expansion(SYNCHRONIZATION_PROPERTY),
    );
    let mut tenant = scope.tenant();
    let views = tenant
        .partners
        .from(options.start())
        .filter_map(|(position, partner)| Some((position, partner.view(version, expand)?)));
    Ok(Collection::new(scope, COLLECTION, &options).answer(views))
}

pub(crate) fn count(scope: &RequestScope<'_>) -> Outcome {
    let options = QueryOptions::of_count(scope, &PARTNER)?;
    let mut tenant = scope.tenant();
    let views = tenant
        .partners
        .from(0)
        .filter_map(|(_, partner)| partner.view(scope.call.version, None));
    Ok(options.count_answer(views))
}

pub(crate) fn get(scope: &RequestScope<'_>, id: Uuid) -> Outcome {
    let options = QueryOptions::of_entity(scope, &PARTNER)?;
    let expand = options.expansion(SYNCHRONIZATION_PROPERTY);
    let mut tenant = scope.tenant();
    let view = tenant
        .partners
        .get_mut(&id)
        .and_then(|partner| partner.view(scope.call.version, expand));
    let mut view = view.ok_or_else(|| absent(id))?;
    view.insert("@odata.context".into(), scope.call.context(ENTITY).into());
    Ok(options.entity_answer(scope, &view))
}

pub(crate) fn create(scope: &RequestScope<'_>) -> Outcome {
    let properties = body(scope, None)?;
    let tenant_id = properties
        .get("tenantId")
        .and_then(Value::as_str)
        .and_then(|id| id.parse().ok());
    let tenant_id: Uuid =
        tenant_id.ok_or_else(|| GraphError::bad_request("Property 'tenantId' is required."))?;
    let mut tenant = scope.tenant();
    if tenant_id == tenant.id {
        return Err(GraphError::bad_request(
            "A tenant can't be a partner of itself.",
        ));
    }
    if tenant.partners.contains(&tenant_id) {
        return Err(GraphError::conflict(
            "Another object with the same value for property tenantId already exists.",
        ));
    }
    let lag = tenant.replication_lag;
    let mut partner = Partner::new(tenant_id, properties, lag);
    if scope.switches().synchronization_comes_with_partner {
        partner.synchronization = Some(Replicated::new(
            new_synchronization(tenant_id, Properties::new()),
            lag,
        ));
    }
    let mut view = show(&PARTNER, scope.call.version, partner.properties.newest());
    tenant.partners.insert(tenant_id, partner);
    view.insert("@odata.context".into(), scope.call.context(ENTITY).into());
    let location = format!("{}/{COLLECTION}/{tenant_id}", scope.call.service_root());
    Ok(write_answer::created(scope, &view, &location))
}

pub(crate) fn update(scope: &RequestScope<'_>, id: Uuid) -> Outcome {
    let sent = body(scope, Some(id))?;
    let mut tenant = scope.tenant();
    let lag = tenant.replication_lag;
    let partner = tenant.partners.get_mut(&id).ok_or_else(|| absent(id))?;
    let version = scope.call.version;
    scope.check_match(&show(&PARTNER, version, partner.properties.newest()))?;
    let merged = merge(partner.properties.newest().clone(), sent);
    let view = show(&PARTNER, version, &merged);
    partner.properties.write(merged, lag);
    Ok(write_answer::changed(scope, &view))
}

pub(crate) fn delete(scope: &RequestScope<'_>, id: Uuid) -> Outcome {
    let mut tenant = scope.tenant();
    let partner = tenant.partners.get(&id).ok_or_else(|| absent(id))?;
    if partner.synchronization.is_some() {
        return Err(in_use(scope.switches().partner_in_use));
    }
    scope.check_match(&show(
        &PARTNER,
        scope.call.version,
        partner.properties.newest(),
    ))?;
    let removed = tenant.partners.remove(&id);
    // v1.0 has no way back.
    if let (ApiVersion::Beta, Some(partner)) = (scope.call.version, removed) {
        DeletedItems::keep(
            &mut tenant.deleted_partners,
            id,
            partner.properties.newest().clone(),
            scope.now(),
        );
    }
    Ok(Answer::no_content())
}

/// The body of a new partner, or of a change to the one with this id.
fn body(scope: &RequestScope<'_>, id: Option<Uuid>) -> Result<Properties, GraphError> {
    let mut body = scope.call.json()?;
    if let Some(id) = id {
        drop_own_key(&mut body, "tenantId", &id.to_string());
    }
    Check {
        version: scope.call.version,
        creates: id.is_none(),
        read_only: scope.switches().read_only_properties,
    }
    .body(body, &PARTNER)
}

fn in_use(refusal: Refusal) -> GraphError {
    let message = "The partner can't be deleted: delete its identity synchronization first.";
    match refusal {
        Refusal::BadRequest => GraphError::bad_request(message),
        Refusal::NotFound => GraphError::not_found("Directory_ObjectNotFound", message),
        Refusal::Conflict => GraphError::conflict(message),
    }
}

pub(super) fn absent(id: Uuid) -> GraphError {
    GraphError::not_found(
        "Request_ResourceNotFound",
        format!(
            "Resource '{id}' does not exist or one of its queried reference-property objects are not present."
        ),
    )
}
