//! The network side: a port that accepts http and https, and the router.

pub(crate) mod connection;
mod request_body;
pub(crate) mod router;
pub(crate) mod tls_certificate;
pub(crate) mod wire;

use std::time::Duration;

use axum::Router;
use connection::until_stopped;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;

/// How long requests in flight may take after the fake was told to stop.
const GRACE: Duration = Duration::from_secs(5);

/// Serves until told to stop, then waits for the requests in flight.
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
                // Probably out of file descriptors: wait for connections to end.
                Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
            },
            // Takes out finished tasks, so that their results do not pile up.
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
