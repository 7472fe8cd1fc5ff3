//! The operations whose text is the same for both versions. Only the types differ.

/// Implements a part of [`Operations`](super::Operations), with the functions of the module `models` beside it.
macro_rules! shared_operations {
    () => {
        fn client(http: reqwest::Client, session: msgraph_identity_core::Session) -> Self::Client {
            let service_root = session.service_root().as_str().to_owned();
            Self::Client::new_with_client(&service_root, http, session)
        }

        fn read_connector(
            connector: Self::Connector,
        ) -> Result<$crate::api_connectors::ApiConnector, $crate::version::Unusable> {
            models::read_connector(connector)
        }

        async fn list_api_connectors(
            client: &Self::Client,
            query: &$crate::api_connectors::ListQuery,
        ) -> $crate::version::Reply<msgraph_identity_core::Collection<Self::Connector>> {
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
            client: &Self::Client,
            new: &$crate::api_connectors::NewApiConnector,
        ) -> $crate::version::Reply<Self::Connector> {
            client
                .create_api_connector(&models::new_connector(new))
                .await
        }

        async fn get_api_connector(
            client: &Self::Client,
            id: &str,
            select: Option<&str>,
        ) -> $crate::version::Reply<Self::Connector> {
            client.get_api_connector(id, None, select).await
        }

        async fn update_api_connector(
            client: &Self::Client,
            id: &str,
            update: &$crate::api_connectors::ApiConnectorUpdate,
        ) -> $crate::version::Reply<()> {
            client
                .update_api_connector(id, &models::connector_update(update))
                .await
        }

        async fn delete_api_connector(
            client: &Self::Client,
            id: &str,
            if_match: Option<&str>,
        ) -> $crate::version::Reply<()> {
            client.delete_api_connector(id, if_match).await
        }

        #[cfg(feature = "pkcs12")]
        async fn upload_client_certificate(
            client: &Self::Client,
            id: &str,
            certificate: &$crate::api_connectors::Pkcs12,
        ) -> $crate::version::Reply<Self::Connector> {
            client
                .upload_client_certificate(id, &models::certificate_body(certificate))
                .await
        }

        async fn get_synchronization(
            client: &Self::Client,
            tenant_id: &str,
            select: Option<&str>,
        ) -> $crate::version::Reply<Self::Synchronization> {
            client
                .get_identity_synchronization(tenant_id, None, select)
                .await
        }

        async fn delete_synchronization(
            client: &Self::Client,
            tenant_id: &str,
            if_match: Option<&str>,
        ) -> $crate::version::Reply<()> {
            client
                .delete_identity_synchronization(tenant_id, if_match)
                .await
        }
    };
}

pub(super) use shared_operations;
