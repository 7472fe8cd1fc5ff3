//! The seam between the runtime and the network: one request, one answer. Tests put a double here.

use std::error::Error;
use std::fmt;
use std::pin::Pin;

use bytes::Bytes;
use http::StatusCode;

/// The future of one answer, its body read whole.
pub type TransportFuture<'a> =
    Pin<Box<dyn Future<Output = Result<http::Response<Bytes>, TransportError>> + Send + 'a>>;

/// What sends one request once. It follows no redirect and repeats nothing: that is decided above.
pub trait Transport: Send + Sync {
    /// Sends a request, and reads the answer to its end. An answer that is no success counts as read where its body breaks off:
    /// its status says more than the rest would.
    fn send(&self, request: reqwest::Request) -> TransportFuture<'_>;
}

/// Why there is no answer, or none that is whole.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    status: Option<StatusCode>,
    source: Option<Box<dyn Error + Send + Sync>>,
}

/// How far a request came. What can be repeated safely is decided by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The request could not be made. Nothing was sent.
    Request,
    /// No connection: the host is unknown or refuses. Nothing was sent.
    Connect,
    /// No TLS over the connection. Nothing was sent.
    Tls,
    /// The server's certificate is not to be trusted. Nothing was sent.
    Certificate,
    /// The connection ended before the head of an answer, or what came was none.
    Reset,
    /// Too long without an answer, or without the rest of it.
    TimedOut,
    /// The body of a success broke off.
    BodyCut,
    /// The body of a success is larger than what is accepted.
    BodyTooLarge,
}

impl TransportError {
    /// An error of this kind.
    pub fn new(kind: TransportErrorKind) -> Self {
        Self {
            kind,
            status: None,
            source: None,
        }
    }

    /// With the status, where the head of the answer came.
    #[must_use]
    pub fn with_status(mut self, status: StatusCode) -> Self {
        self.status = Some(status);
        self
    }

    /// With what caused it. Neither its `Display` nor its `Debug` may show a secret.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// How far the request came.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// The status of the answer, where its head came.
    pub fn status(&self) -> Option<StatusCode> {
        self.status
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            TransportErrorKind::Request => "the request could not be made",
            TransportErrorKind::Connect => "no connection to the server",
            TransportErrorKind::Tls => "no TLS connection to the server",
            TransportErrorKind::Certificate => "the certificate of the server is not trusted",
            TransportErrorKind::Reset => "the connection ended without an answer",
            TransportErrorKind::TimedOut => "the server took too long to answer",
            TransportErrorKind::BodyCut => "the body of the answer broke off",
            TransportErrorKind::BodyTooLarge => {
                "the body of the answer is larger than what is accepted"
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
