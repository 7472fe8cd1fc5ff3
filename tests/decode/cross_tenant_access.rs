//! The policy of cross-tenant access, its default settings and its partners, and the look-up of tenants: as they were recorded from the
//! live service, and as Microsoft's samples show them.

use msgraph_identity_core::Collection;
use msgraph_identity_v1::types::{
    B2bIdentityProvidersTypeKnown, CrossTenantAccessPolicyConfigurationDefault,
    CrossTenantAccessPolicyConfigurationPartner, CrossTenantAccessPolicyTargetConfiguration,
    CrossTenantAccessPolicyTargetConfigurationAccessTypeKnown as AccessType,
    CrossTenantAccessPolicyTargetTypeKnown as TargetType, TenantInformation,
};
use serde_json::{Value, json, to_value};

use super::{TENANT, answered, both, ok};

/// A partner as v1.0 reads it. Beta reads the same, and both send back what they read.
async fn read_partner(body: &Value) -> CrossTenantAccessPolicyConfigurationPartner {
    let v1 = answered!(
        msgraph_identity_v1,
        "v1.0",
        ok(body),
        get_partner(TENANT, None, None)
    );
    let beta = answered!(
        msgraph_identity_beta,
        "beta",
        ok(body),
        get_partner(TENANT, None, None)
    );
    let v1 = v1
        .unwrap_or_else(|error| panic!("{body}: {error}"))
        .into_inner();
    let beta = beta
        .unwrap_or_else(|error| panic!("{body}: {error}"))
        .into_inner();
    assert_eq!(to_value(&v1).unwrap(), without_nulls(body));
    assert_eq!(to_value(&beta).unwrap(), without_nulls(body));
    v1
}

async fn read_default(body: &Value) -> CrossTenantAccessPolicyConfigurationDefault {
    let [v1, beta] = both!(ok(body), get_cross_tenant_access_default(None));
    let default = v1
        .unwrap_or_else(|error| panic!("{body}: {error}"))
        .into_inner();
    assert_eq!(default, beta.unwrap().into_inner());
    assert_eq!(to_value(&default).unwrap(), without_nulls(body));
    default
}

/// A type that is read never sends null.
fn without_nulls(value: &Value) -> Value {
    match value {
        Value::Object(members) => members
            .iter()
            .filter(|(_, member)| !member.is_null())
            .map(|(name, member)| (name.clone(), without_nulls(member)))
            .collect(),
        Value::Array(items) => items.iter().map(without_nulls).collect(),
        other => other.clone(),
    }
}

/// The targets of a configuration, if they are of this access and this type.
fn only(
    configuration: &Option<CrossTenantAccessPolicyTargetConfiguration>,
    access: AccessType,
    kind: TargetType,
) -> Vec<&str> {
    let configuration = configuration.as_ref().unwrap();
    assert_eq!(configuration.access_type, Some(access.into()));
    let targets = configuration.targets.as_ref().unwrap().iter();
    targets
        .map(|target| {
            assert_eq!(target.target_type, Some(kind.into()));
            target.target.as_deref().unwrap()
        })
        .collect()
}

fn all(access: &str, target: &str, kind: &str) -> Value {
    json!({ "accessType": access, "targets": [{ "target": target, "targetType": kind }] })
}

fn users_and_applications(access: &str) -> Value {
    json!({
        "usersAndGroups": all(access, "AllUsers", "user"),
        "applications": all(access, "AllApplications", "application"),
    })
}

