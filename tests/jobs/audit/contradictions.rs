//! Settings of a partner that contradict each other.

use msgraph_identity::jobs::audit::{Audit, AuditWarning, Contradiction};
use msgraph_identity_tests::double::{Double, json};
use serde_json::{Value, json};

use crate::access_settings::{b2b, users};
use crate::faults::scripted::{PARTNER, graph, partner};

/// The contradictions of a partner with these settings in a tenant with these default settings.
async fn found(default: &Value, mut settings: Value) -> Vec<Contradiction> {
    settings["tenantId"] = PARTNER.into();
    let list = json!({ "value": [settings] });
    let transport = Double::new([json(200, default), json(200, &list)]);
    let report = Audit::new(&graph(&transport).v1()).run().await.unwrap();
    let warnings = report.warnings().iter().map(|warning| match warning {
        AuditWarning::Contradiction(tenant, what) if *tenant == partner() => *what,
        other => panic!("{other}"),
    });
    warnings.collect()
}

#[tokio::test]
async fn blocked_users_with_open_applications_are_a_warning() {
    for name in [
        "b2bCollaborationInbound",
        "b2bCollaborationOutbound",
        "b2bDirectConnectInbound",
        "b2bDirectConnectOutbound",
    ] {
        let expected = [Contradiction::UsersBlockedApplicationsOpen(name)];
        let own = json!({ name: b2b("blocked", "allowed") });
        assert_eq!(found(&json!({}), own.clone()).await, expected);
        // The same if it is inherited, as a whole or in part.
        assert_eq!(found(&own, json!({})).await, expected);
        let default = json!({ name: b2b("allowed", "allowed") });
        let part = json!({ name: { "usersAndGroups": users("blocked") } });
        assert_eq!(found(&default, part).await, expected);

        let expected = [Contradiction::ApplicationsBlockedUsersOpen(name)];
        let own = json!({ name: b2b("allowed", "blocked") });
        assert_eq!(found(&json!({}), own).await, expected);

        for access in ["allowed", "blocked"] {
            let same = json!({ name: b2b(access, access) });
            assert_eq!(found(&default, same).await, []);
        }
    }
}

#[tokio::test]
async fn synchronization_that_cannot_work_is_a_warning() {
    let synchronizing = |allowed: bool, redemption: Value, collaboration: Value| {
        json!({
            "automaticUserConsentSettings": { "inboundAllowed": redemption },
            "b2bCollaborationInbound": collaboration,
            "identitySynchronization": {
                "tenantId": PARTNER,
                "userSyncInbound": { "isSyncAllowed": allowed },
            },
        })
    };
    let asks = json!({ "automaticUserConsentSettings": { "inboundAllowed": false } });
    let redeems = json!({ "automaticUserConsentSettings": { "inboundAllowed": true } });
    let blocked = || b2b("blocked", "blocked");
    let without_redemption = Contradiction::SynchronizationWithoutRedemption;
    let without_collaboration = Contradiction::SynchronizationWithoutCollaboration;
    for (default, partner, expected) in [
        (&asks, synchronizing(true, true.into(), Value::Null), vec![]),
        (
            &redeems,
            synchronizing(true, Value::Null, Value::Null),
            vec![],
        ),
        (
            &asks,
            synchronizing(true, Value::Null, Value::Null),
            vec![without_redemption],
        ),
        (
            &redeems,
            synchronizing(true, false.into(), Value::Null),
            vec![without_redemption],
        ),
        (
            &asks,
            synchronizing(true, true.into(), blocked()),
            vec![without_collaboration],
        ),
        (
            &asks,
            synchronizing(true, false.into(), blocked()),
            vec![without_redemption, without_collaboration],
        ),
        (&asks, synchronizing(false, false.into(), blocked()), vec![]),
    ] {
        assert_eq!(found(default, partner.clone()).await, expected, "{partner}");
    }
}

#[test]
fn a_contradiction_is_written_in_the_form_of_graph() {
    let name = "b2bCollaborationInbound";
    for (contradiction, form) in [
        (
            Contradiction::UsersBlockedApplicationsOpen(name),
            json!({ "usersBlockedApplicationsOpen": name }),
        ),
        (
            Contradiction::SynchronizationWithoutRedemption,
            json!("synchronizationWithoutRedemption"),
        ),
    ] {
        let warning = AuditWarning::Contradiction(partner(), contradiction);
        let form = json!({ "contradiction": [PARTNER, form] });
        assert_eq!(serde_json::to_value(warning).unwrap(), form);
    }
}
