//! The default settings as Microsoft ships them. The values were seen in live answers:
//! <https://github.com/deploymenttheory/terraform-provider-microsoft365>.

use serde_json::{Value, json};

use crate::model::Properties;

pub(super) fn system_default() -> Properties {
    let b2b = |access: &str| json!({ "usersAndGroups": users(access), "applications": applications(access) });
    let both_ways =
        |allowed: bool| json!({ "inboundAllowed": allowed, "outboundAllowed": allowed });
    let mut restrictions = b2b("blocked");
    restrictions["devices"] = Value::Null;
    [
        ("isServiceDefault", true.into()),
        ("b2bCollaborationInbound", b2b("allowed")),
        ("b2bCollaborationOutbound", b2b("allowed")),
        ("b2bDirectConnectInbound", b2b("blocked")),
        ("b2bDirectConnectOutbound", b2b("blocked")),
        (
            "inboundTrust",
            json!({
                "isMfaAccepted": false,
                "isCompliantDeviceAccepted": false,
                "isHybridAzureADJoinedDeviceAccepted": false
            }),
        ),
        ("automaticUserConsentSettings", both_ways(false)),
        ("crossCloudMeetingConfiguration", both_ways(false)),
        ("protectedContentSharing", both_ways(true)),
        (
            "appServiceConnectInbound",
            json!({ "applications": applications("blocked") }),
        ),
        (
            "m365CollaborationInbound",
            json!({ "users": users("blocked") }),
        ),
        (
            "m365CollaborationOutbound",
            json!({ "usersAndGroups": users("allowed") }),
        ),
        ("tenantRestrictions", restrictions),
        (
            "invitationRedemptionIdentityProviderConfiguration",
            json!({
                "primaryIdentityProviderPrecedenceOrder":
                    ["externalFederation", "azureActiveDirectory", "socialIdentityProviders"],
                "fallbackIdentityProvider": "defaultConfiguredIdp"
            }),
        ),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into_iter()
    .collect()
}

fn users(access: &str) -> Value {
    everything(access, "AllUsers", "user")
}

fn applications(access: &str) -> Value {
    everything(access, "AllApplications", "application")
}

fn everything(access: &str, target: &str, target_type: &str) -> Value {
    json!({ "accessType": access, "targets": [{ "target": target, "targetType": target_type }] })
}
