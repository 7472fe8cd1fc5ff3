//! The signal that stops the server.

use tokio::sync::watch;

/// Returns when the fake is stopped or dropped.
pub(super) async fn until_stopped(stop: &mut watch::Receiver<bool>) {
    // An error means that the sender was dropped, which also stops the server.
    let _ = stop.wait_for(|stop| *stop).await;
}
