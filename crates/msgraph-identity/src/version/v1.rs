//! Microsoft Graph `v1.0`.

#[path = "models.rs"]
#[allow(
    clippy::duplicate_mod,
    reason = "each version compiles it with its own types"
)]
pub(super) mod models;

use msgraph_identity_core::{Collection, Nullable, Session};
use msgraph_identity_v1::{Client, types};

use self::models::{connector_update, new_connector, read_users, users};
use self::types::{
    CrossTenantIdentitySyncPolicyPartner, CrossTenantIdentitySyncPolicyPartnerUpdate,
    IdentityApiConnector,
};
use super::{Operations, Reply, Unusable, Version};
#[cfg(feature = "pkcs12")]
use crate::api_connectors::Pkcs12;
use crate::api_connectors::{ApiConnector, ApiConnectorUpdate, ListQuery, NewApiConnector};
use crate::cross_tenant::{SyncPolicy, SyncProperty, SyncUpdate, TenantId};

/// Microsoft Graph `v1.0`, which is generally available.
#[derive(Clone, Copy, Debug)]
pub enum V1 {}

impl Version for V1 {}

impl Operations for V1 {
    type Client = Client;
    type Connector = IdentityApiConnector;
    type Synchronization = CrossTenantIdentitySyncPolicyPartner;
    type SyncPolicy = SyncPolicy;
    type SyncUpdate = SyncUpdate;
    type SyncProperty = SyncProperty;

    fn client(http: reqwest::Client, session: Session) -> Client {
        let service_root = session.service_root().as_str().to_owned();
        Client::new_with_client(&service_root, http, session)
    }

    fn read_connector(connector: IdentityApiConnector) -> Result<ApiConnector, Unusable> {
        models::read_connector(connector)
    }

    fn read_synchronization(
        policy: CrossTenantIdentitySyncPolicyPartner,
        tenant_id: TenantId,
    ) -> SyncPolicy {
        SyncPolicy {
            tenant_id,
            display_name: policy.display_name,
            users: read_users(policy.user_sync_inbound),
            additional_properties: policy.additional_properties,
        }
    }

    async fn list_api_connectors(
        client: &Client,
        query: &ListQuery,
    ) -> Reply<Collection<IdentityApiConnector>> {
        client
            .list_api_connectors(
                query.count,
                None,
                query.filter.as_deref(),
                query.order_by.as_deref(),
                query.search.as_deref(),
                query.select.as_deref(),
                query.skip,
                query.top,
            )
            .await
    }

    async fn create_api_connector(
        client: &Client,
        new: &NewApiConnector,
    ) -> Reply<IdentityApiConnector> {
        client.create_api_connector(&new_connector(new)).await
    }

    async fn get_api_connector(
        client: &Client,
        id: &str,
        select: Option<&str>,
    ) -> Reply<IdentityApiConnector> {
        client.get_api_connector(id, None, select).await
    }

    async fn update_api_connector(
        client: &Client,
        id: &str,
        update: &ApiConnectorUpdate,
    ) -> Reply<()> {
        client
            .update_api_connector(id, &connector_update(update))
            .await
    }

    async fn delete_api_connector(client: &Client, id: &str, if_match: Option<&str>) -> Reply<()> {
        client.delete_api_connector(id, if_match).await
    }

    #[cfg(feature = "pkcs12")]
    async fn upload_client_certificate(
        client: &Client,
        id: &str,
        certificate: &Pkcs12,
    ) -> Reply<IdentityApiConnector> {
        client
            .upload_client_certificate(id, &models::certificate_body(certificate))
            .await
    }

    async fn get_synchronization(
        client: &Client,
        tenant_id: &str,
        select: Option<&str>,
    ) -> Reply<CrossTenantIdentitySyncPolicyPartner> {
        client
            .get_identity_synchronization(tenant_id, None, select)
            .await
    }

    async fn create_synchronization(
        client: &Client,
        tenant_id: &str,
        update: &SyncUpdate,
    ) -> Reply<()> {
        let body = CrossTenantIdentitySyncPolicyPartner {
            display_name: update.display_name.clone().and_then(Nullable::into_option),
            user_sync_inbound: update.users.and_then(Nullable::into_option).map(users),
            ..Default::default()
        };
        client
            .create_identity_synchronization(tenant_id, &body)
            .await
    }

    async fn update_synchronization(
        client: &Client,
        tenant_id: &str,
        update: &SyncUpdate,
    ) -> Reply<()> {
        let body = CrossTenantIdentitySyncPolicyPartnerUpdate {
            display_name: update.display_name.clone(),
            user_sync_inbound: update.users.map(|access| access.map(users)),
        };
        client
            .update_identity_synchronization(tenant_id, &body)
            .await
    }

    async fn delete_synchronization(
        client: &Client,
        tenant_id: &str,
        if_match: Option<&str>,
    ) -> Reply<()> {
        client
            .delete_identity_synchronization(tenant_id, if_match)
            .await
    }
}
