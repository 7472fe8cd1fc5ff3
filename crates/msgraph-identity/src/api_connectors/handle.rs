//! One API connector, by its id.

use std::fmt;
use std::time::Duration;

use msgraph_identity_core::Nullable;

#[cfg(feature = "pkcs12")]
use super::Pkcs12;
use super::{ApiConnector, ApiConnectorId, ApiConnectorUpdate, ConnectorProperty, wait};
use crate::call::call;
use crate::error::Kind;
#[cfg(feature = "pkcs12")]
use crate::operation::UPLOAD_CLIENT_CERTIFICATE;
use crate::operation::{DELETE_API_CONNECTOR, GET_API_CONNECTOR, UPDATE_API_CONNECTOR};
use crate::precondition::{Precondition, settle_deletion};
use crate::version::{V1, Version};
use crate::{Request, View};

/// One API connector, by its id. Nothing is known of it before it is asked for. Cheap to clone.
pub struct ApiConnectorHandle<V = V1> {
    view: View<V>,
    id: ApiConnectorId,
}

impl<V: Version> ApiConnectorHandle<V> {
    pub(super) fn new(view: View<V>, id: ApiConnectorId) -> Self {
        Self { view, id }
    }

    /// The id of the connector.
    pub fn id(&self) -> &ApiConnectorId {
        &self.id
    }

    /// Gets the connector.
    ///
    /// # Errors
    ///
    /// [`is_not_found`](crate::Error::is_not_found) where there is none.
    ///
    /// See [Get identityApiConnector](https://learn.microsoft.com/graph/api/identityapiconnector-get).
    pub fn get(&self) -> Request<ApiConnector, ConnectorSelection> {
        let Self { view, id } = self.clone();
        let all = ConnectorSelection::default();
        Request::new(all, async move |selection, options| {
            let get = |client| async move {
                V::get_api_connector(&client, id.as_str(), selection.select.as_deref()).await
            };
            call(&view, &GET_API_CONNECTOR, options, get, V::read_connector).await
        })
    }

    /// Updates the connector: sends what is set, and nothing else.
    ///
    /// # Errors
    ///
    /// [`is_not_found`](crate::Error::is_not_found) where there is no such connector,
    /// [`is_invalid_argument`](crate::Error::is_invalid_argument) where nothing is set, or the password is `******`.
    ///
    /// See [Update identityApiConnector](https://learn.microsoft.com/graph/api/identityapiconnector-update).
    pub fn update(&self, update: &ApiConnectorUpdate) -> Request<()> {
        let (Self { view, id }, update) = (self.clone(), update.clone());
        Request::new((), async move |(), options| {
            if update.is_empty() {
                return Err(Kind::InvalidArgument(
                    "the update sets nothing; set what is to change".into(),
                )
                .into());
            }
            if let Some(Nullable::Value(auth)) = &update.auth {
                auth.check()?;
            }
            let update = |client| async move {
                V::update_api_connector(&client, id.as_str(), &update).await
            };
            call(&view, &UPDATE_API_CONNECTOR, options, update, Ok).await
        })
    }

    /// Updates the connector, and gets it.
    ///
    /// # Errors
    ///
    /// As [`update`](Self::update) and [`get`](Self::get). Where the second fails, the update is done.
    pub fn update_and_get(&self, update: &ApiConnectorUpdate) -> Request<ApiConnector> {
        let (update, get) = (self.update(update), self.get());
        Request::new((), async move |(), options| {
            update.with_call_options(options.clone()).await?;
            get.with_call_options(options).await
        })
    }

    /// Deletes the connector. What becomes of user flows that call it is not documented.
    ///
    /// # Errors
    ///
    /// [`is_not_found`](crate::Error::is_not_found) where there is none. (Where the answer of an earlier attempt was lost, none is
    /// a success.)
    ///
    /// See [Delete identityApiConnector](https://learn.microsoft.com/graph/api/identityapiconnector-delete).
    pub fn delete(&self) -> Request<(), Precondition> {
        let Self { view, id } = self.clone();
        let none = Precondition::default();
        Request::new(none, async move |precondition, options| {
            let delete = |client| async move {
                V::delete_api_connector(&client, id.as_str(), precondition.if_match()).await
            };
            let deleted = call(&view, &DELETE_API_CONNECTOR, options, delete, Ok).await;
            settle_deletion(deleted)
        })
    }

    /// The client certificates of the connector.
    #[cfg(feature = "pkcs12")]
    pub fn certificates(&self) -> Certificates<V> {
        Certificates {
            connector: self.clone(),
        }
    }

    /// Waits until the connector can be read: what was just created may be missing for a while. It is read again and again, with
    /// waits from a quarter of a second to five seconds.
    ///
    /// # Errors
    ///
    /// [`is_not_found`](crate::Error::is_not_found) where it cannot be read after so long; any other error as soon as it comes.
    pub fn wait_until_visible(&self, at_most: Duration) -> Request<ApiConnector> {
        wait::until_visible(self.view.clone(), self.clone(), at_most)
    }
}

/// The client certificates of an API connector.
#[cfg(feature = "pkcs12")]
pub struct Certificates<V = V1> {
    connector: ApiConnectorHandle<V>,
}

#[cfg(feature = "pkcs12")]
impl<V: Version> Certificates<V> {
    /// Adds a certificate, and comes to the connector with it. This way a certificate is renewed without a gap: in use is the one
    /// uploaded last among those that are valid.
    ///
    /// An upload is sent again only where nothing can have happened. What it does to a connector with basic authentication is not
    /// documented.
    ///
    /// # Errors
    ///
    /// [`is_bad_request`](crate::Error::is_bad_request) where the service does not accept the certificate,
    /// [`is_not_found`](crate::Error::is_not_found) where there is no such connector.
    ///
    /// See [uploadClientCertificate](https://learn.microsoft.com/graph/api/identityapiconnector-uploadclientcertificate).
    pub fn upload(&self, certificate: &Pkcs12) -> Request<ApiConnector> {
        let ApiConnectorHandle { view, id } = self.connector.clone();
        let certificate = certificate.clone();
        Request::new((), async move |(), options| {
            let upload = |client| async move {
                V::upload_client_certificate(&client, id.as_str(), &certificate).await
            };
            let operation = &UPLOAD_CLIENT_CERTIFICATE;
            call(&view, operation, options, upload, V::read_connector).await
        })
    }
}

/// Which properties of a connector to return; all, unless said otherwise.
#[derive(Clone, Debug, Default)]
pub struct ConnectorSelection {
    select: Option<String>,
}

impl<T> Request<T, ConnectorSelection> {
    /// Returns these properties only, and the id. Microsoft does not document it for API connectors, and the service may refuse it.
    pub fn select(mut self, properties: impl IntoIterator<Item = ConnectorProperty>) -> Self {
        self.parameters.select = Some(ConnectorProperty::select(properties));
        self
    }
}

// By hand: no version has to be cloned for a handle to be.
impl<V> Clone for ApiConnectorHandle<V> {
    fn clone(&self) -> Self {
        Self {
            view: self.view.clone(),
            id: self.id.clone(),
        }
    }
}

impl<V> fmt::Debug for ApiConnectorHandle<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiConnectorHandle")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}
