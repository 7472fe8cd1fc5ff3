//! Tokens that expire soon, and that the service takes back.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

use msgraph_identity::generated::core::{
    AccessToken, AccessTokenFuture, AccessTokenProvider, TokenRequest,
};
use msgraph_identity_fake::{ALL_PERMISSIONS, AccessToken as Issued, FakeServer};

/// Asks the fake for a token, which is good for a little longer than the client's margin.
pub(crate) struct Tokens {
    fake: Arc<FakeServer>,
    issued: AtomicU32,
}

impl Tokens {
    pub(crate) fn of(fake: &Arc<FakeServer>) -> Arc<Self> {
        Arc::new(Self {
            fake: fake.clone(),
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
        let life = Duration::from_millis(30_500);
        Box::pin(async move { Ok(AccessToken::new(token).expires_on(SystemTime::now() + life)) })
    }
}
