//! Settings of cross-tenant access, as Graph writes them.

use serde_json::{Value, json};

/// One access for one target.
pub(crate) fn rule(access: &str, target: &str, kind: &str) -> Value {
    json!({ "accessType": access, "targets": [{ "target": target, "targetType": kind }] })
}

pub(crate) fn users(access: &str) -> Value {
    rule(access, "AllUsers", "user")
}

pub(crate) fn applications(access: &str) -> Value {
    rule(access, "AllApplications", "application")
}

/// A setting of B2B with one access for all users, and one for all applications.
pub(crate) fn b2b(of_users: &str, of_applications: &str) -> Value {
    json!({ "usersAndGroups": users(of_users), "applications": applications(of_applications) })
}

/// What a tenant that never changed its default settings was seen to return.
pub(crate) fn system_default() -> Value {
    let mut restrictions = b2b("blocked", "blocked");
    restrictions["devices"] = Value::Null;
    json!({
        "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#policies/crossTenantAccessPolicy/default/$entity",
        "id": "44444444-4444-4444-8444-444444444444",
        "isServiceDefault": true,
        "inboundTrust": {
            "isMfaAccepted": false,
            "isCompliantDeviceAccepted": false,
            "isHybridAzureADJoinedDeviceAccepted": false,
        },
        "b2bCollaborationOutbound": b2b("allowed", "allowed"),
        "b2bCollaborationInbound": b2b("allowed", "allowed"),
        "b2bDirectConnectOutbound": b2b("blocked", "blocked"),
        "b2bDirectConnectInbound": b2b("blocked", "blocked"),
        "automaticUserConsentSettings": { "inboundAllowed": false, "outboundAllowed": false },
        "invitationRedemptionIdentityProviderConfiguration": {
            "primaryIdentityProviderPrecedenceOrder":
                ["externalFederation", "azureActiveDirectory", "socialIdentityProviders"],
            "fallbackIdentityProvider": "defaultConfiguredIdp",
        },
        "tenantRestrictions": restrictions,
        "appServiceConnectInbound": { "applications": applications("blocked") },
        "m365CollaborationInbound": { "users": users("blocked") },
        "m365CollaborationOutbound": { "usersAndGroups": users("allowed") },
        "crossCloudMeetingConfiguration": { "inboundAllowed": false, "outboundAllowed": false },
        "protectedContentSharing": { "inboundAllowed": true, "outboundAllowed": true },
    })
}

/// Microsoft's sample of a new partner, which inherits everything.
pub(crate) fn new_partner(tenant_id: &str) -> Value {
    let unset = json!({ "inboundAllowed": null, "outboundAllowed": null });
    json!({
        "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#policies/crossTenantAccessPolicy/partners/$entity",
        "tenantId": tenant_id,
        "isServiceProvider": null,
        "isInMultiTenantOrganization": false,
        "inboundTrust": null,
        "b2bCollaborationOutbound": null,
        "b2bCollaborationInbound": null,
        "b2bDirectConnectOutbound": null,
        "b2bDirectConnectInbound": null,
        "tenantRestrictions": null,
        "automaticUserConsentSettings": unset,
        "crossCloudMeetingConfiguration": unset,
        "protectedContentSharing": unset,
    })
}
