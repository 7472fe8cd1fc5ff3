//! A provider that answers by a script, and a clock that may go wrong.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use reqwest::header::HeaderValue;
use tokio::task::JoinHandle;

use crate::{
    AccessToken, AccessTokenFuture, AccessTokenProvider, Clock, SleepFuture, SystemClock,
    TokenCache, TokenError, TokenRequest,
};

/// What the provider does when it is asked.
#[derive(Clone)]
pub(super) enum Step {
    /// Returns a token that lives for so long.
    Token(&'static str, Duration),
    Fail(&'static str),
    Hang,
}

/// Takes 50 ms for each step of the script, and repeats the last one for ever.
pub(super) struct Provider {
    script: Mutex<VecDeque<Step>>,
    asked: Mutex<Vec<TokenRequest>>,
    time: TimeOfDay,
}

impl Provider {
    pub(super) fn asked(&self) -> Vec<TokenRequest> {
        self.asked.lock().unwrap().clone()
    }

    /// How often it was asked.
    pub(super) fn count(&self) -> usize {
        self.asked().len()
    }

    fn next_step(&self) -> Step {
        let mut script = self.script.lock().unwrap();
        match script.len() {
            1 => script[0].clone(),
            _ => script.pop_front().unwrap(),
        }
    }
}

impl AccessTokenProvider for Provider {
    fn access_token(&self, request: TokenRequest) -> AccessTokenFuture<'_> {
        self.asked.lock().unwrap().push(request);
        let step = self.next_step();
        Box::pin(async move {
            self.time.sleep(Duration::from_millis(50)).await;
            match step {
                Step::Token(token, life) => {
                    Ok(AccessToken::new(token).expires_on(self.time.system_time() + life))
                }
                Step::Fail(reason) => Err(reason.into()),
                Step::Hang => std::future::pending().await,
            }
        })
    }

    fn kind(&self) -> &str {
        "the script"
    }
}

/// The time of day, to which some seconds are added.
#[derive(Clone, Copy)]
struct TimeOfDay {
    start: Instant,
    at_start: SystemTime,
    seconds_ahead: i64,
}

impl Clock for TimeOfDay {
    fn now(&self) -> Instant {
        SystemClock.now()
    }

    fn system_time(&self) -> SystemTime {
        let right = self.at_start + self.now().duration_since(self.start);
        let difference = Duration::from_secs(self.seconds_ahead.unsigned_abs());
        if self.seconds_ahead < 0 {
            right - difference
        } else {
            right + difference
        }
    }

    fn sleep(&self, duration: Duration) -> SleepFuture {
        SystemClock.sleep(duration)
    }
}

pub(super) fn cache(script: impl Into<VecDeque<Step>>) -> (Arc<TokenCache>, Arc<Provider>) {
    cache_on_machine(0, script)
}

/// A cache on a machine whose clock is so many seconds ahead of the provider's.
pub(super) fn cache_on_machine(
    seconds_ahead: i64,
    script: impl Into<VecDeque<Step>>,
) -> (Arc<TokenCache>, Arc<Provider>) {
    let time = TimeOfDay {
        start: SystemClock.now(),
        at_start: SystemTime::now(),
        seconds_ahead: 0,
    };
    let provider = Arc::new(Provider {
        script: Mutex::new(script.into()),
        asked: Mutex::default(),
        time,
    });
    let clock = Arc::new(TimeOfDay {
        seconds_ahead,
        ..time
    });
    (Arc::new(TokenCache::new(provider.clone(), clock)), provider)
}

/// A caller that asks the cache, and has got as far as it can without time.
pub(super) async fn asking(cache: &Arc<TokenCache>) -> JoinHandle<Result<HeaderValue, TokenError>> {
    let cache = cache.clone();
    let caller = tokio::spawn(async move { cache.authorization().await });
    tokio::task::yield_now().await;
    caller
}

pub(super) fn bearer(token: &str) -> HeaderValue {
    HeaderValue::try_from(format!("Bearer {token}")).unwrap()
}

pub(super) const HOUR: Duration = Duration::from_secs(3600);

/// Lets so many seconds go by.
pub(super) async fn wait(seconds: u64) {
    SystemClock.sleep(Duration::from_secs(seconds)).await;
}
