//! Tokens that expire soon, and that the service takes back.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use msgraph_identity::generated::core::{
    AccessToken, AccessTokenFuture, AccessTokenProvider, Clock, TokenRequest,
};
use msgraph_identity_fake::{ALL_PERMISSIONS, AccessToken as Issued, FakeServer};

use crate::fast_clock::FastClock;

/// Issues tokens of the fake that expire a little later than the client renews them.
pub(crate) struct Tokens {
    fake: Arc<FakeServer>,
    clock: FastClock,
    issued: AtomicU32,
}

impl Tokens {
    pub(crate) fn of(fake: &Arc<FakeServer>, clock: FastClock) -> Arc<Self> {
        Arc::new(Self {
            fake: fake.clone(),
            clock,
            issued: AtomicU32::new(0),
        })
    }

    pub(crate) fn issued(&self) -> u32 {
        self.issued.load(Ordering::Relaxed)
    }
}

impl AccessTokenProvider for Tokens {
    fn access_token(&self, _: TokenRequest) -> AccessTokenFuture<'_> {
        self.issued.fetch_add(1, Ordering::Relaxed);
        let token = self.fake.issue(Issued::application(&ALL_PERMISSIONS));
        let expires_on = self.clock.system_time() + Duration::from_secs(35);
        Box::pin(async move { Ok(AccessToken::new(token).expires_on(expires_on)) })
    }
}
