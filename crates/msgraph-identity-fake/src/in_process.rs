//! The fake as transport, token provider and clock of the Rust client: tests without a network and without waits.

use std::fmt;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use axum::body::{Body, to_bytes};
use msgraph_identity_core::{
    AccessToken, AccessTokenFuture, AccessTokenProvider, Clock, SleepFuture, TokenRequest,
    Transport, TransportError, TransportErrorKind, TransportFuture,
};
use tower::ServiceExt as _;
use uuid::Uuid;

use crate::fake_graph::FakeGraph;
use crate::seed::ALL_PERMISSIONS;
use crate::server::connection::Scheme;

/// A fake in the process of the client, as a tenant with all permissions sees it. [`FakeGraph::in_process`] returns one.
///
/// It is everything that a client needs: the transport, the provider of access tokens, and the clock. Waits take no time if the
/// runtime is paused and the clock of the fake is [`Clock::runtime`](crate::Clock::runtime).
///
/// A response that is cut ends the connection without an answer. To test sockets, TLS and token endpoints, start a
/// [`FakeServer`](crate::FakeServer).
#[derive(Clone)]
pub struct InProcess {
    fake: FakeGraph,
    tenant: Option<Uuid>,
}

impl FakeGraph {
    /// The fake for a client in this process: `Graph::for_tests(fake.in_process())`.
    pub fn in_process(&self) -> InProcess {
        InProcess {
            fake: self.clone(),
            tenant: None,
        }
    }
}

impl InProcess {
    /// Signs in to this tenant. Default: the first one.
    #[must_use]
    pub fn tenant(mut self, id: Uuid) -> Self {
        self.tenant = Some(id);
        self
    }
}

impl fmt::Debug for InProcess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InProcess")
            .field("tenant", &self.tenant)
            .finish_non_exhaustive()
    }
}

impl Transport for InProcess {
    fn send(&self, request: reqwest::Request) -> TransportFuture<'_> {
        Box::pin(async move {
            let request = axum::http::Request::<reqwest::Body>::try_from(request);
            let mut request = request
                .map_err(|_| TransportError::new(TransportErrorKind::Request))?
                .map(Body::new);
            if request.uri().scheme_str() == Some("https") {
                request.extensions_mut().insert(Scheme::Https);
            }
            let response = match self.fake.router().oneshot(request).await {
                Ok(response) => response,
                Err(never) => match never {},
            };
            let (head, body) = response.into_parts();
            let body = to_bytes(body, usize::MAX)
                .await
                .map_err(|_| TransportError::new(TransportErrorKind::Reset))?;
            Ok(axum::http::Response::from_parts(head, body))
        })
    }
}

impl AccessTokenProvider for InProcess {
    fn access_token(&self, _: TokenRequest) -> AccessTokenFuture<'_> {
        let mut token = crate::AccessToken::application(&ALL_PERMISSIONS);
        token.tenant = self.tenant;
        let lifetime = self.fake.token_lifetime();
        let token =
            AccessToken::new(self.fake.issue(token)).expires_on(self.system_time() + lifetime);
        Box::pin(async { Ok(token) })
    }

    fn kind(&self) -> &str {
        "the fake"
    }
}

impl Clock for InProcess {
    fn now(&self) -> Instant {
        let moved = self.fake.clock().advanced();
        tokio::time::Instant::now().into_std() + moved
    }

    fn system_time(&self) -> SystemTime {
        let milliseconds = self.fake.clock().now_milliseconds();
        UNIX_EPOCH + Duration::from_millis(u64::try_from(milliseconds).unwrap_or(0))
    }

    fn sleep(&self, duration: Duration) -> SleepFuture {
        Box::pin(tokio::time::sleep(duration))
    }
}
