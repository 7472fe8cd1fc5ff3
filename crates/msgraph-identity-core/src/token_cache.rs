//! Keeps the access token: one request for all callers that need it, early refresh, renewal of what the service rejects.

mod state;

use std::collections::BTreeSet;
use std::fmt;
use std::future::poll_fn;
use std::mem;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::task::Poll;
use std::time::Duration;

use reqwest::header::HeaderValue;
use tokio::sync::{Mutex, MutexGuard};
use zeroize::Zeroizing;

use self::state::{Kept, PAUSE, Renewal, State};
use crate::clock::timeout;
use crate::token_permissions::{TokenPermissions, permissions, tenant_id, token_permissions};
use crate::{
    AccessToken, AccessTokenProvider, Clock, ForeignText, Secret, TokenError, TokenRequest,
};

/// A token is refreshed this long before it expires, or at half its life if that is shorter.
const REFRESH_WINDOW: Duration = Duration::from_secs(300);
/// How long a provider may take: longer than the 70 s for which a managed identity is asked again while it is updated.
const PROVIDER_TIMEOUT: Duration = Duration::from_secs(90);
/// How long it may take if there still is a good token, for which a caller does not wait.
const EARLY_REFRESH_TIMEOUT: Duration = Duration::from_secs(10);

/// The access token of a provider, kept for as long as it is good.
///
/// - However many callers need a token at the same time, the provider is asked once, and its failure is everybody's.
/// - A token that expires soon is refreshed by one caller, while the others use it on. A refresh that fails, or takes longer than
///   ten seconds, is no error as long as the old token is good.
/// - A caller that is dropped while it asks the provider leaves the next one to ask.
/// - A token that the service rejects is renewed once for all callers. If the provider returns the same one, fails, or returns
///   another one that is not accepted either, it is not asked again for 30 seconds.
pub struct TokenCache {
    provider: Arc<dyn AccessTokenProvider>,
    clock: Arc<dyn Clock>,
    state: RwLock<State>,
    /// Held by the caller that asks the provider. The error is that of the last request.
    flight: Mutex<Option<TokenError>>,
    /// How often the provider has answered.
    answers: AtomicU64,
}

impl TokenCache {
    /// Keeps the tokens of this provider. Nothing is asked for yet.
    pub fn new(provider: Arc<dyn AccessTokenProvider>, clock: Arc<dyn Clock>) -> Self {
        Self {
            provider,
            clock,
            state: RwLock::default(),
            flight: Mutex::default(),
            answers: AtomicU64::new(0),
        }
    }

    /// The value of the header `Authorization`, marked as sensitive.
    ///
    /// # Errors
    ///
    /// [`TokenError`] if there is no good token and the provider returns none.
    pub async fn authorization(&self) -> Result<HeaderValue, TokenError> {
        // Counted before the look at what is kept: an answer that arrives in between must not be asked for again.
        let answers = self.answers.load(Ordering::Acquire);
        let now = self.clock.now();
        match self.kept() {
            Some(kept) if kept.is_fresh(now) => Ok(kept.authorization),
            Some(kept) if kept.is_good(now) => self.refresh(kept).await,
            _ => self.fetch_once(answers).await,
        }
    }

    /// Another value in place of one that the service has rejected, with these claims if it asks for some. `None` if there is no
    /// other.
    ///
    /// The rejected token is not kept. Call [`confirm_renewal`](Self::confirm_renewal) if the service accepts the other one.
    ///
    /// # Errors
    ///
    /// [`TokenError`] if the provider returns none.
    pub async fn renew(
        &self,
        rejected: &HeaderValue,
        claims: Option<&str>,
    ) -> Result<Option<HeaderValue>, TokenError> {
        let other =
            |authorization: HeaderValue| (authorization != *rejected).then_some(authorization);
        let mut flight = self.take_flight().await;
        if let Some(other) = self.kept().and_then(|kept| other(kept.authorization)) {
            return Ok(Some(other));
        }
        if self.state().is_paused(claims, self.clock.now()) {
            return flight.clone().map_or(Ok(None), Err);
        }
        let request = match claims {
            Some(claims) => TokenRequest::ClaimsChallenge(claims.to_owned()),
            None => TokenRequest::Rejected,
        };
        let fetched = self.fetch(&mut flight, request, PROVIDER_TIMEOUT).await;
        // Not before: if this caller is dropped while it waits, the next one asks.
        self.state_mut().unproven = Some(Renewal {
            at: self.clock.now(),
            had_claims: claims.is_some(),
        });
        fetched.map(other)
    }

    /// The service has accepted the token of a renewal. So the next rejection is a new one, for which the provider is asked at once.
    pub fn confirm_renewal(&self) {
        self.state_mut().unproven = None;
    }

    /// Drops the token. The next caller gets a new one, also if the provider is being asked right now.
    pub fn forget(&self) {
        let mut state = self.state_mut();
        state.drop_kept();
        state.forgotten += 1;
        state.unproven = None;
    }

    /// The permissions that the kept token says it has, by name: for diagnosis, never for a decision. `None` if there is no token, or
    /// one that only the service can read.
    pub fn granted_permissions(&self) -> Option<BTreeSet<String>> {
        permissions(self.kept()?.token()?)
    }

    /// The permissions that the kept token says it has, and whether they are those of an application or of a user. `None` as in
    /// [`granted_permissions`](Self::granted_permissions).
    pub fn token_permissions(&self) -> Option<TokenPermissions> {
        token_permissions(self.kept()?.token()?)
    }

    /// The tenant that the kept token says it is for. `None` if there is no token, or one that only the service can read.
    pub fn tenant_id(&self) -> Option<String> {
        tenant_id(self.kept()?.token()?)
    }

