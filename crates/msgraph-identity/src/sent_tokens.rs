//! The access tokens that were sent. They are masked in text that this crate did not write: a proxy may echo the headers of a request
//! in its error page.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use http::header::AUTHORIZATION;
use msgraph_identity_core::{Secret, Transport, TransportFuture};
use reqwest::Request;

/// How many tokens are remembered. A response can only repeat one of the last few.
const REMEMBERED: usize = 4;
/// Shorter texts are not masked: they would be found in ordinary words.
const SHORTEST: usize = 4;
const MASK: &str = "<redacted>";

/// A transport that remembers the last access tokens that went through it.
pub(crate) struct SentTokens {
    transport: Arc<dyn Transport>,
    tokens: Mutex<VecDeque<Secret>>,
}

impl SentTokens {
    pub(crate) fn new(transport: Arc<dyn Transport>) -> Arc<Self> {
        Arc::new(Self {
            transport,
            tokens: Mutex::default(),
        })
    }

    /// Replaces the tokens in a text.
    pub(crate) fn mask<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let mut masked = Cow::Borrowed(text);
        for token in &*self.tokens() {
            if masked.contains(token.expose()) {
                masked = masked.replace(token.expose(), MASK).into();
            }
        }
        masked
    }

    /// Returns the first bytes of a body with the tokens in it replaced, also as JSON may write them.
    pub(crate) fn mask_start(&self, body: &[u8], length: usize) -> Vec<u8> {
        let tokens = self.tokens();
        let longest = tokens.iter().map(|token| 2 * token.expose().len()).max();
        // A token that begins within the first bytes may end behind them.
        let end = body.len().min(length + longest.unwrap_or_default());
        let mut start = body[..end].to_vec();
        for token in &*tokens {
            let token = token.expose();
            for form in [token.to_owned(), token.replace('/', "\\/")] {
                replace(&mut start, form.as_bytes());
            }
        }
        start.truncate(length);
        start
    }

    fn remember(&self, token: &str) {
        let mut tokens = self.tokens();
        if token.len() >= SHORTEST && tokens.iter().all(|known| known.expose() != token) {
            tokens.truncate(REMEMBERED - 1);
            tokens.push_front(Secret::from(token));
        }
    }

    fn tokens(&self) -> MutexGuard<'_, VecDeque<Secret>> {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for SentTokens {
    fn send(&self, request: Request) -> TransportFuture<'_> {
        let authorization = request.headers().get(AUTHORIZATION);
        let authorization = authorization.and_then(|value| value.to_str().ok());
        if let Some(token) = authorization.and_then(|value| value.strip_prefix("Bearer ")) {
            self.remember(token);
        }
        self.transport.send(request)
    }
}

fn replace(bytes: &mut Vec<u8>, token: &[u8]) {
    let mut from = 0;
    while let Some(at) = bytes[from..]
        .windows(token.len())
        .position(|window| window == token)
    {
        let at = from + at;
        bytes.splice(at..at + token.len(), MASK.bytes());
        from = at + MASK.len();
    }
}
