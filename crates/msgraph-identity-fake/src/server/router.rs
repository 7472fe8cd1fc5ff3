//! The router. One handler serves all paths, because Microsoft Graph ignores the case of path segments.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Instant;

use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
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

pub(crate) fn router(state: Arc<FakeState>) -> Router {
    Router::new()
        .route("/healthz", any(|| async { "ok\n" }))
        .fallback(handle)
        .with_state(state)
}

async fn handle(State(state): State<Arc<FakeState>>, request: Request) -> Response {
    let started = Instant::now();
    let (parts, body) = request.into_parts();
    let scheme = parts.extensions.get().copied();
    let (body, unreadable) = match request_body::read(body, &parts.headers).await {
        Ok(body) => (body, None),
        Err(error) => (Bytes::new(), Some(error)),
    };
    let request = Received {
        method: parts.method.clone(),
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        origin: origin(scheme.unwrap_or(Scheme::Http), &parts.uri, &parts.headers),
        headers: parts.headers,
        body,
    };
    if let Some(resource) = control::resource(&request.path) {
        return into_response(match unreadable {
            Some(error) => control::error(error.status, &error.message),
            None => control::respond(&state, &request, resource),
        });
    }
    let delivery = match unreadable {
        Some(error) => dispatch::refuse_body(&state, &request, error),
        None => dispatch::receive(&state, request).await,
    };
    if state.logs {
        log(&state.clock, &parts.method, &parts.uri, &delivery, started);
    }
    send(delivery, &parts.method, parts.extensions.get::<WirePlan>())
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
fn send(delivery: Delivery, method: &Method, plan: Option<&WirePlan>) -> Response {
    let Delivery { response, wire } = delivery;
    match (wire, plan) {
        (Some(fault), Some(plan)) => {
            let status = response.status;
            let has_body = *method != Method::HEAD
                && ![StatusCode::NO_CONTENT, StatusCode::NOT_MODIFIED].contains(&status);
            plan.set(fault, if has_body { response.body.len() } else { 0 });
        }
        (Some(WireFault::Cut(_)), None) => {
            let mut response = into_response(response);
            *response.body_mut() =
                Body::new(RawBody::new(Err(io::ErrorKind::ConnectionAborted.into())));
            return response;
        }
        _ => {}
    }
    into_response(response)
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
    let framing = [header::CONTENT_LENGTH, header::TRANSFER_ENCODING];
    let is_framed = framing.iter().any(|name| fake.headers.contains_key(name));
    let body = match is_framed {
        true => Body::new(RawBody::new(Ok(fake.body.into()))),
        false => Body::from(fake.body),
    };
    let mut response = Response::new(body);
    *response.status_mut() = fake.status;
    *response.headers_mut() = fake.headers;
    response
}

/// A body whose headers say how it is sent, whether or not they are right, or an error.
struct RawBody {
    bytes: Option<io::Result<Bytes>>,
    has_paused: bool,
}

impl RawBody {
    fn new(bytes: io::Result<Bytes>) -> Self {
        Self {
            bytes: Some(bytes),
            has_paused: false,
        }
    }
}

impl HttpBody for RawBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if let Some(bytes) = self.bytes.take() {
            return Poll::Ready(Some(bytes.map(Frame::data)));
        }
        // The end of a body that is too short ends the connection. Before that, what there is must be written.
        if !std::mem::replace(&mut self.has_paused, true) {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(None)
    }
}