/// What a tenant that never changed anything was seen to answer.
fn system_default() -> Value {
    let mut restrictions = users_and_applications("blocked");
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
        "b2bCollaborationOutbound": users_and_applications("allowed"),
        "b2bCollaborationInbound": users_and_applications("allowed"),
        "b2bDirectConnectOutbound": users_and_applications("blocked"),
        "b2bDirectConnectInbound": users_and_applications("blocked"),
        "automaticUserConsentSettings": { "inboundAllowed": false, "outboundAllowed": false },
        "invitationRedemptionIdentityProviderConfiguration": {
            "primaryIdentityProviderPrecedenceOrder":
                ["externalFederation", "azureActiveDirectory", "socialIdentityProviders"],
            "fallbackIdentityProvider": "defaultConfiguredIdp",
        },
        "tenantRestrictions": restrictions,
        "appServiceConnectInbound": { "applications": all("blocked", "AllApplications", "application") },
        "m365CollaborationInbound": { "users": all("blocked", "AllUsers", "user") },
        "m365CollaborationOutbound": { "usersAndGroups": all("allowed", "AllUsers", "user") },
        "crossCloudMeetingConfiguration": { "inboundAllowed": false, "outboundAllowed": false },
        "protectedContentSharing": { "inboundAllowed": true, "outboundAllowed": true },
    })
}

#[tokio::test]
async fn the_default_is_read_as_recorded() {
    let default = read_default(&system_default()).await;
    assert_eq!(default.is_service_default, Some(true));
    let direct = default.b2b_direct_connect_inbound.unwrap();
    let users = only(
        &direct.users_and_groups,
        AccessType::Blocked,
        TargetType::User,
    );
    assert_eq!(users, ["AllUsers"]);
    let microsoft_365 = default.m365_collaboration_outbound.unwrap();
    let users = only(
        &microsoft_365.users_and_groups,
        AccessType::Allowed,
        TargetType::User,
    );
    assert_eq!(users, ["AllUsers"]);
    let sharing = default.protected_content_sharing.unwrap();
    assert_eq!(sharing.inbound_allowed, Some(true));
    let meetings = default.cross_cloud_meeting_configuration.unwrap();
    assert_eq!(meetings.outbound_allowed, Some(false));
    let redemption = default
        .invitation_redemption_identity_provider_configuration
        .unwrap();
    let first = redemption
        .primary_identity_provider_precedence_order
        .unwrap()
        .swap_remove(0);
    assert_eq!(
        first,
        B2bIdentityProvidersTypeKnown::ExternalFederation.into()
    );
}

#[tokio::test]
async fn tenant_restrictions_are_read_without_an_annotation() {
    let default = read_default(&system_default()).await;
    let restrictions = default.tenant_restrictions.unwrap();
    assert!(restrictions.devices.is_none());
    let applications = only(
        &restrictions.applications,
        AccessType::Blocked,
        TargetType::Application,
    );
    assert_eq!(applications, ["AllApplications"]);

    let mut restricted = system_default()["tenantRestrictions"].clone();
    restricted["devices"] =
        json!({ "mode": "allowed", "rule": "device.deviceOwnership -eq \"Company\"" });
    let partner = json!({ "tenantId": TENANT, "tenantRestrictions": restricted });
    let read = read_partner(&partner).await.tenant_restrictions.unwrap();
    let devices = read.devices.unwrap();
    assert_eq!(devices.mode, Some(AccessType::Allowed.into()));
    assert!(devices.rule.is_some_and(|rule| rule.contains("Company")));
}

