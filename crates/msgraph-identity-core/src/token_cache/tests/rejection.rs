//! Tokens that the service rejects.

use std::sync::Arc;

use tokio::task::JoinSet;

use super::provider::{HOUR, Step, asking, bearer, cache, wait};
use crate::TokenCache;
use crate::TokenRequest::{ClaimsChallenge, Needed, Rejected};

/// What so many callers get whose request with this token was rejected.
async fn renew(
    cache: &Arc<TokenCache>,
    token: &str,
    callers: usize,
) -> Vec<Result<Option<String>, String>> {
    let mut tasks = JoinSet::new();
    for _ in 0..callers {
        let (cache, rejected) = (cache.clone(), bearer(token));
        tasks.spawn(async move {
            let other = cache.renew(&rejected, None).await;
            let text = other.map(|other| other.map(|value| value.to_str().unwrap().to_owned()));
            text.map_err(|error| error.provider_error().unwrap().to_string())
        });
    }
    tasks.join_all().await
}

#[tokio::test(start_paused = true)]
async fn a_rejected_token_is_replaced_once_for_all() {
    let (cache, provider) = cache([Step::Token("a", HOUR), Step::Token("b", HOUR)]);
    cache.authorization().await.unwrap();
    let all = renew(&cache, "a", 20).await;
    assert_eq!(all, vec![Ok(Some("Bearer b".to_owned())); 20]);
    assert_eq!(provider.asked(), [Needed, Rejected]);
    assert_eq!(cache.authorization().await.unwrap(), bearer("b"));
}

#[tokio::test(start_paused = true)]
async fn a_token_that_was_replaced_already_is_not_asked_for() {
    let (cache, provider) = cache([Step::Token("b", HOUR)]);
    cache.authorization().await.unwrap();
    assert_eq!(
        cache.renew(&bearer("a"), None).await.unwrap(),
        Some(bearer("b"))
    );
    assert_eq!(provider.asked(), [Needed]);
}

