//! A service that loses one write, and counts what takes effect.

use std::sync::Mutex;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Method, Response};
use msgraph_identity_core::TransportErrorKind::{
    self as Kind, BodyCut, Certificate, Connect, Request, Tls,
};
use msgraph_identity_core::{Transport, TransportError, TransportFuture};
use serde_json::json;

use crate::faults::scripted::{PARTNER, connector};

/// `Retry-After` that says how long to wait, and that does not. Several values are separated by `|`.
pub(super) const TELLING: [&str; 7] = ["0", "0.249", "1", "1|2", "next", "next|next", HUGE];
pub(super) const SILENT: [&str; 15] = [
    "absent",
    "",
    "soon",
    "-1",
    "+1",
    "1e1",
    "1s",
    "1, 2",
    "é",
    "past",
    "1|soon",
    "soon|1",
    "1|",
    "next|past",
    "1|past",
];
const HUGE: &str = "18446744073709551616";
pub(super) const NOW: Duration = Duration::from_secs(784_111_747);
const PAST: &str = "Sun, 06 Nov 1994 08:49:06 GMT";
const NEXT: &str = "Sun, 06 Nov 1994 08:49:37 GMT";

/// What happens to the first write.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cut {
    /// It does not reach the service.
    Lost(Kind),
    /// It takes effect, and the response is lost.
    LostResponse(Kind),
    /// It takes effect, and there is never a response.
    Silence,
    /// It has this status and `Retry-After`, and takes effect unless that is a refusal.
    Answer(u16, &'static str),
    /// The same, but the body breaks off.
    HalfBody(u16),
}

impl Cut {
    /// The rule: whether this proves that nothing happened.
    pub(super) fn is_proof(self) -> bool {
        match self {
            Self::Lost(kind) => matches!(kind, Connect | Tls | Certificate | Request),
            Self::Answer(503, retry_after) => TELLING.contains(&retry_after),
            Self::Answer(status, _) | Self::HalfBody(status) => {
                (400..500).contains(&status) && status != 408
            }
            Self::LostResponse(_) | Self::Silence => false,
        }
    }

    /// Whether a POST is sent again.
    pub(super) fn is_repeated(self) -> bool {
        match self {
            Self::Lost(kind) => matches!(kind, Connect | Tls),
            Self::Answer(429 | 503, retry_after) => self.is_proof() && retry_after != HUGE,
            cut => matches!(cut, Self::HalfBody(429)),
        }
    }
}

/// A service with one entity.
#[derive(Default)]
pub(super) struct Service {
    pub(super) cut: Option<Cut>,
    /// Whether it refuses other methods after the first write.
    pub(super) refuses_others: bool,
    pub(super) first: Option<Method>,
    pub(super) exists: bool,
    pub(super) writes: usize,
    pub(super) effects: usize,
}

impl Service {
    fn receive(&mut self, method: &Method, path: &str) -> Option<Result<Response<Bytes>, Kind>> {
        if self.refuses_others && self.first.as_ref().is_some_and(|first| first != method) {
            return Some(Ok(response(403, "absent")));
        }
        if method == Method::GET {
            return Some(Ok(self.read(path)));
        }
        self.first.get_or_insert_with(|| method.clone());
        self.writes += 1;
        let cut = self.cut.take();
        let is_lost = cut.is_some_and(|cut| matches!(cut, Cut::Lost(_)) || cut.is_proof());
        let status = if is_lost { 0 } else { self.write(method) };
        Some(match cut {
            None => Ok(response(status, "absent")),
            Some(Cut::Lost(kind) | Cut::LostResponse(kind)) => Err(kind),
            Some(Cut::Silence) => return None,
            Some(Cut::Answer(status, retry_after)) => Ok(response(status, retry_after)),
            Some(Cut::HalfBody(200..=299)) => Err(BodyCut),
            Some(Cut::HalfBody(status)) => {
                Ok(response(status, "absent").map(|body| body.slice(..9)))
            }
        })
    }

    fn write(&mut self, method: &Method) -> u16 {
        let (status, exists) = match (method.as_str(), self.exists) {
            ("POST", _) => (201, true),
            ("PUT", false) | ("PATCH", true) => (204, true),
            ("DELETE", true) => (204, false),
            ("PUT", true) => return 409,
            _ => return 404,
        };
        self.exists = exists;
        self.effects += 1;
        status
    }

    fn read(&self, path: &str) -> Response<Bytes> {
        let body = match path.rsplit('/').next() {
            Some("apiConnectors") => json!({ "value": vec![connector("Vet"); self.exists.into()] }),
            _ if !self.exists => return response(404, "absent"),
            Some("identitySynchronization") => {
                json!({ "tenantId": PARTNER, "userSyncInbound": { "isSyncAllowed": self.effects > 0 } })
            }
            _ => connector("Vet"),
        };
        response(200, "absent").map(|_| body.to_string().into())
    }
}

fn response(status: u16, retry_after: &str) -> Response<Bytes> {
    let body = match status {
        204 | 205 => String::new(),
        200..=299 => connector("Vet").to_string(),
        _ => json!({ "error": { "code": "x", "message": "No." } }).to_string(),
    };
    let mut response = Response::builder()
        .status(status)
        .body(body.into())
        .unwrap();
    for value in retry_after.split('|').filter(|value| *value != "absent") {
        let value = value.replace("past", PAST).replace("next", NEXT);
        let value = HeaderValue::from_bytes(value.as_bytes()).unwrap();
        response.headers_mut().append("retry-after", value);
    }
    response
}

#[derive(Default)]
pub(super) struct Wire(pub(super) Mutex<Service>);

impl Transport for Wire {
    fn send(&self, request: reqwest::Request) -> TransportFuture<'_> {
        let mut service = self.0.lock().unwrap();
        match service.receive(request.method(), request.url().path()) {
            Some(answer) => Box::pin(async { answer.map_err(TransportError::new) }),
            None => Box::pin(std::future::pending()),
        }
    }
}
