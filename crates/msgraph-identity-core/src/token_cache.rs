//! Keeps the access token: one request for it however many need it, early refresh, renewal of what the service rejects.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use reqwest::header::HeaderValue;
use tokio::sync::{Mutex, MutexGuard};
use zeroize::Zeroizing;

use crate::clock::timeout;
use crate::token_permissions::permissions;
use crate::{AccessToken, AccessTokenProvider, Clock, Secret, TokenError, TokenRequest};

/// A token is refreshed this long before it expires, or at half its life where that is shorter.
const REFRESH_WINDOW: Duration = Duration::from_secs(300);
/// A token that is about to expire would expire on its way.
const MARGIN: Duration = Duration::from_secs(30);
/// How long an early refresh is left alone that failed, or whose caller was dropped.
const REFRESH_PAUSE: Duration = Duration::from_secs(30);
/// How long a provider may take: longer than the 70 s for which a managed identity is asked again while it is updated.
const PROVIDER_TIMEOUT: Duration = Duration::from_secs(90);
/// How long it may take where there still is a good token, which a caller does not wait for.
const EARLY_REFRESH_TIMEOUT: Duration = Duration::from_secs(10);

/// The access token of a provider, kept for as long as it is good.
///
/// - However many callers need a token at the same time, the provider is asked once, and its failure is everybody's.
/// - A token that expires soon is refreshed by one caller, while the others use it on. A refresh that fails, or takes longer than
///   ten seconds, is no error as long as the old token is good.
/// - A caller that is dropped while it asks the provider leaves the next one to ask.
pub struct TokenCache {
    provider: Arc<dyn AccessTokenProvider>,
    clock: Arc<dyn Clock>,
    kept: RwLock<Option<Kept>>,
    /// Held by the one who asks the provider.
    flight: Mutex<Flight>,
    /// How often the provider has answered.
    answers: AtomicU64,
}

/// What the provider was asked last, and what came of it.
struct Flight {
    request: TokenRequest,
    error: Option<TokenError>,
}

#[derive(Clone)]
struct Kept {
    authorization: HeaderValue,
    expires_at: Option<Instant>,
    refresh_at: Option<Instant>,
}

impl Kept {
    fn is_good(&self, now: Instant) -> bool {
        self.expires_at.is_none_or(|end| now + MARGIN < end)
    }

    fn is_fresh(&self, now: Instant) -> bool {
        self.refresh_at.is_none_or(|time| now < time)
    }
}

impl TokenCache {
    /// Keeps the tokens of this provider. Nothing is asked for yet.
    pub fn new(provider: Arc<dyn AccessTokenProvider>, clock: Arc<dyn Clock>) -> Self {
        Self {
            provider,
            clock,
            kept: RwLock::new(None),
            flight: Mutex::new(Flight {
                request: TokenRequest::Needed,
                error: None,
            }),
            answers: AtomicU64::new(0),
        }
    }

    /// The value of the header `Authorization`, marked as sensitive.
    ///
    /// # Errors
    ///
    /// [`TokenError`] where there is no good token and the provider returns none.
    pub async fn authorization(&self) -> Result<HeaderValue, TokenError> {
        let now = self.clock.now();
        match self.kept() {
            Some(kept) if kept.is_fresh(now) => Ok(kept.authorization),
            Some(kept) if kept.is_good(now) => self.refresh(kept).await,
            _ => self.fetch_once().await,
        }
    }

    /// Another value in place of one that the service has rejected; `None` where there is no other.
    ///
    /// # Errors
    ///
    /// [`TokenError`] where the provider returns none.
    pub async fn renew(&self, rejected: &HeaderValue) -> Result<Option<HeaderValue>, TokenError> {
        let answers = self.answers.load(Ordering::Acquire);
        let mut flight = self.flight.lock().await;
        let other =
            |authorization: HeaderValue| (authorization != *rejected).then_some(authorization);
        if let Some(other) = self.kept().and_then(|kept| other(kept.authorization)) {
            return Ok(Some(other));
        }
        let is_answered = self.answers.load(Ordering::Acquire) != answers;
        if is_answered && flight.request == TokenRequest::Rejected {
            // Somebody else was told in the meantime that there is no other token.
            return flight.error.clone().map_or(Ok(None), Err);
        }
        let fetched = self.fetch(&mut flight, TokenRequest::Rejected, PROVIDER_TIMEOUT);
        fetched.await.map(other)
    }

