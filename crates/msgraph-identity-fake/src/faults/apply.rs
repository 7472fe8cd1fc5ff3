//! The effect of a fault on a response.

use std::collections::HashSet;
use std::future::Future;
use std::io::Write;
use std::time::Duration;

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use flate2::Compression;
use flate2::write::GzEncoder;

use super::fault::FaultKind;
use crate::fake_response::{Delivery, FakeResponse, WireFault};
use crate::graph_error::GraphError;

/// Applies a fault to `work`, which does not run if the operation must not happen. `shape` writes an error as the called
/// endpoint does.
pub(crate) async fn apply(
    fault: FaultKind,
    shape: impl FnOnce(InjectedError) -> FakeResponse,
    work: impl Future<Output = Delivery>,
) -> Delivery {
    match fault {
        FaultKind::Error {
            status,
            code,
            message,
            headers,
        } => Delivery::whole(shape(InjectedError {
            status: self::status(status),
            code,
            message: message.unwrap_or_else(|| MESSAGE.to_owned()),
            headers,
        })),
        FaultKind::Answer {
            status,
            headers,
            body,
        } => {
            let mut response = FakeResponse::empty(self::status(status));
            response.body = body;
            append(&mut response.headers, &headers);
            Delivery::whole(response)
        }
        FaultKind::Delay { milliseconds } => {
            tokio::time::sleep(Duration::from_millis(milliseconds)).await;
            work.await
        }
        FaultKind::Cut { at, effect } => {
            let response = if effect {
                work.await.response
            } else {
                FakeResponse::empty(StatusCode::OK)
            };
            Delivery {
                response,
                wire: Some(WireFault::Cut(at)),
            }
        }
        FaultKind::Dribble {
            bytes,
            milliseconds,
        } => {
            let wire = WireFault::Dribble {
                bytes: bytes.max(1),
                pause: Duration::from_millis(milliseconds),
            };
            Delivery {
                wire: Some(wire),
                ..work.await
            }
        }
        FaultKind::ContentType(content_type) => {
            let mut delivery = work.await;
            if let Ok(content_type) = HeaderValue::from_str(&content_type) {
                delivery
                    .response
                    .headers
                    .insert(header::CONTENT_TYPE, content_type);
            }
            delivery
        }
        FaultKind::MalformedJson => {
            let mut delivery = work.await;
            let half = delivery.response.body.len() / 2;
            delivery.response.body.truncate(half);
            delivery
        }
        FaultKind::Gzip => {
            let mut delivery = work.await;
            if !delivery.response.body.is_empty()
                && let Some(compressed) = gzip(&delivery.response.body)
            {
                delivery.response.body = compressed;
                delivery
                    .response
                    .headers
                    .insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            }
            delivery
        }
    }
}

fn gzip(body: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(body).ok()?;
    encoder.finish().ok()
}

const MESSAGE: &str = "This error was injected by a test.";

#[derive(Debug)]
pub(crate) struct InjectedError {
    pub(crate) status: StatusCode,
    pub(crate) code: Option<String>,
    pub(crate) message: String,
    headers: Vec<(String, String)>,
}

impl InjectedError {
    /// The error as Microsoft Graph would send it.
    pub(crate) fn to_graph_error(&self) -> GraphError {
        let code = self.code.clone();
        let code = code.unwrap_or_else(|| usual_code(self.status));
        let message = self.message.as_str();
        match self.status {
            StatusCode::UNAUTHORIZED => GraphError::unauthorized(message).with_code(code),
            StatusCode::TOO_MANY_REQUESTS => {
                GraphError::new(self.status, code, message).with_inner_code("429")
            }
            _ => GraphError::new(self.status, code, message),
        }
    }

    /// Adds the headers of the fault, in place of others with the same names.
    pub(crate) fn add_headers(&self, mut response: FakeResponse) -> FakeResponse {
        let names: HashSet<&String> = self.headers.iter().map(|(name, _)| name).collect();
        for name in names {
            response.headers.remove(name.as_str());
        }
        append(&mut response.headers, &self.headers);
        response
    }
}

/// A status that [`Fault::check`](super::Fault::check) has accepted.
fn status(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// Appends headers that [`Fault::check`](super::Fault::check) has accepted.
fn append(to: &mut HeaderMap, headers: &[(String, String)]) {
    for (name, value) in headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            to.append(name, value);
        }
    }
}

/// The code that Microsoft Graph usually sends with a status: <https://learn.microsoft.com/graph/errors>.
fn usual_code(status: StatusCode) -> String {
    let code = match status {
        StatusCode::UNAUTHORIZED => "InvalidAuthenticationToken",
        StatusCode::FORBIDDEN => "Authorization_RequestDenied",
        StatusCode::NOT_FOUND => "Request_ResourceNotFound",
        StatusCode::METHOD_NOT_ALLOWED | StatusCode::UNSUPPORTED_MEDIA_TYPE => "Request_BadRequest",
        StatusCode::CONFLICT => "Request_MultipleObjectsWithSameKeyValue",
        other => {
            let words = other.canonical_reason().unwrap_or("UnknownError");
            return words.chars().filter(char::is_ascii_alphabetic).collect();
        }
    };
    code.to_owned()
}
