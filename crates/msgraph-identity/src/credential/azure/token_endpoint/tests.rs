//! How responses of token endpoints are read, and how often a request is repeated. A transport answers by a script.

mod answers;
mod attempts;

use std::collections::VecDeque;
use std::error::Error;
use std::sync::{Arc, Mutex};
use std::time::{Instant, SystemTime};

use azure_core::http::Url;
use bytes::Bytes;
use msgraph_identity_core::{SleepFuture, TransportFuture};
use serde_json::{Value, json};

use super::*;

type Step = Result<(u16, &'static [(&'static str, &'static str)], String), TransportErrorKind>;

struct Script {
    steps: Mutex<VecDeque<Step>>,
    sent: Mutex<Vec<reqwest::Request>>,
}

impl Transport for Script {
    fn send(&self, request: reqwest::Request) -> TransportFuture<'_> {
        self.sent.lock().unwrap().push(request);
        let mut steps = self.steps.lock().unwrap();
        let step = if steps.len() > 1 {
            steps.pop_front().unwrap()
        } else {
            steps[0].clone()
        };
        Box::pin(async move {
            let (status, headers, body) = step.map_err(TransportError::new)?;
            let mut response = http::Response::builder().status(status);
            for (name, value) in headers {
                response = response.header(*name, *value);
            }
            Ok(response.body(Bytes::from(body)).unwrap())
        })
    }
}

/// A clock that only waits move.
struct Waits {
    start: Instant,
    waits: Mutex<Vec<Duration>>,
}

impl Clock for Waits {
    fn now(&self) -> Instant {
        self.start + self.waits.lock().unwrap().iter().sum::<Duration>()
    }

    fn system_time(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000)
    }

    fn sleep(&self, duration: Duration) -> SleepFuture {
        self.waits.lock().unwrap().push(duration);
        Box::pin(std::future::ready(()))
    }
}

/// The response that azure_identity sees, the requests sent, and the waits in milliseconds.
struct Outcome {
    answer: Result<Value, AuthenticationError>,
    requests: Vec<reqwest::Request>,
    waits: Vec<u128>,
}

impl Outcome {
    fn error(&self) -> &AuthenticationError {
        self.answer.as_ref().unwrap_err()
    }
}

fn request() -> Request {
    let url = "https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token";
    let mut request = Request::new(Url::parse(url).unwrap(), Method::Post);
    request.insert_header("content-type", "application/x-www-form-urlencoded");
    request.insert_header("x-identity-header", "h3ader s3cret");
    request.set_body("client_secret=s3cret");
    request
}

async fn ask_with(kind: Kind, retry: RetryPolicy, steps: Vec<Step>) -> Outcome {
    let script = Arc::new(Script {
        steps: Mutex::new(steps.into()),
        sent: Mutex::default(),
    });
    let clock = Arc::new(Waits {
        start: Instant::now(),
        waits: Mutex::default(),
    });
    let endpoint = TokenEndpoint {
        kind,
        transport: script.clone(),
        clock: clock.clone(),
        retry,
        random: Random::new(|| 1.0),
    };
    let answer = match endpoint.execute_request(&request()).await {
        Ok(response) => {
            let body = response.into_body().collect().await.unwrap();
            Ok(serde_json::from_slice(&body).unwrap())
        }
        Err(error) => Err(error.downcast_ref::<AuthenticationError>().unwrap().clone()),
    };
    let waits = clock
        .waits
        .lock()
        .unwrap()
        .iter()
        .map(Duration::as_millis)
        .collect();
    let requests = std::mem::take(&mut *script.sent.lock().unwrap());
    Outcome {
        answer,
        requests,
        waits,
    }
}

async fn ask(steps: Vec<Step>) -> Outcome {
    ask_with(Kind::Authority, RetryPolicy::default(), steps).await
}

const JSON: &[(&str, &str)] = &[("content-type", "application/json; charset=utf-8")];

fn answer(status: u16, body: &Value) -> Step {
    Ok((status, JSON, body.to_string()))
}

fn token() -> Step {
    answer(
        200,
        &json!({ "token_type": "Bearer", "expires_in": 3599, "access_token": "eyJ0" }),
    )
}
