//! Lists: query options and pages.

use axum::body::Body;
use axum::http::Request;
use msgraph_identity_fake::{DEFAULT_TENANT_ID, FakeGraph, Seed, Switches, TenantSeed};
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::exchange::{CONNECTORS, Fake, basic, names};

async fn with_connectors(connectors: &[&str], page_size: usize) -> Fake {
    let fake = Fake::with(|switches| switches.page_size = page_size).await;
    for name in connectors {
        fake.create(basic(name)).await;
    }
    fake
}

/// The next link without the root of the fake.
fn next(fake: &Fake, page: &Value) -> Option<String> {
    let link = page.get("@odata.nextLink")?.as_str().unwrap();
    let link = link.strip_prefix(&format!("{}/", fake.url()));
    Some(link.expect("a link to the fake").to_owned())
}

/// The names on this page and on the following ones.
async fn follow(fake: &Fake, path: String) -> Vec<String> {
    let (mut link, mut seen) = (Some(path), Vec::new());
    while let Some(path) = link {
        let page = fake.json(path).await;
        seen.push(names(&page).concat());
        assert!(seen.len() < 20, "the links lead nowhere: {seen:?}");
        link = next(fake, &page);
    }
    seen
}

#[tokio::test]
async fn filter_returns_matching_entities() {
    let fake = with_connectors(&["Check loyalty", "Ann's", "check age"], 100).await;
    for (filter, expected) in [
        ("displayName eq 'ann''s'", vec!["Ann's"]),
        (
            "startswith(displayName,'check')",
            vec!["Check loyalty", "check age"],
        ),
        ("displayName eq 'x'' or 1 eq 1'", vec![]),
        (
            "not (displayName in ('check age'))",
            vec!["Check loyalty", "Ann's"],
        ),
    ] {
        let list = format!("{CONNECTORS}?$filter={filter}&$count=true");
        let page = fake.json(list).await;
        assert_eq!(names(&page), expected, "{filter}");
        assert_eq!(page["@odata.count"], expected.len());
        let path = format!("{CONNECTORS}/$count?$filter={filter}");
        let count = fake.get(path, 200).await;
        assert_eq!(count.text, expected.len().to_string());
        assert_eq!(count.header("content-type"), "text/plain");
    }
}

#[tokio::test]
async fn order_by_sorts_entities() {
    let fake = with_connectors(&["b", "C", "a"], 100).await;
    for (order, expected) in [
        ("displayName", ["a", "b", "C"]),
        ("displayName asc", ["a", "b", "C"]),
        ("targetUrl,displayName desc", ["C", "b", "a"]),
    ] {
        let list = format!("{CONNECTORS}?$orderby={order}");
        assert_eq!(fake.names(list).await, expected);
    }
}

#[tokio::test]
async fn select_returns_the_named_properties() {
    let fake = with_connectors(&["a"], 100).await;
    let list = format!("{CONNECTORS}?$select=displayName,targetUrl");
    let page = fake.json(list).await;
    let expected = json!([{ "displayName": "a", "targetUrl": "https://x.example/api?code=k" }]);
    assert_eq!(page["value"], expected);
    let context = page["@odata.context"].as_str().unwrap();
    let names = "#identity/apiConnectors(displayName,targetUrl)";
    assert!(context.ends_with(names), "{context}");
}

#[tokio::test]
async fn unknown_and_malformed_options_are_refused() {
    let fake = Fake::start().await;
    let path = fake.create(basic("a")).await;
    let of_lists = "$search=a|$unknown=1|$Filter=displayName eq 'a'|$top=-1|$top=0|$top=1000|$top=two|$top=|$top=%2B1\
        |$top=1&$top=2|$skip=-1|$skip=9223372036854775808|$select=id,id|$orderby=displayName,displayName desc\
        |$filter=displayName gt 'x'|$count=yes|$select=|$select=nothing|$select=*,nothing|$select=*,*|$select=displayName,\
        |$expand=displayName|$expand=anything|$orderby=|$orderby=nothing|$orderby=displayName up|$orderby=authenticationConfiguration|$filter=\
        |$filter=nothing eq 'x'|$filter=displayName eq 'x|$skiptoken=abc|$skiptoken=NC4w|$skiptoken=%25";
    let of_entities = "$top=1|$filter=id eq 'x'|$expand=x|$count=true";
    for (path, queries) in [(CONNECTORS, of_lists), (&path, of_entities)] {
        for query in queries.split('|') {
            fake.get(format!("{path}?{query}"), 400).await;
        }
    }
}

