//! Sends a request until its response is final.

use std::time::{Duration, Instant};

use bytes::Bytes;
use reqwest::header::{AUTHORIZATION, HeaderValue};
use reqwest::{Request, StatusCode};
use tracing::Instrument;

use super::{Session, span};
use crate::clock;
use crate::retry::backoff::{at_least, spread};
use crate::retry::decision::Outcome;
use crate::retry::throttle_gate::workload;
use crate::{ResponseMetadata, SendError, TransportError, TransportErrorKind, claims_challenge};

/// Some gateways send it before JSON, which does not allow it.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

type Answer = Result<http::Response<Bytes>, TransportError>;

impl Session {
    pub(super) async fn send_within(
        &self,
        request: Request,
    ) -> Result<http::Response<Bytes>, SendError> {
        let shared = &self.pipeline.shared;
        let own = self.call.as_ref().and_then(|call| call.options().timeout);
        let timeout = own.unwrap_or(shared.call_timeout);
        let end = shared.clock.now().checked_add(timeout);
        let attempts = self.attempt(request, end);
        let mut outcome = match clock::timeout(attempts, shared.clock.sleep(timeout)).await {
            Some(outcome) => outcome,
            None => Err(SendError::TimedOut(timeout)),
        };
        if let Ok(response) = &mut outcome
            && response.body().starts_with(BYTE_ORDER_MARK)
        {
            let _ = response.body_mut().split_to(BYTE_ORDER_MARK.len());
        }
        if let (Some(call), Ok(response)) = (&self.call, &outcome) {
            let now = shared.clock.system_time();
            call.record().response = Some(ResponseMetadata::new(
                response.status(),
                response.headers(),
                now,
            ));
        }
        outcome
    }

    async fn attempt(
        &self,
        request: Request,
        end: Option<Instant>,
    ) -> Result<http::Response<Bytes>, SendError> {
        let shared = &self.pipeline.shared;
        let mut renewed = None;
        let mut is_renewed = false;
        // A wait that the service asks for is a repetition, but not a failure.
        let (mut repetitions, mut failures, mut too_short) = (0, 0, 0);
        loop {
            self.wait_at_gate(&request, end).await;
            let authorization = match renewed.take() {
                Some(authorization) => authorization,
                None => shared.tokens.authorization().await?,
            };
            let answer = self
                .send_once(&request, authorization.clone(), repetitions)
                .await?;
            if let Ok(answer) = &answer {
                if is_renewed && accepts_token(answer.status()) {
                    shared.tokens.confirm_renewal();
                } else if !is_renewed && answer.status() == StatusCode::UNAUTHORIZED {
                    is_renewed = true;
                    let claims = claims_challenge(answer.headers());
                    let other = shared.tokens.renew(&authorization, claims.as_deref());
                    // Without another token, this answer stands. A failed renewal is in the log.
                    if let Ok(Some(other)) = other.await {
                        renewed = Some(other);
                        continue;
                    }
                }
            }
            let mut outcome = Outcome::of(&answer, shared.clock.system_time());
            match &mut outcome.retry_after {
                Some(wait) if outcome.is_throttled => {
                    *wait = shared.retry.raise(*wait, &mut too_short);
                }
                _ => failures += 1,
            }
            let Some(wait) = self.wait_before_next(&request, outcome, failures, end) else {
                if answer
                    .as_ref()
                    .is_ok_and(|answer| answer.status().is_success())
                {
                    shared.budget.earn();
                }
                return Ok(answer?);
            };
            repetitions += 1;
            tracing::info!(
                attempt = repetitions,
                wait_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX),
                reason = outcome.reason,
                "the request is sent again"
            );
            self.record_lost_answer(outcome);
            if !wait.is_zero() {
                shared.clock.sleep(wait).await;
            }
        }
    }

    /// Waits until the service takes requests of this kind again. A call whose time does not suffice does not wait: its error is
    /// then the service's own.
    async fn wait_at_gate(&self, request: &Request, end: Option<Instant>) {
        let shared = &self.pipeline.shared;
        if shared.retry.max_attempts <= 1 {
            return;
        }
        let workload = workload(request.url().path(), self.service_root.path());
        while let Some(left) = shared.gate.closed_for(&workload, shared.clock.now()) {
            let wait = spread(left, &shared.random);
            if !self.is_before(end, wait) {
                return;
            }
            tracing::info!(
                wait_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX),
                workload,
                "requests of this workload are throttled"
            );
            shared.clock.sleep(wait).await;
        }
    }

    async fn send_once(
        &self,
        request: &Request,
        authorization: HeaderValue,
        repetitions: u32,
    ) -> Result<Answer, SendError> {
        let shared = &self.pipeline.shared;
        let Some(mut request) = request.try_clone() else {
            // Only a streamed body cannot be cloned, and none of the generated code streams one.
            return Err(TransportError::new(TransportErrorKind::Request).into());
        };
        request.headers_mut().insert(AUTHORIZATION, authorization);
        if let Some(call) = &self.call {
            let mut record = call.record();
            record.attempts += 1;
            record.is_in_flight = true;
        }
        let span = span::of_attempt(&request, repetitions);
        let answer = shared.transport.send(request).instrument(span.clone());
        let answer = answer.await;
        if let Some(call) = &self.call {
            call.record().is_in_flight = false;
        }
        span::record(&span, &answer);
        Ok(answer)
    }

    /// How long to wait before the next attempt; `None` if there is none.
    fn wait_before_next(
        &self,
        request: &Request,
        outcome: Outcome,
        failures: u32,
        end: Option<Instant>,
    ) -> Option<Duration> {
        let shared = &self.pipeline.shared;
        let asked = outcome.retry_after;
        // Zero failures would allow a repetition even if there are none.
        let wait = shared
            .retry
            .next_wait(failures.max(1), asked, &shared.random);
        if outcome.is_throttled
            && let Some(wait) = wait.map(|wait| asked.map_or(wait, at_least))
            && let Some(until) = shared.clock.now().checked_add(wait)
        {
            let workload = workload(request.url().path(), self.service_root.path());
            shared.gate.close(workload, until);
        }
        let wait = wait.filter(|_| outcome.may_be_repeated(request.method()))?;
        let is_in_time = self.is_before(end, wait);
        (is_in_time && (asked.is_some() || shared.budget.take())).then_some(wait)
    }

    /// Whether a wait is over before the end of the call.
    fn is_before(&self, end: Option<Instant>, wait: Duration) -> bool {
        end.is_none_or(|end| {
            let next = self.pipeline.shared.clock.now().checked_add(wait);
            next.is_some_and(|next| next < end)
        })
    }

    fn record_lost_answer(&self, outcome: Outcome) {
        if let Some(call) = &self.call {
            call.record().may_have_been_executed |= outcome.may_have_taken_effect;
        }
    }
}

/// Whether an answer with this status comes from a service that has accepted the token. What is throttled or fails may not have
/// looked at it.
fn accepts_token(status: StatusCode) -> bool {
    status != StatusCode::UNAUTHORIZED
        && status != StatusCode::TOO_MANY_REQUESTS
        && !status.is_server_error()
}
