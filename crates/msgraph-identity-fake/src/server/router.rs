//! The router: one handler for all paths, since Microsoft Graph matches them without regard to case.

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::Response;
use axum::routing::any;

use super::connection::Scheme;
use crate::answer::Answer;
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
    let scheme = parts
        .extensions
        .get::<Scheme>()
        .copied()
        .unwrap_or(Scheme::Http);
    let (method, path) = (parts.method.clone(), parts.uri.path().to_owned());
    let answer = match axum::body::to_bytes(body, MAX_BODY).await {
        Err(_) => {
            let error = GraphError::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                "RequestEntityTooLarge",
                "The body is longer than 4 MB, or it was cut off.",
            );
            front.service.refuse(error, &parts.headers)
        }
        Ok(body) => {
            let request = Received {
                method: parts.method,
                query: parts.uri.query().unwrap_or_default().to_owned(),
                origin: origin(scheme, &parts.uri, &parts.headers),
                path: path.clone(),
                headers: parts.headers,
                body: body.to_vec(),
            };
            front.service.receive(request).await
        }
    };
    if front.log {
        let took = started.elapsed().as_millis();
        eprintln!(
            "{} {} {method} {path} {took} ms",
            front.service.clock.http_date(),
            answer.status.as_u16()
        );
    }
    into_response(answer)
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
