//! A request that is awaited: what all operations have in common.

mod options;

use std::fmt;
use std::future::IntoFuture;
use std::pin::Pin;
use std::time::Duration;

use msgraph_identity_core::CallOptions;

pub(crate) use self::options::RequestOptions;
use crate::Error;

/// The future of a request. It is `Send`, and nothing more is sent once it is dropped.
pub type RequestFuture<T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send>>;

type Perform<T, P> = Box<dyn FnOnce(P, CallOptions) -> RequestFuture<T> + Send>;

/// A request that comes to a `T`. It is sent when it is awaited, and not before.
///
/// Some requests have parameters `P` of their own, such as [`Precondition`](crate::Precondition). Whatever there is no method for
/// can be added as well:
///
/// ```
/// # use std::time::Duration;
/// # use msgraph_identity::{ApiConnector, ApiConnectorId, ApiConnectors, Error};
/// # async fn example(connectors: ApiConnectors, id: ApiConnectorId) -> Result<ApiConnector, Error> {
/// let connector = connectors
///     .connector(&id)
///     .get()
///     .header("Prefer", "include-unknown-enum-members")
///     .query("$expand", "*")
///     .timeout(Duration::from_secs(10))
///     .await?;
/// # Ok(connector)
/// # }
/// ```
#[must_use = "a request is sent when it is awaited"]
pub struct Request<T, P = ()> {
    pub(crate) parameters: P,
    options: RequestOptions,
    perform: Perform<T, P>,
}

impl<T, P> Request<T, P> {
    pub(crate) fn new<F>(
        parameters: P,
        perform: impl FnOnce(P, CallOptions) -> F + Send + 'static,
    ) -> Self
    where
        F: Future<Output = Result<T, Error>> + Send + 'static,
    {
        Self {
            parameters,
            options: RequestOptions::default(),
            perform: Box::new(move |parameters, options| Box::pin(perform(parameters, options))),
        }
    }

    /// The same request with all options of the one that it is part of.
    pub(crate) fn with_call_options(mut self, options: CallOptions) -> Self {
        self.options = options.into();
        self
    }

    /// Adds a header, in place of one of that name. The header `Authorization` is refused: it is the credential's.
    ///
    /// A `client-request-id` given here takes the place of a random one; it is the same for all attempts.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.options.header(name, value);
        self
    }

    /// Adds a query option, such as `$expand`; name and value as they are before encoding.
    pub fn query(mut self, name: &str, value: &str) -> Self {
        self.options.query(name, value);
        self
    }

    /// How long the request may take, all attempts and waits included. Where one request of this crate takes several of the
    /// service, it holds for each of them.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout(timeout);
        self
    }
}

impl<T: Send + 'static, P> IntoFuture for Request<T, P> {
    type Output = Result<T, Error>;
    type IntoFuture = RequestFuture<T>;

    fn into_future(self) -> RequestFuture<T> {
        match self.options.into_call_options() {
            Ok(options) => (self.perform)(self.parameters, options),
            Err(error) => Box::pin(std::future::ready(Err(error))),
        }
    }
}

impl<T, P> fmt::Debug for Request<T, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
