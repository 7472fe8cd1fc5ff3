//! Lists: which links are followed, when a list ends, and how it is resumed.

use std::sync::Arc;
use std::time::Duration;

use futures_util::{StreamExt, TryStreamExt};
use msgraph_identity::{ApiConnector, Error, Items};
use msgraph_identity_tests::double::{Double, Endless, Step, json, status};
use msgraph_identity_tests::text::{assert_hides, assert_says};
use serde_json::json;

use crate::faults::scripted::{builder, connectors, error, page};

const NEXT: &str = "https://graph.microsoft.com/v1.0/identity/apiConnectors?$skiptoken=";

fn link(page: usize) -> String {
    format!("{NEXT}{page}")
}

/// The names of all items until the end or an error.
async fn names(mut items: Items<ApiConnector>) -> (Vec<String>, Option<Error>) {
    let mut names = Vec::new();
    while let Some(item) = items.next().await {
        match item {
            Ok(connector) => names.push(connector.display_name().unwrap().to_owned()),
            Err(error) => {
                assert!(items.next().await.is_none(), "an error ends the list");
                return (names, Some(error));
            }
        }
    }
    assert!(items.next().await.is_none());
    (names, None)
}

/// The names of all items until the end or an error, and how many requests were sent.
async fn list(script: impl IntoIterator<Item = Step>) -> (Vec<String>, Option<Error>, usize) {
    let transport = Double::new(script);
    let (names, error) = names(connectors(&transport).list().items()).await;
    (names, error, transport.count())
}

#[tokio::test]
async fn a_link_to_another_place_is_not_followed_and_earlier_items_stay() {
    for evil in [
        "https://evil.example/v1.0/identity/apiConnectors?$skiptoken=x",
        "http://graph.microsoft.com/v1.0/identity/apiConnectors",
        "https://graph.microsoft.com:8443/v1.0/identity/apiConnectors",
        "https://u@graph.microsoft.com/v1.0/identity/apiConnectors",
        "https://graph.microsoft.com./v1.0/identity/apiConnectors",
        "https://graph.microsoft.com/beta/identity/apiConnectors",
        "https://graph.microsoft.com/v1.0/users",
        "ad Ut fugiat",
        "",
    ] {
        let script = [page(&["a", "b"], Some(evil)), page(&["c"], None)];
        let (names, error, requests) = list(script).await;
        let error = error.unwrap();
        assert_eq!(
            (names, requests),
            (vec!["a".into(), "b".into()], 1),
            "{evil}"
        );
        assert!(error.is_paging(), "{evil}: {error}");
        assert_eq!(error.next_link().unwrap().as_str(), evil);
        assert_hides(&error, "skiptoken");
    }
}

#[tokio::test]
async fn a_cycle_ends_in_an_error() {
    for (links, pages) in [(vec![1], 2), (vec![1, 2], 3), (vec![5, 6, 7], 4)] {
        let numbers = links.iter().cycle().take(1_000);
        let script = numbers.map(|number| page(&["x"], Some(&link(*number))));
        let (names, error, requests) = list(script).await;
        assert_eq!((names.len(), requests), (pages, pages), "{links:?}");
        assert!(error.unwrap().is_paging());
    }
}

#[tokio::test]
async fn empty_pages_are_skipped_up_to_a_limit() {
    let script = [
        page(&[], Some(&link(1))),
        page(&["a"], Some(&link(2))),
        page(&[], Some(&link(3))),
        page(&["b"], None),
    ];
    let (found, error, _) = list(script).await;
    assert_eq!(found, ["a", "b"]);
    assert!(error.is_none());

    let script = (0..2_000).map(|number| page(&[], Some(&link(number))));
    let (found, error, requests) = list(script).await;
    assert_eq!((found.len(), requests), (0, 1_001));
    assert!(error.unwrap().is_paging());
}

