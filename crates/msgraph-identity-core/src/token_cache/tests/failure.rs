//! Providers that fail, or take too long.

use std::time::Duration;

use super::provider::{HOUR, Step, bearer, cache, wait};
use crate::{Clock, SystemClock};

#[tokio::test(start_paused = true)]
async fn a_failed_early_refresh_is_no_error_and_is_tried_again_later() {
    let steps = [
        Step::Token("old", HOUR),
        Step::Fail("no"),
        Step::Fail("no"),
        Step::Token("new", HOUR),
    ];
    let (cache, provider) = cache(steps);
    cache.authorization().await.unwrap();
    wait(3600 - 299).await;
    for _ in 0..10 {
        assert_eq!(cache.authorization().await.unwrap(), bearer("old"));
    }
    assert_eq!(provider.count(), 2, "it is left alone for a while");
    wait(31).await;
    assert_eq!(cache.authorization().await.unwrap(), bearer("old"));
    assert_eq!(provider.count(), 3);
    wait(31).await;
    assert_eq!(cache.authorization().await.unwrap(), bearer("new"));
    assert_eq!(provider.count(), 4);
}

#[tokio::test(start_paused = true)]
async fn with_half_a_minute_left_a_failed_refresh_is_an_error() {
    let (cache, _) = cache([Step::Token("old", HOUR), Step::Fail("no")]);
    cache.authorization().await.unwrap();
    wait(3600 - 29).await;
    let error = cache.authorization().await.unwrap_err();
    assert_eq!(error.to_string(), "the credential returned no access token");
    assert_eq!(error.provider_error().unwrap().to_string(), "no");
}

#[tokio::test(start_paused = true)]
async fn a_provider_that_hangs_is_given_up_after_a_minute() {
    let (cache, provider) = cache([Step::Hang, Step::Token("a", HOUR)]);
    let start = SystemClock.now();
    let error = cache.authorization().await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert_eq!(
        error.to_string(),
        "the credential returned no access token within 90 s"
    );
    assert_eq!(SystemClock.now() - start, Duration::from_secs(90));

    assert_eq!(cache.authorization().await.unwrap(), bearer("a"));
    assert_eq!(provider.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn an_early_refresh_that_hangs_falls_back_to_the_token_as_long_as_it_is_good() {
    for (left, is_good) in [(299, true), (45, true), (35, false)] {
        let (cache, _) = cache([Step::Token("old", HOUR), Step::Hang]);
        cache.authorization().await.unwrap();
        wait(3600 - left).await;
        let start = SystemClock.now();
        let authorization = cache.authorization().await;
        assert_eq!(authorization.is_ok(), is_good, "{left}: {authorization:?}");
        // Who has a good token does not wait for a minute.
        assert_eq!(SystemClock.now() - start, Duration::from_secs(10));
    }
}
