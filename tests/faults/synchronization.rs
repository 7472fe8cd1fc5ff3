//! Synchronization policies that exist, are missing, or change at the same time.

use msgraph_identity::Upserted::{Created, Unchanged, Updated};
use msgraph_identity::generated::core::TransportErrorKind;
use msgraph_identity::{Access, BetaSyncUpdate, Error, SyncUpdate, Upserted};
use msgraph_identity_tests::double::{Double, Step, json, status};
use msgraph_identity_tests::text::assert_says;
use serde_json::json;

use crate::faults::scripted::{PARTNER, error, synchronization};

fn wanted() -> BetaSyncUpdate {
    SyncUpdate::new().users(Access::Allow).groups(Access::Block)
}

fn policy(users: bool, groups: bool) -> Step {
    let policy = json!({
        "tenantId": PARTNER,
        "displayName": null,
        "userSyncInbound": { "isSyncAllowed": users },
        "groupSyncInbound": { "isSyncAllowed": groups },
    });
    json(200, &policy)
}

fn absent() -> Step {
    error(404, "Directory_ObjectNotFound")
}

fn present() -> Step {
    error(409, "Request_MultipleObjectsWithSameKeyValue")
}

/// The result of an upsert, and the methods and bodies that it sent after reading.
async fn upsert(script: impl IntoIterator<Item = Step>) -> (Result<Upserted, Error>, Vec<String>) {
    let transport = Double::new(script);
    let upserted = synchronization(&transport).upsert(wanted()).await;
    let sent = transport.take_sent();
    assert_eq!(sent[0].request.method(), "GET");
    let writes = sent[1..]
        .iter()
        .map(|sent| format!("{} {}", sent.request.method(), sent.json()));
    (upserted, writes.collect())
}

/// The result of a creation, and how many requests it sent.
async fn create(script: impl IntoIterator<Item = Step>) -> (Result<(), Error>, usize) {
    let transport = Double::new(script);
    let created = synchronization(&transport).create(wanted()).await;
    (created, transport.count())
}

const PUT_ALL: &str =
    r#"PUT {"groupSyncInbound":{"isSyncAllowed":false},"userSyncInbound":{"isSyncAllowed":true}}"#;
const PATCH_ALL: &str = r#"PATCH {"groupSyncInbound":{"isSyncAllowed":false},"userSyncInbound":{"isSyncAllowed":true}}"#;

#[tokio::test(start_paused = true)]
async fn an_upsert_writes_only_a_difference_and_copes_with_other_clients() {
    let patch_users = r#"PATCH {"userSyncInbound":{"isSyncAllowed":true}}"#;
    for (script, result, writes) in [
        (vec![policy(true, false)], Unchanged, vec![]),
        (
            vec![policy(false, false), status(204)],
            Updated,
            vec![patch_users],
        ),
        (vec![absent(), status(204)], Created, vec![PUT_ALL]),
        (
            vec![absent(), present(), status(204)],
            Updated,
            vec![PUT_ALL, PATCH_ALL],
        ),
        (
            vec![policy(false, true), absent(), status(204)],
            Created,
            vec![PATCH_ALL, PUT_ALL],
        ),
        (
            vec![policy(false, true), absent(), present(), status(204)],
            Updated,
            vec![PATCH_ALL, PUT_ALL, PATCH_ALL],
        ),
    ] {
        let (upserted, sent) = upsert(script).await;
        assert_eq!(upserted.unwrap(), result);
        assert_eq!(sent, writes);
    }
}

#[tokio::test(start_paused = true)]
async fn an_upsert_gives_up_after_a_few_writes() {
    let script = [absent(), present()].into_iter().cycle().take(7);
    let (upserted, writes) = upsert(script).await;
    let error = upserted.unwrap_err();
    assert_eq!(writes.len(), 4);
    assert_says(&error, "by turns");
}

#[tokio::test(start_paused = true)]
async fn a_missing_partner_differs_from_a_missing_policy() {
    let (upserted, _) = upsert([absent(), absent()]).await;
    let error = upserted.unwrap_err();
    assert!(error.is_partner_missing() && error.is_not_found());
    assert_says(&error, "cross-tenant access policy");

    let policy = synchronization(&Double::new([absent()]));
    for (error, partner_missing) in [
        (policy.create(wanted()).await.unwrap_err(), true),
        (policy.get().await.unwrap_err(), false),
        (policy.update(wanted()).await.unwrap_err(), false),
    ] {
        assert_eq!(error.is_partner_missing(), partner_missing, "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn creating_an_existing_policy_is_a_conflict() {
    let (created, sent) = create([present()]).await;
    let error = created.unwrap_err();
    assert!(error.is_conflict());
    assert_eq!(
        error.code(),
        Some("Request_MultipleObjectsWithSameKeyValue")
    );
    assert_eq!(sent, 1);
}

#[tokio::test(start_paused = true)]
async fn a_conflict_after_a_lost_response_is_settled_by_reading() {
    for lost in [
        Step::Fail(TransportErrorKind::Reset),
        status(504),
        Step::Fail(TransportErrorKind::BodyCut),
    ] {
        let (created, sent) = create([lost.clone(), present(), policy(true, false)]).await;
        assert!(created.is_ok() && sent == 3, "{lost:?}");

        for there in [policy(true, true), absent(), status(403)] {
            let (created, _) = create([lost.clone(), present(), there]).await;
            let error = created.unwrap_err();
            assert!(error.is_conflict());
            assert_says(&error, "earlier attempt");
        }
    }
    // No response was lost: another client created the policy.
    let refused = Step::Fail(TransportErrorKind::Connect);
    let (created, sent) = create([refused, present(), policy(true, false)]).await;
    assert!(created.unwrap_err().is_conflict() && sent == 2);
}

#[tokio::test]
async fn an_update_sends_only_what_is_set_also_null() {
    let update = BetaSyncUpdate::new();
    let cleared = update
        .clone()
        .clear_display_name()
        .clear_users()
        .clear_groups()
        .clear_role_enabled_groups()
        .clear_external_cloud_authorized_application_id();
    for (update, body) in [
        (update.display_name("é"), json!({ "displayName": "é" })),
        (
            cleared,
            json!({
                "displayName": null,
                "userSyncInbound": null,
                "groupSyncInbound": null,
                "roleEnabledGroupSyncInbound": null,
                "externalCloudAuthorizedApplicationId": null,
            }),
        ),
    ] {
        let transport = Double::new([status(204)]);
        synchronization(&transport).update(&update).await.unwrap();
        assert_eq!(transport.take_sent()[0].json(), body);
    }
}

/// Two writes at the same time: the policy need not exist.
#[tokio::test(start_paused = true)]
async fn an_upsert_does_not_take_a_concurrency_violation_for_an_existing_policy() {
    let violation = error(409, "Directory_ConcurrencyViolation");
    let (upserted, writes) = upsert([absent(), violation]).await;
    let error = upserted.unwrap_err();
    assert!(!error.is_conflict() && error.is_transient(), "{error}");
    assert!(writes.iter().all(|write| write == PUT_ALL), "{writes:?}");
}
