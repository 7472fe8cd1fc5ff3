//! A creation takes effect at most once. `session::effects` tries every way to fail.

use std::sync::Arc;

use msgraph_identity::generated::core::TransportErrorKind;
use msgraph_identity::{CreateIfAbsent, Error};
use msgraph_identity_tests::double::{Double, Step, json};

use crate::faults::scripted::{connector, connectors, error, new_connector as new, page};

fn created() -> Step {
    json(201, &connector("Vet"))
}

async fn create_if_absent(transport: &Arc<Double>) -> Result<CreateIfAbsent, Error> {
    connectors(transport).create_if_absent(new()).await
}

async fn create(first: Step) -> (Result<(), Error>, usize) {
    let transport = Double::new([first, created()]);
    let made = connectors(&transport).create(new()).await;
    (made.map(drop), transport.count())
}

#[tokio::test]
async fn a_creation_whose_response_cannot_be_read_may_have_taken_effect() {
    let (made, count) = create(json(201, &serde_json::json!({ "displayName": 7 }))).await;
    let error = made.unwrap_err();
    assert!(error.may_have_taken_effect(), "{error}");
    assert_eq!((count, error.attempts()), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn create_if_absent_finds_the_connector_of_a_lost_response() {
    let lost = || Step::Fail(TransportErrorKind::Reset);
    let transport = Double::new([page(&[], None), lost(), page(&["Vet", "Other"], None)]);
    let made = create_if_absent(&transport).await.unwrap();
    assert!(matches!(made, CreateIfAbsent::Created(made) if made.display_name() == Some("Vet")));

    let transport = Double::new([page(&[], None), lost(), page(&[], None)]);
    let error = create_if_absent(&transport).await.unwrap_err();
    assert!(error.may_have_taken_effect());

    // The service may ignore the filter, so the names are compared here.
    let transport = Double::new([page(&["VET", "Vet "], None), created()]);
    let made = create_if_absent(&transport).await.unwrap();
    assert!(matches!(made, CreateIfAbsent::Created(_)));

    let transport = Double::new([page(&["Vet", "x", "Vet"], None)]);
    let made = create_if_absent(&transport).await.unwrap();
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
        let error = create_if_absent(&transport).await.unwrap_err();
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
