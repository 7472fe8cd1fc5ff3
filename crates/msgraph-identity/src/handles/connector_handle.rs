//! One API connector.

#[cfg(feature = "pkcs12")]
use std::fmt;
use std::time::Duration;

use super::handle::handle;
use super::wait::Waits;
#[cfg(feature = "pkcs12")]
use crate::api_connectors::Pkcs12;
use crate::api_connectors::{ApiConnector, ApiConnectorId, ApiConnectorUpdate, ConnectorProperty};
use crate::error::Finding;
use crate::invoke::invoke;
#[cfg(feature = "pkcs12")]
use crate::operation_table::UPLOAD_CLIENT_CERTIFICATE;
use crate::operation_table::{DELETE_API_CONNECTOR, GET_API_CONNECTOR, UPDATE_API_CONNECTOR};
use crate::precondition::{Precondition, settle_deletion};
use crate::version::{V1, Version};
use crate::{Error, Request, VersionedClient};

/// One API connector, by its id, from [`ApiConnectors::connector`](crate::ApiConnectors::connector). Cloning is cheap.
///
/// [`get`](Self::get), [`update`](Self::update), [`update_and_get`](Self::update_and_get), [`delete`](Self::delete) and
/// [`wait_until_visible`](Self::wait_until_visible) make requests, which are sent when they are awaited. The other methods send
/// nothing.
///
/// ```
/// # use std::time::Duration;
/// # use msgraph_identity::{ApiConnectorId, ApiConnectors, ApiConnectorUpdate, Error, Pkcs12};
/// # async fn example(connectors: ApiConnectors, id: ApiConnectorId, next: Pkcs12) -> Result<(), Error> {
/// let connector = connectors.connector(&id);
/// connector.wait_until_visible(Duration::from_secs(60)).await?;
/// println!("{:?}", connector.get().await?.display_name());
///
/// let renamed = ApiConnectorUpdate::new().display_name("Vet guests");
/// connector.update(&renamed).await?;
/// let shown = connector.update_and_get(renamed).await?;
/// assert_eq!(shown.display_name(), Some("Vet guests"));
///
/// connector.certificates().upload(&next).await?;
/// connector.delete().await?;
/// # Ok(())
/// # }
/// ```
///
/// [`ApiConnectors`](crate::ApiConnectors) says which permissions the operations need.
pub struct ApiConnectorHandle<V = V1> {
    pub(super) client: VersionedClient<V>,
    id: ApiConnectorId,
}

impl<V: Version> ApiConnectorHandle<V> {
    pub(super) fn new(client: VersionedClient<V>, id: ApiConnectorId) -> Self {
        Self { client, id }
    }

    /// The id of the connector.
    pub fn id(&self) -> &ApiConnectorId {
        &self.id
    }

    /// Gets the connector.
    ///
    /// # Errors
    ///
    /// [`is_not_found`](crate::Error::is_not_found) if it does not exist.
    ///
    /// See [Get identityApiConnector](https://learn.microsoft.com/graph/api/identityapiconnector-get).
    pub fn get(&self) -> Request<ApiConnector, ConnectorSelection> {
        let Self { client, id } = self.clone();
        let all = ConnectorSelection::default();
        Request::new(all, async move |selection, context| {
            let get =
                |client| V::get_api_connector(client, id.as_str(), selection.select.as_deref());
            invoke(&client, &GET_API_CONNECTOR, context, get, V::read_connector).await
        })
    }

    /// Updates the connector. Only what is set is sent.
    ///
    /// # Errors
    ///
    /// - [`is_not_found`](crate::Error::is_not_found) if the connector does not exist.
    /// - [`is_invalid_argument`](crate::Error::is_invalid_argument) if nothing is set, the display name is blank, or the
    ///   authentication cannot be sent: see [`ConnectorAuth`](crate::ConnectorAuth).
    ///
    /// See [Update identityApiConnector](https://learn.microsoft.com/graph/api/identityapiconnector-update).
    pub fn update(&self, update: impl Into<ApiConnectorUpdate>) -> Request<()> {
        let (Self { client, id }, update) = (self.clone(), update.into());
        Request::new((), async move |(), context| {
            update.check()?;
            let auth = update.new_auth().cloned();
            if let Some(auth) = &auth {
                auth.warn_unless_valid_at(client.session().pipeline().clock().system_time());
            }
            let update = |client| V::update_api_connector(client, id.as_str(), &update);
            let updated = invoke(&client, &UPDATE_API_CONNECTOR, context, update, Ok).await;
            updated.map_err(|error| match auth {
                Some(auth) => auth.explain(error),
                None => error,
            })
        })
    }

