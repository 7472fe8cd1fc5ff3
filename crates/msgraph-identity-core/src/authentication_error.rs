//! Why a credential returned no access token, in parts that a program can read.

use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;

use crate::ForeignText;

/// Why a credential returned no access token, with status and code. An [`AccessTokenProvider`](crate::AccessTokenProvider) may return
/// it, or any other error. Cloning is cheap.
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
    /// Creates an error with this message. It must not contain a secret.
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

    /// Adds a hint that helps to find the cause, such as the name of the credential. `Display` shows it after the message.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.inner().hint = Some(hint.into());
        self
    }

    /// Adds the HTTP status of the token endpoint's response.
    #[must_use]
    pub fn with_status(mut self, status: StatusCode) -> Self {
        self.inner().status = Some(status);
        self
    }

    /// Adds the code of the error, such as `AADSTS7000215`.
    #[must_use]
    pub fn with_code(mut self, code: impl Into<String>) -> Self {
        self.inner().code = Some(code.into());
        self
    }

    /// Adds the wait that the token endpoint asks for.
    #[must_use]
    pub fn with_retry_after(mut self, retry_after: Duration) -> Self {
        self.inner().retry_after = Some(retry_after);
        self
    }

    /// Marks the error as transient: another attempt may succeed.
    #[must_use]
    pub fn transient(mut self) -> Self {
        self.inner().is_transient = true;
        self
    }

    /// Adds the cause. Neither its `Display` nor its `Debug` may show a secret.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.inner().source = Some(Arc::from(source.into()));
        self
    }

    /// Returns the HTTP status of the token endpoint's response, if there is one.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// Returns the code of the error, such as `AADSTS7000215`. See
    /// [Microsoft Entra error codes](https://learn.microsoft.com/entra/identity-platform/reference-error-codes).
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// Returns the message. It may be text of the token endpoint, unchanged; `Display` makes it safe to show.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Returns how long the token endpoint asks to wait.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Returns whether another attempt may succeed.
    pub fn is_transient(&self) -> bool {
        self.0.is_transient
    }

    fn inner(&mut self) -> &mut Inner {
        Arc::make_mut(&mut self.0)
    }
}

impl fmt::Display for AuthenticationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        ForeignText::new(&self.0.message).fmt(f)?;
        match &self.0.hint {
            Some(hint) => write!(f, "; {}", ForeignText::new(hint)),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for AuthenticationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AuthenticationError")
            .field("message", &ForeignText::new(&self.0.message))
            .field("hint", &self.0.hint.as_deref().map(ForeignText::new))
            .field("status", &self.0.status)
            .field("code", &self.code().map(ForeignText::new))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_a_token_endpoint_is_made_safe_to_show() {
        let long = format!("denied\r\n\u{202e}{}", "x".repeat(10_000_000));
        let error = AuthenticationError::new(&*long)
            .with_hint(&*long)
            .with_code(&*long);
        for text in [error.to_string(), format!("{error:?}")] {
            assert!(text.contains("denied xxx"), "{text:.80}");
            assert!(!text.contains(['\r', '\n', '\u{202e}']), "{text:.80}");
            assert!(text.len() < 4_000, "{}", text.len());
        }
        assert_eq!(error.message(), long, "the accessor keeps the text");
    }
}
