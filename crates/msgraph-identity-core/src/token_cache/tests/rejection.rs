//! Tokens that the service rejects.

use std::sync::Arc;

use tokio::task::JoinSet;

use super::provider::{HOUR, Step, asking, bearer, cache, wait};
use crate::TokenCache;
use crate::TokenRequest::{Needed, Rejected};

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
            let other = cache.renew(&rejected).await;
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
    assert_eq!(cache.renew(&bearer("a")).await.unwrap(), Some(bearer("b")));
    assert_eq!(provider.asked(), [Needed]);
}

#[tokio::test(start_paused = true)]
async fn the_same_token_again_is_none_and_asked_for_once() {
    let (cache, provider) = cache([Step::Token("a", HOUR)]);
    cache.authorization().await.unwrap();
    assert_eq!(renew(&cache, "a", 20).await, vec![Ok(None); 20]);
    assert_eq!(provider.asked(), [Needed, Rejected]);
}

#[tokio::test(start_paused = true)]
async fn a_provider_that_fails_is_asked_once_and_later_again() {
    let steps = [
        Step::Token("a", HOUR),
        Step::Fail("no"),
        Step::Token("b", HOUR),
    ];
    let (cache, provider) = cache(steps);
    cache.authorization().await.unwrap();
    assert_eq!(renew(&cache, "a", 20).await, vec![Err("no".to_owned()); 20]);
    assert_eq!(provider.asked(), [Needed, Rejected]);

    let all = renew(&cache, "a", 1).await;
    assert_eq!(all, [Ok(Some("Bearer b".to_owned()))]);
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