    /// The permissions that the kept token says it has, by name: for diagnosis, never for a decision. `None` where there is no
    /// token, or one that only the service can read.
    pub fn granted_permissions(&self) -> Option<BTreeSet<String>> {
        let kept = self.kept()?;
        let token = kept.authorization.to_str().ok()?.strip_prefix("Bearer ")?;
        permissions(token)
    }

    /// Refreshes what is still good. Whoever comes second uses it on.
    async fn refresh(&self, stale: Kept) -> Result<HeaderValue, TokenError> {
        let Ok(mut flight) = self.flight.try_lock() else {
            return Ok(stale.authorization);
        };
        // Since it was looked at, somebody else may have refreshed it, or may have failed to.
        let kept = self.kept().unwrap_or(stale);
        let now = self.clock.now();
        if kept.is_fresh(now) {
            return Ok(kept.authorization);
        }
        // Set beforehand: a caller that is dropped here, as its own time is up, must not be followed by one after the other.
        self.keep(Kept {
            refresh_at: Some(now + REFRESH_PAUSE),
            ..kept.clone()
        });
        let fetched = self.fetch(&mut flight, TokenRequest::Needed, EARLY_REFRESH_TIMEOUT);
        let error = match fetched.await {
            Ok(authorization) => return Ok(authorization),
            Err(error) => error,
        };
        if !kept.is_good(self.clock.now()) {
            return Err(error);
        }
        let reason = error.provider_error().map(tracing::field::display);
        tracing::warn!(%error, reason, "the access token could not be refreshed early");
        Ok(kept.authorization)
    }

    /// Asks the provider, or waits for the one who does and takes what that one gets.
    async fn fetch_once(&self) -> Result<HeaderValue, TokenError> {
        let answers = self.answers.load(Ordering::Acquire);
        let mut flight = self.flight.lock().await;
        if self.answers.load(Ordering::Acquire) != answers {
            if let Some(error) = &flight.error {
                return Err(error.clone());
            }
            if let Some(kept) = self.kept() {
                return Ok(kept.authorization);
            }
        }
        self.fetch(&mut flight, TokenRequest::Needed, PROVIDER_TIMEOUT)
            .await
    }

    async fn fetch(
        &self,
        flight: &mut MutexGuard<'_, Flight>,
        request: TokenRequest,
        at_most: Duration,
    ) -> Result<HeaderValue, TokenError> {
        let asked = self.provider.access_token(request);
        let end = self.clock.sleep(at_most);
        let outcome = match timeout(asked, end).await {
            Some(Ok(token)) => self.accept(token),
            Some(Err(reason)) => Err(TokenError::provider(reason)),
            None => Err(TokenError::timed_out(at_most)),
        };
        **flight = Flight {
            request,
            error: outcome.as_ref().err().cloned(),
        };
        self.answers.fetch_add(1, Ordering::Release);
        outcome
    }

    fn accept(&self, token: AccessToken) -> Result<HeaderValue, TokenError> {
        let (secret, expires_on) = token.into_parts();
        let authorization = bearer(&secret)?;
        let now = self.clock.now();
        // By the monotonic clock from here on: the time of day may be set while the token is kept.
        let life = expires_on.map(|end| {
            end.duration_since(self.clock.system_time())
                .unwrap_or_default()
        });
        self.keep(Kept {
            authorization: authorization.clone(),
            expires_at: life.and_then(|life| now.checked_add(life)),
            refresh_at: life.and_then(|life| now.checked_add(life - REFRESH_WINDOW.min(life / 2))),
        });
        Ok(authorization)
    }

    fn kept(&self) -> Option<Kept> {
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        kept.clone()
    }

    fn keep(&self, kept: Kept) {
        *self.kept.write().unwrap_or_else(PoisonError::into_inner) = Some(kept);
    }
}

impl fmt::Debug for TokenCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenCache").finish_non_exhaustive()
    }
}

fn bearer(token: &Secret) -> Result<HeaderValue, TokenError> {
    if token.expose().is_empty() {
        return Err(TokenError::unusable());
    }
    let text = Zeroizing::new(format!("Bearer {}", token.expose()));
    let mut value = HeaderValue::from_str(&text).map_err(|_| TokenError::unusable())?;
    value.set_sensitive(true);
    Ok(value)
}

#[cfg(test)]
mod tests;