#[tokio::test]
async fn only_beta_accepts_options_without_a_dollar() {
    let fake = with_connectors(&["a", "b"], 100).await;
    let beta = fake.names("beta/identity/apiConnectors?top=1").await;
    assert_eq!(beta, ["a"]);
    for query in ["top=1", "mine=1"] {
        let v1 = fake.names(format!("{CONNECTORS}?{query}")).await;
        assert_eq!(v1, ["a", "b"]);
    }
}

#[tokio::test]
async fn a_switch_removes_count() {
    let fake = Fake::with(|switches| switches.count = false).await;
    fake.get(format!("{CONNECTORS}/$count"), 400).await;
    fake.get(format!("{CONNECTORS}?$count=true"), 400).await;
    fake.get(CONNECTORS, 200).await;
}

#[tokio::test]
async fn next_links_lead_through_all_pages() {
    let fake = with_connectors(&["a", "b", "c", "d", "e"], 2).await;
    for (query, pages) in [
        ("", vec!["ab", "cd", "e"]),
        ("$top=1&$skip=1", vec!["b", "c", "d", "e"]),
        ("$top=9&$skip=1", vec!["bc", "de"]),
        ("$skip=9", vec![""]),
        ("$filter=displayName ne 'c'&$top=2", vec!["ab", "de"]),
        ("$orderby=displayName desc&$skip=1", vec!["dc", "ba"]),
    ] {
        let list = format!("{CONNECTORS}?{query}");
        assert_eq!(follow(&fake, list).await, pages, "{query}");
    }
    let list = format!("{CONNECTORS}?$skip=1&$count=true");
    let first = fake.json(list).await;
    assert_eq!(first["@odata.count"], 5);
    let second = fake.json(next(&fake, &first).unwrap()).await;
    let count = second.get("@odata.count");
    assert!(count.is_none(), "only the first page has the count");
}

#[tokio::test]
async fn a_changed_next_link_is_refused() {
    let fake = with_connectors(&["a", "b"], 1).await;
    let list = format!("{CONNECTORS}?$select=displayName");
    let link = next(&fake, &fake.json(list).await).unwrap();
    fake.get(&link, 200).await;
    fake.get(link.replace("$select", "%24select"), 200).await;
    let other = link.replace("$select=displayName", "$select=id");
    fake.get(other, 400).await;
    fake.get(format!("{link}x"), 400).await;
}

#[tokio::test]
async fn changes_between_pages_lose_no_items() {
    let fake = with_connectors(&["a", "b", "c", "d", "e", "f"], 2).await;
    let first = fake.json(CONNECTORS).await;
    let id = first["value"][0]["id"].as_str().unwrap();
    fake.delete(format!("{CONNECTORS}/{id}"), 204).await;
    fake.create(basic("g")).await;
    assert_eq!(names(&first), ["a", "b"]);
    let rest = follow(&fake, next(&fake, &first).unwrap()).await;
    assert_eq!(rest, ["cd", "ef", "g"]);
}

/// This would take minutes if each page read the whole list.
#[tokio::test]
async fn the_cost_of_a_page_does_not_grow_with_the_list() {
    const PAGES: usize = 5_000;
    let mut tenant = TenantSeed::with_default_application(DEFAULT_TENANT_ID);
    tenant.connectors = (0..PAGES)
        .map(|number| basic(&number.to_string()))
        .collect();
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
        let request = Request::get(&uri).header("authorization", &token);
        let request = request.body(Body::empty()).unwrap();
        let body = router.clone().oneshot(request).await.unwrap().into_body();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        let page: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(names(&page), [number.to_string()]);
        match page.get("@odata.nextLink") {
            Some(link) => uri = link.as_str().unwrap().to_owned(),
            None => assert_eq!(number, PAGES - 1),
        }
    }
}
