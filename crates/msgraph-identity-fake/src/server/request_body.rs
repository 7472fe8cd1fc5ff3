//! Reads the body of a request, up to the limit of Microsoft Graph.

use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::http::{HeaderMap, StatusCode, header};
use tokio::time::timeout;

use crate::graph_error::GraphError;

/// The limit of Microsoft Graph: 4 MB.
const MAX_LENGTH: usize = 4 * 1024 * 1024;
/// How much of a longer body is read and dropped, so that the client gets to read the refusal.
const MAX_DRAINED: usize = 64 * 1024 * 1024;
/// The time limit for that.
const DRAIN_TIME: Duration = Duration::from_secs(5);

pub(super) async fn read(mut body: Body, headers: &HeaderMap) -> Result<Bytes, GraphError> {
    let announced = body.size_hint().lower();
    // A client that waits for `100 Continue` has sent nothing that could be drained.
    if announced > MAX_LENGTH as u64 && headers.contains_key(header::EXPECT) {
        return Err(too_long());
    }
    let mut bytes = Vec::new();
    while let Some(data) = next(&mut body).await? {
        bytes.extend_from_slice(&data);
        if bytes.len() > MAX_LENGTH {
            let length = bytes.len();
            drop(bytes);
            // The refusal is the same, whether or not the whole body could be drained.
            let _ = timeout(DRAIN_TIME, drain(body, length)).await;
            return Err(too_long());
        }
    }
    Ok(bytes.into())
}

async fn drain(mut body: Body, mut length: usize) {
    while length < MAX_DRAINED
        && let Ok(Some(data)) = next(&mut body).await
    {
        length += data.len();
    }
}

/// The next piece of a body, or `None` at its end.
async fn next(body: &mut Body) -> Result<Option<Bytes>, GraphError> {
    loop {
        match poll_fn(|context| Pin::new(&mut *body).poll_frame(context)).await {
            None => return Ok(None),
            Some(Err(_)) => {
                return Err(GraphError::refused_early(
                    "The body of the request could not be read.",
                ));
            }
            Some(Ok(frame)) => {
                // Other frames are trailers.
                if let Ok(data) = frame.into_data() {
                    return Ok(Some(data));
                }
            }
        }
    }
}

fn too_long() -> GraphError {
    GraphError::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "RequestEntityTooLarge",
        "The body of the request is longer than 4 MB.",
    )
}
