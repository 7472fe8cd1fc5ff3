//! The first of two futures.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::Poll;

use crate::clock::SleepFuture;

/// What comes out of this future, unless the wait ends before it.
pub(crate) async fn race<T>(future: impl Future<Output = T>, mut end: SleepFuture) -> Option<T> {
    let mut future = pin!(future);
    poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending => Pin::new(&mut end).poll(context).map(|()| None),
    })
    .await
}
