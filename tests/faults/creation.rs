//! Creations are made at most once.

use msgraph_identity::generated::core::TransportErrorKind;
use msgraph_identity::{ConnectorAuth, CreateIfAbsent, Error, NewApiConnector};
use msgraph_identity_tests::double::{Double, Step, json, retry_after, status};

use crate::faults::scripted::{connector, connectors, page};

fn new() -> NewApiConnector {
    let auth = ConnectorAuth::basic("svc", "hunter2");
    NewApiConnector::new("Vet", "https://api.contoso.com/vet", auth).unwrap()
}

fn created() -> Step {
    json(201, &connector("Vet"))
}

async fn create(first: Step) -> (Result<(), Error>, usize) {
    let transport = Double::new([first, created()]);
    let made = connectors(&transport).create(&new()).await;
    (made.map(drop), transport.count())
}

#[tokio::test(start_paused = true)]
async fn a_creation_is_repeated_only_where_nothing_can_have_happened() {
    for step in [
        Step::Fail(TransportErrorKind::Connect),
        Step::Fail(TransportErrorKind::Tls),
        retry_after(503, "1"),
        retry_after(429, "0.249"),
        status(429),
    ] {
        let (made, count) = create(step.clone()).await;
        assert!(made.is_ok(), "{step:?}");
        assert_eq!(count, 2, "{step:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn otherwise_the_error_says_that_it_may_have_happened() {
    for step in [
        Step::Fail(TransportErrorKind::Reset),
        Step::Fail(TransportErrorKind::TimedOut),
        Step::Fail(TransportErrorKind::BodyCut),
        status(408),
        status(500),
        status(502),
        status(503),
        status(504),
        Step::Hang,
        json(201, &serde_json::json!({ "displayName": 7 })),
    ] {
        let (made, count) = create(step.clone()).await;
        let error = made.unwrap_err();
        assert!(error.may_have_taken_effect(), "{step:?}: {error}");
        assert_eq!((count, error.attempts()), (1, 1), "{step:?}");
    }
    for step in [
        status(400),
        status(403),
        retry_after(429, "999"),
        Step::Fail(TransportErrorKind::Certificate),
    ] {
        let (made, _) = create(step.clone()).await;
        assert!(!made.unwrap_err().may_have_taken_effect(), "{step:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_creation_where_absent_finds_what_a_lost_answer_made() {
    let lost = || Step::Fail(TransportErrorKind::Reset);
    let transport = Double::new([page(&[], None), lost(), page(&["Vet", "Other"], None)]);
    let made = connectors(&transport)
        .create_if_absent(&new())
        .await
        .unwrap();
    assert!(matches!(made, CreateIfAbsent::Created(made) if made.display_name() == Some("Vet")));

    let transport = Double::new([page(&[], None), lost(), page(&[], None)]);
    let error = connectors(&transport)
        .create_if_absent(&new())
        .await
        .unwrap_err();
    assert!(error.may_have_taken_effect());

    // The service may ignore the filter: other names are not taken for this one.
    let transport = Double::new([page(&["VET", "Vet "], None), created()]);
    let made = connectors(&transport)
        .create_if_absent(&new())
        .await
        .unwrap();
    assert!(matches!(made, CreateIfAbsent::Created(_)));

    let transport = Double::new([page(&["Vet", "x", "Vet"], None)]);
    let made = connectors(&transport)
        .create_if_absent(&new())
        .await
        .unwrap();
    assert!(matches!(made, CreateIfAbsent::Present(present) if present.len() == 2));
    assert_eq!(transport.count(), 1);
}

#[test]
fn what_cannot_be_a_connector_is_refused_before_it_is_sent() {
    let auth = || ConnectorAuth::basic("svc", "hunter2");
    for (name, url) in [
        ("", "https://x.example"),
        (" \t", "https://x.example"),
        ("x", ""),
        ("x", "x.example/api"),
        ("x", "ftp://x.example"),
        ("x", "https://x.example/a b"),
        ("x", "https://"),
        ("x", "https://x.example\n"),
    ] {
        let error = NewApiConnector::new(name, url, auth()).unwrap_err();
        assert!(error.is_invalid_argument(), "{name:?} {url:?}");
    }
    assert!(NewApiConnector::new("x", "https://x.example/api?code=%2B", auth()).is_ok());
}
