//! The transport over an HTTP client.

mod failure;

use std::mem;

use bytes::{Bytes, BytesMut};
use reqwest::{Response, ResponseBuilderExt};

use self::failure::{before_head, in_body};
use crate::transport::{Transport, TransportError, TransportErrorKind, TransportFuture};

/// The default limit of a body: 16 MiB, decompressed.
const MAX_BODY_BYTES: usize = 16 << 20;

/// Sends requests with a [`reqwest::Client`], which must not follow redirects.
#[derive(Clone, Debug)]
pub struct HttpTransport {
    client: reqwest::Client,
    max_body_bytes: usize,
}

impl HttpTransport {
    /// Creates a transport over this client. It reads at most 16 MiB of each body.
    pub fn new(client: reqwest::Client) -> Self {
        Self {
            client,
            max_body_bytes: MAX_BODY_BYTES,
        }
    }

    /// Sets the limit of a body in bytes, after decompression.
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
            let mut response = response.map_err(|error| before_head(error, &self.client))?;
            let status = response.status();
            let body = match read_body(&mut response, self.max_body_bytes).await {
                Ok(body) => body,
                Err(partial) if status.is_success() => {
                    return Err(partial.error.with_status(status));
                }
                Err(partial) => partial.read,
            };
            Ok(into_http(response, body))
        })
    }
}

/// A body that could not be read to its end.
struct PartialBody {
    error: TransportError,
    read: Bytes,
}

/// Reads a body chunk by chunk. A single chunk is not copied; several are copied once if the length is known.
async fn read_body(response: &mut Response, max_bytes: usize) -> Result<Bytes, PartialBody> {
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
            Err(error) => in_body(error),
        };
        let read = whole(first, all);
        return Err(PartialBody { error, read });
    }
}

fn whole(first: Bytes, all: BytesMut) -> Bytes {
    if all.is_empty() { first } else { all.freeze() }
}

fn into_http(response: Response, body: Bytes) -> http::Response<Bytes> {
    let mut with_url = http::response::Builder::new().url(response.url().clone());
    let (mut head, _) = http::Response::<reqwest::Body>::from(response).into_parts();
    // The conversion back to a `reqwest::Response` takes the URL from the extensions.
    if let Some(url) = with_url.extensions_mut() {
        head.extensions.extend(mem::take(url));
    }
    http::Response::from_parts(head, body)
}
