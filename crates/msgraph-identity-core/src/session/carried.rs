//! Carries a [`SendError`] through the generated code, which has only errors of the HTTP client.

use std::error::Error;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame};

use crate::SendError;

/// Returns an error of the HTTP client whose source is this error. A body that fails is the only way to create one.
pub(super) async fn carry(error: Arc<SendError>) -> reqwest::Result<reqwest::Response> {
    let body = reqwest::Body::wrap(FailingBody(Some(Carried(error))));
    let response = reqwest::Response::from(http::Response::new(body));
    let read = response.bytes().await;
    read.map(|bytes| http::Response::new(bytes).into())
}

struct FailingBody(Option<Carried>);

impl Body for FailingBody {
    type Data = Bytes;
    type Error = Carried;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Carried>>> {
        Poll::Ready(self.0.take().map(Err))
    }
}

#[derive(Debug)]
struct Carried(Arc<SendError>);

impl fmt::Display for Carried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Error for Carried {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source()
    }
}
