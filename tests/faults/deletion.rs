//! A deletion has the same effect however often it is sent.

use msgraph_identity::Error;
use msgraph_identity::generated::core::TransportErrorKind;
use msgraph_identity_tests::double::{Double, Step, retry_after, status};

use crate::faults::scripted::{connectors, id, synchronization};

/// The results of deleting a connector and of deleting a policy.
async fn delete(script: [Step; 2]) -> [Result<(), Error>; 2] {
    let [one, other] = [Double::new(script.clone()), Double::new(script)];
    let connector = connectors(&one).connector(&id()).delete();
    let results = [connector.await, synchronization(&other).delete().await];
    assert_eq!((one.count(), other.count()), (2, 2));
    results
}

#[tokio::test(start_paused = true)]
async fn a_repeated_deletion_that_finds_nothing_is_a_success() {
    for lost in [
        Step::Fail(TransportErrorKind::Reset),
        Step::Fail(TransportErrorKind::TimedOut),
        status(502),
    ] {
        for deleted in delete([lost.clone(), status(404)]).await {
            assert!(deleted.is_ok(), "{lost:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn deleting_a_missing_entity_is_an_error() {
    for refused in [
        retry_after(429, "1"),
        Step::Fail(TransportErrorKind::Connect),
    ] {
        for deleted in delete([refused.clone(), status(404)]).await {
            assert!(deleted.unwrap_err().is_not_found(), "{refused:?}");
        }
    }
    let transport = Double::new([status(404)]);
    let deleted = connectors(&transport).connector(&id()).delete().await;
    assert!(deleted.unwrap_err().is_not_found());
}

#[tokio::test(start_paused = true)]
async fn an_entity_with_another_etag_is_not_deleted() {
    let transport = Double::new([status(412)]);
    let connector = connectors(&transport).connector(&id()).delete();
    let policy = synchronization(&transport).delete();
    for (deletion, etag) in [(connector, "W/\"1\""), (policy, "\"2\"")] {
        let error = deletion.if_match(etag).await.unwrap_err();
        assert!(error.is_precondition_failed());
        let sent = transport.take_sent();
        assert_eq!(sent.len(), 1);
        assert_eq!(sent[0].header("if-match"), Some(etag));
    }
}
