//! What each operation on a partner's identity synchronization does.

use serde_json::Value;
use uuid::Uuid;

use super::deleted_items::DeletedItems;
use super::partner::{Properties, merge, new_synchronization, show};
use crate::answer::Answer;
use crate::api_version::ApiVersion;
use crate::graph_error::GraphError;
use crate::model::check_body::{Check, drop_own_key};
use crate::model::partner_types::SYNCHRONIZATION;
use crate::query::QueryOptions;
use crate::replicated::Replicated;
use crate::request_scope::RequestScope;
use crate::switches::{Refusal, SynchronizationExists};
use crate::write_answer;

type Outcome = Result<Answer, GraphError>;

pub(crate) fn get(scope: &RequestScope<'_>, id: Uuid) -> Outcome {
    let options = QueryOptions::of_entity(scope, &SYNCHRONIZATION)?;
    let mut tenant = scope.tenant();
    let partner = tenant.partners.get_mut(&id);
    let found = partner
        .and_then(|partner| partner.synchronization.as_mut())
        .and_then(Replicated::read);
    let code = &scope.switches().synchronization_absent_code;
    let found = found.ok_or_else(|| GraphError::not_found(code, ABSENT))?;
    let mut view = show(&SYNCHRONIZATION, scope.call.version, found);
    if scope.switches().synchronization_context {
        let of = format!(
            "policies/crossTenantAccessPolicy/partners('{id}')/identitySynchronization/$entity"
        );
        view.insert("@odata.context".into(), scope.call.context(&of).into());
    }
    Ok(options.entity_answer(scope, &view))
}

pub(crate) fn create(scope: &RequestScope<'_>, id: Uuid) -> Outcome {
    let sent = body(scope, id)?;
    check_role_enabled_groups(&sent)?;
    let mut tenant = scope.tenant();
    let lag = tenant.replication_lag;
    let refusal = scope.switches().synchronization_without_partner;
    let partner = tenant
        .partners
        .get_mut(&id)
        .ok_or_else(|| without_partner(refusal))?;
    match (
        &mut partner.synchronization,
        scope.switches().synchronization_exists,
    ) {
        (Some(_), SynchronizationExists::Conflict) => {
            return Err(GraphError::conflict(
                "A conflicting object with one or more of the specified property values is present in the directory.",
            ));
        }
        (Some(existing), SynchronizationExists::Replaced) => {
            check_match(scope, existing.newest())?;
            existing.write(new_synchronization(id, sent), lag)
        }
        (none, _) => *none = Some(Replicated::new(new_synchronization(id, sent), lag)),
    }
    Ok(Answer::no_content())
}

pub(crate) fn update(scope: &RequestScope<'_>, id: Uuid) -> Outcome {
    let sent = body(scope, id)?;
    let mut tenant = scope.tenant();
    let lag = tenant.replication_lag;
    let synchronization = tenant
        .partners
        .get_mut(&id)
        .and_then(|partner| partner.synchronization.as_mut());
    let synchronization = synchronization.ok_or_else(absent)?;
    check_match(scope, synchronization.newest())?;
    let merged = merge(synchronization.newest().clone(), sent);
    check_role_enabled_groups(&merged)?;
    let view = show(&SYNCHRONIZATION, scope.call.version, &merged);
    synchronization.write(merged, lag);
    Ok(write_answer::changed(scope, &view))
}

pub(crate) fn delete(scope: &RequestScope<'_>, id: Uuid) -> Outcome {
    let mut tenant = scope.tenant();
    let synchronization = tenant
        .partners
        .get_mut(&id)
        .map(|partner| &mut partner.synchronization);
    let synchronization = synchronization.ok_or_else(absent)?;
    check_match(scope, synchronization.as_ref().ok_or_else(absent)?.newest())?;
    let removed = synchronization.take().ok_or_else(absent)?;
    // v1.0 has no way back.
    if scope.call.version == ApiVersion::Beta {
        let deleted = &mut tenant.deleted_synchronizations;
        DeletedItems::keep(deleted, id, removed.newest().clone(), scope.now());
    }
    Ok(Answer::no_content())
}

fn check_match(scope: &RequestScope<'_>, properties: &Properties) -> Result<(), GraphError> {
    scope.check_match(&show(&SYNCHRONIZATION, scope.call.version, properties))
}

fn body(scope: &RequestScope<'_>, id: Uuid) -> Result<Properties, GraphError> {
    let mut body = scope.call.json()?;
    drop_own_key(&mut body, "tenantId", &id.to_string());
    Check {
        version: scope.call.version,
        creates: false,
        read_only: scope.switches().read_only_properties,
    }
    .body(body, &SYNCHRONIZATION)
}

/// Groups that roles can be assigned to are synchronized only where groups are.
pub(crate) fn check_role_enabled_groups(properties: &Properties) -> Result<(), GraphError> {
    let is_allowed = |name: &str| {
        properties
            .get(name)
            .and_then(|inbound| inbound.get("isSyncAllowed"))
            == Some(&Value::Bool(true))
    };
    if is_allowed("roleEnabledGroupSyncInbound") && !is_allowed("groupSyncInbound") {
        return Err(GraphError::bad_request(
            "Property 'roleEnabledGroupSyncInbound' needs 'groupSyncInbound' to be allowed.",
        ));
    }
    Ok(())
}

const ABSENT: &str = "Unable to read the company information from the directory.";

fn absent() -> GraphError {
    GraphError::not_found("Directory_ObjectNotFound", ABSENT)
}

fn without_partner(refusal: Refusal) -> GraphError {
    match refusal {
        Refusal::BadRequest => GraphError::bad_request("There is no partner with this tenant id."),
        Refusal::NotFound => absent(),
        Refusal::Conflict => GraphError::conflict("There is no partner with this tenant id."),
    }
}
