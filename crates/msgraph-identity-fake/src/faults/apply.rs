//! The effect of a fault on a response.

use std::future::Future;
use std::io::Write;
use std::time::Duration;

use axum::http::{HeaderValue, StatusCode, header};
use flate2::Compression;
use flate2::write::GzEncoder;

use super::fault::FaultKind;
use super::injected_error::InjectedError;
use crate::delivery::{Delivery, WireFault};
use crate::fake_response::FakeResponse;

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
        } => Delivery::whole(shape(InjectedError::new(status, code, message, headers))),
        FaultKind::Answer {
            status,
            headers,
            body,
        } => {
            let mut response = FakeResponse::empty(super::injected_error::status(status));
            response.body = body;
            super::injected_error::append(&mut response.headers, &headers);
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
            if let Some(compressed) = gzip(&delivery.response.body) {
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
