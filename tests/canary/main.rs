//! Secrets as canaries: no operation shows one in a text, a log or a panic, whatever its outcome.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a failing helper is a failing test"
)]

mod canaries;
/// Needs a process in which every thread has a subscriber of logs.
#[path = "../credentials"]
mod credentials {
    #[allow(dead_code, reason = "the tests of the clients use all of it")]
    pub(crate) mod fake;
    mod secrecy;
}
mod logs;
mod operations;
mod outcomes;
mod warnings;

use msgraph_identity_tests::text::assert_says;
use std::panic;
use std::sync::{Arc, Mutex};

use crate::canaries::Canaries;

#[tokio::test]
async fn no_outcome_shows_a_secret() {
    let logs = logs::capture();
    let panics = Arc::new(Mutex::new(String::new()));
    let seen = panics.clone();
    panic::set_hook(Box::new(move |panic| {
        *seen.lock().unwrap() += &panic.to_string()
    }));

    let mut runs = Vec::new();
    for outcome in outcomes::all() {
        runs.push((outcome.0, outcomes::run(&outcome).await));
    }
    let _ = panic::take_hook();
    assert_eq!(*panics.lock().unwrap(), "");

    let logged = logs.lock().unwrap();
    let logged = String::from_utf8_lossy(&logged);
    // Logs that are not captured cannot be searched.
    for target in ["msgraph_identity", "hyper_util", "reqwest"] {
        assert_says(&logged, target);
    }
    let mut all = Canaries::default();
    for (outcome, (canaries, shown)) in runs {
        assert!(shown.len() > 40, "{outcome}: {}", shown.len());
        assert_eq!(canaries.find(&shown.join("\n")), None, "{outcome}");
        all.extend(canaries);
    }
    assert_eq!(all.find(&logged), None, "the logs");
}
