//! The router. One handler serves all paths, because Microsoft Graph ignores the case of path segments.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Instant;

use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, Uri, header};
use axum::response::Response;
use axum::routing::any;
use hyper::body::Frame;

use super::connection::Scheme;
use super::request_body;
use super::wire::WirePlan;
use crate::clock::Clock;
use crate::fake_response::{Delivery, FakeResponse, WireFault};
use crate::graph_request::Received;
use crate::state::FakeState;
use crate::{control, dispatch};

/// The state of the handler.
#[derive(Clone)]
pub(crate) struct Front {
    pub(crate) state: Arc<FakeState>,
    /// Whether each request is logged to standard error.
    pub(crate) log: bool,
}

pub(crate) fn router(front: Front) -> Router {
    Router::new()
        .route("/healthz", any(|| async { "ok\n" }))
        .fallback(handle)
        .with_state(front)
}

async fn handle(State(front): State<Front>, request: Request) -> Response {
    let started = Instant::now();
    let (parts, body) = request.into_parts();
    let state = &front.state;
    let delivery = match request_body::read(body, &parts.headers).await {
        Err(error) => Delivery::whole(dispatch::refuse(state, error, &parts.headers)),
        Ok(body) => {
            let scheme = parts
                .extensions
                .get::<Scheme>()
                .copied()
                .unwrap_or(Scheme::Http);
            let request = Received {
                method: parts.method.clone(),
                path: parts.uri.path().to_owned(),
                query: parts.uri.query().unwrap_or_default().to_owned(),
                origin: origin(scheme, &parts.uri, &parts.headers),
                headers: parts.headers,
                body,
            };
            if let Some(resource) = control::resource(&request.path) {
                return into_response(control::respond(state, &request, resource));
            }
            dispatch::receive(state, request).await
        }
    };
    if front.log {
        log(&state.clock, &parts.method, &parts.uri, &delivery, started);
    }
    send(delivery, parts.extensions.get::<WirePlan>())
}

/// Logs a request without its query, which may contain secrets.
fn log(clock: &Clock, method: &Method, uri: &Uri, delivery: &Delivery, started: Instant) {
    let (status, took) = (
        delivery.response.status.as_u16(),
        started.elapsed().as_millis(),
    );
    let fault = delivery
        .wire
        .as_ref()
        .map_or(String::new(), |fault| format!(" {fault:?}"));
    eprintln!(
        "{} {status} {method} {} {took} ms{fault}",
        clock.http_date(),
        uri.path()
    );
}

/// Sends a response, with its network fault. Without a network, every cut ends the body with an error.
fn send(delivery: Delivery, plan: Option<&WirePlan>) -> Response {
    match (delivery.wire, plan) {
        (Some(fault), Some(plan)) => plan.set(fault, delivery.response.body.len()),
        (Some(WireFault::Cut(_)), None) => {
            let mut response = into_response(delivery.response);
            *response.body_mut() = Body::new(BrokenBody);
            return response;
        }
        _ => {}
    }
    into_response(delivery.response)
}

/// The root that the client called. Links in the response lead there.
fn origin(scheme: Scheme, uri: &Uri, headers: &HeaderMap) -> String {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    match host.or(uri.authority().map(|authority| authority.as_str())) {
        Some(host) => format!("{}://{host}", scheme.as_str()),
        None => "https://graph.microsoft.com".to_owned(),
    }
}

fn into_response(fake: FakeResponse) -> Response {
    let mut response = Response::new(Body::from(fake.body));
    *response.status_mut() = fake.status;
    *response.headers_mut() = fake.headers;
    response
}

pub(super) struct BrokenBody;

impl HttpBody for BrokenBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        Poll::Ready(Some(Err(io::ErrorKind::ConnectionAborted.into())))
    }
}
