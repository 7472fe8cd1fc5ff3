//! The boundary between the runtime and the network: one request, one response. Tests replace it.

use std::error::Error;
use std::fmt;
use std::pin::Pin;

use bytes::Bytes;
use http::StatusCode;

use crate::ForeignText;

/// The future of one response with its whole body.
pub type TransportFuture<'a> =
    Pin<Box<dyn Future<Output = Result<http::Response<Bytes>, TransportError>> + Send + 'a>>;

/// Sends a request once. It follows no redirects and does not retry: the [`Session`](crate::Session) decides about both.
pub trait Transport: Send + Sync {
    /// Sends a request and reads the whole response.
    ///
    /// If the body of an error response breaks off, return what was read of it: its status says more than the rest would.
    ///
    /// # Errors
    ///
    /// [`TransportError`] if there is no response, or the body of a success is not whole.
    fn send(&self, request: reqwest::Request) -> TransportFuture<'_>;
}

/// Why there is no whole response.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    message: Option<String>,
    status: Option<StatusCode>,
    source: Option<Box<dyn Error + Send + Sync>>,
}

/// How far a request came. It decides whether the request can be repeated safely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The request could not be built. Nothing was sent.
    Request,
    /// There is no connection: the DNS lookup failed, the server or the proxy refused, or connecting took too long. Nothing was
    /// sent.
    Connect,
    /// The proxy requires authentication (407). Nothing was sent.
    ProxyAuthentication,
    /// The TLS handshake failed. Nothing was sent.
    Tls,
    /// The server's certificate is not trusted. Nothing was sent.
    Certificate,
    /// The connection ended before the head of a response.
    Reset,
    /// The head of the response could not be read: it is not HTTP, or is too large.
    UnreadableHead,
    /// The response, or the rest of it, took too long.
    TimedOut,
    /// The body of a success broke off.
    BodyCut,
    /// The body of a success is larger than the limit.
    BodyTooLarge,
}

impl TransportError {
    /// Creates an error of this kind.
    pub fn new(kind: TransportErrorKind) -> Self {
        Self {
            kind,
            message: None,
            status: None,
            source: None,
        }
    }

    /// Adds the status, if the head of the response came.
    #[must_use]
    pub fn with_status(mut self, status: StatusCode) -> Self {
        self.status = Some(status);
        self
    }

    /// Sets the text of the error, in place of a text for its kind. It is made safe to show as by [`ForeignText`], but must not
    /// contain a secret.
    #[must_use]
    pub fn with_message(mut self, message: impl AsRef<str>) -> Self {
        self.message = Some(ForeignText::new(message.as_ref()).to_string());
        self
    }

    /// Adds the cause. Neither its `Display` nor its `Debug` may show a secret.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Returns how far the request came.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// Returns the status of the response, if its head came.
    pub fn status(&self) -> Option<StatusCode> {
        self.status
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(message) = &self.message {
            return f.write_str(message);
        }
        f.write_str(match self.kind {
            TransportErrorKind::Request => "the request could not be built",
            TransportErrorKind::Connect => "no connection to the server",
            TransportErrorKind::ProxyAuthentication => "the proxy requires authentication (407)",
            TransportErrorKind::Tls => "no TLS connection to the server",
            TransportErrorKind::Certificate => "the certificate of the server is not trusted",
            TransportErrorKind::Reset => "the connection ended without an answer",
            TransportErrorKind::UnreadableHead => "the head of the response could not be read",
            TransportErrorKind::TimedOut => "the server took too long to answer",
            TransportErrorKind::BodyCut => "the body of the response broke off",
            TransportErrorKind::BodyTooLarge => {
                "the body of the response is larger than what is accepted"
            }
        })
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let source = self.source.as_deref();
        source.map(|source| source as &(dyn Error + 'static))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_is_made_safe_to_show() {
        let long = format!("no connection\r\n\u{2066}{}", "x".repeat(2_000));
        let error = TransportError::new(TransportErrorKind::Connect).with_message(long);
        let text = error.to_string();
        assert!(text.starts_with("no connection xxx"), "{text}");
        assert!(text.ends_with("… (cut)"), "{text}");
        assert!(format!("{error:?}").len() < 1_200, "{error:?}");
    }
}
