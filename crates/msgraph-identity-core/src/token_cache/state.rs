//! What a token cache remembers between calls.

use std::time::{Duration, Instant};

use reqwest::header::HeaderValue;

/// A token that is about to expire would expire on its way.
const MARGIN: Duration = Duration::from_secs(30);
/// How long the provider is left alone after an early refresh or a renewal that may not have helped.
pub(super) const PAUSE: Duration = Duration::from_secs(30);

#[derive(Default)]
pub(super) struct State {
    pub(super) kept: Option<Kept>,
    /// Whether the last token was rejected or dropped, so that the provider must not return it from a cache.
    pub(super) must_be_new: bool,
    /// How often the caller has dropped the token. One that was requested before that is not kept.
    pub(super) forgotten: u64,
    /// The last renewal, unless the service has accepted its token.
    pub(super) unproven: Option<Renewal>,
}

impl State {
    pub(super) fn drop_kept(&mut self) {
        self.kept = None;
        self.must_be_new = true;
    }

    /// Whether the provider was asked for another token shortly before, and it is not known that this helps.
    pub(super) fn is_paused(&self, claims: Option<&str>, now: Instant) -> bool {
        self.unproven.as_ref().is_some_and(|renewal| {
            // A renewal without claims does not stand for one with them.
            let is_covered = claims.is_none() || renewal.had_claims;
            is_covered && now < renewal.at + PAUSE
        })
    }
}

/// The provider was asked for a token in place of a rejected one.
pub(super) struct Renewal {
    pub(super) at: Instant,
    pub(super) had_claims: bool,
}

#[derive(Clone)]
pub(super) struct Kept {
    pub(super) authorization: HeaderValue,
    pub(super) expires_at: Option<Instant>,
    pub(super) refresh_at: Option<Instant>,
}

impl Kept {
    /// The token itself, without `Bearer`.
    pub(super) fn token(&self) -> Option<&str> {
        self.authorization.to_str().ok()?.strip_prefix("Bearer ")
    }

    pub(super) fn is_good(&self, now: Instant) -> bool {
        self.expires_at.is_none_or(|end| now + MARGIN < end)
    }

    pub(super) fn is_fresh(&self, now: Instant) -> bool {
        self.refresh_at.is_none_or(|time| now < time)
    }
}
