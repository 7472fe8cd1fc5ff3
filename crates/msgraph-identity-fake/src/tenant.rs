//! The state of a tenant.

use std::collections::HashMap;

use uuid::Uuid;

use crate::connectors::connector::Connector;
use crate::entities::{Entities, Replicated};
use crate::model::Properties;
use crate::partners::partner::{DeletedItems, Partner};
use crate::seed::ApplicationSeed;
use crate::user_flows::user_flow::UserFlow;

#[derive(Default)]
pub(crate) struct Tenant {
    pub(crate) id: Uuid,
    pub(crate) domain: Option<String>,
    pub(crate) display_name: Option<String>,
    pub(crate) refuses_look_up: bool,
    /// Of the cross-tenant access policy, the properties that were changed.
    pub(crate) policy: Replicated<Properties>,
    /// Of the default settings, those that were changed.
    pub(crate) default_settings: Replicated<Properties>,
    /// By id in lower case.
    pub(crate) connectors: Entities<String, Replicated<Connector>>,
    pub(crate) partners: Entities<Uuid, Partner>,
    /// By id in lower case.
    pub(crate) user_flows: Entities<String, Replicated<UserFlow>>,
    /// Until when a deleted partner can't be added again.
    pub(crate) settling: HashMap<Uuid, i64>,
    pub(crate) deleted_partners: DeletedItems,
    pub(crate) deleted_synchronizations: DeletedItems,
    pub(crate) applications: Vec<ApplicationSeed>,
    /// How many reads do not see a write yet.
    pub(crate) replication_lag: u32,
}

impl Tenant {
    pub(crate) fn new(id: Uuid) -> Self {
        Self {
            id,
            ..Self::default()
        }
    }

    /// Whether this is the id or the domain of the tenant, in a path of the login service.
    pub(crate) fn is_called(&self, name: &str) -> bool {
        let domain = self.domain.as_deref();
        self.id.to_string().eq_ignore_ascii_case(name)
            || domain.is_some_and(|domain| domain.eq_ignore_ascii_case(name))
    }
}