    /// Updates the connector and gets it.
    ///
    /// # Errors
    ///
    /// Those of [`update`](Self::update) and [`get`](Self::get). If getting the connector fails, the update is done.
    pub fn update_and_get(&self, update: impl Into<ApiConnectorUpdate>) -> Request<ApiConnector> {
        let (update, get) = (self.update(update), self.get());
        Request::new((), async move |(), context| {
            update.within(context.clone()).await?;
            get.within(context).await.map_err(Error::after_effect)
        })
    }

    /// Deletes the connector. The effect on user flows that call it is not documented. If the response to an attempt is lost and the
    /// next attempt finds no connector, that is a success.
    ///
    /// # Errors
    ///
    /// [`is_not_found`](crate::Error::is_not_found) if it does not exist.
    ///
    /// See [Delete identityApiConnector](https://learn.microsoft.com/graph/api/identityapiconnector-delete).
    pub fn delete(&self) -> Request<(), Precondition> {
        let Self { client, id } = self.clone();
        let none = Precondition::default();
        Request::new(none, async move |precondition, context| {
            let if_match = precondition.if_match()?;
            let delete = |client| V::delete_api_connector(client, id.as_str(), if_match);
            let deleted = invoke(&client, &DELETE_API_CONNECTOR, context, delete, Ok).await;
            settle_deletion(deleted)
        })
    }

    /// The client certificates of the connector. No request is sent.
    #[cfg(feature = "pkcs12")]
    pub fn certificates(&self) -> Certificates<V> {
        Certificates {
            connector: self.clone(),
        }
    }

    /// Waits until the connector can be read. A connector that was just created may not be visible for a while. It is read again
    /// and again, with waits from 250 ms to 5 s.
    ///
    /// # Errors
    ///
    /// [`is_not_found`](crate::Error::is_not_found) if it cannot be read within this time. Any other error is returned at once.
    pub fn wait_until_visible(&self, at_most: Duration) -> Request<ApiConnector> {
        let connector = self.clone();
        Request::new((), async move |(), context| {
            let mut waits = Waits::new(&connector.client, &context, at_most);
            loop {
                let error = match connector.get().within(context.clone()).await {
                    Err(error) if error.is_not_found() => error,
                    got => return got,
                };
                if !waits.wait().await {
                    return Err(error.with_finding(Finding::NotVisible(at_most)));
                }
            }
        })
    }
}

/// The client certificates of an API connector, from [`ApiConnectorHandle::certificates`], which sends nothing. The
/// [handle of the connector](ApiConnectorHandle) has an example.
#[cfg(feature = "pkcs12")]
pub struct Certificates<V = V1> {
    pub(super) connector: ApiConnectorHandle<V>,
}

#[cfg(feature = "pkcs12")]
impl<V: Version> Certificates<V> {
    /// Adds a certificate and returns the connector with it. This renews a certificate without a gap: the service uses the
    /// certificate that was uploaded last among those that are valid. [`rotate`](Self::rotate) also waits until it is in use.
    ///
    /// The request is repeated only if an attempt certainly had no effect. The effect on a connector with basic authentication is
    /// not documented.
    ///
    /// # Errors
    ///
    /// - [`is_bad_request`](crate::Error::is_bad_request) if the service does not accept the certificate. If the file is encrypted with
    ///   AES, the text says how to write one that the service reads: see [`Pkcs12`].
    /// - [`is_not_found`](crate::Error::is_not_found) if the connector does not exist.
    ///
    /// See [uploadClientCertificate](https://learn.microsoft.com/graph/api/identityapiconnector-uploadclientcertificate).
    pub fn upload(&self, certificate: impl Into<Pkcs12>) -> Request<ApiConnector> {
        let ApiConnectorHandle { client, id } = self.connector.clone();
        let certificate = certificate.into();
        Request::new((), async move |(), context| {
            certificate.warn_unless_valid_at(client.session().pipeline().clock().system_time());
            let sent = certificate.clone();
            let upload = |client| V::upload_client_certificate(client, id.as_str(), &sent);
            let operation = &UPLOAD_CLIENT_CERTIFICATE;
            let uploaded = invoke(&client, operation, context, upload, V::read_connector).await;
            uploaded.map_err(|error| certificate.explain(error))
        })
    }
}

#[cfg(feature = "pkcs12")]
impl<V> fmt::Debug for Certificates<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Certificates")
            .field(&self.connector.id)
            .finish()
    }
}

/// The properties of a connector to return. By default, all.
#[derive(Clone, Debug, Default)]
pub struct ConnectorSelection {
    select: Option<String>,
}

impl<T> Request<T, ConnectorSelection> {
    /// Returns only these properties and the id. Microsoft does not document this for API connectors, and the service may refuse
    /// it.
    pub fn select(mut self, properties: impl IntoIterator<Item = ConnectorProperty>) -> Self {
        self.parameters.select = Some(ConnectorProperty::select(properties));
        self
    }
}

handle!(ApiConnectorHandle { client, id } as id);
