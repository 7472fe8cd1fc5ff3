//! A creation takes effect at most once.

use msgraph_identity::generated::core::TransportErrorKind;
use msgraph_identity::{ConnectorAuth, CreateIfAbsent, Error, NewApiConnector};
use msgraph_identity_tests::double::{Double, Step, json, retry_after, status};

use crate::faults::scripted::{connector, connectors, error, page};

fn new() -> NewApiConnector {
    let auth = ConnectorAuth::basic("svc", "hunter2");
    NewApiConnector::new("Vet", "https://api.contoso.com/vet", auth).unwrap()
}

fn created() -> Step {
    json(201, &connector("Vet"))
}

async fn create(first: Step) -> (Result<(), Error>, usize) {
    let transport = Double::new([first, created()]);
    let made = connectors(&transport).create(new()).await;
    (made.map(drop), transport.count())
}

#[tokio::test(start_paused = true)]
async fn a_creation_is_repeated_only_if_an_attempt_had_no_effect() {
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
async fn an_error_says_if_a_creation_may_have_taken_effect() {
    for step in [
        Step::Fail(TransportErrorKind::Reset),
        Step::Fail(TransportErrorKind::TimedOut),
        Step::Fail(TransportErrorKind::BodyCut),
        status(408),
        status(500),
        status(502),
        status(503),
        status(504),
        retry_after(500, "1"),
        retry_after(502, "1"),
        retry_after(504, "1"),
        status(100),
        status(302),
        status(501),
        status(600),
        status(999),
        retry_after(600, "1"),
        retry_after(503, ""),
        retry_after(503, "soon"),
        retry_after(503, "-1"),
        retry_after(503, "Sun, 06 Nov 1994 08:49:37 GMT"),
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
        status(409),
        retry_after(429, "999"),
        retry_after(503, "999"),
        Step::Fail(TransportErrorKind::Certificate),
    ] {
        let (made, _) = create(step.clone()).await;
        assert!(!made.unwrap_err().may_have_taken_effect(), "{step:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn create_if_absent_finds_the_connector_of_a_lost_response() {
    let lost = || Step::Fail(TransportErrorKind::Reset);
    let transport = Double::new([page(&[], None), lost(), page(&["Vet", "Other"], None)]);
    let made = connectors(&transport)
        .create_if_absent(new())
        .await
        .unwrap();
    assert!(matches!(made, CreateIfAbsent::Created(made) if made.display_name() == Some("Vet")));

    let transport = Double::new([page(&[], None), lost(), page(&[], None)]);
    let error = connectors(&transport)
        .create_if_absent(new())
        .await
        .unwrap_err();
    assert!(error.may_have_taken_effect());

    // The service may ignore the filter, so the names are compared here.
    let transport = Double::new([page(&["VET", "Vet "], None), created()]);
    let made = connectors(&transport)
        .create_if_absent(new())
        .await
        .unwrap();
    assert!(matches!(made, CreateIfAbsent::Created(_)));

    let transport = Double::new([page(&["Vet", "x", "Vet"], None)]);
    let made = connectors(&transport)
        .create_if_absent(new())
        .await
        .unwrap();
    assert!(matches!(made, CreateIfAbsent::Present(present) if present.len() == 2));
    assert_eq!(transport.count(), 1);
}

/// Two writes at the same time: the connector need not exist. The code has been seen with both statuses.
#[tokio::test(start_paused = true)]
async fn a_concurrency_violation_is_not_an_existing_connector() {
    for status in [400, 409] {
        let violation = error(status, "Directory_ConcurrencyViolation");
        let (made, count) = create(violation.clone()).await;
        assert!(made.is_ok() && count == 2, "{status}");

        let transport = Double::new([page(&[], None), violation]);
        let error = connectors(&transport)
            .create_if_absent(new())
            .await
            .unwrap_err();
        assert!(!error.is_conflict() && error.is_transient(), "{error}");
        assert!(!error.may_have_taken_effect(), "{error}");
        assert_eq!(error.code(), Some("Directory_ConcurrencyViolation"));
    }
}

#[tokio::test(start_paused = true)]
async fn any_other_conflict_is_final() {
    for code in [
        "Request_MultipleObjectsWithSameKeyValue",
        "Directory_QuotaExceeded",
        "ObjectConflict",
    ] {
        let (made, count) = create(error(409, code)).await;
        let error = made.unwrap_err();
        assert!(error.is_conflict() && !error.is_transient(), "{code}");
        assert_eq!(count, 1, "{code}");
    }
}
