//! A transport that answers by a script, and remembers what it was given.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use msgraph_identity_core::{
    AccessToken, AccessTokenFuture, AccessTokenProvider, Pipeline, PipelineBuilder, Random,
    ServiceRoot, Session, TokenRequest, Transport, TransportError, TransportErrorKind,
    TransportFuture,
};
use reqwest::{Method, Request, Url};
use tokio::time::Instant;

pub(crate) const ROOT: &str = "https://graph.microsoft.com/v1.0";
pub(crate) const URL: &str = "https://graph.microsoft.com/v1.0/identity/apiConnectors";

/// One answer of the script.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// A status and headers, with this body.
    Answer(u16, Vec<(&'static str, String)>, &'static str),
    Fail(TransportErrorKind),
    /// The next step, later.
    After(Duration, Box<Step>),
    /// Nothing, ever.
    Hang,
}

pub(crate) fn status(status: u16) -> Step {
    Step::Answer(status, Vec::new(), "")
}

pub(crate) fn retry_after(status: u16, value: &str) -> Step {
    Step::Answer(status, vec![("retry-after", value.to_owned())], "")
}

/// A request as it was given to the transport, and when.
#[derive(Debug)]
pub(crate) struct Sent {
    pub(crate) at: Duration,
    pub(crate) request: Request,
}

impl Sent {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let value = self.request.headers().get(name)?;
        Some(value.to_str().unwrap())
    }
}

/// Answers by a script; the last step again and again.
pub(crate) struct Double {
    start: Instant,
    script: Mutex<VecDeque<Step>>,
    sent: Mutex<Vec<Sent>>,
}

impl Double {
    pub(crate) fn new(script: impl IntoIterator<Item = Step>) -> Arc<Self> {
        Arc::new(Self {
            start: Instant::now(),
            script: Mutex::new(script.into_iter().collect()),
            sent: Mutex::default(),
        })
    }

    /// What was sent so far, leaving nothing.
    pub(crate) fn take_sent(&self) -> Vec<Sent> {
        std::mem::take(&mut *self.sent.lock().unwrap())
    }

    /// How long after the start each request was sent, in milliseconds.
    pub(crate) fn times(&self) -> Vec<u128> {
        let sent = self.sent.lock().unwrap();
        sent.iter().map(|sent| sent.at.as_millis()).collect()
    }

    pub(crate) fn count(&self) -> usize {
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
                return Ok(response.body(Bytes::from_static(body.as_bytes())).unwrap());
            }
        }
    }
}

/// A provider that returns these tokens one after the other, the last one again and again, and counts.
pub(crate) struct Tokens {
    tokens: Mutex<VecDeque<&'static str>>,
    pub(crate) asked: Mutex<Vec<TokenRequest>>,
}

impl Tokens {
    pub(crate) fn new(tokens: impl IntoIterator<Item = &'static str>) -> Arc<Self> {
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
}

/// A pipeline in which every wait is as long as it can be.
pub(crate) fn pipeline(transport: &Arc<Double>) -> PipelineBuilder {
    Pipeline::builder(transport.clone(), Tokens::new(["s3cret-t0ken"])).random(Random::new(|| 1.0))
}

pub(crate) fn session(pipeline: PipelineBuilder) -> Session {
    Session::new(ServiceRoot::parse(ROOT).unwrap(), pipeline.build())
}

pub(crate) fn request(method: Method) -> Request {
    Request::new(method, Url::parse(URL).unwrap())
}

/// A GET of a URL.
pub(crate) fn get(url: &str) -> Request {
    Request::new(Method::GET, Url::parse(url).unwrap())
}