#[tokio::test]
async fn a_page_without_value_is_an_error() {
    for body in [
        json!({}),
        json!({ "@odata.count": 3 }),
        json!({ "value": null }),
        json!({ "value": {} }),
        json!([]),
        json!(null),
    ] {
        let first = page(&["a"], Some(&link(1)));
        for (script, before) in [
            (vec![json(200, &body)], &[][..]),
            (vec![first, json(200, &body)], &["a"]),
        ] {
            let (names, error, _) = list(script).await;
            assert_eq!(names, before);
            assert!(error.unwrap().is_unexpected_content(), "{body}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_list_resumes_where_it_failed() {
    let script = [
        page(&["a"], Some(&link(1))),
        page(&["b"], Some(&link(2))),
        error(400, "BadRequest"),
        page(&["c"], Some(&link(3))),
        page(&["d"], None),
    ];
    let transport = Double::new(script);
    let connectors = connectors(&transport);
    let (before, error) = names(connectors.list().page_size(1).items()).await;
    let error = error.unwrap();
    assert_eq!(before, ["a", "b"]);
    assert!(error.is_bad_request());

    let next_link = error.next_link().unwrap().clone();
    assert_eq!(next_link.as_str(), link(2));
    let (after, error) = names(connectors.list().resume(next_link).items()).await;
    assert_eq!(after, ["c", "d"]);
    assert!(error.is_none());
    for sent in &transport.take_sent()[2..4] {
        assert_eq!(sent.request.url().as_str(), link(2));
    }
}

#[tokio::test]
async fn a_list_that_was_dropped_resumes_later() {
    let transport = Double::new([page(&["a", "b"], Some(&link(1))), page(&["c"], None)]);
    let connectors = connectors(&transport);
    let mut items = connectors.list().items();
    assert!(items.next_link().is_none());
    items.next().await.unwrap().unwrap();
    let next_link = items.next_link().unwrap().clone();
    drop(items);
    let (after, _) = names(connectors.list().resume(next_link).items()).await;
    assert_eq!(after, ["c"]);
}

#[tokio::test]
async fn many_pages_take_constant_stack() {
    let graph = builder(Arc::new(Endless::default())).build();
    let mut items = graph.unwrap().v1().api_connectors().list().items();
    // A frame of 1 KB for each page would be more than a thread of the tests has. `load` reads fifty times as many.
    for _ in 0..2_000 {
        items.next().await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn a_list_with_more_items_than_allowed_is_an_error() {
    let script = || {
        let first = page(&["a", "b"], Some(&link(1)));
        [first, page(&["c"], Some(&link(2))), page(&["d"], None)]
    };
    for (max_items, requests) in [(0, 1), (1, 1), (2, 2), (3, 3)] {
        let transport = Double::new(script());
        let list = connectors(&transport).list().max_items(max_items);
        let error = list.all().await.unwrap_err();
        assert!(error.is_paging(), "{error}");
        assert_says(&error, "max_items");
        let next_link = error.next_link().map(|link| link.as_str().to_owned());
        assert_eq!(next_link, (requests > 1).then(|| link(requests - 1)));
        assert_eq!(transport.count(), requests);
    }
    let transport = Double::new(script());
    let list = connectors(&transport).list().max_items(4);
    assert_eq!(list.all().await.unwrap().len(), 4);
}

#[tokio::test]
async fn no_page_is_requested_before_it_is_needed() {
    let script = [
        page(&["a", "b"], Some(&link(1))),
        page(&["c"], Some(&link(2))),
        page(&["d"], None),
    ];
    let transport = Double::new(script);
    let mut items = connectors(&transport).list().items();
    assert_eq!(transport.count(), 0);
    items.next().await;
    items.next().await;
    assert_eq!(transport.count(), 1);
    items.next().await;
    assert_eq!(transport.count(), 2);
    drop(items);
    tokio::task::yield_now().await;
    assert_eq!(transport.count(), 2);
}

#[tokio::test]
async fn an_entity_on_two_pages_is_listed_twice() {
    let (names, _, _) = list([page(&["a"], Some(&link(1))), page(&["a"], None)]).await;
    assert_eq!(names, ["a", "a"]);
}

#[tokio::test(start_paused = true)]
async fn every_page_has_the_headers_and_the_retries_of_the_list() {
    let script = [
        page(&["a"], Some(&link(1))),
        status(503),
        status(429),
        page(&["b"], None),
    ];
    let transport = Double::new(script);
    let list = connectors(&transport).list().header("Prefer", "x");
    assert_eq!(list.all().await.unwrap().len(), 2);
    let sent = transport.take_sent();
    assert_eq!(sent.len(), 4);
    for sent in sent {
        assert_eq!(sent.header("prefer"), Some("x"));
        assert_eq!(sent.header("authorization"), Some("Bearer t0k3n"));
    }
}

#[tokio::test]
async fn a_count_may_be_anything() {
    for count in [0_i64, 4_294_967_296, -9_007_199_254_740_991, i64::MAX] {
        let body = json!({ "value": [], "@odata.count": count });
        let transport = Double::new([json(200, &body)]);
        let mut pages = connectors(&transport).list().with_count().pages();
        assert_eq!(pages.next().await.unwrap().unwrap().count(), Some(count));
    }
}

#[tokio::test]
async fn a_dropped_wait_for_an_item_loses_nothing() {
    let later = |step| Step::After(Duration::from_secs(1), Box::new(step));
    let transport = Double::new([
        later(page(&["a"], Some(&link(1)))),
        later(page(&["b"], None)),
    ]);
    let mut items = connectors(&transport).list().items();
    tokio::time::pause();
    let mut names = Vec::new();
    loop {
        let wait = Duration::from_millis(300);
        match tokio::time::timeout(wait, items.next()).await {
            Err(_) => {}
            Ok(None) => break,
            Ok(Some(item)) => names.push(item.unwrap().display_name().unwrap().to_owned()),
        }
    }
    assert_eq!(names, ["a", "b"]);
    assert_eq!(transport.count(), 2);
}

#[tokio::test]
async fn items_and_pages_are_streams() {
    let script = || [page(&["a"], Some(&link(1))), page(&["b"], None)];
    let transport = Double::new(script());
    let items = connectors(&transport).list().items();
    let items: Vec<ApiConnector> = items.try_collect().await.unwrap();
    assert_eq!(items.len(), 2);
    let transport = Double::new(script());
    let pages = connectors(&transport).list().pages();
    let lengths = pages.map(|page| page.unwrap().into_items().len());
    assert_eq!(lengths.collect::<Vec<_>>().await, [1, 1]);
}
