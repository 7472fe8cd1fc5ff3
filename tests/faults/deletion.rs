//! A deletion has the same effect however often it is sent.

use msgraph_identity::generated::core::TransportErrorKind;
use msgraph_identity_tests::double::{Double, Step, retry_after, status};

use crate::faults::scripted::{connectors, id, synchronization};

#[tokio::test(start_paused = true)]
async fn a_repeated_deletion_that_finds_nothing_is_a_success() {
    for lost in [
        Step::Fail(TransportErrorKind::Reset),
        Step::Fail(TransportErrorKind::TimedOut),
        status(502),
    ] {
        let transport = Double::new([lost.clone(), status(404)]);
        connectors(&transport)
            .connector(&id())
            .delete()
            .await
            .unwrap();
        assert_eq!(transport.count(), 2, "{lost:?}");
        let transport = Double::new([lost, status(404)]);
        synchronization(&transport).delete().await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn deleting_a_missing_entity_is_an_error() {
    for script in [
        vec![status(404)],
        vec![retry_after(429, "1"), status(404)],
        vec![Step::Fail(TransportErrorKind::Connect), status(404)],
    ] {
        let transport = Double::new(script.clone());
        let error = connectors(&transport)
            .connector(&id())
            .delete()
            .await
            .unwrap_err();
        assert!(error.is_not_found(), "{script:?}");
        let transport = Double::new(script);
        assert!(
            synchronization(&transport)
                .delete()
                .await
                .unwrap_err()
                .is_not_found()
        );
    }
}

#[tokio::test(start_paused = true)]
async fn an_entity_with_another_etag_is_not_deleted() {
    let transport = Double::new([status(412)]);
    let request = connectors(&transport)
        .connector(&id())
        .delete()
        .if_match("W/\"1\"");
    let error = request.await.unwrap_err();
    assert!(error.is_precondition_failed());
    let sent = transport.take_sent();
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].header("if-match"), Some("W/\"1\""));

    let transport = Double::new([status(412)]);
    let error = synchronization(&transport)
        .delete()
        .if_match("\"2\"")
        .await
        .unwrap_err();
    assert!(error.is_precondition_failed());
}
