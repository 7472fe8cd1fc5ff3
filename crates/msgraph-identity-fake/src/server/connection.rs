//! One connection. Its first byte tells whether it is TLS.

use std::convert::Infallible;
use std::io;

use axum::Router;
use axum::extract::Request;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt;

use super::wire::{FaultyStream, WirePlan};

/// The scheme of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scheme {
    Http,
    Https,
}

impl Scheme {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
        }
    }
}

/// The first byte of a TLS handshake; no request begins with it.
const TLS_HANDSHAKE: u8 = 22;

pub(crate) async fn serve(
    stream: TcpStream,
    tls: TlsAcceptor,
    router: Router,
    stop: watch::Receiver<bool>,
) {
    // It is not an error of the fake if a client disconnects or rejects the certificate.
    let _ = try_serve(stream, tls, router, stop).await;
}

async fn try_serve(
    stream: TcpStream,
    tls: TlsAcceptor,
    router: Router,
    stop: watch::Receiver<bool>,
) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut first = [0];
    let mut stopped = stop.clone();
    tokio::select! {
        peeked = stream.peek(&mut first) => peeked?,
        () = until_stopped(&mut stopped) => return Ok(()),
    };
    if first == [TLS_HANDSHAKE] {
        let stream = tokio::select! {
            accepted = tls.accept(stream) => accepted?,
            () = until_stopped(&mut stopped) => return Ok(()),
        };
        serve_http(stream, Scheme::Https, router, stop).await
    } else {
        serve_http(stream, Scheme::Http, router, stop).await
    }
}

async fn serve_http<S>(
    stream: S,
    scheme: Scheme,
    router: Router,
    mut stop: watch::Receiver<bool>,
) -> io::Result<()>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let plan = WirePlan::default();
    let stream = FaultyStream::new(stream, plan.clone());
    let service = service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
        let mut request: Request = request.map(axum::body::Body::new);
        request.extensions_mut().insert(scheme);
        request.extensions_mut().insert(plan.clone());
        let router = router.clone();
        async move {
            Ok::<_, Infallible>(
                router
                    .oneshot(request)
                    .await
                    .unwrap_or_else(|never| match never {}),
            )
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        // A client that has closed its side may still read, and its request is still processed, as by the real service.
        .half_close(true)
        .serve_connection(TokioIo::new(stream), service);
    tokio::pin!(connection);
    tokio::select! {
        served = connection.as_mut() => return served.map_err(io::Error::other),
        () = until_stopped(&mut stop) => connection.as_mut().graceful_shutdown(),
    }
    connection.await.map_err(io::Error::other)
}

/// Returns when the fake is stopped or dropped.
pub(super) async fn until_stopped(stop: &mut watch::Receiver<bool>) {
    // An error means that the sender was dropped, which also stops the server.
    let _ = stop.wait_for(|stop| *stop).await;
}
