//! The parts that all requests of a client share: connections, access tokens, retries and time.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::retry::backoff::Random;
use crate::retry::budget::RetryBudget;
use crate::retry::throttle_gate::ThrottleGate;
use crate::{AccessTokenProvider, Clock, RetryPolicy, SystemClock, TokenCache, Transport};

/// The default time limit of a call, including waits and all attempts.
const CALL_TIMEOUT: Duration = Duration::from_secs(300);

/// The parts that all requests of a client share, for every service root. Cloning is cheap.
#[derive(Clone)]
pub struct Pipeline {
    pub(crate) shared: Arc<Shared>,
}

pub(crate) struct Shared {
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) tokens: TokenCache,
    pub(crate) retry: RetryPolicy,
    pub(crate) budget: RetryBudget,
    pub(crate) gate: ThrottleGate,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) random: Random,
    pub(crate) call_timeout: Duration,
}

impl Pipeline {
    /// Creates a builder from the transport that sends requests and the provider of their tokens.
    pub fn builder(
        transport: Arc<dyn Transport>,
        provider: Arc<dyn AccessTokenProvider>,
    ) -> PipelineBuilder {
        PipelineBuilder {
            transport,
            provider,
            retry: RetryPolicy::default(),
            clock: Arc::new(SystemClock),
            random: Random::default(),
            call_timeout: CALL_TIMEOUT,
        }
    }

    /// Returns the cache of the access token.
    pub fn tokens(&self) -> &TokenCache {
        &self.shared.tokens
    }

    /// Returns the clock of the pipeline.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.shared.clock
    }
}

impl fmt::Debug for Pipeline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pipeline")
            .field("retry", &self.shared.retry)
            .field("call_timeout", &self.shared.call_timeout)
            .finish_non_exhaustive()
    }
}

/// Builds a [`Pipeline`].
#[must_use = "call `build` to get a pipeline"]
pub struct PipelineBuilder {
    transport: Arc<dyn Transport>,
    provider: Arc<dyn AccessTokenProvider>,
    retry: RetryPolicy,
    clock: Arc<dyn Clock>,
    random: Random,
    call_timeout: Duration,
}

impl PipelineBuilder {
    /// Sets when a request is sent again.
    pub fn retry(mut self, retry: RetryPolicy) -> Self {
        self.retry = retry;
        self
    }

    /// Sets the time limit of a call, including waits and all attempts. The default is 300 s.
    pub fn call_timeout(mut self, call_timeout: Duration) -> Self {
        self.call_timeout = call_timeout;
        self
    }

    /// Sets the clock.
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// Sets the source of the random part of waits.
    pub fn random(mut self, random: Random) -> Self {
        self.random = random;
        self
    }

    /// Builds the pipeline. It sends nothing.
    pub fn build(self) -> Pipeline {
        Pipeline {
            shared: Arc::new(Shared {
                tokens: TokenCache::new(self.provider, self.clock.clone()),
                budget: RetryBudget::new(self.retry.budget),
                gate: ThrottleGate::default(),
                transport: self.transport,
                retry: self.retry,
                clock: self.clock,
                random: self.random,
                call_timeout: self.call_timeout,
            }),
        }
    }
}

impl fmt::Debug for PipelineBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PipelineBuilder")
            .field("retry", &self.retry)
            .field("call_timeout", &self.call_timeout)
            .finish_non_exhaustive()
    }
}
