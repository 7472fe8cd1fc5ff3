//! Where requests of the generated client may go.

use msgraph_identity_core::RefusedRequest::{self, ForeignOrigin, OutsideServiceRoot};
use msgraph_identity_tests::double::{Double, status};
use msgraph_identity_tests::text::{assert_hides, assert_says};

use crate::session::scripted::{get, pipeline, session};

/// What comes of preparing a request for this URL.
fn prepare(url: &str) -> Result<(), RefusedRequest> {
    let transport = Double::new([status(200)]);
    session(pipeline(&transport)).prepare(&mut get(url))
}

#[tokio::test]
async fn requests_within_the_service_root_are_sent() {
    for url in [
        "https://graph.microsoft.com/v1.0",
        "https://graph.microsoft.com:443/v1.0/identity/apiConnectors?$skiptoken=x",
        "HTTPS://GRAPH.microsoft.com/v1.0/x",
        "https:graph.microsoft.com/v1.0/x",
        " https://graph.microsoft.com/v1.0/x",
        "https://graph.micro\nsoft.com/v1.0/x",
        "https://\u{ff47}raph.microsoft.com/v1.0/x",
    ] {
        assert_eq!(prepare(url), Ok(()), "{url}");
    }
}

#[tokio::test]
async fn another_origin_is_refused() {
    for url in [
        "https://graph.microsoft.com.evil.example/v1.0/x",
        "https://graph.microsoft.com@evil.example/v1.0/x",
        "http://graph.microsoft.com/v1.0/x",
        "http://graph.microsoft.com:443/v1.0/x",
        "https://graph.microsoft.com./v1.0/x",
        "https://graph.microsoft.com:8443/v1.0/x",
        "https://evil.example/v1.0/x",
        "http://127.0.0.1/v1.0/x",
        "javascript:alert(1)",
        "file:///v1.0/x",
    ] {
        assert!(matches!(prepare(url), Err(ForeignOrigin { .. })), "{url}");
    }
}

#[tokio::test]
async fn user_info_is_refused_and_not_shown() {
    let refused = prepare("https://u:s3cret@graph.microsoft.com/v1.0/x").unwrap_err();
    assert_eq!(refused, RefusedRequest::UserInfo);
    let refused = prepare("https://u:s3cret@evil.example/v1.0/x?s3cret").unwrap_err();
    let text = format!("{refused} {refused:?}");
    assert_hides(&text, "s3cret");
    assert_says(&text, "https://evil.example");
}

#[tokio::test]
async fn another_version_or_path_is_refused() {
    for url in [
        "https://graph.microsoft.com/beta/users",
        "https://graph.microsoft.com/v1.0/../beta/me",
        "https://graph.microsoft.com/v1.0/%2e%2E/beta/me",
        "https://graph.microsoft.com/v1.00/x",
        "https://graph.microsoft.com/",
        "https://graph.microsoft.com\\@evil.example/v1.0",
    ] {
        let refused = prepare(url);
        assert!(matches!(refused, Err(OutsideServiceRoot { .. })), "{url}");
    }
}

/// What is left of `/identity/apiConnectors/{id}` where the id is empty, `.` or `..`.
#[tokio::test]
async fn a_collection_in_place_of_an_entity_is_refused() {
    for id in ["", ".", "..", "%2e%2e", "x/"] {
        let url = format!("https://graph.microsoft.com/v1.0/identity/apiConnectors/{id}");
        assert_eq!(prepare(&url), Err(RefusedRequest::EmptySegment), "{id}");
    }
}
