//! Where requests of the generated client may go, and which links to the next page of a list are followed.

use std::sync::Arc;

use msgraph_identity_core::RefusedRequest::{self, ForeignOrigin, OutsideServiceRoot};
use msgraph_identity_core::{Call, CallOptions};
use msgraph_identity_tests::double::{Double, status};
use msgraph_identity_tests::text::{assert_hides, assert_says};

use crate::session::scripted::{get, pipeline, session};

const PATH: &str = "/identity/apiConnectors";

/// What comes of preparing a request for this URL.
fn prepare(url: &str) -> Result<(), RefusedRequest> {
    let transport = Double::new([status(200)]);
    session(pipeline(&transport)).prepare(&mut get(url))
}

/// The URL that is requested for this link to the next page of connectors.
fn follow(link: &str) -> Result<String, RefusedRequest> {
    let transport = Double::new([status(200)]);
    let request = session(pipeline(&transport)).next_page(&link.into(), PATH)?;
    Ok(request.url().as_str().to_owned())
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
async fn links_to_more_of_the_list_are_followed_byte_for_byte() {
    for link in [
        "https://graph.microsoft.com/v1.0/identity/apiConnectors?$skiptoken=a+b%2Bc%2fd&$top=5",
        "https://graph.microsoft.com/v1.0/identity/apiConnectors?$skiptoken=RFNwdAIAAQ%3D%3D&%24select=id%2CdisplayName",
        "https://graph.microsoft.com/v1.0/identity/apiConnectors/?$skip=1",
        "https://graph.microsoft.com/v1.0/identity/APIConnectors?$skip=1",
        "https://graph.microsoft.com/v1.0/identity/apiConnectors",
    ] {
        assert_eq!(follow(link).as_deref(), Ok(link));
    }
    let upper = "HTTPS://GRAPH.microsoft.com/v1.0/identity/apiConnectors?a";
    let lower = "https://graph.microsoft.com/v1.0/identity/apiConnectors?a";
    assert_eq!(follow(upper).as_deref(), Ok(lower));
}

#[tokio::test]
async fn another_origin_is_refused_for_requests_and_for_links() {
    for origin in [
        "https://graph.microsoft.com.evil.example",
        "https://graph.microsoft.com@evil.example",
        "http://graph.microsoft.com",
        "https://graph.microsoft.com.",
        "https://graph.microsoft.com:8443",
        "https://evil.example",
        "ftp://graph.microsoft.com",
    ] {
        let url = format!("{origin}/v1.0{PATH}");
        assert!(matches!(prepare(&url), Err(ForeignOrigin { .. })), "{url}");
        assert!(matches!(follow(&url), Err(ForeignOrigin { .. })), "{url}");
    }
    for url in [
        "http://graph.microsoft.com:443/v1.0/x",
        "http://127.0.0.1/v1.0/x",
        "javascript:alert(1)",
        "file:///v1.0/x",
    ] {
        assert!(matches!(prepare(url), Err(ForeignOrigin { .. })), "{url}");
    }
}

#[tokio::test]
async fn user_info_is_refused_and_not_shown() {
    let url = "https://u:s3cret@graph.microsoft.com/v1.0/identity/apiConnectors";
    assert_eq!(prepare(url), Err(RefusedRequest::UserInfo));
    assert_eq!(follow(url), Err(RefusedRequest::UserInfo));
    let refused = prepare("https://u:s3cret@evil.example/v1.0/x?s3cret").unwrap_err();
    assert_hides(&refused, "s3cret");
    assert_says(&refused, "https://evil.example");
    assert_says(format!("{refused:?}"), "https://evil.example");
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

#[tokio::test]
async fn links_that_a_parser_would_repair_are_not_followed() {
    for link in [
        "https:graph.microsoft.com/v1.0/identity/apiConnectors",
        " https://graph.microsoft.com/v1.0/identity/apiConnectors",
        "https://graph.micro\nsoft.com/v1.0/identity/apiConnectors",
        "https://graph.microsoft.com\\@evil.example/v1.0/identity/apiConnectors",
        "https://graph.microsoft.com/v1.0/identity/apiConnectors?$filter=a eq b",
        "https://graph.microsoft.com:443/v1.0/identity/apiConnectors",
        "https:///graph.microsoft.com/v1.0/identity/apiConnectors",
        "https://\u{ff47}raph.microsoft.com/v1.0/identity/apiConnectors",
        "https://graph.microsoft.com/beta/../v1.0/identity/apiConnectors",
        "https://graph.microsoft.com/v1.0/x/%2e%2E/identity/apiConnectors",
        "https://graph.microsoft.com/v1.0/./identity/apiConnectors",
        "//evil.example/v1.0/identity/apiConnectors",
        "\\\\evil.example\\v1.0",
        "/v1.0/identity/apiConnectors?$skiptoken=x",
        "?$skiptoken=x",
        "javascript:alert(1)",
        "ad Ut fugiat",
        "https://",
        "",
    ] {
        assert_eq!(follow(link), Err(RefusedRequest::NotAbsolute), "{link:?}");
    }
}

#[tokio::test]
async fn links_to_something_else_are_not_followed() {
    for (path, is_outside) in [
        ("/beta/users", true),
        ("/v1.0/../beta/me", true),
        ("/v1.0/%2e%2e/beta/identity/apiConnectors", true),
        ("/v1.0/users", false),
        ("/v1.0/identity/apiConnectors/1", false),
        ("/v1.0/identity/apiConnectors/../b2xUserFlows", false),
        ("/v1.0", false),
    ] {
        match follow(&format!("https://graph.microsoft.com{path}")) {
            Err(OutsideServiceRoot { .. }) => assert!(is_outside, "{path}"),
            Err(RefusedRequest::OtherCollection { .. }) => assert!(!is_outside, "{path}"),
            other => panic!("{path}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn the_next_page_has_the_headers_of_the_call_and_not_its_query() {
    let transport = Double::new([status(200)]);
    let mut options = CallOptions::default();
    options.headers.insert("prefer", "x".parse().unwrap());
    options.query = vec![("$top".into(), "1".into())];
    let session = session(pipeline(&transport)).with_call(Arc::new(Call::new(options)));
    let link = "https://graph.microsoft.com/v1.0/identity/apiConnectors?$skiptoken=1";
    let request = session.next_page(&link.into(), PATH).unwrap();
    session.send(request).await.unwrap();

    let sent = &transport.take_sent()[0];
    assert_eq!(sent.request.url().as_str(), link);
    assert_eq!(sent.header("prefer"), Some("x"));
    assert_eq!(sent.header("accept"), Some("application/json"));
    assert_eq!(sent.header("authorization"), Some("Bearer s3cret-t0ken"));
    assert!(sent.header("client-request-id").is_some());
}
