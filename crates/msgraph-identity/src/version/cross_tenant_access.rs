//! The operations of the cross-tenant access policy.
//!
//! The models of this crate have the JSON of Graph, as the generated types do. So the ones are converted into the others through it.

use msgraph_identity_core::Collection;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Beta, Operations, Reply, Unusable, V1};
use crate::cross_tenant::merge::{Properties, properties};
use crate::cross_tenant::{PartnerPolicy, TenantId};

/// The operations of the cross-tenant access policy, its partners and its default settings.
pub trait CrossTenantOperations: Operations {
    /// The generated type of a partner, which also creates one.
    type Partner: Serialize + DeserializeOwned + Send + Sync;
    /// The generated type of an update of a partner.
    type PartnerBody: DeserializeOwned + Send + Sync;

    /// The generated type of the default settings.
    type Default: Serialize + DeserializeOwned + Send;
    /// The generated type of an update of the default settings.
    type DefaultBody: DeserializeOwned + Send + Sync;
    /// The generated type of the policy.
    type Policy: Serialize + DeserializeOwned + Send;
    /// The generated type of an update of the policy.
    type PolicyBody: DeserializeOwned + Send + Sync;

    /// Moves the synchronization policy out of a partner.
    fn take_synchronization(partner: &mut Self::Partner) -> Option<Self::Synchronization>;

    fn list_partners(
        client: &Self::Client,
        query: &Query,
    ) -> impl Future<Output = Reply<Collection<Self::Partner>>> + Send;

    fn create_partner(
        client: &Self::Client,
        body: &Self::Partner,
    ) -> impl Future<Output = Reply<Self::Partner>> + Send;

    fn get_partner(
        client: &Self::Client,
        tenant_id: &str,
        query: &Query,
    ) -> impl Future<Output = Reply<Self::Partner>> + Send;

    fn update_partner(
        client: &Self::Client,
        tenant_id: &str,
        body: &Self::PartnerBody,
    ) -> impl Future<Output = Reply<()>> + Send;

    fn delete_partner(
        client: &Self::Client,
        tenant_id: &str,
        if_match: Option<&str>,
    ) -> impl Future<Output = Reply<()>> + Send;

    fn get_default(client: &Self::Client) -> impl Future<Output = Reply<Self::Default>> + Send;

    fn update_default(
        client: &Self::Client,
        body: &Self::DefaultBody,
    ) -> impl Future<Output = Reply<()>> + Send;

    fn reset_default(client: &Self::Client) -> impl Future<Output = Reply<()>> + Send;

    fn get_policy(client: &Self::Client) -> impl Future<Output = Reply<Self::Policy>> + Send;

    fn update_policy(
        client: &Self::Client,
        body: &Self::PolicyBody,
    ) -> impl Future<Output = Reply<()>> + Send;

    /// Reads a partner. Its tenant id is known unless it is in a list.
    fn read_partner(
        mut partner: Self::Partner,
        tenant_id: Option<TenantId>,
    ) -> Result<PartnerPolicy<Self>, Unusable>
    where
        Self: super::Version,
    {
        let synchronization = Self::take_synchronization(&mut partner);
        let mut properties = properties(&partner);
        if let Some(tenant_id) = tenant_id {
            properties.insert("tenantId".to_owned(), tenant_id.to_string().into());
        }
        let partner: Option<PartnerPolicy<Self>> = convert(properties);
        let mut partner = partner.ok_or("the partner in the response has no valid tenant id")?;
        partner.synchronization =
            synchronization.map(|policy| Self::read_synchronization(policy, partner.tenant_id));
        Ok(partner)
    }
}

/// The query options of partners.
#[derive(Clone, Debug, Default)]
pub struct Query {
    pub(crate) select: Option<String>,
    pub(crate) expand: Option<&'static str>,
}

/// Converts properties into a model or into a body. It is `None` if a property does not have the type of the contract.
pub(crate) fn convert<T: DeserializeOwned>(properties: Properties) -> Option<T> {
    serde_json::from_value(properties.into()).ok()
}

/// Implements the operations with the types of a generated client.
macro_rules! cross_tenant_operations {
    ($version:ty, $client:ident) => {
        const _: () = {
            use $client::types::{
                CrossTenantAccessPolicy, CrossTenantAccessPolicyConfigurationDefault,
                CrossTenantAccessPolicyConfigurationDefaultUpdate,
                CrossTenantAccessPolicyConfigurationPartner,
                CrossTenantAccessPolicyConfigurationPartnerUpdate, CrossTenantAccessPolicyUpdate,
            };

            impl CrossTenantOperations for $version {
                type Partner = CrossTenantAccessPolicyConfigurationPartner;
                type PartnerBody = CrossTenantAccessPolicyConfigurationPartnerUpdate;
                type Default = CrossTenantAccessPolicyConfigurationDefault;
                type DefaultBody = CrossTenantAccessPolicyConfigurationDefaultUpdate;
                type Policy = CrossTenantAccessPolicy;
                type PolicyBody = CrossTenantAccessPolicyUpdate;

                fn take_synchronization(
                    partner: &mut Self::Partner,
                ) -> Option<Self::Synchronization> {
                    partner.identity_synchronization.take()
                }

                async fn list_partners(
                    client: &Self::Client,
                    query: &Query,
                ) -> Reply<Collection<Self::Partner>> {
                    client
                        .list_partners(query.expand, query.select.as_deref())
                        .await
                }

                async fn create_partner(
                    client: &Self::Client,
                    body: &Self::Partner,
                ) -> Reply<Self::Partner> {
                    client.create_partner(body).await
                }

                async fn get_partner(
                    client: &Self::Client,
                    tenant_id: &str,
                    query: &Query,
                ) -> Reply<Self::Partner> {
                    client
                        .get_partner(tenant_id, query.expand, query.select.as_deref())
                        .await
                }

                async fn update_partner(
                    client: &Self::Client,
                    tenant_id: &str,
                    body: &Self::PartnerBody,
                ) -> Reply<()> {
                    client.update_partner(tenant_id, body).await
                }

                async fn delete_partner(
                    client: &Self::Client,
                    tenant_id: &str,
                    if_match: Option<&str>,
                ) -> Reply<()> {
                    client.delete_partner(tenant_id, if_match).await
                }

                async fn get_default(client: &Self::Client) -> Reply<Self::Default> {
                    client.get_cross_tenant_access_default(None).await
                }

                async fn update_default(
                    client: &Self::Client,
                    body: &Self::DefaultBody,
                ) -> Reply<()> {
                    client.update_cross_tenant_access_default(body).await
                }

                async fn reset_default(client: &Self::Client) -> Reply<()> {
                    client.reset_cross_tenant_access_default().await
                }

                async fn get_policy(client: &Self::Client) -> Reply<Self::Policy> {
                    client.get_cross_tenant_access_policy(None).await
                }

                async fn update_policy(
                    client: &Self::Client,
                    body: &Self::PolicyBody,
                ) -> Reply<()> {
                    client.update_cross_tenant_access_policy(body).await
                }
            }
        };
    };
}

cross_tenant_operations!(V1, msgraph_identity_v1);
cross_tenant_operations!(Beta, msgraph_identity_beta);