    /// Refreshes a token that is still good. Other callers use it on.
    async fn refresh(&self, stale: Kept) -> Result<HeaderValue, TokenError> {
        let Ok(mut flight) = self.flight.try_lock() else {
            return Ok(stale.authorization);
        };
        let answers = self.answers.load(Ordering::Acquire);
        // Meanwhile another caller may have refreshed it, failed to, or dropped it.
        let Some(kept) = self.kept() else {
            drop(flight);
            return self.fetch_once(answers).await;
        };
        let now = self.clock.now();
        if kept.is_fresh(now) {
            return Ok(kept.authorization);
        }
        // Set before the request: if this caller times out, the others must not each start a refresh.
        if let Some(kept) = &mut self.state_mut().kept {
            kept.refresh_at = Some(now + PAUSE);
        }
        let fetched = self.fetch(&mut flight, TokenRequest::Needed, EARLY_REFRESH_TIMEOUT);
        match fetched.await {
            Err(_) if kept.is_good(self.clock.now()) => Ok(kept.authorization),
            outcome => outcome,
        }
    }

    /// Asks the provider, or waits for the request in flight and shares its result, if it had answered this often before.
    async fn fetch_once(&self, answers: u64) -> Result<HeaderValue, TokenError> {
        let mut flight = self.take_flight().await;
        if self.answers.load(Ordering::Acquire) != answers {
            if let Some(error) = &*flight {
                return Err(error.clone());
            }
            if let Some(kept) = self.kept() {
                return Ok(kept.authorization);
            }
        }
        let request = if self.state().must_be_new {
            TokenRequest::Rejected
        } else {
            TokenRequest::Needed
        };
        self.fetch(&mut flight, request, PROVIDER_TIMEOUT).await
    }

    /// Waits until no other caller asks the provider.
    async fn take_flight(&self) -> MutexGuard<'_, Option<TokenError>> {
        if let Ok(flight) = self.flight.try_lock() {
            return flight;
        }
        let flight = self.flight.lock().await;
        // The caller before may have been dropped because its time was up. If this one's time is up too, it must not ask.
        let mut has_yielded = false;
        poll_fn(|context| {
            if mem::replace(&mut has_yielded, true) {
                return Poll::Ready(());
            }
            context.waker().wake_by_ref();
            Poll::Pending
        })
        .await;
        flight
    }

    async fn fetch(
        &self,
        flight: &mut Option<TokenError>,
        request: TokenRequest,
        at_most: Duration,
    ) -> Result<HeaderValue, TokenError> {
        let (previous, forgotten) = self.before(&request);
        let asked = self.provider.access_token(request);
        let end = self.clock.sleep(at_most);
        let outcome = match timeout(asked, end).await {
            Some(Ok(token)) => self.accept(token, forgotten),
            Some(Err(reason)) => Err(TokenError::provider(reason)),
            None => Err(TokenError::timed_out(at_most)),
        };
        if let Err(error) = &outcome {
            warn(error, previous.as_ref());
        }
        *flight = outcome.as_ref().err().cloned();
        self.answers.fetch_add(1, Ordering::Release);
        outcome
    }

    /// The token until now, which is dropped if it is not to be used any more, and how often the caller has dropped one.
    fn before(&self, request: &TokenRequest) -> (Option<Secret>, u64) {
        let mut state = self.state_mut();
        let previous = state.kept.as_ref().and_then(|kept| {
            let token = kept.authorization.to_str().ok()?.strip_prefix("Bearer ")?;
            Some(Secret::from(token))
        });
        if request.must_be_new() {
            state.drop_kept();
        }
        (previous, state.forgotten)
    }

    /// Keeps the token, unless one was dropped since it was requested.
    fn accept(&self, token: AccessToken, forgotten: u64) -> Result<HeaderValue, TokenError> {
        if !token.is_well_formed() {
            return Err(TokenError::malformed(self.provider.kind()));
        }
        let (secret, expires_on) = token.into_parts();
        let authorization =
            bearer(&secret).ok_or_else(|| TokenError::malformed(self.provider.kind()))?;
        let now = self.clock.now();
        // By the monotonic clock from here on: the time of day may be set while the token is kept.
        let life = expires_on.map(|end| {
            end.duration_since(self.clock.system_time())
                .unwrap_or_default()
        });
        let mut state = self.state_mut();
        if state.forgotten == forgotten {
            state.must_be_new = false;
            state.kept = Some(Kept {
                authorization: authorization.clone(),
                expires_at: life.and_then(|life| now.checked_add(life)),
                refresh_at: life
                    .and_then(|life| now.checked_add(life - REFRESH_WINDOW.min(life / 2))),
            });
        }
        Ok(authorization)
    }

    fn kept(&self) -> Option<Kept> {
        self.state().kept.clone()
    }

    fn state(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn state_mut(&self) -> RwLockWriteGuard<'_, State> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for TokenCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenCache").finish_non_exhaustive()
    }
}

fn warn(error: &TokenError, previous: Option<&Secret>) {
    let reason = error.provider_error().map(ToString::to_string);
    let reason = reason.as_deref().map(ForeignText::new);
    let reason = reason.map(|reason| match previous {
        Some(token) => reason.masking(token),
        None => reason,
    });
    let reason = reason.as_ref().map(tracing::field::display);
    tracing::warn!(%error, reason, "the access token could not be refreshed");
}

fn bearer(token: &Secret) -> Option<HeaderValue> {
    let text = Zeroizing::new(format!("Bearer {}", token.expose()));
    let mut value = HeaderValue::from_str(&text).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// Which caller asks the provider, when, and what the others get. Time is tokio's, paused; nothing there has a socket.
#[cfg(test)]
mod tests {
    mod failure;
    mod life;
    mod provider;
    mod rejection;
    mod sharing;
}
