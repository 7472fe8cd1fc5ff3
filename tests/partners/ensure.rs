//! What updates and `ensure` send, and how they go on after an answer that does not fit.

use std::time::Duration;

use msgraph_identity::Upserted::{Created, Unchanged, Updated};
use msgraph_identity::transport::TransportErrorKind;
use msgraph_identity::{AccessRule, B2bSetting};
use msgraph_identity::{Error, InboundTrust, Partner, PartnerUpdate, Setting, Target, Upserted};
use msgraph_identity_tests::double::{Double, Step, json, status};
use msgraph_identity_tests::text::assert_says;
use serde_json::{Value, json};

use crate::faults::scripted::{PARTNER, error, graph, partner};

const TAKEN: &str = "Request_MultipleObjectsWithSameKeyValue";

pub(super) fn handle(transport: &std::sync::Arc<Double>) -> Partner {
    graph(transport)
        .v1()
        .cross_tenant_access()
        .partner(partner())
}

/// A partner with this trust.
fn trusting(trust: Value) -> Step {
    json(200, &json!({ "tenantId": PARTNER, "inboundTrust": trust }))
}

fn absent() -> Step {
    error(404, "Request_ResourceNotFound")
}

/// The requests, as method and body.
fn sent(transport: &Double) -> Vec<String> {
    let sent = transport.take_sent().into_iter();
    sent.map(|sent| match sent.request.body() {
        Some(_) => format!("{} {}", sent.request.method(), sent.json()),
        None => sent.request.method().to_string(),
    })
    .collect()
}

async fn ensure(script: Vec<Step>) -> (Result<Upserted, Error>, Vec<String>) {
    let transport = Double::new(script);
    let wanted = PartnerUpdate::new().inbound_trust(InboundTrust::new().mfa(true));
    let outcome = handle(&transport).ensure(&wanted).await;
    (outcome, sent(&transport))
}

