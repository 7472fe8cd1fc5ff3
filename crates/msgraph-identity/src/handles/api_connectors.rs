//! The collection of API connectors.

use super::handle::handle;
use super::{ApiConnectorHandle, ListApiConnectors};
use crate::api_connectors::{ApiConnector, ApiConnectorId, NewApiConnector};
use crate::invoke::invoke;
use crate::operation_table::CREATE_API_CONNECTOR;
use crate::version::{V1, Version};
use crate::{Request, VersionedClient};

/// The API connectors of the tenant, from [`VersionedClient::api_connectors`]. Cloning is cheap.
///
/// [`list`](Self::list), [`create`](Self::create), [`create_if_absent`](Self::create_if_absent) and
/// [`find_by_name`](Self::find_by_name) make requests, which are sent when they are awaited. [`connector`](Self::connector) sends
/// nothing.
///
/// ```no_run
/// # use msgraph_identity::{Error, Graph};
/// # async fn example() -> Result<(), Error> {
/// let connectors = Graph::from_env()?.v1().api_connectors();
/// println!("{} connectors", connectors.list().await?.len());
/// # Ok(())
/// # }
/// ```
///
/// API connectors are web APIs that user flows call while a user signs up.
///
/// All operations need the permission `APIConnectors.ReadWrite.All`, delegated or application, and of a signed-in user the role
/// External ID User Flow Administrator. The service has been seen to accept `APIConnectors.Read.All` for reading. Microsoft
/// documents API connectors only for the clouds [`Global`](crate::Cloud::Global) and [`China`](crate::Cloud::China).
///
/// The service allows 300 requests per minute for a tenant and 200 for an application in it. Requests for user flows count too.
///
/// See [identityApiConnector](https://learn.microsoft.com/graph/api/resources/identityapiconnector).
pub struct ApiConnectors<V = V1> {
    pub(super) client: VersionedClient<V>,
}

impl<V: Version> VersionedClient<V> {
    /// The API connectors of the tenant. No request is sent. [`ApiConnectors`] has an example.
    pub fn api_connectors(&self) -> ApiConnectors<V> {
        ApiConnectors {
            client: self.clone(),
        }
    }
}

impl<V: Version> ApiConnectors<V> {
    /// A handle for the connector with this id. No request is sent. [`ApiConnectorHandle`] has an example.
    pub fn connector(&self, id: &ApiConnectorId) -> ApiConnectorHandle<V> {
        ApiConnectorHandle::new(self.client.clone(), id.clone())
    }

    /// Lists the connectors.
    ///
    /// ```
    /// # use msgraph_identity::{ApiConnectors, Error};
    /// # async fn example(connectors: ApiConnectors) -> Result<(), Error> {
    /// let mut list = connectors.list().items();
    /// while let Some(connector) = list.next().await.transpose()? {
    ///     println!("{:?} {}", connector.display_name(), connector.id());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// See [List identityApiConnectors](https://learn.microsoft.com/graph/api/identityapiconnector-list).
    pub fn list(&self) -> ListApiConnectors<V> {
        ListApiConnectors::new(self.client.clone())
    }

    /// Creates a connector. Returns it as the service shows it: with its id and without its password.
    ///
    /// The request is repeated only if an attempt certainly had no effect. If that is not certain, the error says
    /// [`may_have_taken_effect`](crate::Error::may_have_taken_effect).
    ///
    /// ```
    /// # use msgraph_identity::{ApiConnector, ApiConnectors, ConnectorAuth, Error, NewApiConnector};
    /// # async fn example(connectors: ApiConnectors, password: &str) -> Result<ApiConnector, Error> {
    /// let auth = ConnectorAuth::basic("svc", password);
    /// let new = NewApiConnector::new("Vet sign-ups", "https://api.contoso.com/vet", auth)?;
    /// let connector = connectors.create(&new).await?;
    /// # Ok(connector)
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// - [`is_bad_request`](crate::Error::is_bad_request) if the service does not accept a value.
    /// - [`is_invalid_argument`](crate::Error::is_invalid_argument) if the authentication cannot be sent: see [`ConnectorAuth`].
    ///
    /// See [Create identityApiConnector](https://learn.microsoft.com/graph/api/identityapiconnector-create).
    ///
    /// [`ConnectorAuth`]: crate::ConnectorAuth
    pub fn create(&self, new: impl Into<NewApiConnector>) -> Request<ApiConnector> {
        let (client, new) = (self.client.clone(), new.into());
        Request::new((), async move |(), context| {
            let auth = new.auth.clone();
            auth.check()?;
            auth.warn_unless_valid_at(client.session().pipeline().clock().system_time());
            let create = |client| V::create_api_connector(client, &new);
            let operation = &CREATE_API_CONNECTOR;
            let created = invoke(&client, operation, context, create, V::read_connector).await;
            created.map_err(|error| auth.explain(error))
        })
    }
}

handle!(ApiConnectors { client } as client);
