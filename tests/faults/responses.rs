//! The head of a successful response.

use msgraph_identity::{Access, SyncUpdate};
use msgraph_identity_tests::double::{Double, Step, json, status};
use msgraph_identity_tests::text::assert_hides;

use crate::faults::scripted::{connector, connectors, error, id, page, synchronization};

fn with_head(step: Step, request_id: &str) -> Step {
    let Step::Answer(status, mut headers, body) = step else {
        return step;
    };
    headers.push(("request-id", request_id.to_owned()));
    headers.push(("x-ms-resource-unit", "2".to_owned()));
    headers.push(("x-ms-throttle-limit-percentage", "0.85".to_owned()));
    Step::Answer(status, headers, body)
}

#[tokio::test]
async fn a_success_has_its_request_id_and_rate_limits() {
    let found = json(200, &connector("Vet"));
    let transport = Double::new([with_head(found, "r-1")]);
    let request = connectors(&transport).connector(&id()).get();
    let (connector, head) = request.with_response_head().await.unwrap();
    assert_eq!(connector.display_name(), Some("Vet"));
    assert_eq!(head.status(), 200);
    assert_eq!(head.request_id(), Some("r-1"));
    assert_eq!(head.resource_units(), Some(2));
    assert_eq!(head.throttle_limit_percentage(), Some(0.85));
    assert_hides(format!("{head:?}"), "r-1");

    let transport = Double::new([with_head(status(204), "r-2")]);
    let deletion = connectors(&transport).connector(&id()).delete();
    let ((), head) = deletion.with_response_head().await.unwrap();
    assert_eq!(
        (head.status().as_u16(), head.request_id()),
        (204, Some("r-2"))
    );
}

#[tokio::test]
async fn several_requests_have_the_head_of_the_last_response() {
    let absent = with_head(error(404, "Directory_ObjectNotFound"), "r-1");
    let transport = Double::new([absent, with_head(status(204), "r-2")]);
    let update = SyncUpdate::new().users(Access::Allow);
    let upsert = synchronization(&transport).upsert(update);
    let (_, head) = upsert.with_response_head().await.unwrap();
    assert_eq!(head.request_id(), Some("r-2"));

    let transport = Double::new([with_head(page(&["Vet"], None), "r-3")]);
    let found = connectors(&transport).find_by_name("Vet");
    let (found, head) = found.with_response_head().await.unwrap();
    assert_eq!((found.len(), head.request_id()), (1, Some("r-3")));
}

#[tokio::test]
async fn each_page_has_the_head_of_its_response() {
    let next = "https://graph.microsoft.com/v1.0/identity/apiConnectors?$skiptoken=1";
    let transport = Double::new([
        with_head(page(&["a"], Some(next)), "r-1"),
        with_head(page(&["b"], None), "r-2"),
    ]);
    let mut pages = connectors(&transport).list().pages();
    for expected in ["r-1", "r-2"] {
        let page = pages.next().await.unwrap().unwrap();
        assert_eq!(page.head().request_id(), Some(expected));
    }
}
