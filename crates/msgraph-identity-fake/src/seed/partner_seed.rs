//! A partner of the initial state.

use serde_json::{Map, Value, json};
use uuid::Uuid;

/// A partner, for [`FakeGraphBuilder::partner`](crate::FakeGraphBuilder::partner). A setting that is not given is inherited
/// from the default.
///
/// ```
/// use msgraph_identity_fake::PartnerSeed;
/// use serde_json::json;
///
/// # let id = msgraph_identity_fake::DEFAULT_TENANT_ID;
/// let partner = PartnerSeed::new(id)
///     .setting("inboundTrust", json!({ "isMfaAccepted": true }))
///     .synchronization(json!({ "userSyncInbound": { "isSyncAllowed": true } }));
/// ```
#[derive(Clone, Debug)]
pub struct PartnerSeed(Map<String, Value>);

impl PartnerSeed {
    /// The partner for this tenant.
    pub fn new(tenant_id: Uuid) -> Self {
        Self(Map::new()).setting("tenantId", tenant_id.to_string())
    }

    /// Sets a property, with its name and value as they would be posted to Microsoft Graph.
    #[must_use]
    pub fn setting(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.insert(name.to_owned(), value.into());
        self
    }

    /// Gives the partner this identity synchronization.
    #[must_use]
    pub fn synchronization(self, policy: impl Into<Value>) -> Self {
        self.setting("identitySynchronization", policy)
    }

    /// Lets users of the partner synchronize into this tenant, and redeems their invitations: the target's side of
    /// cross-tenant synchronization.
    #[must_use]
    pub fn synchronizes_users(self) -> Self {
        self.setting(
            "automaticUserConsentSettings",
            json!({ "inboundAllowed": true }),
        )
        .synchronization(json!({ "userSyncInbound": { "isSyncAllowed": true } }))
    }
}

impl From<Uuid> for PartnerSeed {
    fn from(tenant_id: Uuid) -> Self {
        Self::new(tenant_id)
    }
}

impl From<PartnerSeed> for Value {
    fn from(seed: PartnerSeed) -> Self {
        Self::Object(seed.0)
    }
}
