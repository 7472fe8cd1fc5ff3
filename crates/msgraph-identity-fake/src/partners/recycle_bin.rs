//! The recycle bin: deleted policies, which beta can restore for 30 days.

use uuid::Uuid;

use super::partner::{Properties, show};
use crate::clock;
use crate::entities::Entities;
use crate::graph_error::GraphError;
use crate::graph_version::GraphVersion;
use crate::model::StructuredType;

const RETENTION_SECONDS: i64 = 30 * 24 * 60 * 60;

/// Deleted entities by the id of the partner's tenant.
#[derive(Debug, Default)]
pub(crate) struct DeletedItems(Entities<Uuid, Deleted>);

#[derive(Debug)]
pub(super) struct Deleted {
    properties: Properties,
    at: i64,
}

impl DeletedItems {
    pub(crate) fn keep(&mut self, id: Uuid, mut properties: Properties, now: i64) {
        let deleted_at = format!("{}Z", clock::date_time(now));
        properties.insert("deletedDateTime".into(), deleted_at.into());
        self.0.insert(
            id,
            Deleted {
                properties,
                at: now,
            },
        );
    }

    /// The items that have not expired, of which the others are forgotten.
    pub(super) fn retained(&mut self, now: i64) -> &mut Entities<Uuid, Deleted> {
        self.0
            .retain(|deleted| now.saturating_sub(deleted.at) < RETENTION_SECONDS);
        &mut self.0
    }
}

impl Deleted {
    pub(super) fn view(&self, ty: &StructuredType) -> Properties {
        show(ty, GraphVersion::Beta, &self.properties)
    }

    pub(super) fn into_properties(mut self) -> Properties {
        self.properties.remove("deletedDateTime");
        self.properties
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
