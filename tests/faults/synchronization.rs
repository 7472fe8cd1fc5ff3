//! Synchronization policies that exist, are missing, or change at the same time.

use msgraph_identity::generated::core::TransportErrorKind;
use msgraph_identity::{Access, BetaSyncUpdate, Error, SyncUpdate, Upserted};
use msgraph_identity_tests::double::{Double, Step, json, status};
use serde_json::{Value, json};

use crate::faults::scripted::{PARTNER, error, synchronization};

fn wanted() -> BetaSyncUpdate {
    SyncUpdate::new().users(Access::Allow).groups(Access::Block)
}

fn policy(users: bool, groups: bool) -> Step {
    json(
        200,
        &json!({
            "tenantId": PARTNER,
            "displayName": null,
            "userSyncInbound": { "isSyncAllowed": users },
            "groupSyncInbound": { "isSyncAllowed": groups },
        }),
    )
}

fn absent() -> Step {
    error(404, "Directory_ObjectNotFound")
}

fn present() -> Step {
    error(409, "Request_MultipleObjectsWithSameKeyValue")
}

/// The result of an upsert, and the methods and bodies that it sent.
async fn upsert(script: impl IntoIterator<Item = Step>) -> (Result<Upserted, Error>, Vec<String>) {
    let transport = Double::new(script);
    let upserted = synchronization(&transport).upsert(wanted()).await;
    let sent = transport.take_sent().into_iter().map(|sent| {
        let body = sent.request.body().and_then(|body| body.as_bytes());
        let body = body.map(|body| format!(" {}", String::from_utf8_lossy(body)));
        format!("{}{}", sent.request.method(), body.unwrap_or_default())
    });
    (upserted, sent.collect())
}

const ALL: &str =
    r#"{"groupSyncInbound":{"isSyncAllowed":false},"userSyncInbound":{"isSyncAllowed":true}}"#;

#[tokio::test(start_paused = true)]
async fn an_upsert_writes_only_a_difference() {
    let (upserted, sent) = upsert([policy(true, false)]).await;
    assert_eq!(
        (upserted.unwrap(), sent),
        (Upserted::Unchanged, vec!["GET".to_owned()])
    );

    let (upserted, sent) = upsert([policy(false, false), status(204)]).await;
    assert_eq!(upserted.unwrap(), Upserted::Updated);
    assert_eq!(
        sent[1],
        r#"PATCH {"userSyncInbound":{"isSyncAllowed":true}}"#
    );

    let (upserted, sent) = upsert([absent(), status(204)]).await;
    assert_eq!(upserted.unwrap(), Upserted::Created);
    assert_eq!(sent[1], format!("PUT {ALL}"));
}

#[tokio::test(start_paused = true)]
async fn an_upsert_copes_with_other_clients() {
    let (upserted, sent) = upsert([absent(), present(), status(204)]).await;
    assert_eq!(upserted.unwrap(), Upserted::Updated);
    assert_eq!(sent[1..], [format!("PUT {ALL}"), format!("PATCH {ALL}")]);

    let (upserted, sent) = upsert([policy(false, true), absent(), status(204)]).await;
    assert_eq!(upserted.unwrap(), Upserted::Created);
    assert_eq!(sent[1..], [format!("PATCH {ALL}"), format!("PUT {ALL}")]);

    let (upserted, _) = upsert([policy(false, true), absent(), present(), status(204)]).await;
    assert_eq!(upserted.unwrap(), Upserted::Updated);
}

