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
use crate::graph_version::GraphVersion;
use crate::model::Properties;
use crate::model::check_body::{Check, drop_own_key};
use crate::model::partner_types::{SYNCHRONIZATION_PROPERTY, partners};
use crate::query::{Collection, QueryOptions};
use crate::request_scope::RequestScope;
use partner::{DeletedItems, Partner, absent, check_premium, merge, refuse, show};

type Outcome = Result<FakeResponse, GraphError>;

pub(crate) fn list(scope: &RequestScope<'_>) -> Outcome {
    let set = partners(scope.switches().cloud);
    let options = QueryOptions::of_collection(scope, set.ty)?;
    let (version, expand) = (
        scope.request.version,
        options.expansion(SYNCHRONIZATION_PROPERTY),
    );
    let mut tenant = scope.tenant();
    let views = tenant
        .partners
        .from(options.start())
        .filter_map(|(position, partner)| Some((position, partner.view(set.ty, version, expand)?)));
    Ok(Collection::new(scope, set, &options).respond(views))
}

pub(crate) fn count(scope: &RequestScope<'_>) -> Outcome {
    let ty = partners(scope.switches().cloud).ty;
    let options = QueryOptions::of_count(scope, ty)?;
    let mut tenant = scope.tenant();
    let views = tenant
        .partners
        .from(0)
        .filter_map(|(_, partner)| partner.view(ty, scope.request.version, None));
    Ok(options.count_response(views))
}

pub(crate) fn get(scope: &RequestScope<'_>, id: Uuid) -> Outcome {
    let set = partners(scope.switches().cloud);
    let options = QueryOptions::of_entity(scope, set.ty)?;
    let expand = options.expansion(SYNCHRONIZATION_PROPERTY);
    let mut tenant = scope.tenant();
    let view = tenant
        .partners
        .get_mut(&id)
        .and_then(|partner| partner.view(set.ty, scope.request.version, expand));
    let view = view.ok_or_else(|| absent(id))?;
    Ok(options.entity_response(scope, set, view))
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
    let set = partners(scope.switches().cloud);
    let view = show(set.ty, scope.request.version, partner.properties.newest());
    tenant.partners.insert(tenant_id, partner);
    let key = tenant_id.to_string();
    Ok(scope.created(set, view, &key))
}

pub(crate) fn update(scope: &RequestScope<'_>, id: Uuid) -> Outcome {
    let sent = body(scope, Some(id))?;
    let mut tenant = scope.tenant();
    let lag = tenant.replication_lag;
    let partner = tenant.partners.get_mut(&id).ok_or_else(|| absent(id))?;
    let (set, version) = (partners(scope.switches().cloud), scope.request.version);
    scope.check_match(&show(set.ty, version, partner.properties.newest()))?;
    let mut merged = partner.properties.newest().clone();
    for (name, value) in sent {
        let value = merge(scope.switches(), merged.get(&name), value);
        merged.insert(name, value);
    }
    let view = show(set.ty, version, &merged);
    partner.properties.write(merged, lag);
    Ok(scope.changed(set, view))
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
    scope.check_match(&show(
        partners(scope.switches().cloud).ty,
        scope.request.version,
        partner.properties.newest(),
    ))?;
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
    let body = Check {
        version: scope.request.version,
        creates: id.is_none(),
        read_only: scope.switches().read_only_properties,
    }
    .body(body, partners(scope.switches().cloud).ty)?;
    check_premium(&body, scope.switches())?;
    Ok(body)
}
