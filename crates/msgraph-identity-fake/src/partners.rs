//! `/policies/crossTenantAccessPolicy/partners` and the identity synchronization of each:
//! <https://learn.microsoft.com/graph/api/resources/crosstenantidentitysyncpolicypartner>.

pub(crate) mod deleted_items;
pub(crate) mod partner;
pub(crate) mod singleton;
pub(crate) mod synchronization;
mod system_default;

use uuid::Uuid;

use crate::fake_response::FakeResponse;
use crate::graph_error::GraphError;
use crate::graph_operation::Operation;
use crate::graph_version::GraphVersion;
use crate::model::Properties;
use crate::model::check_body::drop_own_key;
use crate::model::entity_sets::{PARTNERS, SYNCHRONIZATION_PROPERTY};
use crate::query::{self, QueryOptions};
use crate::request_scope::RequestScope;
use partner::{DeletedItems, Partner, absent, check_premium, merge, refuse, show};

type Outcome = Result<FakeResponse, GraphError>;

/// Also answers `…/$count`.
pub(crate) fn list(scope: &RequestScope<'_>, operation: Operation) -> Outcome {
    let ty = scope.ty(&PARTNERS);
    let partners = &mut scope.tenant().partners;
    query::list(scope, &PARTNERS, operation, partners, |partner, options| {
        partner.view(ty, options.expansion(SYNCHRONIZATION_PROPERTY))
    })
}

pub(crate) fn get(scope: &RequestScope<'_>, id: Uuid) -> Outcome {
    let options = QueryOptions::of_entity(scope, &PARTNERS)?;
    let expand = options.expansion(SYNCHRONIZATION_PROPERTY);
    let mut tenant = scope.tenant();
    let view = tenant
        .partners
        .get_mut(&id)
        .and_then(|partner| partner.view(scope.ty(&PARTNERS), expand));
    let view = view.ok_or_else(|| absent(id))?;
    Ok(options.entity_response(scope, &PARTNERS, view))
}

pub(crate) fn create(scope: &RequestScope<'_>) -> Outcome {
    let properties = body(scope, None)?;
    let mut tenant = scope.tenant();
    let lag = tenant.replication_lag;
    let mut partner = Partner::new(properties, lag)?;
    let tenant_id = partner.tenant_id;
    if tenant_id == tenant.id {
        return Err(GraphError::bad_request(
            "A tenant can't be a partner of itself.",
        ));
    }
    let now = scope.now();
    tenant.settling.retain(|_, until| now < *until);
    if tenant.partners.contains(&tenant_id) || tenant.settling.contains_key(&tenant_id) {
        return Err(GraphError::conflict(
            "Another object with the same value for property tenantId already exists.",
        ));
    }
    if scope.switches().synchronization_comes_with_partner {
        partner.synchronize(Properties::new(), lag);
    }
    let view = show(scope.ty(&PARTNERS), partner.properties.newest());
    tenant.partners.insert(tenant_id, partner);
    Ok(scope.created(&PARTNERS, view, &tenant_id.to_string()))
}

pub(crate) fn update(scope: &RequestScope<'_>, id: Uuid) -> Outcome {
    let sent = body(scope, Some(id))?;
    let mut tenant = scope.tenant();
    let lag = tenant.replication_lag;
    let partner = tenant.partners.get_mut(&id).ok_or_else(|| absent(id))?;
    let ty = scope.ty(&PARTNERS);
    scope.check_match(&show(ty, partner.properties.newest()))?;
    let mut merged = partner.properties.newest().clone();
    for (name, value) in sent {
        let value = merge(scope.switches(), merged.get(&name), value);
        merged.insert(name, value);
    }
    let view = show(ty, &merged);
    partner.properties.write(merged, lag);
    Ok(scope.changed(&PARTNERS, view))
}

pub(crate) fn delete(scope: &RequestScope<'_>, id: Uuid) -> Outcome {
    let mut tenant = scope.tenant();
    let partner = tenant.partners.get(&id).ok_or_else(|| absent(id))?;
    if partner.synchronization.is_some() {
        return Err(refuse(
            scope.switches().partner_in_use,
            "The partner can't be deleted: delete its identity synchronization first.",
        ));
    }
    scope.check_match(&show(scope.ty(&PARTNERS), partner.properties.newest()))?;
    let removed = tenant.partners.remove(&id);
    let settled = scope.now() + i64::from(scope.switches().partner_settle_seconds);
    tenant.settling.insert(id, settled);
    // v1.0 does not keep deleted policies.
    if let (GraphVersion::Beta, Some(partner)) = (scope.request.version, removed) {
        DeletedItems::keep(
            &mut tenant.deleted_partners,
            id,
            partner.properties.newest().clone(),
            scope.now(),
        );
    }
    Ok(FakeResponse::no_content())
}

/// The body of a new partner, or of an update of the partner with this id.
fn body(scope: &RequestScope<'_>, id: Option<Uuid>) -> Result<Properties, GraphError> {
    let mut body = scope.request.json()?;
    if let Some(id) = id {
        drop_own_key(&mut body, "tenantId", &id.to_string());
    }
    let check = scope.check(id.is_none());
    let body = check.body(body, scope.ty(&PARTNERS))?;
    check_premium(&body, scope.switches())?;
    Ok(body)
}
