//! API connectors: the web APIs that user flows call while a user signs up.

mod api_connector;
mod api_connector_id;
mod api_connector_update;
mod authentication;
mod certificate;
mod connector_auth;
mod create_if_absent;
mod filter;
mod handle;
mod list;
mod list_query;
mod new_api_connector;
#[cfg(feature = "pkcs12")]
mod pkcs12;
mod property;
mod target_url;
mod wait;

use std::fmt;

pub use self::api_connector::ApiConnector;
pub use self::api_connector_id::ApiConnectorId;
pub use self::api_connector_update::ApiConnectorUpdate;
pub use self::authentication::{Authentication, BasicAuthentication, ClientCertificates};
pub use self::certificate::Certificate;
pub(crate) use self::connector_auth::AuthKind;
pub use self::connector_auth::ConnectorAuth;
pub use self::create_if_absent::CreateIfAbsent;
pub use self::filter::Filter;
#[cfg(feature = "pkcs12")]
pub use self::handle::Certificates;
pub use self::handle::{ApiConnectorHandle, ConnectorSelection};
pub use self::list::ListApiConnectors;
pub(crate) use self::list_query::ListQuery;
pub use self::new_api_connector::NewApiConnector;
#[cfg(feature = "pkcs12")]
pub use self::pkcs12::Pkcs12;
pub use self::property::{ConnectorProperty, Order};
use crate::call::call;
use crate::operation::CREATE_API_CONNECTOR;
use crate::version::{V1, Version};
use crate::{Request, View};

/// The API connectors of the tenant. Cheap to clone.
///
/// All operations need the permission `APIConnectors.ReadWrite.All`, delegated or application; where a user is signed in, the role
/// External ID User Flow Administrator. The service has been seen to take `APIConnectors.Read.All` for reading. Microsoft documents
/// API connectors for the clouds [`Global`](crate::Cloud::Global) and [`China`](crate::Cloud::China) only.
///
/// The service allows 300 requests a minute for a tenant, and 200 for an application in it; user flows count too.
///
/// See [identityApiConnector](https://learn.microsoft.com/graph/api/resources/identityapiconnector).
pub struct ApiConnectors<V = V1> {
    view: View<V>,
}

impl<V: Version> ApiConnectors<V> {
    pub(crate) fn new(view: View<V>) -> Self {
        Self { view }
    }

    /// The connector with this id. Nothing is sent.
    pub fn connector(&self, id: &ApiConnectorId) -> ApiConnectorHandle<V> {
        ApiConnectorHandle::new(self.view.clone(), id.clone())
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
        ListApiConnectors::new(self.view.clone())
    }

    /// Creates a connector, and comes to what the service made of it: with its id, and without its password.
    ///
    /// A creation is sent again only where nothing can have happened; otherwise the error says
    /// [`may_have_taken_effect`](crate::Error::may_have_taken_effect).
    ///
    /// ```
    /// # use msgraph_identity::{ApiConnector, ApiConnectors, ConnectorAuth, Error, NewApiConnector};
    /// # async fn example(connectors: ApiConnectors, password: &str) -> Result<ApiConnector, Error> {
    /// let auth = ConnectorAuth::basic("svc", password);
    /// let new = NewApiConnector::new("Vet sign-ups", "https://api.contoso.com/vet", auth)?;
    /// let made = connectors.create(&new).await?;
    /// # Ok(made)
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`is_bad_request`](crate::Error::is_bad_request) where the service does not accept a value,
    /// [`is_invalid_argument`](crate::Error::is_invalid_argument) where the password is `******`, which the service shows in place
    /// of one.
    ///
    /// See [Create identityApiConnector](https://learn.microsoft.com/graph/api/identityapiconnector-create).
    pub fn create(&self, new: &NewApiConnector) -> Request<ApiConnector> {
        let (view, new) = (self.view.clone(), new.clone());
        Request::new((), async move |(), options| {
            new.auth.check()?;
            let create = |client| async move { V::create_api_connector(&client, &new).await };
            call(
                &view,
                &CREATE_API_CONNECTOR,
                options,
                create,
                V::read_connector,
            )
            .await
        })
    }

    /// All connectors with exactly this display name: names need not be unique.
    ///
    /// Microsoft does not document the filter that is used; whatever the service makes of it, only those with this name are
    /// returned.
    ///
    /// # Errors
    ///
    /// As [`ListApiConnectors::items`].
    pub fn find_by_name(&self, display_name: &str) -> Request<Vec<ApiConnector>> {
        create_if_absent::find_by_name(self, display_name)
    }

    /// Creates a connector, unless there is one with its display name.
    ///
    /// Two who do so at the same time may both create one. A creation whose answer is lost is looked for before it counts as
    /// failed, and never repeated.
    ///
    /// # Errors
    ///
    /// As [`create`](Self::create) and [`find_by_name`](Self::find_by_name).
    pub fn create_if_absent(&self, new: &NewApiConnector) -> Request<CreateIfAbsent> {
        create_if_absent::create_if_absent(self, new)
    }
}

// By hand: no version has to be cloned for a handle to be.
impl<V> Clone for ApiConnectors<V> {
    fn clone(&self) -> Self {
        Self {
            view: self.view.clone(),
        }
    }
}

impl<V> fmt::Debug for ApiConnectors<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ApiConnectors").field(&self.view).finish()
    }
}