/// Microsoft's sample of a new partner.
fn new_partner() -> Value {
    let unset = json!({ "inboundAllowed": null, "outboundAllowed": null });
    json!({
        "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#policies/crossTenantAccessPolicy/partners/$entity",
        "tenantId": TENANT,
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

#[tokio::test]
async fn a_new_partner_inherits_all_settings() {
    let partner = read_partner(&new_partner()).await;
    assert_eq!(partner.tenant_id.as_deref(), Some(TENANT));
    assert!(partner.inbound_trust.is_none() && partner.b2b_collaboration_inbound.is_none());
    assert!(partner.is_service_provider.is_none() && partner.tenant_restrictions.is_none());
    for unset in [
        partner.automatic_user_consent_settings,
        partner.cross_cloud_meeting_configuration,
        partner.protected_content_sharing,
    ] {
        let unset = unset.unwrap();
        assert_eq!(
            (unset.inbound_allowed, unset.outbound_allowed),
            (None, None)
        );
    }
}

#[tokio::test]
async fn what_a_later_service_adds_to_a_partner_survives() {
    let body = json!({
        "tenantId": TENANT,
        "b2bCollaborationInbound": {
            "usersAndGroups": {
                "accessType": "allowedWithApproval",
                "targets": [{ "target": "AllGuests", "targetType": "role", "since": 2027 }],
                "review": { "days": 30 },
            },
            "devices": ["compliant"],
        },
        "quantumTrust": { "isAccepted": true },
    });
    let partner = read_partner(&body).await;
    assert!(
        partner.additional_properties.get("quantumTrust").is_some(),
        "{partner:?}"
    );
}

#[tokio::test]
async fn partners_are_listed_with_their_synchronization_policies() {
    let policy = json!({ "tenantId": TENANT, "displayName": "Alpha", "userSyncInbound": { "isSyncAllowed": true } });
    let body = json!({
        "value": [
            { "tenantId": TENANT, "identitySynchronization": policy },
            { "tenantId": "b", "identitySynchronization": null },
            { "tenantId": "c" },
        ],
        "@odata.nextLink": "https://graph.microsoft.com/v1.0/policies/crossTenantAccessPolicy/partners?$skiptoken=x",
    });
    macro_rules! list {
        ($graph:ident, $version:literal) => {{
            let expand = Some("identitySynchronization");
            let page = answered!($graph, $version, ok(&body), list_partners(expand, None));
            let Collection {
                value, next_link, ..
            } = page.unwrap().into_inner();
            assert!(next_link.is_some_and(|link| link.as_str().ends_with("=x")));
            let policies: Vec<_> = value
                .into_iter()
                .map(|partner| partner.identity_synchronization)
                .collect();
            let [Some(policy), None, None] = policies.as_slice() else {
                panic!("{policies:?}")
            };
            let users = policy.user_sync_inbound.as_ref().unwrap();
            assert_eq!(users.is_sync_allowed, Some(true));
        }};
    }
    list!(msgraph_identity_v1, "v1.0");
    list!(msgraph_identity_beta, "beta");
}

#[tokio::test]
async fn the_clouds_of_the_policy_are_read() {
    let clouds = ["microsoftonline.us", "partner.microsoftonline.cn"];
    let body = json!({
        "id": "55555555-5555-4555-8555-555555555555",
        "displayName": "CrossTenantAccessPolicy",
        "description": null,
        "deletedDateTime": null,
        "allowedCloudEndpoints": clouds,
    });
    let get = answered!(
        msgraph_identity_v1,
        "v1.0",
        ok(&body),
        get_cross_tenant_access_policy(None)
    );
    let v1 = get.unwrap().into_inner().allowed_cloud_endpoints;
    let get = answered!(
        msgraph_identity_beta,
        "beta",
        ok(&body),
        get_cross_tenant_access_policy(None)
    );
    let beta = get.unwrap().into_inner().allowed_cloud_endpoints;
    assert_eq!(v1.as_deref().unwrap(), clouds);
    assert_eq!(v1, beta);
}

#[tokio::test]
async fn a_tenant_is_found() {
    let body = json!({
        "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#microsoft.graph.tenantInformation",
        "tenantId": TENANT,
        "displayName": "Beta Works",
        "defaultDomainName": "beta-works.example",
        "federationBrandName": null,
    });
    let by_name = both!(
        ok(&body),
        find_tenant_information_by_domain_name("beta-works.example")
    );
    let by_id = both!(ok(&body), find_tenant_information_by_tenant_id(TENANT));
    for found in by_name.into_iter().chain(by_id) {
        let found: TenantInformation = found.unwrap().into_inner();
        assert_eq!(found.tenant_id.as_deref(), Some(TENANT));
        assert_eq!(found.display_name.as_deref(), Some("Beta Works"));
        assert_eq!(
            found.default_domain_name.as_deref(),
            Some("beta-works.example")
        );
        assert_eq!(found.federation_brand_name, None);
    }
}
