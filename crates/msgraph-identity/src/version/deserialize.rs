//! Reads the models of this crate from JSON, as responses of Graph are read.

use serde::de::Error;
use serde::{Deserialize, Deserializer};

use super::v1::models::read_authentication;
use super::{Beta, Operations, V1};
use crate::api_connectors::{ApiConnector, Authentication};
use crate::cross_tenant::{BetaSyncPolicy, SyncPolicy, TenantId};

type Connector = <V1 as Operations>::Connector;
type Policy = <V1 as Operations>::Synchronization;
type BetaPolicy = <Beta as Operations>::Synchronization;

impl<'de> Deserialize<'de> for ApiConnector {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let connector = Connector::deserialize(deserializer)?;
        V1::read_connector(connector).map_err(D::Error::custom)
    }
}

impl<'de> Deserialize<'de> for Authentication {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Deserialize::deserialize(deserializer).map(read_authentication)
    }
}

impl<'de> Deserialize<'de> for SyncPolicy {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let policy = Policy::deserialize(deserializer)?;
        let tenant_id = read_tenant_id(policy.tenant_id.as_deref())?;
        Ok(V1::read_synchronization(policy, tenant_id))
    }
}

impl<'de> Deserialize<'de> for BetaSyncPolicy {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let policy = BetaPolicy::deserialize(deserializer)?;
        let tenant_id = read_tenant_id(policy.tenant_id.as_deref())?;
        Ok(Beta::read_synchronization(policy, tenant_id))
    }
}

fn read_tenant_id<E: Error>(tenant_id: Option<&str>) -> Result<TenantId, E> {
    let tenant_id = tenant_id.ok_or_else(|| E::missing_field("tenantId"))?;
    tenant_id.parse().map_err(E::custom)
}
