//! The policy of cross-tenant access, its default settings and its partners, and the look-up of tenants: as they were recorded from the
//! live service, and as Microsoft's samples show them.

use msgraph_identity_tests::double;
use msgraph_identity_v1::types::{
    B2bIdentityProvidersTypeKnown, CrossTenantAccessPolicyConfigurationDefault,
    CrossTenantAccessPolicyConfigurationPartner, CrossTenantAccessPolicyTargetConfiguration,
    CrossTenantAccessPolicyTargetConfigurationAccessTypeKnown as AccessType,
    CrossTenantAccessPolicyTargetTypeKnown as TargetType,
};
use serde_json::{Value, json, to_value};

use super::{TENANT, both, each};
use crate::access_settings::system_default;

/// A partner as v1.0 reads it. Beta reads the same, and both send back what they read.
async fn read_partner(body: &Value) -> CrossTenantAccessPolicyConfigurationPartner {
    let (v1, beta) = each!(double::json(200, body), get_partner(TENANT, None, None));
    let (v1, beta) = (v1.unwrap().into_inner(), beta.unwrap().into_inner());
    assert_eq!(to_value(&v1).unwrap(), without_nulls(body));
    assert_eq!(to_value(&beta).unwrap(), without_nulls(body));
    v1
}

async fn read_default(body: &Value) -> CrossTenantAccessPolicyConfigurationDefault {
    let [v1, beta] = both!(
        double::json(200, body),
        get_cross_tenant_access_default(None)
    );
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
