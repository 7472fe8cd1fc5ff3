//! Pages, whose links are to be followed as they are.

use msgraph_identity_fake::{FakeGraph, FakeServer, Switches};
use serde_json::Value;

use crate::connectors::basic;
use crate::exchange::{get, post, start};

const PATH: &str = "v1.0/identity/apiConnectors";

async fn with_connectors(page_size: usize, count: usize) -> FakeServer {
    let switches = Switches {
        page_size,
        ..Switches::default()
    };
    let fake = FakeGraph::builder()
        .switches(switches)
        .start()
        .await
        .unwrap();
    for number in 0..count {
        post(&fake, PATH, &basic(&format!("connector {number}")))
            .await
            .expect(201);
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

/// The link without the fake's root.
fn next(fake: &FakeServer, page: &Value) -> Option<String> {
    let link = page.get("@odata.nextLink")?.as_str().unwrap();
    Some(
        link.strip_prefix(&format!("{}/", fake.url()))
            .expect("a link to the fake")
            .to_owned(),
    )
}

#[tokio::test]
async fn links_lead_through_all_pages() {
    let fake = with_connectors(2, 5).await;
    let first = get(&fake, &format!("{PATH}?$count=true"))
        .await
        .expect(200)
        .json();
    assert_eq!(first["@odata.count"], 5);
    assert_eq!(names(&first), ["connector 0", "connector 1"]);
    let second = get(&fake, &next(&fake, &first).unwrap())
        .await
        .expect(200)
        .json();
    assert!(
        second.get("@odata.count").is_none(),
        "only the first page tells the count"
    );
    assert_eq!(names(&second), ["connector 2", "connector 3"]);
    let third = get(&fake, &next(&fake, &second).unwrap())
        .await
        .expect(200)
        .json();
    assert_eq!(names(&third), ["connector 4"]);
    assert_eq!(next(&fake, &third), None);
}

#[tokio::test]
async fn top_is_the_size_of_a_page_and_skip_where_the_first_begins() {
    let fake = with_connectors(100, 5).await;
    let page = get(&fake, &format!("{PATH}?$top=2&$skip=1"))
        .await
        .expect(200)
        .json();
    assert_eq!(names(&page), ["connector 1", "connector 2"]);
    let page = get(&fake, &next(&fake, &page).unwrap())
        .await
        .expect(200)
        .json();
    assert_eq!(names(&page), ["connector 3", "connector 4"]);
    assert_eq!(next(&fake, &page), None);
    let beyond = get(&fake, &format!("{PATH}?$skip=9"))
        .await
        .expect(200)
        .json();
    assert_eq!(names(&beyond), [""; 0]);
}

#[tokio::test]
async fn a_link_that_was_changed_is_refused() {
    let fake = with_connectors(2, 5).await;
    let first = get(&fake, &format!("{PATH}?$select=displayName"))
        .await
        .json();
    let link = next(&fake, &first).unwrap();
    get(&fake, &link).await.expect(200);
    get(&fake, &link.replace("$select=displayName", "$select=id"))
        .await
        .expect(400);
    get(&fake, &format!("{link}x")).await.expect(400);
}

#[tokio::test]
async fn a_list_that_fits_has_no_link() {
    let fake = start().await;
    post(&fake, PATH, &basic("A")).await.expect(201);
    let page = get(&fake, PATH).await.json();
    assert_eq!(next(&fake, &page), None);
}
