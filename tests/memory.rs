//! How much memory one response can take. A program of its own, because its allocator counts.

use std::fmt::Debug;
use std::sync::Mutex;

use msgraph_identity::generated::core::{AdditionalProperties, Collection, from_json};
use msgraph_identity::generated::v1::types::IdentityApiConnector;
use serde::de::DeserializeOwned;

#[global_allocator]
static ALLOCATOR: dhat::Alloc = dhat::Alloc;

/// The most bytes of a body that are read.
const MAX_BODY: usize = 16 << 20;
const MAX_MEMORY: usize = 300_000_000;

/// The most bytes that were allocated at once while a body was read, and whether it was taken.
fn peak<T: DeserializeOwned + Debug>(body: &str) -> (usize, bool) {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _guard = ONE_AT_A_TIME.lock();
    let profiler = dhat::Profiler::builder().testing();
    // Where memory is allocated does not matter, and takes most of the time.
    let profiler = profiler.trim_backtraces(Some(0)).build();
    let read = from_json::<T>(body.as_bytes());
    let peak = dhat::HeapStats::get().max_bytes;
    drop(profiler);
    (peak, read.is_ok())
}

/// As many of these parts as fit into a body.
fn body(start: &str, part: &str, end: &str, times: usize) -> String {
    let times = times.min((MAX_BODY - start.len() - end.len()) / part.len());
    let parts = part.repeat(times);
    format!("{start}{}{end}", parts.trim_end_matches(','))
}

/// Asserts it of an object with a list of these parts: as many as are accepted, and as many as fit.
fn assert_bounded<T: DeserializeOwned + Debug>(start: &str, part: &str) {
    let containers = part.matches(['{', '[']).count();
    let values = part.matches(',').count();
    // The most of them that are read, and the most that are sent.
    let most = 199_990_usize
        .checked_div(containers)
        .unwrap_or(usize::MAX)
        .min(1_999_990 / values);
    for times in [most, usize::MAX] {
        let (bytes, _) = peak::<T>(&body(start, part, "]}", times));
        assert!(bytes < MAX_MEMORY, "{bytes} for {times} times {part}");
    }
}

#[test]
fn no_body_takes_more_than_300_mb() {
    for part in [
        "0,",
        "{},",
        "[0],",
        r#"{"":{"":0}},"#,
        r##"{"authenticationConfiguration":{"@odata.type":"#microsoft.graph.basicAuthentication"}},"##,
    ] {
        assert_bounded::<AdditionalProperties>(r#"{"property":["#, part);
        assert_bounded::<Collection<IdentityApiConnector>>(r#"{"value":["#, part);
    }
}

#[test]
fn a_page_of_the_most_connectors_that_a_page_can_have_is_read() {
    let connector = format!(
        r#"{{"id":"a","displayName":"{}","more":[1,2,3,{{"a":{{}}}}]}},"#,
        "x".repeat(16_000)
    );
    let page = body(r#"{"value":["#, &connector, "]}", 999);
    let (bytes, is_read) = peak::<Collection<IdentityApiConnector>>(&page);
    assert!(is_read && bytes < MAX_MEMORY, "{bytes}");
}
