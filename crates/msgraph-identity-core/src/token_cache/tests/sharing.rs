//! Many callers at once.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;

use super::provider::{HOUR, Step, asking, bearer, cache, wait};
use crate::{Clock, SystemClock, TokenCache};

/// What so many callers get who ask at the same time.
async fn ask(cache: &Arc<TokenCache>, callers: usize) -> Vec<Result<String, String>> {
    let mut tasks = JoinSet::new();
    for _ in 0..callers {
        let cache = cache.clone();
        tasks.spawn(async move {
            let authorization = cache.authorization().await;
            let text = authorization.map(|value| value.to_str().unwrap().to_owned());
            text.map_err(|error| error.provider_error().unwrap().to_string())
        });
    }
    tasks.join_all().await
}

#[tokio::test(start_paused = true)]
async fn fifty_callers_ask_once() {
    let (cache, provider) = cache([Step::Token("a", HOUR), Step::Fail("no more")]);
    let all = ask(&cache, 50).await;
    assert_eq!(all, vec![Ok("Bearer a".to_owned()); 50]);
    assert_eq!(provider.count(), 1);
    assert_eq!(cache.authorization().await.unwrap(), bearer("a"));
    assert_eq!(provider.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_failure_is_everybodys_who_waits_and_nobody_elses() {
    let (cache, provider) = cache([Step::Fail("no"), Step::Token("a", HOUR)]);
    let start = SystemClock.now();
    let all = ask(&cache, 20).await;
    assert_eq!(all, vec![Err("no".to_owned()); 20]);
    assert_eq!(provider.count(), 1);
    assert_eq!(SystemClock.now() - start, Duration::from_millis(50));

    assert_eq!(cache.authorization().await.unwrap(), bearer("a"));
    assert_eq!(provider.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn one_caller_refreshes_early_while_the_others_use_the_token() {
    let (cache, provider) = cache([Step::Token("old", HOUR), Step::Token("new", HOUR)]);
    cache.authorization().await.unwrap();
    wait(3600 - 299).await;

    let refreshing = asking(&cache).await;
    let start = SystemClock.now();
    assert_eq!(ask(&cache, 49).await, vec![Ok("Bearer old".to_owned()); 49]);
    assert_eq!(SystemClock.now(), start, "the others wait");

    assert_eq!(refreshing.await.unwrap().unwrap(), bearer("new"));
    assert_eq!(provider.count(), 2);
    assert_eq!(cache.authorization().await.unwrap(), bearer("new"));
}

#[tokio::test(start_paused = true)]
async fn a_caller_that_is_dropped_leaves_the_next_to_ask() {
    let (cache, provider) = cache([Step::Hang, Step::Token("a", HOUR)]);
    let leader = asking(&cache).await;
    let waiting = asking(&cache).await;
    assert_eq!(provider.count(), 1);

    leader.abort();
    assert_eq!(waiting.await.unwrap().unwrap(), bearer("a"));
    assert_eq!(provider.count(), 2);
}

/// As the first one is dropped, each of the others could be the next to ask, until its own time is looked at.
#[tokio::test(start_paused = true)]
async fn callers_whose_time_is_up_together_ask_a_provider_that_hangs_once() {
    for rejected in [None, Some(bearer("a"))] {
        let (cache, provider) = cache([Step::Token("a", HOUR), Step::Hang]);
        cache.authorization().await.unwrap();
        if rejected.is_none() {
            cache.forget();
        }
        let mut tasks = JoinSet::new();
        for _ in 0..1_000 {
            let (cache, rejected) = (cache.clone(), rejected.clone());
            tasks.spawn(tokio::time::timeout(Duration::from_secs(10), async move {
                match rejected {
                    Some(rejected) => drop(cache.renew(&rejected, None).await),
                    None => drop(cache.authorization().await),
                }
            }));
        }
        let outcomes = tasks.join_all().await;
        assert!(outcomes.iter().all(Result::is_err));
        assert_eq!(provider.count(), 2);
    }
}

#[tokio::test(start_paused = true)]
async fn a_caller_that_is_dropped_while_it_refreshes_early_takes_nothing_away() {
    let steps = [
        Step::Token("old", HOUR),
        Step::Hang,
        Step::Token("new", HOUR),
    ];
    let (cache, provider) = cache(steps);
    cache.authorization().await.unwrap();
    wait(3600 - 299).await;
    let leader = asking(&cache).await;
    assert_eq!(cache.authorization().await.unwrap(), bearer("old"));

    leader.abort();
    assert!(leader.await.unwrap_err().is_cancelled());
    // Its own time may have been up: were the next one to ask at once, its time would be up as well, and so on.
    assert_eq!(cache.authorization().await.unwrap(), bearer("old"));
    assert_eq!(provider.count(), 2);
    wait(31).await;
    assert_eq!(cache.authorization().await.unwrap(), bearer("new"));
    assert_eq!(provider.count(), 3);
}

/// Between a look at the token and the refresh, another caller may have refreshed it.
#[tokio::test(start_paused = true)]
async fn what_was_refreshed_meanwhile_is_not_refreshed_again() {
    let (cache, provider) = cache([Step::Token("old", HOUR), Step::Token("new", HOUR)]);
    cache.authorization().await.unwrap();
    wait(3600 - 299).await;
    let seen = cache.kept().unwrap();
    assert_eq!(cache.authorization().await.unwrap(), bearer("new"));
    assert_eq!(cache.refresh(seen).await.unwrap(), bearer("new"));
    assert_eq!(provider.count(), 2);
}