#[tokio::test(start_paused = true)]
async fn a_provider_that_returns_the_same_token_is_asked_once_in_half_a_minute() {
    let (cache, provider) = cache([Step::Token("a", HOUR)]);
    cache.authorization().await.unwrap();
    for renewals in 1..=3 {
        assert_eq!(renew(&cache, "a", 20).await, vec![Ok(None); 20]);
        assert_eq!(cache.authorization().await.unwrap(), bearer("a"));
        assert_eq!(renew(&cache, "a", 20).await, vec![Ok(None); 20]);
        assert_eq!(provider.count(), 1 + renewals);
        wait(31).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_provider_whose_new_token_is_rejected_too_is_asked_once_in_half_a_minute() {
    let tokens = ["a", "b", "c"].map(|token| Step::Token(token, HOUR));
    let (cache, provider) = cache(tokens);
    cache.authorization().await.unwrap();
    let all = renew(&cache, "a", 20).await;
    assert_eq!(all, vec![Ok(Some("Bearer b".to_owned())); 20]);
    assert_eq!(renew(&cache, "b", 20).await, vec![Ok(None); 20]);
    assert_eq!(provider.count(), 2);
    wait(31).await;
    let all = renew(&cache, "b", 20).await;
    assert_eq!(all, vec![Ok(Some("Bearer c".to_owned())); 20]);
    assert_eq!(provider.count(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_new_token_that_was_accepted_is_renewed_at_once_if_it_is_rejected_later() {
    let tokens = ["a", "b", "c"].map(|token| Step::Token(token, HOUR));
    let (cache, provider) = cache(tokens);
    cache.authorization().await.unwrap();
    renew(&cache, "a", 1).await;
    cache.confirm_renewal();
    let all = renew(&cache, "b", 20).await;
    assert_eq!(all, vec![Ok(Some("Bearer c".to_owned())); 20]);
    assert_eq!(provider.count(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_provider_that_fails_is_asked_once_for_all_and_again_for_the_next_call() {
    let steps = [
        Step::Token("a", HOUR),
        Step::Fail("no"),
        Step::Token("b", HOUR),
    ];
    let (cache, provider) = cache(steps);
    cache.authorization().await.unwrap();
    for _ in 0..2 {
        assert_eq!(renew(&cache, "a", 20).await, vec![Err("no".to_owned()); 20]);
        assert_eq!(provider.asked(), [Needed, Rejected]);
    }
    // The rejected token has left the cache.
    assert_eq!(cache.authorization().await.unwrap(), bearer("b"));
    assert_eq!(provider.asked(), [Needed, Rejected, Rejected]);
    let all = renew(&cache, "a", 1).await;
    assert_eq!(all, [Ok(Some("Bearer b".to_owned()))]);
}

#[tokio::test(start_paused = true)]
async fn a_caller_that_is_dropped_while_it_renews_leaves_the_next_to_ask() {
    let steps = [Step::Token("a", HOUR), Step::Hang, Step::Token("b", HOUR)];
    let (cache, provider) = cache(steps);
    cache.authorization().await.unwrap();
    let renewal = {
        let cache = cache.clone();
        tokio::spawn(async move { cache.renew(&bearer("a"), None).await })
    };
    wait(1).await;
    renewal.abort();
    let all = renew(&cache, "a", 20).await;
    assert_eq!(all, vec![Ok(Some("Bearer b".to_owned())); 20]);
    assert_eq!(provider.count(), 3);
}

#[tokio::test(start_paused = true)]
async fn the_provider_is_told_the_claims_even_if_it_was_asked_without_them() {
    let (cache, provider) = cache([Step::Token("a", HOUR)]);
    cache.authorization().await.unwrap();
    let rejected = bearer("a");
    for claims in [None, Some("{}"), Some("{}"), Some(r#"{"a":1}"#), None] {
        assert_eq!(cache.renew(&rejected, claims).await.unwrap(), None);
    }
    let challenge = ClaimsChallenge("{}".to_owned());
    assert_eq!(provider.asked(), [Needed, Rejected, challenge]);
}

#[tokio::test(start_paused = true)]
async fn a_forgotten_token_is_asked_for_anew() {
    let (cache, provider) = cache(["a", "b"].map(|token| Step::Token(token, HOUR)));
    cache.authorization().await.unwrap();
    cache.forget();
    assert_eq!(cache.granted_permissions(), None);
    assert_eq!(cache.authorization().await.unwrap(), bearer("b"));
    assert_eq!(cache.authorization().await.unwrap(), bearer("b"));
    assert_eq!(provider.asked(), [Needed, Rejected]);
}

#[tokio::test(start_paused = true)]
async fn a_token_that_was_requested_before_it_is_forgotten_is_not_kept() {
    let (cache, provider) = cache(["a", "b"].map(|token| Step::Token(token, HOUR)));
    let early = asking(&cache).await;
    cache.forget();
    let late = asking(&cache).await;
    assert_eq!(early.await.unwrap().unwrap(), bearer("a"));
    assert_eq!(late.await.unwrap().unwrap(), bearer("b"));
    assert_eq!(cache.authorization().await.unwrap(), bearer("b"));
    assert_eq!(provider.asked(), [Needed, Rejected]);
}

/// An early refresh may have been answered from the provider's own cache: what is rejected must be asked for as such.
#[tokio::test(start_paused = true)]
async fn an_early_refresh_that_returned_the_rejected_token_does_not_count() {
    let steps = [
        Step::Token("a", HOUR),
        Step::Token("a", HOUR),
        Step::Token("b", HOUR),
    ];
    let (cache, provider) = cache(steps);
    cache.authorization().await.unwrap();
    wait(3600 - 299).await;
    let refreshing = asking(&cache).await;
    let all = renew(&cache, "a", 2).await;
    assert_eq!(all, vec![Ok(Some("Bearer b".to_owned())); 2]);
    assert_eq!(refreshing.await.unwrap().unwrap(), bearer("a"));
    assert_eq!(provider.asked(), [Needed, Needed, Rejected]);
}
