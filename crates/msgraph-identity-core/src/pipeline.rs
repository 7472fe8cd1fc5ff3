//! What all requests of a client share: connections, access tokens, repetitions, time.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::retry::backoff::Random;
use crate::retry::budget::RetryBudget;
use crate::retry::throttle_gate::ThrottleGate;
use crate::{AccessTokenProvider, Clock, RetryPolicy, SystemClock, TokenCache, Transport};

/// How long a call may take, unless said otherwise: waits and all attempts included.
const CALL_TIMEOUT: Duration = Duration::from_secs(300);

/// What all requests of a client share, whatever their service root. Cheap to clone.
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
    /// Starts with what sends requests and where their tokens come from.
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

    /// The access token of all requests.
    pub fn tokens(&self) -> &TokenCache {
        &self.shared.tokens
    }

    /// The time that the pipeline goes by.
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

/// What a [`Pipeline`] is made of.
#[must_use = "nothing is made before `build`"]
pub struct PipelineBuilder {
    transport: Arc<dyn Transport>,
    provider: Arc<dyn AccessTokenProvider>,
    retry: RetryPolicy,
    clock: Arc<dyn Clock>,
    random: Random,
    call_timeout: Duration,
}

impl PipelineBuilder {
    /// When a request is sent again.
    pub fn retry(mut self, retry: RetryPolicy) -> Self {
        self.retry = retry;
        self
    }

    /// How long a call may take, waits and all attempts included: 300 s unless said otherwise.
    pub fn call_timeout(mut self, call_timeout: Duration) -> Self {
        self.call_timeout = call_timeout;
        self
    }

    /// The time to go by.
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// Where the random part of waits comes from.
    pub fn random(mut self, random: Random) -> Self {
        self.random = random;
        self
    }

    /// Makes the pipeline. Nothing is sent.
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
