//! The router: one handler for all paths, since Microsoft Graph matches them without regard to case.

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::Response;
use axum::routing::any;

use super::broken_body::BrokenBody;
use super::connection::Scheme;
use super::wire::{WireFault, WirePlan};
use crate::answer::{Answer, Delivery};
use crate::clock::Clock;
use crate::control;
use crate::graph_error::GraphError;
use crate::received::Received;
use crate::service::Service;

/// The longest body that is read: 4 MB, as Microsoft Graph has it.
const MAX_BODY: usize = 4 * 1024 * 1024;

/// What the handler needs.
#[derive(Clone)]
pub(crate) struct Front {
    pub(crate) service: Arc<Service>,
    /// Whether each request gets a line on standard error.
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
    let service = &front.service;
    let delivery = match axum::body::to_bytes(body, MAX_BODY).await {
        Err(_) => Delivery::whole(service.refuse(too_large(), &parts.headers)),
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
            if request.path.starts_with(control::PREFIX) {
                return into_response(control::answer(service, &request));
            }
            service.receive(request).await
        }
    };
    if front.log {
        log(
            &service.clock,
            &parts.method,
            &parts.uri,
            &delivery,
            started,
        );
    }
    send(delivery, parts.extensions.get::<WirePlan>())
}

/// The query stays out of the log: it may hold what is nobody else's business.
fn log(clock: &Clock, method: &Method, uri: &Uri, delivery: &Delivery, started: Instant) {
    let (status, took) = (
        delivery.answer.status.as_u16(),
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

fn too_large() -> GraphError {
    let message = "The body is longer than 4 MB, or it was cut off.";
    GraphError::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "RequestEntityTooLarge",
        message,
    )
}

/// A fault of the network needs one: called in process, a cut ends the body with an error, wherever it was to be.
fn send(delivery: Delivery, plan: Option<&WirePlan>) -> Response {
    match (delivery.wire, plan) {
        (Some(fault), Some(plan)) => plan.set(fault, delivery.answer.body.len()),
        (Some(WireFault::Cut(_)), None) => {
            let mut response = into_response(delivery.answer);
            *response.body_mut() = Body::new(BrokenBody);
            return response;
        }
        _ => {}
    }
    into_response(delivery.answer)
}

/// Where the client believes it is talking to: its links must lead there again.
fn origin(scheme: Scheme, uri: &Uri, headers: &HeaderMap) -> String {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    match host.or(uri.authority().map(|authority| authority.as_str())) {
        Some(host) => format!("{}://{host}", scheme.as_str()),
        None => "https://graph.microsoft.com".to_owned(),
    }
}

fn into_response(answer: Answer) -> Response {
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() = answer.status;
    *response.headers_mut() = answer.headers;
    response
}
