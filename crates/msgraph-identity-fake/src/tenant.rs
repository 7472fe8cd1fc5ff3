//! The state of a tenant.

use uuid::Uuid;

use crate::auth::application::Application;
use crate::connectors::connector::Connector;
use crate::entities::Entities;
use crate::partners::partner::Partner;
use crate::partners::recycle_bin::DeletedItems;
use crate::replicated::Replicated;

#[derive(Default)]
pub(crate) struct Tenant {
    pub(crate) id: Uuid,
    pub(crate) domain: Option<String>,
    /// By id in lower case.
    pub(crate) connectors: Entities<String, Replicated<Connector>>,
    pub(crate) partners: Entities<Uuid, Partner>,
    pub(crate) deleted_partners: DeletedItems,
    pub(crate) deleted_synchronizations: DeletedItems,
    pub(crate) applications: Vec<Application>,
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
