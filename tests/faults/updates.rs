//! Updates as values: what they set, what they differ in, how they are stored, and what an upsert would do with them.

use msgraph_identity::{
    Access, ApiConnectorUpdate, BetaSyncUpdate, ConnectorAuth, Nullable, SyncUpdate, UpsertPlan,
};
use msgraph_identity_tests::double::{self, Double};
use serde_json::json;

use crate::faults::scripted::{PARTNER, connector, error, synchronization};

fn policy() -> serde_json::Value {
    json!({
        "tenantId": PARTNER,
        "displayName": "Fabrikam",
        "userSyncInbound": { "isSyncAllowed": true },
        "groupSyncInbound": { "isSyncAllowed": true },
    })
}

#[test]
fn an_update_is_stored_as_the_body_that_graph_takes() {
    let update = SyncUpdate::new()
        .users(Access::Allow)
        .groups(Access::Block)
        .clear_display_name();
    let body = json!({
        "displayName": null,
        "userSyncInbound": { "isSyncAllowed": true },
        "groupSyncInbound": { "isSyncAllowed": false },
    });
    assert_eq!(serde_json::to_value(&update).unwrap(), body);
    assert_eq!(
        serde_json::from_value::<BetaSyncUpdate>(body).unwrap(),
        update
    );
    assert_eq!(serde_json::to_value(SyncUpdate::new()).unwrap(), json!({}));
}

#[test]
fn an_update_with_properties_that_would_not_be_sent_is_refused() {
    for body in [
        json!({ "groupSyncInbound": { "isSyncAllowed": true } }),
        json!({ "users": "allow" }),
        json!({ "userSyncInbound": { "isSyncAllowed": null } }),
        json!({ "userSyncInbound": {} }),
        json!({ "userSyncInbound": { "isSyncAllowed": true, "allowed": 1 } }),
        json!({ "tenantId": PARTNER }),
    ] {
        assert!(
            serde_json::from_value::<SyncUpdate>(body.clone()).is_err(),
            "{body}"
        );
    }
}

#[tokio::test]
async fn the_difference_has_only_what_the_service_does_not_have() {
    let wanted = BetaSyncUpdate::new()
        .display_name("Fabrikam")
        .users(Access::Allow)
        .groups(Access::Block);
    let difference = wanted.difference_from(&serde_json::from_value(policy()).unwrap());
    assert_eq!(difference, BetaSyncUpdate::new().groups(Access::Block));
    assert_eq!(
        difference.new_groups(),
        Some(Nullable::Value(Access::Block))
    );
    assert_eq!(
        (difference.new_users(), difference.new_display_name()),
        (None, None)
    );

    let v1 = SyncUpdate::new().users(Access::Allow);
    assert!(
        v1.difference_from(&serde_json::from_value(policy()).unwrap())
            .is_empty()
    );
}

#[test]
fn the_difference_of_a_connector_keeps_a_password_that_nobody_can_compare() {
    let auth = ConnectorAuth::basic("svc", "s3cret");
    let wanted = ApiConnectorUpdate::new().display_name("Vet").auth(auth);
    let wanted = wanted.target_url("https://api.contoso.com/pet").unwrap();
    let difference = wanted.difference_from(&serde_json::from_value(connector("Vet")).unwrap());
    assert_eq!(difference.new_display_name(), None);
    assert!(
        difference.changes_auth()
            && matches!(difference.new_target_url(), Some(Nullable::Value(_)))
    );
    let other = ApiConnectorUpdate::new().clear_display_name();
    assert_eq!(other.new_display_name(), Some(Nullable::Null));
}

#[tokio::test(start_paused = true)]
async fn a_plan_says_what_an_upsert_would_do_and_writes_nothing() {
    let wanted = BetaSyncUpdate::new()
        .users(Access::Allow)
        .groups(Access::Block);
    let present = || double::json(200, &policy());
    let differences = BetaSyncUpdate::new().groups(Access::Block);
    let allowed = BetaSyncUpdate::new().users(Access::Allow);
    for (step, settings, plan) in [
        (present(), wanted.clone(), UpsertPlan::Update(differences)),
        (present(), allowed, UpsertPlan::Unchanged),
        (
            error(404, "Directory_ObjectNotFound"),
            wanted.clone(),
            UpsertPlan::Create(wanted),
        ),
    ] {
        let transport = Double::new([step]);
        assert_eq!(
            synchronization(&transport)
                .plan_upsert(settings)
                .await
                .unwrap(),
            plan
        );
        let sent = transport.take_sent();
        assert!(sent.len() == 1 && sent[0].request.method() == "GET");
    }
}
