//! Pages of lists.

use crate::exchange::{CONNECTORS, basic, delete, get, post, start, start_with};
use axum::body::Body;
use axum::http::Request;
use msgraph_identity_fake::{DEFAULT_TENANT_ID, FakeGraph, FakeServer, Seed, Switches, TenantSeed};
use serde_json::Value;
use tower::ServiceExt;

async fn with_connectors(page_size: usize, count: usize) -> FakeServer {
    let switches = Switches {
        page_size,
        ..Switches::default()
    };
    let fake = start_with(switches).await;
    for number in 0..count {
        post(
            &fake,
            CONNECTORS,
            &basic(&format!("connector {number}")),
            201,
        )
        .await;
    }
    fake
}

fn names(page: &Value) -> Vec<&str> {
    page["value"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["displayName"].as_str().unwrap())
        .collect()
}

/// The next link without the root of the fake.
fn next(fake: &FakeServer, page: &Value) -> Option<String> {
    let link = page.get("@odata.nextLink")?.as_str().unwrap();
    Some(
        link.strip_prefix(&format!("{}/", fake.url()))
            .expect("a link to the fake")
            .to_owned(),
    )
}

/// The names on this page and on the following ones.
async fn follow(fake: &FakeServer, path: String) -> Vec<String> {
    let (mut link, mut seen) = (Some(path), Vec::new());
    while let Some(path) = link {
        let page = get(fake, &path, 200).await.json();
        seen.push(names(&page).join(", "));
        assert!(seen.len() < 20, "the links lead nowhere: {seen:?}");
        link = next(fake, &page);
    }
    seen
}

#[tokio::test]
async fn next_links_lead_through_all_pages() {
    let fake = with_connectors(2, 5).await;
    let first = get(&fake, &format!("{CONNECTORS}?$count=true"), 200)
        .await
        .json();
    assert_eq!(first["@odata.count"], 5);
    assert_eq!(names(&first), ["connector 0", "connector 1"]);
    let second = get(&fake, &next(&fake, &first).unwrap(), 200).await.json();
    assert!(
        second.get("@odata.count").is_none(),
        "only the first page tells the count"
    );
    assert_eq!(names(&second), ["connector 2", "connector 3"]);
    let third = get(&fake, &next(&fake, &second).unwrap(), 200).await.json();
    assert_eq!(names(&third), ["connector 4"]);
    assert_eq!(next(&fake, &third), None);
}

#[tokio::test]
async fn top_limits_each_page_and_skip_moves_the_first() {
    let fake = with_connectors(100, 5).await;
    let page = get(&fake, &format!("{CONNECTORS}?$top=2&$skip=1"), 200)
        .await
        .json();
    assert_eq!(names(&page), ["connector 1", "connector 2"]);
    let page = get(&fake, &next(&fake, &page).unwrap(), 200).await.json();
    assert_eq!(names(&page), ["connector 3", "connector 4"]);
    assert_eq!(next(&fake, &page), None);
    let beyond = get(&fake, &format!("{CONNECTORS}?$skip=9"), 200)
        .await
        .json();
    assert_eq!(names(&beyond), [""; 0]);
}

#[tokio::test]
async fn a_changed_next_link_is_refused() {
    let fake = with_connectors(2, 5).await;
    let first = get(&fake, &format!("{CONNECTORS}?$select=displayName"), 200)
        .await
        .json();
    let link = next(&fake, &first).unwrap();
    get(&fake, &link, 200).await;
    get(
        &fake,
        &link.replace("$select=displayName", "$select=id"),
        400,
    )
    .await;
    get(&fake, &format!("{link}x"), 400).await;
}

#[tokio::test]
async fn a_list_on_one_page_has_no_next_link() {
    let fake = start().await;
    post(&fake, CONNECTORS, &basic("A"), 201).await;
    let page = get(&fake, CONNECTORS, 200).await.json();
    assert_eq!(next(&fake, &page), None);
}

#[tokio::test]
async fn changes_between_pages_lose_no_items() {
    let fake = with_connectors(2, 6).await;
    let first = get(&fake, CONNECTORS, 200).await.json();
    let id = first["value"][0]["id"].as_str().unwrap();
    delete(&fake, &format!("{CONNECTORS}/{id}"), 204).await;
    post(&fake, CONNECTORS, &basic("connector 6"), 201).await;
    assert_eq!(names(&first).join(", "), "connector 0, connector 1");
    assert_eq!(
        follow(&fake, next(&fake, &first).unwrap()).await,
        [
            "connector 2, connector 3",
            "connector 4, connector 5",
            "connector 6"
        ]
    );
}

#[tokio::test]
async fn the_last_page_has_no_next_link() {
    let fake = with_connectors(3, 3).await;
    let page = get(&fake, CONNECTORS, 200).await.json();
    assert_eq!(next(&fake, &page), None);
    let filter = format!("{CONNECTORS}?$filter=displayName ne 'connector 2'&$top=2");
    let page = get(&fake, &filter, 200).await.json();
    assert_eq!(names(&page), ["connector 0", "connector 1"]);
    assert_eq!(next(&fake, &page), None);
    let skipped = format!("{CONNECTORS}?$skip=1&$count=true&$top=1");
    let page = get(&fake, &skipped, 200).await.json();
    assert_eq!(
        (names(&page), &page["@odata.count"]),
        (vec!["connector 1"], &3.into())
    );
    let page = get(&fake, &next(&fake, &page).unwrap(), 200).await.json();
    assert_eq!(names(&page), ["connector 2"]);
}

#[tokio::test]
async fn a_sorted_list_has_pages() {
    let fake = with_connectors(2, 5).await;
    let path = format!("{CONNECTORS}?$orderby=displayName desc&$skip=1");
    assert_eq!(
        follow(&fake, path).await,
        ["connector 3, connector 2", "connector 1, connector 0"]
    );
}

/// This would take minutes if each page read the whole list.
#[tokio::test]
async fn the_cost_of_a_page_does_not_grow_with_the_list() {
    const PAGES: usize = 5_000;
    let connector = |number: usize| basic(&format!("connector {number}"));
    let mut tenant = TenantSeed::with_default_application(DEFAULT_TENANT_ID);
    tenant.connectors = (0..PAGES).map(connector).collect();
    let switches = Switches {
        page_size: 1,
        ..Switches::default()
    };
    let seed = Seed {
        tenants: vec![tenant],
        switches,
    };
    let graph = FakeGraph::builder().seed(seed).build().unwrap();
    let (router, token) = (graph.router(), format!("Bearer {}", graph.token()));
    let mut uri = format!("http://graph.test/{CONNECTORS}");
    for number in 0..PAGES {
        let request = Request::get(&uri)
            .header("authorization", &token)
            .body(Body::empty())
            .unwrap();
        let answer = router.clone().oneshot(request).await.unwrap();
        let body = axum::body::to_bytes(answer.into_body(), usize::MAX)
            .await
            .unwrap();
        let page: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(names(&page), [format!("connector {number}")]);
        match page.get("@odata.nextLink") {
            Some(link) => uri = link.as_str().unwrap().to_owned(),
            None => assert_eq!(number, PAGES - 1),
        }
    }
}
