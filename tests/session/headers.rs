//! Which headers and which query a request is sent with.

use std::sync::Arc;

use msgraph_identity_core::{Call, CallOptions};
use msgraph_identity_tests::double::{Double, Step, status};
use msgraph_identity_tests::text::{assert_hides, assert_says};
use reqwest::Method;

use crate::session::scripted::{get, pipeline, request, session};

#[tokio::test]
async fn a_request_gets_a_token_and_an_id_and_loses_the_generators_header() {
    let transport = Double::new([status(200)]);
    let session = session(pipeline(&transport));
    for _ in 0..2 {
        let mut request = request(Method::GET);
        let headers = request.headers_mut();
        headers.insert("api-version", "1.0.1".parse().unwrap());
        headers.insert("authorization", "Basic dTpw".parse().unwrap());
        session.prepare(&mut request).unwrap();
        session.send(request).await.unwrap();
    }
    let sent = transport.take_sent();
    for sent in &sent {
        assert_eq!(sent.header("authorization"), Some("Bearer s3cret-t0ken"));
        assert_eq!(sent.header("api-version"), None);
        let id = sent.header("client-request-id").unwrap();
        let groups: Vec<_> = id.split('-').map(str::len).collect();
        assert_eq!(groups, [8, 4, 4, 4, 12], "{id}");
        let text = format!("{:?}", sent.request);
        assert_hides(&text, "s3cret");
    }
    assert_ne!(
        sent[0].header("client-request-id"),
        sent[1].header("client-request-id")
    );
}

#[tokio::test]
async fn a_call_adds_headers_and_query_options() {
    let transport = Double::new([status(200)]);
    let mut options = CallOptions::default();
    options
        .headers
        .insert("client-request-id", "mine".parse().unwrap());
    options
        .headers
        .insert("prefer", "return=minimal".parse().unwrap());
    options.query = vec![
        ("$expand".into(), "a,b".into()),
        ("x".into(), "1 & 2+#é".into()),
    ];
    let session = session(pipeline(&transport)).with_call(Arc::new(Call::new(options)));

    let mut request = get("https://graph.microsoft.com/v1.0/x?%24top=1");
    session.prepare(&mut request).unwrap();
    session.send(request).await.unwrap();

    let sent = &transport.take_sent()[0];
    assert_eq!(sent.header("client-request-id"), Some("mine"));
    assert_eq!(sent.header("prefer"), Some("return=minimal"));
    assert_eq!(
        sent.request.url().query(),
        Some("$top=1&$expand=a,b&x=1%20%26%202%2B%23%C3%A9")
    );
}

#[tokio::test]
async fn a_call_knows_what_became_of_it_and_shows_no_value() {
    let headers = vec![("request-id", "r-1".to_owned())];
    let transport = Double::new([status(503), Step::Answer(404, headers, "{}".into())]);
    let mut options = CallOptions::default();
    options.headers.insert("x-key", "s3cret".parse().unwrap());
    options.query = vec![("$filter".into(), "displayName eq 's3cret'".into())];
    let call = Arc::new(Call::new(options));
    let session = session(pipeline(&transport)).with_call(call.clone());
    tokio::time::pause();

    let mut request = request(Method::GET);
    session.prepare(&mut request).unwrap();
    session.send(request).await.unwrap();

    assert_hides(format!("{call:?}"), "s3cret");
    let record = call.take_record();
    assert_eq!(record.method, Some(Method::GET));
    assert_eq!(record.path, "/v1.0/identity/apiConnectors");
    assert_eq!(record.attempts, 2);
    assert!(record.may_have_been_executed);
    let head = record.response.unwrap();
    assert_eq!(head.status(), 404);
    assert_eq!(head.request_id(), Some("r-1"));
    assert!(record.failure.is_none());
}

#[tokio::test]
async fn nothing_shows_the_token() {
    let transport = Double::new([status(200)]);
    let session = session(pipeline(&transport));
    session.send(request(Method::GET)).await.unwrap();
    let shown = format!(
        "{session:?} {:#?} {:?}",
        session.pipeline(),
        session.pipeline().tokens()
    );
    assert_hides(&shown, "s3cret");
    assert_says(&shown, "https://graph.microsoft.com/v1.0");
}
