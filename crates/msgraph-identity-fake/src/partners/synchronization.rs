//! The operations on the identity synchronization of a partner.

use uuid::Uuid;

use super::partner::{DeletedItems, check_role_enabled_groups, refuse, show};
use crate::entities::Replicated;
use crate::fake_response::FakeResponse;
use crate::graph_error::GraphError;
use crate::graph_version::GraphVersion;
use crate::model::Properties;
use crate::model::check_body::drop_own_key;
use crate::model::entity_sets::SYNCHRONIZATIONS;
use crate::query::QueryOptions;
use crate::request_scope::RequestScope;
use crate::switches::{Refusal, SynchronizationExists};

type Outcome = Result<FakeResponse, GraphError>;

pub(crate) fn get(scope: &RequestScope<'_>, id: Uuid) -> Outcome {
    let options = QueryOptions::of_entity(scope, &SYNCHRONIZATIONS)?;
    let mut tenant = scope.tenant();
    let partner = tenant.partners.get_mut(&id);
    let found = partner
        .and_then(|partner| partner.synchronization.as_mut())
        .and_then(Replicated::read);
    let code = &scope.switches().synchronization_absent_code;
    let found = found.ok_or_else(|| GraphError::not_found(code, ABSENT))?;
    let view = show(scope.ty(&SYNCHRONIZATIONS), found);
    Ok(options.entity_response(scope, &SYNCHRONIZATIONS, view))
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
    if let Some(former) = &partner.synchronization {
        if scope.switches().synchronization_exists == SynchronizationExists::Conflict {
            return Err(GraphError::conflict(
                "A conflicting object with one or more of the specified property values is present in the directory.",
            ));
        }
        check_match(scope, former.newest())?;
    }
    partner.synchronize(sent, lag);
    Ok(FakeResponse::no_content())
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
    let mut merged = synchronization.newest().clone();
    merged.extend(sent);
    check_role_enabled_groups(&merged)?;
    let view = show(scope.ty(&SYNCHRONIZATIONS), &merged);
    synchronization.write(merged, lag);
    Ok(scope.changed(&SYNCHRONIZATIONS, view))
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
    // v1.0 does not keep deleted policies.
    if scope.request.version == GraphVersion::Beta {
        let deleted = &mut tenant.deleted_synchronizations;
        DeletedItems::keep(deleted, id, removed.newest().clone(), scope.now());
    }
    Ok(FakeResponse::no_content())
}

fn check_match(scope: &RequestScope<'_>, properties: &Properties) -> Result<(), GraphError> {
    scope.check_match(&show(scope.ty(&SYNCHRONIZATIONS), properties))
}

fn body(scope: &RequestScope<'_>, id: Uuid) -> Result<Properties, GraphError> {
    let mut body = scope.request.json()?;
    drop_own_key(&mut body, "tenantId", &id.to_string());
    let check = scope.check(false);
    check.body(body, scope.ty(&SYNCHRONIZATIONS))
}

const ABSENT: &str = "Unable to read the company information from the directory.";

fn absent() -> GraphError {
    GraphError::not_found("Directory_ObjectNotFound", ABSENT)
}

fn without_partner(refusal: Refusal) -> GraphError {
    let message = match refusal {
        Refusal::NotFound => ABSENT,
        _ => "There is no partner with this tenant id.",
    };
    refuse(refusal, message)
}
