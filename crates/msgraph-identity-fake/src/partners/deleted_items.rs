//! `/policies/deletedItems` (beta): what was deleted there can be restored for 30 days.
//! <https://learn.microsoft.com/graph/api/resources/policydeletableitem?view=graph-rest-beta>

use axum::http::StatusCode;
use uuid::Uuid;

use super::operations::absent;
use super::partner::{Partner, Properties, show};
use crate::answer::Answer;
use crate::api_version::ApiVersion;
use crate::clock;
use crate::entities::Entities;
use crate::graph_error::GraphError;
use crate::model::StructuredType;
use crate::model::partner_types::{PARTNER, SYNCHRONIZATION};
use crate::query::{Collection, QueryOptions};
use crate::replicated::Replicated;
use crate::request_scope::RequestScope;
use crate::target::DeletedKind;
use crate::tenant::Tenant;

const RETENTION_SECONDS: i64 = 30 * 24 * 60 * 60;

/// Deleted entities by the id of the partner's tenant.
#[derive(Debug, Default)]
pub(crate) struct DeletedItems(Entities<Uuid, Deleted>);

#[derive(Debug)]
struct Deleted {
    properties: Properties,
    at: i64,
}

type Outcome = Result<Answer, GraphError>;

impl DeletedItems {
    pub(crate) fn keep(&mut self, id: Uuid, mut properties: Properties, now: i64) {
        properties.insert(
            "deletedDateTime".into(),
            format!("{}Z", clock::date_time(now)).into(),
        );
        self.0.insert(
            id,
            Deleted {
                properties,
                at: now,
            },
        );
    }

    fn forget_expired(&mut self, now: i64) {
        self.0
            .retain(|deleted| now.saturating_sub(deleted.at) < RETENTION_SECONDS);
    }

    fn take(&mut self, id: Uuid) -> Option<Properties> {
        self.0.remove(&id).map(|deleted| deleted.properties)
    }
}

impl Deleted {
    fn view(&self, kind: DeletedKind) -> Properties {
        show(kind.ty(), ApiVersion::Beta, &self.properties)
    }
}

impl DeletedKind {
    fn ty(self) -> &'static StructuredType {
        match self {
            Self::Partner => &PARTNER,
            Self::Synchronization => &SYNCHRONIZATION,
        }
    }

    fn path(self) -> &'static str {
        match self {
            Self::Partner => "policies/deletedItems/crossTenantPartners",
            Self::Synchronization => "policies/deletedItems/crossTenantSyncPolicyPartners",
        }
    }

    /// What was deleted and has not expired.
    fn items(self, tenant: &mut Tenant, now: i64) -> &mut DeletedItems {
        let items = match self {
            Self::Partner => &mut tenant.deleted_partners,
            Self::Synchronization => &mut tenant.deleted_synchronizations,
        };
        items.forget_expired(now);
        items
    }
}

pub(crate) fn list(scope: &RequestScope<'_>, kind: DeletedKind) -> Outcome {
    let options = QueryOptions::of_collection(scope, kind.ty())?;
    let mut tenant = scope.tenant();
    let items = kind.items(&mut tenant, scope.now()).0.from(options.start());
    let views = items.map(|(position, deleted)| (position, deleted.view(kind)));
    Ok(Collection::new(scope, kind.path(), &options).answer(views))
}

pub(crate) fn count(scope: &RequestScope<'_>, kind: DeletedKind) -> Outcome {
    let options = QueryOptions::of_count(scope, kind.ty())?;
    let mut tenant = scope.tenant();
    let items = kind.items(&mut tenant, scope.now()).0.from(0);
    Ok(options.count_answer(items.map(|(_, deleted)| deleted.view(kind))))
}

pub(crate) fn get(scope: &RequestScope<'_>, kind: DeletedKind, id: Uuid) -> Outcome {
    let options = QueryOptions::of_entity(scope, kind.ty())?;
    let mut tenant = scope.tenant();
    let deleted = kind
        .items(&mut tenant, scope.now())
        .0
        .get(&id)
        .ok_or_else(|| absent(id))?;
    let mut view = deleted.view(kind);
    view.insert("@odata.context".into(), context(scope, kind));
    Ok(options.entity_answer(scope, &view))
}

/// Deletes for good.
pub(crate) fn delete(scope: &RequestScope<'_>, kind: DeletedKind, id: Uuid) -> Outcome {
    let mut tenant = scope.tenant();
    kind.items(&mut tenant, scope.now())
        .take(id)
        .map(|_| Answer::no_content())
        .ok_or_else(|| absent(id))
}

pub(crate) fn restore(scope: &RequestScope<'_>, kind: DeletedKind, id: Uuid) -> Outcome {
    let mut tenant = scope.tenant();
    let lag = tenant.replication_lag;
    if !kind.items(&mut tenant, scope.now()).0.contains(&id) {
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
    let mut properties = kind
        .items(&mut tenant, scope.now())
        .take(id)
        .ok_or_else(|| absent(id))?;
    properties.remove("deletedDateTime");
    let mut view = show(kind.ty(), ApiVersion::Beta, &properties);
    match kind {
        DeletedKind::Partner => {
            tenant
                .partners
                .insert(id, Partner::new(id, properties, lag));
        }
        DeletedKind::Synchronization => {
            if let Some(partner) = tenant.partners.get_mut(&id) {
                partner.synchronization = Some(Replicated::new(properties, lag));
            }
        }
    }
    view.insert("@odata.context".into(), context(scope, kind));
    Ok(scope.entity_answer(StatusCode::OK, &view))
}

fn context(scope: &RequestScope<'_>, kind: DeletedKind) -> serde_json::Value {
    scope
        .call
        .context(&format!("{}/$entity", kind.path()))
        .into()
}
