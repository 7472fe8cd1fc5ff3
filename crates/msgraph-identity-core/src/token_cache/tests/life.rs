//! How long a token is used.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::provider::{HOUR, Step, bearer, cache, cache_on_machine, wait};
use crate::{
    AccessToken, AccessTokenFuture, AccessTokenProvider, SystemClock, TokenCache, TokenRequest,
};

#[tokio::test(start_paused = true)]
async fn a_token_is_used_until_five_minutes_before_its_end() {
    let (cache, provider) = cache([Step::Token("a", HOUR), Step::Token("b", HOUR)]);
    assert_eq!(cache.authorization().await.unwrap(), bearer("a"));
    wait(3600 - 301).await;
    assert_eq!(cache.authorization().await.unwrap(), bearer("a"));
    assert_eq!(provider.count(), 1);
    wait(2).await;
    assert_eq!(cache.authorization().await.unwrap(), bearer("b"));
    assert_eq!(provider.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_token_of_a_few_minutes_is_used_for_half_of_them() {
    let life = Duration::from_secs(240);
    let (cache, provider) = cache([Step::Token("a", life), Step::Token("b", life)]);
    cache.authorization().await.unwrap();
    wait(119).await;
    assert_eq!(cache.authorization().await.unwrap(), bearer("a"));
    wait(2).await;
    assert_eq!(cache.authorization().await.unwrap(), bearer("b"));
    assert_eq!(provider.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_token_of_half_a_minute_is_asked_for_anew_without_a_loop() {
    let life = Duration::from_secs(30);
    let (cache, provider) = cache([Step::Token("a", life)]);
    for asked in 1..=3 {
        for _ in 0..10 {
            assert_eq!(cache.authorization().await.unwrap(), bearer("a"));
        }
        assert_eq!(provider.count(), asked);
        wait(16).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_without_life_is_used_once_and_not_asked_for_in_a_loop() {
    let (cache, provider) = cache([Step::Token("a", Duration::ZERO)]);
    for asked in 1..=3 {
        assert_eq!(cache.authorization().await.unwrap(), bearer("a"));
        assert_eq!(provider.count(), asked);
    }
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_is_ahead_makes_tokens_shorter() {
    let (cache, provider) = cache_on_machine(600, [Step::Token("a", HOUR), Step::Token("b", HOUR)]);
    cache.authorization().await.unwrap();
    wait(3000 - 301).await;
    assert_eq!(cache.authorization().await.unwrap(), bearer("a"));
    wait(2).await;
    assert_eq!(cache.authorization().await.unwrap(), bearer("b"));
    assert_eq!(provider.count(), 2);
}

/// The service rejects such a token in its last minutes, and then it is renewed.
#[tokio::test(start_paused = true)]
async fn a_clock_that_is_behind_makes_tokens_longer() {
    let (cache, provider) =
        cache_on_machine(-600, [Step::Token("a", HOUR), Step::Token("b", HOUR)]);
    cache.authorization().await.unwrap();
    wait(3650).await;
    let sent = cache.authorization().await.unwrap();
    assert_eq!((sent, provider.count()), (bearer("a"), 1));
    assert_eq!(
        cache.renew(&bearer("a"), None).await.unwrap(),
        Some(bearer("b"))
    );
    assert_eq!(cache.authorization().await.unwrap(), bearer("b"));
}

/// A token that is always past its end by this machine's clock is still sent: the service decides.
#[tokio::test(start_paused = true)]
async fn a_clock_that_is_hours_ahead_costs_one_request_a_call() {
    let (cache, provider) = cache_on_machine(7200, [Step::Token("a", HOUR)]);
    for asked in 1..=3 {
        assert_eq!(cache.authorization().await.unwrap(), bearer("a"));
        assert_eq!(provider.count(), asked);
    }
}

struct Returns(fn() -> AccessToken);

impl AccessTokenProvider for Returns {
    fn access_token(&self, _: TokenRequest) -> AccessTokenFuture<'_> {
        Box::pin(async { Ok((self.0)()) })
    }
}

#[tokio::test(start_paused = true)]
async fn ends_beyond_all_time_are_no_panic() {
    let tokens: [fn() -> AccessToken; 3] = [
        || AccessToken::new("a"),
        || AccessToken::new("a").expires_on(SystemTime::UNIX_EPOCH),
        || {
            let far = Duration::from_secs(u64::MAX / 4);
            let far = SystemTime::UNIX_EPOCH.checked_add(far);
            AccessToken::new("a").expires_on(far.unwrap_or(SystemTime::UNIX_EPOCH))
        },
    ];
    for token in tokens {
        let cache = TokenCache::new(Arc::new(Returns(token)), Arc::new(SystemClock));
        assert_eq!(cache.authorization().await.unwrap(), bearer("a"));
        assert_eq!(cache.authorization().await.unwrap(), bearer("a"));
    }
}

#[tokio::test(start_paused = true)]
async fn a_malformed_token_is_refused_with_the_kind_of_its_provider_and_not_kept() {
    for text in [
        "", "a\r\nb", "a\0b", "a b", "Bearer a", "a,b", "ä", "=", "a=b", "a\"",
    ] {
        let (cache, provider) = cache([Step::Token(text, HOUR), Step::Token("a", HOUR)]);
        let error = cache.authorization().await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "the access token of the script is empty or has characters that no bearer token has; check where it comes from"
        );
        assert!(text.is_empty() || !format!("{error:?}").contains(&format!("{text:?}")));
        assert_eq!(cache.authorization().await.unwrap(), bearer("a"));
        assert_eq!(provider.count(), 2);
    }
    for text in ["a", "a==", "-._~+/aZ09"] {
        let (cache, _) = cache([Step::Token(text, HOUR)]);
        assert_eq!(cache.authorization().await.unwrap(), bearer(text));
    }
}

#[test]
fn a_provider_is_called_by_its_type_unless_it_has_a_name() {
    let provider: Arc<dyn AccessTokenProvider> = Arc::new(Returns(|| AccessToken::new("a")));
    assert!(
        provider.kind().ends_with("::Returns"),
        "{}",
        provider.kind()
    );
}

#[tokio::test(start_paused = true)]
async fn neither_the_cache_nor_its_header_shows_the_token() {
    let (cache, _) = cache([Step::Token("s3cret", HOUR)]);
    let authorization = cache.authorization().await.unwrap();
    let shown = format!("{cache:?} {authorization:?}");
    assert!(!shown.contains("s3cret"), "{shown}");
}
