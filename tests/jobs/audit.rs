//! Who may synchronize users into this tenant.

mod contradictions;
mod effective;
mod failures;
mod service;
mod unreadable;

use msgraph_identity::Access;
use msgraph_identity::jobs::audit::Audit;
use msgraph_identity_tests::double::{Double, json};
use msgraph_identity_tests::text::assert_says;
use serde_json::json;

use crate::faults::scripted::{PARTNER, graph};

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
