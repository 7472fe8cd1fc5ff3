//! Which links to the next page of a list are followed, and how.

use std::sync::Arc;

use msgraph_identity_core::{Call, CallOptions, NextLink, RefusedRequest};
use msgraph_identity_tests::double::{Double, status};

use crate::session::scripted::{pipeline, session};

const PATH: &str = "/identity/apiConnectors";

fn follow(link: &str) -> Result<String, RefusedRequest> {
    let transport = Double::new([status(200)]);
    let session = session(pipeline(&transport));
    let request = session.next_page(&NextLink::from(link), PATH)?;
    Ok(request.url().as_str().to_owned())
}

/// The base of every link is `https://graph.microsoft.com/v1.0`.
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
    assert_eq!(
        follow("HTTPS://GRAPH.microsoft.com/v1.0/identity/apiConnectors?a").as_deref(),
        Ok("https://graph.microsoft.com/v1.0/identity/apiConnectors?a")
    );
}

#[tokio::test]
async fn links_to_another_origin_are_not_followed() {
    for origin in [
        "https://graph.microsoft.com.evil.example",
        "https://graph.microsoft.com@evil.example",
        "http://graph.microsoft.com",
        "https://graph.microsoft.com.",
        "https://graph.microsoft.com:8443",
        "https://evil.example",
        "ftp://graph.microsoft.com",
    ] {
        let refused = follow(&format!("{origin}/v1.0{PATH}")).expect_err(origin);
        assert!(
            matches!(refused, RefusedRequest::ForeignOrigin { .. }),
            "{refused:?}"
        );
    }
    let refused = follow("https://u:p@graph.microsoft.com/v1.0/identity/apiConnectors");
    assert_eq!(refused, Err(RefusedRequest::UserInfo));
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
        let refused = follow(&format!("https://graph.microsoft.com{path}")).expect_err(path);
        match refused {
            RefusedRequest::OutsideServiceRoot { .. } => assert!(is_outside, "{path}"),
            RefusedRequest::OtherCollection { .. } => assert!(!is_outside, "{path}"),
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
