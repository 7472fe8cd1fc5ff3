//! Why a credential has no access token, in parts that a program can decide by.

use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;

/// Why a credential has no access token: what an [`AccessTokenProvider`](crate::AccessTokenProvider) returns that knows more than a
/// text. Cheap to clone.
///
/// ```
/// use msgraph_identity_core::AuthenticationError;
///
/// let error = AuthenticationError::new("AADSTS7000215: Invalid client secret provided.").with_code("AADSTS7000215");
/// assert_eq!(error.code(), Some("AADSTS7000215"));
/// assert!(!error.is_transient());
/// ```
#[derive(Clone)]
pub struct AuthenticationError(Arc<Inner>);

#[derive(Clone)]
struct Inner {
    message: String,
    hint: Option<String>,
    status: Option<StatusCode>,
    code: Option<String>,
    retry_after: Option<Duration>,
    is_transient: bool,
    source: Option<Arc<dyn Error + Send + Sync>>,
}

impl AuthenticationError {
    /// An error with this message, which may not show a secret.
    pub fn new(message: impl Into<String>) -> Self {
        Self(Arc::new(Inner {
            message: message.into(),
            hint: None,
            status: None,
            code: None,
            retry_after: None,
            is_transient: false,
            source: None,
        }))
    }

    /// With what helps to find the cause, such as which credential it was. The text of the error has it behind the message.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.inner().hint = Some(hint.into());
        self
    }

    /// With the HTTP status of the token endpoint's answer.
    #[must_use]
    pub fn with_status(mut self, status: StatusCode) -> Self {
        self.inner().status = Some(status);
        self
    }

    /// With the code of the error, such as `AADSTS7000215`.
    #[must_use]
    pub fn with_code(mut self, code: impl Into<String>) -> Self {
        self.inner().code = Some(code.into());
        self
    }

    /// With the wait that the token endpoint asks for.
    #[must_use]
    pub fn with_retry_after(mut self, retry_after: Duration) -> Self {
        self.inner().retry_after = Some(retry_after);
        self
    }

    /// As one that may be gone when it is tried again.
    #[must_use]
    pub fn transient(mut self) -> Self {
        self.inner().is_transient = true;
        self
    }

    /// With what caused it. Neither its `Display` nor its `Debug` may show a secret.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.inner().source = Some(Arc::from(source.into()));
        self
    }

    /// The HTTP status of the token endpoint's answer, where one came.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// The code of the error, such as `AADSTS7000215`. See
    /// [Microsoft Entra error codes](https://learn.microsoft.com/entra/identity-platform/reference-error-codes).
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// What went wrong, in words.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// How long the token endpoint asks to wait.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Whether it may be gone when it is tried again.
    pub fn is_transient(&self) -> bool {
        self.0.is_transient
    }

    fn inner(&mut self) -> &mut Inner {
        Arc::make_mut(&mut self.0)
    }
}

impl fmt::Display for AuthenticationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)?;
        match &self.0.hint {
            Some(hint) => write!(f, "; {hint}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for AuthenticationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AuthenticationError")
            .field("message", &self.0.message)
            .field("hint", &self.0.hint)
            .field("status", &self.0.status)
            .field("code", &self.0.code)
            .field("retry_after", &self.0.retry_after)
            .field("is_transient", &self.0.is_transient)
            .field("source", &self.0.source)
            .finish()
    }
}

impl Error for AuthenticationError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let source = self.0.source.as_deref();
        source.map(|source| source as &(dyn Error + 'static))
    }
}
