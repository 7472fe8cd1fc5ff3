//! The accept loop and its end.

use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;

use super::connection;

/// How long requests under way may take once the fake is to stop.
const GRACE: Duration = Duration::from_secs(5);

/// Serves until told to stop; then waits for the requests under way.
pub(crate) async fn serve(
    listener: TcpListener,
    tls: TlsAcceptor,
    router: Router,
    stop: watch::Receiver<bool>,
) {
    let mut stopped = stop.clone();
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(connection::serve(stream, tls.clone(), router.clone(), stop.clone()));
                }
                // Out of file descriptors, most likely: connections that end will free some.
                Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
            },
            // Finished tasks are taken out, or their results would pile up.
            Some(_) = connections.join_next() => {}
            () = until_stopped(&mut stopped) => break,
        }
    }
    drop(listener);
    let answered = async { while connections.join_next().await.is_some() {} };
    if tokio::time::timeout(GRACE, answered).await.is_err() {
        connections.shutdown().await;
    }
}

/// Ends when the fake is stopped or dropped.
pub(super) async fn until_stopped(stop: &mut watch::Receiver<bool>) {
    // An error says that the sender is gone, which is the same.
    let _ = stop.wait_for(|stop| *stop).await;
}
