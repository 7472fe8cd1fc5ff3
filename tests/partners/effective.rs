//! The settings that hold for a partner.

use msgraph_identity::{DefaultPolicy, Origin, PartnerPolicy, V1};
use serde_json::json;

use crate::faults::scripted::PARTNER;

#[test]
fn a_value_is_that_of_the_partner_or_else_of_the_default_settings() {
    let all = |access: &str| json!({ "accessType": access, "targets": [{ "target": "AllUsers", "targetType": "user" }] });
    let default: DefaultPolicy = serde_json::from_value(json!({
        "inboundTrust": { "isMfaAccepted": false },
        "automaticUserConsentSettings": { "inboundAllowed": false, "outboundAllowed": false },
        "b2bCollaborationInbound": { "usersAndGroups": all("allowed") },
        "b2bDirectConnectInbound": { "usersAndGroups": all("blocked") },
    }))
    .unwrap();
    let partner: PartnerPolicy<V1> = serde_json::from_value(json!({
        "tenantId": PARTNER,
        "automaticUserConsentSettings": { "inboundAllowed": true, "outboundAllowed": null },
        "b2bCollaborationInbound": { "usersAndGroups": all("blocked") },
    }))
    .unwrap();
    let effective = default.effective(&partner);
    let redemption = effective.redemption;
    let (inbound, outbound) = (redemption.inbound.unwrap(), redemption.outbound.unwrap());
    assert_eq!((inbound.value, inbound.origin), (true, Origin::Partner));
    assert_eq!((outbound.value, outbound.origin), (false, Origin::Default));
    assert_eq!(effective.inbound_trust.mfa.unwrap().origin, Origin::Default);
    let users = effective.collaboration_inbound.users_and_groups.unwrap();
    assert!(users.value.blocks_all() && users.origin == Origin::Partner);
    let users = effective.direct_connect_inbound.users_and_groups.unwrap();
    assert!(users.value.blocks_all() && users.origin == Origin::Default);
    assert_eq!(effective.tenant_restrictions.applications, None);
}
