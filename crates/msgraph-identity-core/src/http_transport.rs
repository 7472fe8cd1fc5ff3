//! The transport over an HTTP client.

use std::error::Error;
use std::io;
use std::mem;

use bytes::{Bytes, BytesMut};
use reqwest::{Response, ResponseBuilderExt};

use crate::transport::{Transport, TransportError, TransportErrorKind, TransportFuture};

/// The largest body that is read, unless said otherwise: 16 MiB, decompressed.
const MAX_BODY_BYTES: usize = 16 << 20;

/// Sends with a [`reqwest::Client`], which must follow no redirects.
#[derive(Clone, Debug)]
pub struct HttpTransport {
    client: reqwest::Client,
    max_body_bytes: usize,
}

impl HttpTransport {
    /// Sends with this client. Of each body, 16 MiB are read at most.
    pub fn new(client: reqwest::Client) -> Self {
        Self {
            client,
            max_body_bytes: MAX_BODY_BYTES,
        }
    }

    /// Reads that many bytes of each body at most, counted decompressed.
    #[must_use]
    pub fn max_body_bytes(mut self, max_body_bytes: usize) -> Self {
        self.max_body_bytes = max_body_bytes;
        self
    }
}

impl Transport for HttpTransport {
    fn send(&self, request: reqwest::Request) -> TransportFuture<'_> {
        Box::pin(async {
            let response = self.client.execute(request).await;
            let mut response = response.map_err(|error| before_head(error.without_url()))?;
            let status = response.status();
            let body = match read_body(&mut response, self.max_body_bytes).await {
                Ok(body) => body,
                Err(cut) if status.is_success() => return Err(cut.error.with_status(status)),
                Err(cut) => cut.read,
            };
            Ok(into_http(response, body))
        })
    }
}

/// A body that did not come to its end.
struct Cut {
    error: TransportError,
    read: Bytes,
}

/// Reads a body chunk by chunk. A body of one chunk is not copied, one of several is copied once if its length is known.
async fn read_body(response: &mut Response, max_bytes: usize) -> Result<Bytes, Cut> {
    let announced = response.content_length().unwrap_or_default();
    let announced = usize::try_from(announced).map_or(max_bytes, |length| length.min(max_bytes));
    let mut first = Bytes::new();
    let mut all = BytesMut::new();
    loop {
        let error = match response.chunk().await {
            Ok(Some(chunk)) if first.len() + all.len() + chunk.len() > max_bytes => {
                TransportError::new(TransportErrorKind::BodyTooLarge)
            }
            Ok(Some(chunk)) if first.is_empty() && all.is_empty() => {
                first = chunk;
                continue;
            }
            Ok(Some(chunk)) => {
                if all.is_empty() {
                    all.reserve(announced.max(first.len() + chunk.len()));
                    all.extend_from_slice(&mem::take(&mut first));
                }
                all.extend_from_slice(&chunk);
                continue;
            }
            Ok(None) => return Ok(whole(first, all)),
            Err(error) => in_body(error.without_url()),
        };
        let read = whole(first, all);
        return Err(Cut { error, read });
    }
}

fn whole(first: Bytes, all: BytesMut) -> Bytes {
    if all.is_empty() { first } else { all.freeze() }
}

fn into_http(response: Response, body: Bytes) -> http::Response<Bytes> {
    let mut with_url = http::response::Builder::new().url(response.url().clone());
    let (mut head, _) = http::Response::<reqwest::Body>::from(response).into_parts();
    // The generated code gets it back from here.
    if let Some(url) = with_url.extensions_mut() {
        head.extensions.extend(mem::take(url));
    }
    http::Response::from_parts(head, body)
}

/// What an error says that came in place of a head. Its URL, with what may be secret in its query, is gone.
fn before_head(error: reqwest::Error) -> TransportError {
    let kind = if error.is_connect() {
        connect_failure(&error)
    } else if error.is_timeout() {
        TransportErrorKind::TimedOut
    } else if error.is_builder() {
        TransportErrorKind::Request
    } else {
        TransportErrorKind::Reset
    };
    TransportError::new(kind).with_source(error)
}

fn in_body(error: reqwest::Error) -> TransportError {
    let kind = if error.is_timeout() {
        TransportErrorKind::TimedOut
    } else {
        TransportErrorKind::BodyCut
    };
    TransportError::new(kind).with_source(error)
}

fn connect_failure(error: &reqwest::Error) -> TransportErrorKind {
    let tls = causes(error).find_map(|cause| cause.downcast_ref::<rustls::Error>());
    match tls {
        Some(rustls::Error::InvalidCertificate(_)) => TransportErrorKind::Certificate,
        Some(_) => TransportErrorKind::Tls,
        None if causes(error).any(is_end_of_file) => TransportErrorKind::Tls,
        None => TransportErrorKind::Connect,
    }
}

/// An error and what caused it. What an I/O error carries inside counts as its cause, which it does not say itself.
fn causes(error: &reqwest::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    std::iter::successors(Some(error as &(dyn Error + 'static)), |error| {
        let inside = error.downcast_ref().and_then(io::Error::get_ref);
        match inside {
            Some(inside) => Some(inside),
            None => (*error).source(),
        }
    })
}

/// The handshake of TLS was cut: nothing else that makes a connection ends with it.
fn is_end_of_file(cause: &(dyn Error + 'static)) -> bool {
    cause
        .downcast_ref()
        .is_some_and(|error: &io::Error| error.kind() == io::ErrorKind::UnexpectedEof)
}
