//! What a fault makes of an answer.

use std::future::Future;
use std::io::Write;
use std::time::Duration;

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use flate2::Compression;
use flate2::write::GzEncoder;

use super::FaultKind;
use crate::answer::{Answer, Delivery};
use crate::server::wire::WireFault;

/// The outcome of `work` under a fault; `work` is left undone where the operation is not to happen.
pub(crate) async fn apply(fault: FaultKind, work: impl Future<Output = Delivery>) -> Delivery {
    match fault {
        FaultKind::Answer {
            status,
            headers,
            body,
        } => Delivery::whole(other_answer(status, headers, body)),
        FaultKind::Delay { milliseconds } => {
            tokio::time::sleep(Duration::from_millis(milliseconds)).await;
            work.await
        }
        FaultKind::Cut { at, effect } => {
            let answer = if effect {
                work.await.answer
            } else {
                Answer::empty(StatusCode::OK)
            };
            Delivery {
                answer,
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
                    .answer
                    .headers
                    .insert(header::CONTENT_TYPE, content_type);
            }
            delivery
        }
        FaultKind::MalformedJson => {
            let mut delivery = work.await;
            let half = delivery.answer.body.len() / 2;
            delivery.answer.body.truncate(half);
            delivery
        }
        FaultKind::Gzip => {
            let mut delivery = work.await;
            if let Some(compressed) = gzip(&delivery.answer.body) {
                delivery.answer.body = compressed;
                delivery
                    .answer
                    .headers
                    .insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            }
            delivery
        }
    }
}

fn other_answer(status: u16, headers: Vec<(String, String)>, body: Vec<u8>) -> Answer {
    // What is no status and no header was refused when the fault was added.
    let mut answer =
        Answer::empty(StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR));
    answer.body = body;
    for (name, value) in headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            answer.headers.append(name, value);
        }
    }
    answer
}

fn gzip(body: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(body).ok()?;
    encoder.finish().ok()
}
