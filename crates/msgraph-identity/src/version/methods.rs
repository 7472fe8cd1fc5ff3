//! The method of each operation in the generated clients. Only their types differ.

use msgraph_identity_core::Collection;
use msgraph_identity_v1::types::TenantInformation;

use super::{Beta, Operations, Query, Reply, V1};
use crate::api_connectors::{ApiConnectorUpdate, ListQuery, NewApiConnector};
use crate::user_flows::Step;

/// Declares the methods, and implements them for both versions.
macro_rules! methods {
    (declare $(
        $(#[$attribute:meta])*
        fn $method:ident($client:ident $(, $argument:ident: $type:ty)*) -> $reply:ty $body:block
    )*) => {
        /// Calls the operations of a version, with the types of this crate as arguments.
        pub trait Methods: Operations {
            $(
                $(#[$attribute])*
                fn $method(
                    client: Self::Client,
                    $($argument: $type,)*
                ) -> impl Future<Output = Reply<$reply>> + Send;
            )*
        }
    };
    (implement $version:ident, $module:ident; $(
        $(#[$attribute:meta])*
        fn $method:ident($client:ident $(, $argument:ident: $type:ty)*) -> $reply:ty $body:block
    )*) => {
        const _: () = {
            use super::$module::models;

            impl Methods for $version {
                $(
                    $(#[$attribute])*
                    async fn $method(
                        $client: Self::Client,
                        $($argument: $type,)*
                    ) -> Reply<$reply> $body
                )*
            }
        };
    };
    ($($methods:tt)*) => {
        methods!(declare $($methods)*);
        methods!(implement V1, v1; $($methods)*);
        methods!(implement Beta, beta; $($methods)*);
    };
}

methods! {
    fn list_api_connectors(client, query: &ListQuery) -> Collection<Self::Connector> {
        client.list_api_connectors(
            query.count,
            None,
            query.filter.as_deref(),
            query.order_by.as_deref(),
            query.search.as_deref(),
            query.select.as_deref(),
            query.skip,
            query.top,
        ).await
    }
    fn create_api_connector(client, new: &NewApiConnector) -> Self::Connector {
        client.create_api_connector(&models::new_connector(new)).await
    }
    fn get_api_connector(client, id: &str, select: Option<&str>) -> Self::Connector {
        client.get_api_connector(id, None, select).await
    }
    fn update_api_connector(client, id: &str, update: &ApiConnectorUpdate) -> () {
        client.update_api_connector(id, &models::connector_update(update)).await
    }
    fn delete_api_connector(client, id: &str, if_match: Option<&str>) -> () {
        client.delete_api_connector(id, if_match).await
    }
    #[cfg(feature = "pkcs12")]
    fn upload_client_certificate(client, id: &str, certificate: &crate::Pkcs12) -> Self::Connector {
        client.upload_client_certificate(id, &models::certificate_body(certificate)).await
    }

    fn list_user_flows(client) -> Collection<Self::UserFlow> { client.list_user_flows(None).await }
    fn get_user_flow(client, id: &str) -> Self::UserFlow { client.get_user_flow(id, None, None).await }
    fn set_step(client, id: &str, step: Step, connector: Option<String>) -> () {
        let connector = models::reference(connector);
        match step {
            Step::PostFederationSignup => client.set_post_federation_signup(id, &connector).await,
            Step::PostAttributeCollection => client.set_post_attribute_collection(id, &connector).await,
        }
    }
    fn clear_step(client, id: &str, step: Step) -> () {
        match step {
            Step::PostFederationSignup => client.clear_post_federation_signup(id, None).await,
            Step::PostAttributeCollection => client.clear_post_attribute_collection(id, None).await,
        }
    }

    fn list_partners(client, query: &Query) -> Collection<Self::Partner> {
        client.list_partners(query.expand, query.select.as_deref()).await
    }
    fn create_partner(client, body: &Self::Partner) -> Self::Partner { client.create_partner(body).await }
    fn get_partner(client, tenant_id: &str, query: &Query) -> Self::Partner {
        client.get_partner(tenant_id, query.expand, query.select.as_deref()).await
    }
    fn update_partner(client, tenant_id: &str, body: &Self::PartnerBody) -> () {
        client.update_partner(tenant_id, body).await
    }
    fn delete_partner(client, tenant_id: &str, if_match: Option<&str>) -> () {
        client.delete_partner(tenant_id, if_match).await
    }

    fn get_synchronization(client, tenant_id: &str, select: Option<&str>) -> Self::Synchronization {
        client.get_identity_synchronization(tenant_id, None, select).await
    }
    fn create_synchronization(client, tenant_id: &str, update: &Self::SyncUpdate) -> () {
        client.create_identity_synchronization(tenant_id, &Self::new_synchronization(update)).await
    }
    fn update_synchronization(client, tenant_id: &str, update: &Self::SyncUpdate) -> () {
        client.update_identity_synchronization(tenant_id, &Self::synchronization_update(update)).await
    }
    fn delete_synchronization(client, tenant_id: &str, if_match: Option<&str>) -> () {
        client.delete_identity_synchronization(tenant_id, if_match).await
    }

    fn get_default(client) -> Self::Default { client.get_cross_tenant_access_default(None).await }
    fn update_default(client, body: &Self::DefaultBody) -> () {
        client.update_cross_tenant_access_default(body).await
    }
    fn reset_default(client) -> () { client.reset_cross_tenant_access_default().await }
    fn get_policy(client) -> Self::Policy { client.get_cross_tenant_access_policy(None).await }
    fn update_policy(client, body: &Self::PolicyBody) -> () {
        client.update_cross_tenant_access_policy(body).await
    }

    fn find_tenant_by_domain(client, domain: &str) -> TenantInformation {
        client.find_tenant_information_by_domain_name(domain).await
    }
    fn find_tenant_by_id(client, id: &str) -> TenantInformation {
        client.find_tenant_information_by_tenant_id(id).await
    }
}
