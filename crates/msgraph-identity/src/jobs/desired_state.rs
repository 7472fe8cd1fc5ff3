//! A desired state of partners and API connectors: what differs, and how it is reached.
//!
//! A [`DesiredState`] owns only what it names. [`DesiredState::plan`] reads the tenant and lists the differences,
//! [`Plan::apply`] writes them, and [`DesiredState::export`] writes down what a tenant has.
//!
//! ```
//! use msgraph_identity::jobs::desired_state::DesiredState;
//! # use msgraph_identity::{Error, Graph};
//! # async fn example(graph: Graph) -> Result<(), Error> {
//! let desired = DesiredState::from_json(
//!     r#"{
//!       "partners": {
//!         "9c5d0f0e-3de8-4db4-a5c9-1f3c5a7e9b01": {
//!           "inboundTrust": { "isMfaAccepted": true },
//!           "b2bDirectConnectInbound": null,
//!           "identitySynchronization": { "userSyncInbound": { "isSyncAllowed": true } }
//!         },
//!         "1d0e6c1a-9d5c-4d27-8c2e-6f6f4b0b2c77": "absent"
//!       },
//!       "apiConnectors": { "Vet": { "targetUrl": "https://api.contoso.com/vet" } }
//!     }"#,
//! )?;
//! let plan = desired.plan(&graph.v1()).await?;
//! print!("{plan}");
//! plan.apply().await?;
//! # Ok(())
//! # }
//! ```
//!
//! In serde's form, settings have the names and values of Graph. null is a value: a setting that is null is inherited. What is left
//! out is not owned: it is neither compared nor written. `"absent"` deletes a partner or a synchronization policy.
//!
//! Whatever Graph adds or spells in its own way is no difference: annotations, unknown members, the order of targets, the case of
//! ids, an object of nulls in place of null.

mod apply;
mod change;
mod compare;
mod connector;
mod export;
mod partner;
mod plan;
mod present;
mod unique_keys;

use std::collections::BTreeMap;
use std::fmt::Display;

use serde::{Deserialize, Serialize};

pub use self::change::{Action, Change, Difference, Subject};
pub use self::connector::DesiredConnector;
pub use self::partner::DesiredPartner;
use self::partner::Presence;
pub use self::plan::Plan;
use crate::error::invalid_argument;
use crate::version::{V1, Version};
use crate::{ConnectorAuth, Error, TenantId};

/// The partners and API connectors that a tenant should have. It owns only what it names.
///
/// serde reads and writes it; a property that it does not know is refused. It is written with whole target URLs, whose queries may
/// have keys, and without [authentication](Self::connector_auth).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(
    rename_all = "camelCase",
    deny_unknown_fields,
    default,
    bound = "V: Version"
)]
#[must_use]
pub struct DesiredState<V: Version = V1> {
    #[serde(
        deserialize_with = "unique_keys::read",
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    partners: BTreeMap<TenantId, DesiredPartner<V>>,
    #[serde(
        deserialize_with = "connector::read_all",
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    api_connectors: BTreeMap<String, DesiredConnector>,
}

impl<V: Version> DesiredState<V> {
    /// A state that names nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads a state from JSON.
    ///
    /// # Errors
    ///
    /// [`Error::is_invalid_argument`] if it is not a desired state. The text names the place.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        let refuse = |error: &dyn Display| invalid_argument(format!("the desired state: {error}"));
        let mut json = serde_json::Deserializer::from_str(text);
        let state = serde_path_to_error::deserialize(&mut json).map_err(|error| refuse(&error))?;
        json.end().map_err(|error| refuse(&error))?;
        Ok(state)
    }

    /// Names a partner, in place of what was said of it before.
    pub fn partner(mut self, tenant_id: TenantId, partner: DesiredPartner<V>) -> Self {
        self.partners.insert(tenant_id, partner);
        self
    }

    /// Names an API connector by its display name, in place of what was said of it before. If several connectors have this name, each
    /// of them should be like this.
    pub fn connector(
        mut self,
        display_name: impl Into<String>,
        connector: DesiredConnector,
    ) -> Self {
        self.api_connectors.insert(display_name.into(), connector);
        self
    }

    /// Sets how Microsoft Entra authenticates to the web API of a connector. It is sent only with a connector that is created, or
    /// whose user name differs: Graph does not return passwords, so they cannot be compared.
    pub fn connector_auth(mut self, display_name: impl Into<String>, auth: ConnectorAuth) -> Self {
        let connector = self.api_connectors.entry(display_name.into());
        connector.or_default().auth = Some(auth);
        self
    }
}

impl<V: Version> Default for DesiredState<V> {
    fn default() -> Self {
        Self {
            partners: BTreeMap::new(),
            api_connectors: BTreeMap::new(),
        }
    }
}
