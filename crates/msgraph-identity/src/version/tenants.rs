//! The operations that find tenants. Their text is the same for both versions.

use msgraph_identity_v1::types::TenantInformation;

use super::{Beta, Operations, Reply, V1};

/// The operations that find tenants.
pub trait TenantOperations: Operations {
    fn find_tenant_by_domain(
        client: &Self::Client,
        domain: &str,
    ) -> impl Future<Output = Reply<TenantInformation>> + Send;

    fn find_tenant_by_id(
        client: &Self::Client,
        id: &str,
    ) -> impl Future<Output = Reply<TenantInformation>> + Send;
}

macro_rules! tenant_operations {
    ($version:ty) => {
        impl TenantOperations for $version {
            async fn find_tenant_by_domain(
                client: &Self::Client,
                domain: &str,
            ) -> Reply<TenantInformation> {
                client.find_tenant_information_by_domain_name(domain).await
            }

            async fn find_tenant_by_id(
                client: &Self::Client,
                id: &str,
            ) -> Reply<TenantInformation> {
                client.find_tenant_information_by_tenant_id(id).await
            }
        }
    };
}

tenant_operations!(V1);
tenant_operations!(Beta);
