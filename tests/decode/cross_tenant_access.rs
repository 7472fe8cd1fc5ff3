//! The policy of cross-tenant access, its default settings and its partners, and the look-up of tenants: as they were recorded from the
//! live service, and as Microsoft's samples show them.

use msgraph_identity_v1::types::{
    B2bIdentityProvidersTypeKnown, CrossTenantAccessPolicyConfigurationDefault,
    CrossTenantAccessPolicyConfigurationPartner, CrossTenantAccessPolicyTargetConfiguration,
    CrossTenantAccessPolicyTargetConfigurationAccessTypeKnown as AccessType,
    CrossTenantAccessPolicyTargetTypeKnown as TargetType,
};
use serde_json::{Value, json, to_value};

use super::{TENANT, both, each, ok};
use crate::access_settings::{new_partner, system_default};

/// A partner as v1.0 reads it. Beta reads the same, and both send back what they read.
async fn read_partner(body: &Value) -> CrossTenantAccessPolicyConfigurationPartner {
    let (v1, beta) = each!(ok(body), get_partner(TENANT, None, None));
    let (v1, beta) = (v1.unwrap().into_inner(), beta.unwrap().into_inner());
    assert_eq!(to_value(&v1).unwrap(), without_nulls(body));
    assert_eq!(to_value(&beta).unwrap(), without_nulls(body));
    v1
}

async fn read_default(body: &Value) -> CrossTenantAccessPolicyConfigurationDefault {
    let [v1, beta] = both!(ok(body), get_cross_tenant_access_default(None));
    let default = v1.unwrap().into_inner();
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

#[tokio::test]
async fn a_new_partner_inherits_all_settings() {
    let partner = read_partner(&new_partner(TENANT)).await;
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
    let expand = Some("identitySynchronization");
    let (v1, beta) = each!(ok(&body), list_partners(expand, None));
    let (v1, beta) = (v1.unwrap().into_inner(), beta.unwrap().into_inner());
    for next_link in [v1.next_link, beta.next_link] {
        assert!(next_link.is_some_and(|link| link.as_str().ends_with("=x")));
    }
    let v1 = v1.value.into_iter();
    let v1 = v1.map(|partner| {
        partner
            .identity_synchronization
            .map(|policy| policy.user_sync_inbound)
    });
    let beta = beta.value.into_iter();
    let beta = beta.map(|partner| {
        partner
            .identity_synchronization
            .map(|policy| policy.user_sync_inbound)
    });
    for policies in [v1.collect::<Vec<_>>(), beta.collect()] {
        let [Some(Some(users)), None, None] = policies.as_slice() else {
            panic!("{policies:?}")
        };
        assert_eq!(users.is_sync_allowed, Some(true));
    }
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
    let (v1, beta) = each!(ok(&body), get_cross_tenant_access_policy(None));
    let v1 = v1.unwrap().into_inner().allowed_cloud_endpoints;
    let beta = beta.unwrap().into_inner().allowed_cloud_endpoints;
    assert_eq!(v1.as_deref().unwrap(), clouds);
    assert_eq!(v1, beta);
}
