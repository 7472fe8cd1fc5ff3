//! OData query options.

use crate::exchange::{CONNECTORS, basic, get, post, start, start_with};
use msgraph_identity_fake::{FakeServer, Switches};
use serde_json::{Value, json};

async fn with_connectors(names: &[&str]) -> FakeServer {
    let fake = start().await;
    for name in names {
        post(&fake, CONNECTORS, &basic(name), 201).await;
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

#[tokio::test]
async fn filter_returns_matching_entities() {
    let fake = with_connectors(&["Check loyalty", "Ann's", "check age"]).await;
    for (filter, expected) in [
        ("displayName eq 'Ann''s'", vec!["Ann's"]),
        (
            "startswith(displayName,'check')",
            vec!["Check loyalty", "check age"],
        ),
        ("not startswith(displayName,'check')", vec!["Ann's"]),
        (
            "displayName eq 'check age' or displayName eq 'Ann''s'",
            vec!["Ann's", "check age"],
        ),
        (
            "startswith(displayName,'check') and not (displayName eq 'check age')",
            vec!["Check loyalty"],
        ),
        ("displayName eq 'x'' or 1 eq 1'", vec![]),
        (
            "displayName in ('check age','Ann''s','x')",
            vec!["Ann's", "check age"],
        ),
        (
            "not (displayName in ('check age'))",
            vec!["Check loyalty", "Ann's"],
        ),
    ] {
        let page = get(
            &fake,
            &format!("{CONNECTORS}?$filter={filter}&$count=true"),
            200,
        )
        .await
        .json();
        assert_eq!(names(&page), expected, "{filter}");
        assert_eq!(page["@odata.count"], expected.len());
        let count = get(&fake, &format!("{CONNECTORS}/$count?$filter={filter}"), 200).await;
        assert_eq!(count.text, expected.len().to_string());
        assert_eq!(count.header("content-type"), "text/plain");
    }
}

#[tokio::test]
async fn order_by_sorts_entities() {
    let fake = with_connectors(&["b", "C", "a"]).await;
    for (order, expected) in [
        ("displayName", ["a", "b", "C"]),
        ("displayName asc", ["a", "b", "C"]),
        ("targetUrl,displayName desc", ["C", "b", "a"]),
    ] {
        assert_eq!(
            names(
                &get(&fake, &format!("{CONNECTORS}?$orderby={order}"), 200)
                    .await
                    .json()
            ),
            expected
        );
    }
}

#[tokio::test]
async fn select_returns_the_named_properties() {
    let fake = with_connectors(&["a"]).await;
    let page = get(
        &fake,
        &format!("{CONNECTORS}?$select=displayName,targetUrl"),
        200,
    )
    .await
    .json();
    assert_eq!(
        page["value"],
        json!([{ "displayName": "a", "targetUrl": "https://x.example/api?code=k" }])
    );
    let context = page["@odata.context"].as_str().unwrap();
    assert!(
        context.ends_with("#identity/apiConnectors(displayName,targetUrl)"),
        "{context}"
    );
}

#[tokio::test]
async fn unknown_and_malformed_options_are_refused() {
    let fake = with_connectors(&["a", "b"]).await;
    for query in [
        "$search=a",
        "$unknown=1",
        "$Filter=displayName eq 'a'",
        "$top=-1",
        "$top=0",
        "$top=1000",
        "$top=two",
        "$top=",
        "$top=%2B1",
        "$top=1&$top=2",
        "$skip=-1",
        "$skip=9223372036854775808",
        "$select=id,id",
        "$orderby=displayName,displayName desc",
        "$filter=displayName gt 'x'",
        "$count=yes",
        "$select=",
        "$select=nothing",
        "$select=displayName,",
        "$expand=displayName",
        "$expand=anything",
        "$orderby=",
        "$orderby=nothing",
        "$orderby=displayName up",
        "$orderby=authenticationConfiguration",
        "$filter=",
        "$filter=nothing eq 'x'",
        "$filter=displayName eq 'x",
        "$skiptoken=abc",
    ] {
        get(&fake, &format!("{CONNECTORS}?{query}"), 400).await;
    }
    let id = get(&fake, CONNECTORS, 200).await.json()["value"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    for query in ["$top=1", "$filter=id eq 'x'", "$expand=x", "$count=true"] {
        get(&fake, &format!("{CONNECTORS}/{id}?{query}"), 400).await;
    }
}

#[tokio::test]
async fn only_beta_accepts_options_without_a_dollar() {
    let fake = with_connectors(&["a", "b"]).await;
    assert_eq!(
        names(
            &get(&fake, "beta/identity/apiConnectors?top=1", 200)
                .await
                .json()
        ),
        ["a"]
    );
    assert_eq!(
        names(&get(&fake, &format!("{CONNECTORS}?top=1"), 200).await.json()),
        ["a", "b"]
    );
    assert_eq!(
        names(
            &get(&fake, &format!("{CONNECTORS}?mine=1"), 200)
                .await
                .json()
        ),
        ["a", "b"]
    );
}

#[tokio::test]
async fn a_switch_removes_count() {
    let fake = start_with(Switches {
        count: false,
        ..Switches::default()
    })
    .await;
    get(&fake, &format!("{CONNECTORS}/$count"), 400).await;
    get(&fake, &format!("{CONNECTORS}?$count=true"), 400).await;
    get(&fake, CONNECTORS, 200).await;
}
