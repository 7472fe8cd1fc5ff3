//! Who may synchronize users into this tenant.

mod contradictions;
mod effective;
mod failures;
mod service;
mod unreadable;

use msgraph_identity::jobs::audit::{Audit, AuditWarning};
use msgraph_identity::{Access, Origin};
use msgraph_identity_tests::double::{Double, json};
use msgraph_identity_tests::text::assert_says;
use serde_json::json;

use crate::faults::scripted::{PARTNER, graph, partner};

#[tokio::test]
async fn a_partner_that_may_synchronize_and_is_not_expected_is_reported() {
    let default = json!({ "automaticUserConsentSettings": { "inboundAllowed": false } });
    let listed = json!({ "value": [{
        "tenantId": PARTNER,
        "identitySynchronization": {
            "tenantId": PARTNER,
            "userSyncInbound": { "isSyncAllowed": true },
        },
    }] });
    let transport = Double::new([json(200, &default), json(200, &listed)]);
    let audit = Audit::new(&graph(&transport).v1()).expect([]);
    let report = audit.run().await.unwrap();
    assert_eq!(transport.take_sent().len(), 2);
    let unexpected: Vec<_> = report.unexpected().collect();
    assert_eq!(unexpected.len(), 1);
    assert_eq!(unexpected[0].tenant(), partner());
    assert_eq!(unexpected[0].users(), Some(Access::Allow));
    let redemption = unexpected[0].effective().redemption.inbound.unwrap();
    assert_eq!(
        (redemption.value, redemption.origin),
        (false, Origin::Default)
    );
    assert!(matches!(
        report.warnings(),
        [AuditWarning::Contradiction(..)]
    ));
    let contradiction = json!([PARTNER, "synchronizationWithoutRedemption"]);
    let written = serde_json::to_value(&report).unwrap();
    assert_eq!(
        written["warnings"],
        json!([{ "contradiction": contradiction }])
    );
}

#[tokio::test]
async fn beta_shows_who_may_synchronize_groups_alone() {
    let listed = json!({ "value": [{
        "tenantId": PARTNER,
        "identitySynchronization": {
            "tenantId": PARTNER,
            "userSyncInbound": { "isSyncAllowed": false },
            "groupSyncInbound": { "isSyncAllowed": true },
        },
    }] });
    let transport = Double::new([json(200, &json!({})), json(200, &listed)]);
    let audit = Audit::new(&graph(&transport).beta()).expect([]);
    let report = audit.run().await.unwrap();
    let unexpected: Vec<_> = report.unexpected().collect();
    assert_eq!(unexpected[0].users(), Some(Access::Block));
    assert_eq!(unexpected[0].groups(), Some(Access::Allow));
    let line = format!("{PARTNER}  blocked    allowed    asks\n");
    assert_says(&report, &line);
}
