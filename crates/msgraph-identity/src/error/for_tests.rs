//! Errors for the tests of programs that use this crate.

use std::sync::Arc;
use std::time::SystemTime;

use http::{HeaderMap, StatusCode};
use msgraph_identity_core::{ODataError, ResponseMetadata, SendError, TransportError};

use super::{Error, ErrorResponse, Kind};

/// # For tests
impl Error {
    /// Creates the error of a response with this status, code and message, to return from a mock.
    ///
    /// The predicates decide as for a response of Graph. The error belongs to no request: [`operation`](Self::operation),
    /// [`method`](Self::method), [`path`](Self::path) and [`required_permission`](Self::required_permission) are `None`, and
    /// [`may_have_taken_effect`](Self::may_have_taken_effect) is false. To test with requests, replace the
    /// [transport](crate::transport).
    ///
    /// ```
    /// use msgraph_identity::{ApiConnector, ApiConnectorHandle, Error, StatusCode};
    ///
    /// /// What the program needs of this crate.
    /// trait Source {
    ///     async fn connector(&self) -> Result<ApiConnector, Error>;
    /// }
    ///
    /// impl Source for ApiConnectorHandle {
    ///     async fn connector(&self) -> Result<ApiConnector, Error> {
    ///         self.get().await
    ///     }
    /// }
    ///
    /// /// The code to test.
    /// async fn exists(source: &impl Source) -> Result<bool, Error> {
    ///     match source.connector().await {
    ///         Ok(_) => Ok(true),
    ///         Err(error) if error.is_not_found() => Ok(false),
    ///         Err(error) => Err(error),
    ///     }
    /// }
    ///
    /// struct Mock(StatusCode, &'static str);
    ///
    /// impl Source for Mock {
    ///     async fn connector(&self) -> Result<ApiConnector, Error> {
    ///         Err(Error::from_status(self.0, self.1, "No."))
    ///     }
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Error> {
    /// let missing = Mock(StatusCode::NOT_FOUND, "Request_ResourceNotFound");
    /// assert!(!exists(&missing).await?);
    /// let refused = exists(&Mock(StatusCode::FORBIDDEN, "AADB2C")).await.unwrap_err();
    /// assert!(refused.is_permission_denied());
    /// assert_eq!(refused.to_string(), "403 Forbidden, AADB2C: No");
    /// # Ok(())
    /// # }
    /// ```
    pub fn from_status(status: StatusCode, code: &str, message: &str) -> Self {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let mut error = ODataError::default();
        error.code = text(code);
        error.message = text(message);
        let head = ResponseMetadata::new(status, &HeaderMap::new(), SystemTime::UNIX_EPOCH);
        Kind::Response(Box::new(ErrorResponse {
            head,
            error: Some(error),
            claims: None,
            body_start: Vec::new(),
            has_body: true,
            granted: None,
        }))
        .into()
    }
}

/// The error of a request without a response, to return from a mock. It belongs to no request, as with [`Error::from_status`].
///
/// ```
/// use msgraph_identity::Error;
/// use msgraph_identity::transport::{TransportError, TransportErrorKind};
///
/// let error = Error::from(TransportError::new(TransportErrorKind::TimedOut));
/// assert!(error.is_timeout() && error.is_transient());
/// ```
impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        Kind::Send(Arc::new(SendError::Transport(error))).into()
    }
}
