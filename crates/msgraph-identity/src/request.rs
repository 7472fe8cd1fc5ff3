//! A request that is awaited: what all operations have in common.

mod options;

use std::fmt;
use std::future::IntoFuture;
use std::pin::Pin;
use std::time::Duration;

pub(crate) use self::options::{CallContext, RequestOptions, last_head};
use crate::{Error, ResponseHead};

/// The future of a request. It is `Send`. Once it is dropped, nothing more is sent.
pub type RequestFuture<T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send>>;

type Perform<T, P> = Box<dyn FnOnce(P, CallContext) -> RequestFuture<T> + Send>;

/// A request that returns a `T`. It is sent when it is awaited, and not before.
///
/// `.await` turns it into a [`RequestFuture`]. Functions that take a future, such as `tokio::spawn` and `join_all`, need
/// [`into_future`](Self::into_future). The future borrows nothing, is `Send`, and can be moved to another task:
///
/// ```
/// # use std::future::IntoFuture;
/// # use msgraph_identity::{ApiConnectorId, ApiConnectors, Error};
/// # async fn example(connectors: ApiConnectors, id: ApiConnectorId, other: ApiConnectorId) -> Result<(), Box<dyn std::error::Error>> {
/// let task = tokio::spawn(connectors.connector(&id).get().into_future());
/// let connector = task.await??;
///
/// // Several at once, in one task:
/// let (one, two) = (connectors.connector(&id), connectors.connector(&other));
/// let (one, two) = tokio::try_join!(one.get().into_future(), two.get().into_future())?;
///
/// // As many as there are, in tasks of their own:
/// let mut tasks = tokio::task::JoinSet::new();
/// for id in [id, other] {
///     tasks.spawn(connectors.connector(&id).delete().into_future());
/// }
/// let results: Vec<Result<(), Error>> = tasks.join_all().await;
/// # Ok(())
/// # }
/// ```
///
/// Some requests have parameters `P` of their own, such as [`Precondition`](crate::Precondition). Headers and query options that
/// have no method can be added too:
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
        perform: impl FnOnce(P, CallContext) -> F + Send + 'static,
    ) -> Self
    where
        F: Future<Output = Result<T, Error>> + Send + 'static,
    {
        Self {
            parameters,
            options: RequestOptions::default(),
            perform: Box::new(move |parameters, context| Box::pin(perform(parameters, context))),
        }
    }

    /// The same request with the options of the request that it is a part of.
    pub(crate) fn within(mut self, context: CallContext) -> Self {
        self.options = context.into();
        self
    }

    /// Adds a header. It replaces an earlier one of the same name.
    ///
    /// A `client-request-id` replaces the random one; it is the same for all attempts.
    ///
    /// # Errors
    ///
    /// Awaiting the request returns [`Error::is_invalid_argument`] if the name or the value cannot be sent, and for headers that
    /// are not the caller's to set:
    ///
    /// - `Authorization`, because the credential sets it;
    /// - headers that frame or describe the body: `Content-*`, `Transfer-Encoding`, `TE`, `Trailer`, `Expect`, `Accept-Encoding`;
    /// - headers that manage the connection or route the request: `Host`, `Connection`, `Keep-Alive`, `Upgrade`,
    ///   `HTTP2-Settings`, `Proxy-*`, `Max-Forwards`, `X-HTTP-Method`, `X-HTTP-Method-Override`, `X-Method-Override`.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.options.header(name, value);
        self
    }

    /// Adds a query option such as `$expand`. Name and value are encoded.
    pub fn query(mut self, name: &str, value: &str) -> Self {
        self.options.query(name, value);
        self
    }

    /// Sets how long the request may take, all attempts and waits included. If several requests are sent to the service, as by
    /// [`upsert`](crate::IdentitySynchronization::upsert), the time is for all of them together.
    ///
    /// Without it, [`GraphBuilder::call_timeout`](crate::GraphBuilder::call_timeout) holds for each request that is sent.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout(timeout);
        self
    }
}

impl<T: Send + 'static, P> Request<T, P> {
    /// Sends the request and returns the value together with the head of the response: the request id and the rate limit headers
    /// of a success. If several requests are sent to the service, the head is that of the last response.
    ///
    /// ```
    /// # use msgraph_identity::{ApiConnectorId, ApiConnectors, Error};
    /// # async fn example(connectors: ApiConnectors, id: ApiConnectorId) -> Result<(), Error> {
    /// let (connector, head) = connectors.connector(&id).get().with_response_head().await?;
    /// println!("{:?}: request-id {:?}", connector.display_name(), head.request_id());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// The same as those of the request. [`Error::request_id`] has the id then.
    pub fn with_response_head(mut self) -> RequestFuture<(T, ResponseHead)> {
        self.options.share_timeout();
        match self.options.into_context() {
            Ok(context) => {
                let (context, head) = context.keeping_head();
                let perform = (self.perform)(self.parameters, context);
                Box::pin(async move { Ok((perform.await?, last_head(&head))) })
            }
            Err(error) => Box::pin(std::future::ready(Err(error))),
        }
    }
}

impl<T: Send + 'static, P> IntoFuture for Request<T, P> {
    type Output = Result<T, Error>;
    type IntoFuture = RequestFuture<T>;

    fn into_future(mut self) -> RequestFuture<T> {
        self.options.share_timeout();
        match self.options.into_context() {
            Ok(context) => (self.perform)(self.parameters, context),
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
