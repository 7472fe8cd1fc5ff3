//! `/policies/deletedItems` (beta): policies that were deleted can be restored for 30 days.
//! <https://learn.microsoft.com/graph/api/resources/policydeletableitem?view=graph-rest-beta>

use uuid::Uuid;

use super::partner::{Deleted, Partner, absent, show};
use crate::entities::Entities;
use crate::fake_response::FakeResponse;
use crate::graph_error::GraphError;
use crate::graph_operation::Operation;
use crate::graph_path::DeletedKind;
use crate::model::EntitySet;
use crate::model::entity_sets::{DELETED_PARTNERS, DELETED_SYNCHRONIZATIONS};
use crate::query::{self, QueryOptions};
use crate::request_scope::RequestScope;
use crate::tenant::Tenant;

type Outcome = Result<FakeResponse, GraphError>;

impl DeletedKind {
    fn set(self) -> &'static EntitySet {
        match self {
            Self::Partner => &DELETED_PARTNERS,
            Self::Synchronization => &DELETED_SYNCHRONIZATIONS,
        }
    }

    /// The deleted items that have not expired.
    fn items(self, tenant: &mut Tenant, now: i64) -> &mut Entities<Uuid, Deleted> {
        let items = match self {
            Self::Partner => &mut tenant.deleted_partners,
            Self::Synchronization => &mut tenant.deleted_synchronizations,
        };
        items.retained(now)
    }
}

/// Also answers `…/$count`.
pub(crate) fn list(scope: &RequestScope<'_>, operation: Operation, kind: DeletedKind) -> Outcome {
    let (set, ty) = (kind.set(), scope.ty(kind.set()));
    let mut tenant = scope.tenant();
    let items = kind.items(&mut tenant, scope.now());
    query::list(scope, set, operation, items, |deleted, _| {
        Some(deleted.view(ty))
    })
}

pub(crate) fn get(scope: &RequestScope<'_>, kind: DeletedKind, id: Uuid) -> Outcome {
    let set = kind.set();
    let options = QueryOptions::of_entity(scope, set)?;
    let mut tenant = scope.tenant();
    let items = kind.items(&mut tenant, scope.now());
    let deleted = items.get(&id).ok_or_else(|| absent(id))?;
    Ok(options.entity_response(scope, set, deleted.view(scope.ty(set))))
}

/// Deletes permanently.
pub(crate) fn delete(scope: &RequestScope<'_>, kind: DeletedKind, id: Uuid) -> Outcome {
    let mut tenant = scope.tenant();
    let removed = kind.items(&mut tenant, scope.now()).remove(&id);
    removed
        .map(|_| FakeResponse::no_content())
        .ok_or_else(|| absent(id))
}

pub(crate) fn restore(scope: &RequestScope<'_>, kind: DeletedKind, id: Uuid) -> Outcome {
    let (set, now) = (kind.set(), scope.now());
    let mut tenant = scope.tenant();
    let lag = tenant.replication_lag;
    if !kind.items(&mut tenant, now).contains(&id) {
        return Err(absent(id));
    }
    match (kind, tenant.partners.get(&id)) {
        (DeletedKind::Partner, None) => {}
        (DeletedKind::Synchronization, Some(partner)) if partner.synchronization.is_none() => {}
        (DeletedKind::Synchronization, None) => return Err(absent(id)),
        _ => {
            return Err(GraphError::conflict(
                "An object with the same tenant id exists.",
            ));
        }
    }
    let deleted = kind.items(&mut tenant, now).remove(&id);
    let properties = deleted.ok_or_else(|| absent(id))?.into_properties();
    let view = show(scope.ty(set), &properties);
    match kind {
        DeletedKind::Partner => {
            tenant.partners.insert(id, Partner::new(properties, lag)?);
        }
        DeletedKind::Synchronization => {
            if let Some(partner) = tenant.partners.get_mut(&id) {
                partner.synchronize(properties, lag);
            }
        }
    }
    Ok(scope.changed_entity(set, view))
}
