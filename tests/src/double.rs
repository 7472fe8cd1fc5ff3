//! A transport that answers by a script and keeps the requests.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use msgraph_identity_core::{
    AccessToken, AccessTokenFuture, AccessTokenProvider, TokenRequest, Transport, TransportError,
    TransportErrorKind, TransportFuture,
};
use reqwest::Request;
use serde_json::{Value, json};
use tokio::time::Instant;

/// One step of the script.
#[derive(Clone, Debug)]
pub enum Step {
    /// A status and headers, with this body.
    Answer(u16, Vec<(&'static str, String)>, Bytes),
    /// A failure without a response.
    Fail(TransportErrorKind),
    /// Another step, after a wait.
    After(Duration, Box<Step>),
    /// No response, ever.
    Hang,
}

/// A status without headers and body.
pub fn status(status: u16) -> Step {
    Step::Answer(status, Vec::new(), Bytes::new())
}

/// A status with a JSON body.
pub fn json(status: u16, body: &Value) -> Step {
    let content_type = "application/json;odata.metadata=minimal".to_owned();
    let headers = vec![("content-type", content_type)];
    Step::Answer(status, headers, body.to_string().into())
}

/// A status with a `Retry-After`.
pub fn retry_after(status: u16, value: &str) -> Step {
    Step::Answer(
        status,
        vec![("retry-after", value.to_owned())],
        Bytes::new(),
    )
}

/// A request that the transport got, and when.
#[derive(Debug)]
pub struct Sent {
    /// How long after the start of the transport.
    pub at: Duration,
    /// The request.
    pub request: Request,
}

impl Sent {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let value = self.request.headers().get(name)?;
        Some(value.to_str().unwrap())
    }

    /// The body, which is JSON.
    pub fn json(&self) -> Value {
        let body = self.request.body().and_then(|body| body.as_bytes());
        serde_json::from_slice(body.unwrap()).unwrap()
    }
}

/// Answers by a script, and repeats the last step without end. It uses the clock of tokio, which tests pause.
#[derive(Debug)]
pub struct Double {
    start: Instant,
    script: Mutex<VecDeque<Step>>,
    sent: Mutex<Vec<Sent>>,
}

impl Double {
    /// A transport with this script.
    pub fn new(script: impl IntoIterator<Item = Step>) -> Arc<Self> {
        Arc::new(Self {
            start: Instant::now(),
            script: Mutex::new(script.into_iter().collect()),
            sent: Mutex::default(),
        })
    }

    /// Replaces the rest of the script.
    pub fn replace(&self, script: impl IntoIterator<Item = Step>) {
        *self.script.lock().unwrap() = script.into_iter().collect();
    }

    /// Returns the requests so far, and forgets them.
    pub fn take_sent(&self) -> Vec<Sent> {
        std::mem::take(&mut *self.sent.lock().unwrap())
    }

    /// How long after the start each request was sent, in milliseconds.
    pub fn times(&self) -> Vec<u128> {
        let sent = self.sent.lock().unwrap();
        sent.iter().map(|sent| sent.at.as_millis()).collect()
    }

    /// How many requests were sent so far.
    pub fn count(&self) -> usize {
        self.sent.lock().unwrap().len()
    }

    fn next_step(&self) -> Step {
        let mut script = self.script.lock().unwrap();
        if script.len() > 1 {
            script.pop_front().unwrap()
        } else {
            script.front().unwrap().clone()
        }
    }
}

impl Transport for Double {
    fn send(&self, request: Request) -> TransportFuture<'_> {
        let at = self.start.elapsed();
        self.sent.lock().unwrap().push(Sent { at, request });
        Box::pin(perform(self.next_step()))
    }
}

async fn perform(mut step: Step) -> Result<http::Response<Bytes>, TransportError> {
    loop {
        match step {
            Step::After(wait, later) => {
                tokio::time::sleep(wait).await;
                step = *later;
            }
            Step::Hang => std::future::pending().await,
            Step::Fail(kind) => return Err(TransportError::new(kind)),
            Step::Answer(status, headers, body) => {
                let mut response = http::Response::builder().status(status);
                for (name, value) in headers {
                    let value = http::HeaderValue::from_bytes(value.as_bytes()).unwrap();
                    response = response.header(name, value);
                }
                return Ok(response.body(body).unwrap());
            }
        }
    }
}

/// Returns one page of connectors after the other, without end.
#[derive(Debug, Default)]
pub struct Endless(AtomicUsize);

impl Transport for Endless {
    fn send(&self, _: Request) -> TransportFuture<'_> {
        let number = self.0.fetch_add(1, Ordering::Relaxed);
        let next =
            format!("https://graph.microsoft.com/v1.0/identity/apiConnectors?$skiptoken={number}");
        let connector = json!({ "id": format!("connector-{number}"), "displayName": "Vet" });
        let page = json!({ "value": [connector], "@odata.nextLink": next });
        Box::pin(async move { Ok(http::Response::new(page.to_string().into())) })
    }
}

/// A provider that returns tokens one after the other, and repeats the last one without end.
#[derive(Debug)]
pub struct Tokens {
    tokens: Mutex<VecDeque<&'static str>>,
    /// The requests for a token.
    pub asked: Mutex<Vec<TokenRequest>>,
}

impl Tokens {
    /// A provider of these tokens. `error: …` stands for a failure with that text.
    pub fn new(tokens: impl IntoIterator<Item = &'static str>) -> Arc<Self> {
        Arc::new(Self {
            tokens: Mutex::new(tokens.into_iter().collect()),
            asked: Mutex::default(),
        })
    }
}

impl AccessTokenProvider for Tokens {
    fn access_token(&self, request: TokenRequest) -> AccessTokenFuture<'_> {
        self.asked.lock().unwrap().push(request);
        let mut tokens = self.tokens.lock().unwrap();
        let token = if tokens.len() > 1 {
            tokens.pop_front().unwrap()
        } else {
            tokens[0]
        };
        Box::pin(async move {
            match token.strip_prefix("error: ") {
                Some(reason) => Err(reason.into()),
                None => Ok(AccessToken::new(token)),
            }
        })
    }

    fn kind(&self) -> &str {
        "the double"
    }
}