#[tokio::test(start_paused = true)]
async fn ensure_reads_and_writes_only_what_differs() {
    let post =
        format!(r#"POST {{"inboundTrust":{{"isMfaAccepted":true}},"tenantId":"{PARTNER}"}}"#);
    let patch = r#"PATCH {"inboundTrust":{"isMfaAccepted":true}}"#;
    let whole = r#"PATCH {"inboundTrust":{"isCompliantDeviceAccepted":true,"isMfaAccepted":true,"isNew":1}}"#;
    let created = || json(201, &json!({ "tenantId": PARTNER }));
    for (script, outcome, requests) in [
        (
            vec![trusting(json!({ "isMfaAccepted": true }))],
            Unchanged,
            vec!["GET"],
        ),
        (
            vec![
                trusting(
                    json!({ "isMfaAccepted": false, "isCompliantDeviceAccepted": true, "isNew": 1 }),
                ),
                status(204),
            ],
            Updated,
            vec!["GET", whole],
        ),
        (
            vec![trusting(json!(null)), status(204)],
            Updated,
            vec!["GET", patch],
        ),
        (vec![absent(), created()], Created, vec!["GET", &post]),
        (
            vec![
                absent(),
                error(409, TAKEN),
                trusting(json!(null)),
                status(204),
            ],
            Updated,
            vec!["GET", &post, "GET", patch],
        ),
        // The read is out of date.
        (
            vec![absent(), error(409, TAKEN), absent(), status(204)],
            Updated,
            vec!["GET", &post, "GET", patch],
        ),
        (
            vec![trusting(json!(null)), absent(), created()],
            Created,
            vec!["GET", patch, &post],
        ),
    ] {
        let (result, sent) = ensure(script).await;
        assert_eq!(result.unwrap(), outcome);
        assert_eq!(sent, requests);
    }
}

#[tokio::test(start_paused = true)]
async fn a_partner_that_is_neither_created_nor_shown_is_a_conflict() {
    let script = vec![absent(), error(409, TAKEN), absent(), absent()];
    let error = ensure(script).await.0.unwrap_err();
    assert!(error.is_conflict());
    assert_says(&error, "neither creates nor shows");
}

#[tokio::test(start_paused = true)]
async fn ensure_waits_for_a_stale_read_and_for_a_deleted_partner() {
    let created = json(201, &json!({ "tenantId": PARTNER }));
    let shown = trusting(json!({ "isMfaAccepted": true }));
    let script = [
        absent(),
        error(409, TAKEN),
        absent(),
        created,
        absent(),
        absent(),
        shown,
    ];
    let transport = Double::new(script);
    let wanted = PartnerUpdate::new().inbound_trust(InboundTrust::new().mfa(true));
    let outcome = handle(&transport)
        .ensure(&wanted)
        .wait(Duration::from_secs(60))
        .await;
    assert_eq!(outcome.unwrap(), Created);
    assert_eq!(transport.count(), 7);

    // The partner is still shown after its deletion.
    let script = [
        trusting(json!(null)),
        absent(),
        error(409, TAKEN),
        absent(),
        json(201, &json!({ "tenantId": PARTNER })),
        trusting(json!({ "isMfaAccepted": true })),
    ];
    let transport = Double::new(script);
    let outcome = handle(&transport)
        .ensure(&wanted)
        .wait(Duration::from_secs(60))
        .await;
    assert_eq!(outcome.unwrap(), Created);
    assert_eq!(transport.count(), 6);

    // The response to the creation is lost, and the partner is not shown at once.
    let lost = Step::Fail(TransportErrorKind::Reset);
    let shown = trusting(json!({ "isMfaAccepted": true }));
    let transport = Double::new([absent(), lost, absent(), shown]);
    let outcome = handle(&transport)
        .ensure(&wanted)
        .wait(Duration::from_secs(60))
        .await;
    assert_eq!(outcome.unwrap(), Created);

    let transport = Double::new([trusting(json!(null)), status(204), trusting(json!(null))]);
    let outcome = handle(&transport)
        .ensure(&wanted)
        .wait(Duration::from_secs(9))
        .await;
    let error = outcome.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert!(error.may_have_taken_effect(), "{error}");
}

#[tokio::test(start_paused = true)]
async fn waiting_for_a_deletion_ends_with_the_partner_or_with_the_time() {
    let here = || trusting(json!(null));
    let transport = Double::new([here(), here(), absent()]);
    handle(&transport)
        .wait_until_gone(Duration::from_secs(150))
        .await
        .unwrap();
    assert_eq!(transport.times(), [0, 250, 750]);
    let transport = Double::new([here()]);
    let gone = handle(&transport)
        .wait_until_gone(Duration::from_secs(10))
        .await;
    assert!(gone.unwrap_err().is_timeout());
    assert_eq!(transport.times().last(), Some(&10_000));
}

#[tokio::test(start_paused = true)]
async fn an_update_sends_a_complex_value_whole_and_nothing_else() {
    let restrictions = json!({
        "@odata.type": "#microsoft.graph.crossTenantAccessPolicyTenantRestrictions",
        "usersAndGroups": { "accessType": "blocked", "targets": [{ "target": "AllUsers", "targetType": "user", "since": 2 }], "mode": "new" },
        "devices": null,
        "isNew": true,
    });
    let present =
        json!({ "tenantId": PARTNER, "tenantRestrictions": restrictions, "newSetting": 3 });
    let transport = Double::new([json(200, &present), status(204)]);
    let office = AccessRule::allow_only([Target::office_365()]);
    let update = PartnerUpdate::new()
        .tenant_restrictions(msgraph_identity::TenantRestrictions::new().applications(office));
    handle(&transport).update(update).await.unwrap();
    let body = transport.take_sent().pop().unwrap().json();
    assert_eq!(
        body,
        json!({ "tenantRestrictions": {
            "usersAndGroups": { "accessType": "blocked", "targets": [{ "target": "AllUsers", "targetType": "user", "since": 2 }], "mode": "new" },
            "applications": { "accessType": "allowed", "targets": [{ "target": "Office365", "targetType": "application" }] },
            "isNew": true,
        } })
    );

    let transport = Double::new([status(204)]);
    let update = PartnerUpdate::new().inbound_trust(Setting::Inherit);
    handle(&transport).update(update).await.unwrap();
    assert_eq!(sent(&transport), [r#"PATCH {"inboundTrust":null}"#]);
}

#[tokio::test]
async fn order_case_and_unknown_members_of_targets_are_no_difference_and_are_sent_back() {
    const B: &str = "bbbbbbbb-0000-4000-8000-00000000000b";
    const C: &str = "cccccccc-0000-4000-8000-00000000000c";
    let user =
        json!({ "target": B.to_ascii_uppercase(), "targetType": "user", "addedOn": "2026-01-01" });
    let group = json!({ "target": C, "targetType": "group" });
    let users = json!({ "accessType": "allowed", "targets": [user, group] });
    let setting = json!({ "usersAndGroups": users, "applications": null });
    let present = json!({ "tenantId": PARTNER, "b2bCollaborationInbound": setting });
    let present = json(200, &present);
    let transport = Double::new([present.clone(), present, status(204)]);
    for (targets, outcome) in [
        (vec![Target::group(C), Target::user(B)], Unchanged),
        (vec![Target::user(B)], Updated),
    ] {
        let rule = AccessRule::allow_only(targets);
        let setting = B2bSetting::new().users_and_groups(rule);
        let wanted = PartnerUpdate::new().collaboration_inbound(setting);
        let ensured = handle(&transport).ensure(&wanted).await.unwrap();
        assert_eq!(ensured, outcome);
    }
    let body = transport.take_sent()[2].json();
    let targets = &body["b2bCollaborationInbound"]["usersAndGroups"]["targets"];
    assert_eq!(targets[0]["addedOn"], "2026-01-01");
    assert_eq!(targets[0]["target"], B);
}

#[tokio::test(start_paused = true)]
async fn no_annotation_is_sent_whether_it_was_read_or_comes_from_a_backup() {
    let annotated = |access: &str| {
        json!({
            "@odata.type": "#microsoft.graph.crossTenantAccessPolicyB2BSetting",
            "usersAndGroups": {
                "@odata.type": "#microsoft.graph.crossTenantAccessPolicyTargetConfiguration",
                "accessType": access,
                "targets": [{ "@odata.type": "#microsoft.graph.crossTenantAccessPolicyTarget", "target": "AllUsers", "targetType": "user" }],
                "targets@odata.type": "#Collection(microsoft.graph.crossTenantAccessPolicyTarget)",
            },
        })
    };
    let partner = |access: &str| {
        json!({
            "tenantId": PARTNER,
            "b2bCollaborationInbound": annotated(access),
            "b2bDirectConnectInbound": annotated("blocked"),
        })
    };
    let transport = Double::new([
        json(200, &partner("blocked")),
        json(200, &partner("allowed")),
        status(204),
        absent(),
        json(201, &json!({ "tenantId": PARTNER })),
        json(200, &partner("allowed")),
        status(204),
    ]);
    let handle = handle(&transport);
    let backup = PartnerUpdate::from(&handle.get().await.unwrap());
    assert_eq!(handle.ensure(&backup).await.unwrap(), Updated);
    assert_eq!(handle.ensure(&backup).await.unwrap(), Created);
    // The rule is read, and only the applications are set.
    let applications =
        B2bSetting::new().applications(AccessRule::allow_only([Target::office_365()]));
    let update = PartnerUpdate::new().collaboration_inbound(applications);
    handle.update(update).await.unwrap();

    let sent = sent(&transport);
    let written: Vec<_> = sent
        .iter()
        .filter(|sent| sent.contains("AllUsers"))
        .collect();
    assert_eq!(written.len(), 3, "{sent:?}");
    for written in written {
        assert!(!written.contains('@'), "{written}");
    }
}