#[tokio::test(start_paused = true)]
async fn an_upsert_gives_up_after_a_few_writes() {
    let script = [
        absent(),
        present(),
        absent(),
        present(),
        absent(),
        present(),
        absent(),
    ];
    let (upserted, sent) = upsert(script).await;
    let error = upserted.unwrap_err();
    assert_eq!(sent.len(), 5);
    assert!(error.to_string().contains("in turn"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_missing_partner_differs_from_a_missing_policy() {
    let (upserted, _) = upsert([absent(), absent()]).await;
    let error = upserted.unwrap_err();
    assert!(error.is_partner_missing() && error.is_not_found());
    assert!(
        error.to_string().contains("cross-tenant access policy"),
        "{error}"
    );

    let transport = Double::new([absent()]);
    let synchronization = synchronization(&transport);
    assert!(
        synchronization
            .create(wanted())
            .await
            .unwrap_err()
            .is_partner_missing()
    );
    assert!(
        !synchronization
            .get()
            .await
            .unwrap_err()
            .is_partner_missing()
    );
    assert!(
        !synchronization
            .update(wanted())
            .await
            .unwrap_err()
            .is_partner_missing()
    );
}

#[tokio::test(start_paused = true)]
async fn creating_an_existing_policy_is_a_conflict() {
    let transport = Double::new([present()]);
    let error = synchronization(&transport)
        .create(wanted())
        .await
        .unwrap_err();
    assert!(error.is_conflict());
    assert_eq!(
        error.code(),
        Some("Request_MultipleObjectsWithSameKeyValue")
    );
    assert_eq!(transport.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_conflict_after_a_lost_response_is_settled_by_reading() {
    for lost in [
        Step::Fail(TransportErrorKind::Reset),
        status(504),
        Step::Fail(TransportErrorKind::BodyCut),
    ] {
        let transport = Double::new([lost.clone(), present(), policy(true, false)]);
        synchronization(&transport).create(wanted()).await.unwrap();
        assert_eq!(transport.count(), 3, "{lost:?}");

        for there in [policy(true, true), absent(), status(403)] {
            let transport = Double::new([lost.clone(), present(), there]);
            let error = synchronization(&transport)
                .create(wanted())
                .await
                .unwrap_err();
            assert!(error.is_conflict());
            assert!(error.to_string().contains("earlier attempt"), "{error}");
        }
    }
    // No response was lost: another client created the policy.
    let transport = Double::new([
        Step::Fail(TransportErrorKind::Connect),
        present(),
        policy(true, false),
    ]);
    assert!(
        synchronization(&transport)
            .create(wanted())
            .await
            .unwrap_err()
            .is_conflict()
    );
    assert_eq!(transport.count(), 2);
}

#[tokio::test]
async fn an_update_sends_only_what_is_set_also_null() {
    let body = async |update: BetaSyncUpdate| {
        let transport = Double::new([status(204)]);
        synchronization(&transport).update(&update).await.unwrap();
        let sent = transport.take_sent().remove(0);
        serde_json::from_slice::<Value>(sent.request.body().unwrap().as_bytes().unwrap()).unwrap()
    };
    assert_eq!(
        body(BetaSyncUpdate::new().display_name("é")).await,
        json!({ "displayName": "é" })
    );
    let cleared = BetaSyncUpdate::new()
        .clear_display_name()
        .clear_users()
        .clear_groups()
        .clear_role_enabled_groups()
        .clear_external_cloud_authorized_application_id();
    assert_eq!(
        body(cleared).await,
        json!({
            "displayName": null,
            "userSyncInbound": null,
            "groupSyncInbound": null,
            "roleEnabledGroupSyncInbound": null,
            "externalCloudAuthorizedApplicationId": null,
        })
    );
}

/// Two writes at the same time: the policy need not exist.
#[tokio::test(start_paused = true)]
async fn an_upsert_does_not_take_a_concurrency_violation_for_an_existing_policy() {
    let violation = || error(409, "Directory_ConcurrencyViolation");
    let (upserted, sent) = upsert(std::iter::once(absent()).chain(vec![violation(); 9])).await;
    let error = upserted.unwrap_err();
    assert!(!error.is_conflict() && error.is_transient(), "{error}");
    assert!(
        sent[1..].iter().all(|sent| sent.starts_with("PUT ")),
        "{sent:?}"
    );
}
