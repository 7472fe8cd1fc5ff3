//! Requests about the policy of cross-tenant access, its default settings and its partners, and the look-up of tenants.

use msgraph_identity_core::Nullable;
use msgraph_identity_v1::types::{
    B2bIdentityProvidersTypeKnown as Provider, CrossTenantAccessPolicyB2bSetting,
    CrossTenantAccessPolicyConfigurationDefaultUpdate as DefaultUpdate,
    CrossTenantAccessPolicyInboundTrustUpdate, CrossTenantAccessPolicyTarget,
    CrossTenantAccessPolicyTargetConfiguration,
    CrossTenantAccessPolicyTargetConfigurationAccessTypeKnown as AccessType,
    CrossTenantAccessPolicyTargetConfigurationUpdate,
    CrossTenantAccessPolicyTargetTypeKnown as TargetType, CrossTenantAccessPolicyTargetUpdate,
    CrossTenantAccessPolicyTenantRestrictionsUpdate,
    DefaultInvitationRedemptionIdentityProviderConfigurationUpdate,
    InboundOutboundPolicyConfiguration,
};
use serde_json::{from_value, json};

use crate::wire::{Exchange, TENANT, record};

/// Sends all requests of both versions.
pub(super) async fn exchanges() -> Vec<Exchange> {
    record! {
        get_cross_tenant_access_policy(None);
        get_cross_tenant_access_policy(Some("allowedCloudEndpoints")) "with_every_option";
        update_cross_tenant_access_policy(&types::CrossTenantAccessPolicyUpdate {
            allowed_cloud_endpoints: set(vec![
                "microsoftonline.us".to_owned(),
                "partner.microsoftonline.cn".to_owned(),
            ]),
            ..Default::default()
        });

        get_cross_tenant_access_default(None);
        get_cross_tenant_access_default(Some("inboundTrust,tenantRestrictions")) "with_every_option";
        update_cross_tenant_access_default(&DefaultUpdate {
            tenant_restrictions: set(tenant_restrictions()),
            ..Default::default()
        }) "with_tenant_restrictions";
        update_cross_tenant_access_default(&DefaultUpdate {
            invitation_redemption_identity_provider_configuration: set(redemption()),
            ..Default::default()
        }) "with_identity_providers";
        reset_cross_tenant_access_default();

        list_partners(None, None);
        list_partners(Some("identitySynchronization"), Some("tenantId,inboundTrust")) "with_every_option";
        create_partner(&types::CrossTenantAccessPolicyConfigurationPartner { tenant_id: Some(TENANT.to_owned()), ..Default::default() });
        create_partner(&types::CrossTenantAccessPolicyConfigurationPartner {
            tenant_id: Some(TENANT.to_owned()),
            automatic_user_consent_settings: Some(InboundOutboundPolicyConfiguration {
                outbound_allowed: Some(true),
                ..Default::default()
            }),
            b2b_collaboration_inbound: Some(one_group()),
            ..Default::default()
        }) "with_settings";
        create_partner(&types::CrossTenantAccessPolicyConfigurationPartner {
            tenant_id: Some(TENANT.to_owned()),
            b2b_collaboration_outbound: Some(unknown_members()),
            ..Default::default()
        }) "with_unknown_members";
        get_partner(TENANT, None, None);
        get_partner(TENANT, Some("identitySynchronization"), Some("tenantId")) "with_every_option";
        update_partner(TENANT, &types::CrossTenantAccessPolicyConfigurationPartnerUpdate {
            b2b_direct_connect_inbound: Some(Nullable::Null),
            inbound_trust: set(trust()),
            tenant_restrictions: set(tenant_restrictions()),
            ..Default::default()
        }) "with_values_a_null_and_absent_properties";
        delete_partner(TENANT, None);
        delete_partner(TENANT, Some("*")) "where_it_is_unchanged";

        find_tenant_information_by_domain_name("beta-works.example");
        find_tenant_information_by_domain_name("o'brien's/söhne (x).example") "with_a_name_to_escape";
        find_tenant_information_by_tenant_id(TENANT);
    }
}

/// A property that an update sets.
fn set<T>(value: impl Into<T>) -> Option<Nullable<T>> {
    Some(Nullable::Value(value.into()))
}

/// One group may come, to all of Office.
fn one_group() -> CrossTenantAccessPolicyB2bSetting {
    let allowed = |target: &str, kind: TargetType| CrossTenantAccessPolicyTargetConfiguration {
        access_type: Some(AccessType::Allowed.into()),
        targets: Some(vec![CrossTenantAccessPolicyTarget {
            target: Some(target.to_owned()),
            target_type: Some(kind.into()),
            ..Default::default()
        }]),
        ..Default::default()
    };
    CrossTenantAccessPolicyB2bSetting {
        users_and_groups: Some(allowed(
            "33333333-3333-4333-8333-333333333333",
            TargetType::Group,
        )),
        applications: Some(allowed("Office365", TargetType::Application)),
        ..Default::default()
    }
}

/// A setting as a later service may return it: read, and sent as it is.
fn unknown_members() -> CrossTenantAccessPolicyB2bSetting {
    let setting = from_value(json!({
        "usersAndGroups": {
            "accessType": "allowedWithApproval",
            "targets": [{ "target": "AllGuests", "targetType": "role", "since": 2027 }],
            "review": { "days": 30 },
        },
        "devices": ["compliant"],
    }));
    setting.unwrap()
}

fn tenant_restrictions() -> CrossTenantAccessPolicyTenantRestrictionsUpdate {
    let blocked =
        |target: &str, kind: TargetType| CrossTenantAccessPolicyTargetConfigurationUpdate {
            access_type: set(AccessType::Blocked),
            targets: set(vec![CrossTenantAccessPolicyTargetUpdate {
                target: set(target),
                target_type: set(kind),
                additional_properties: Default::default(),
            }]),
            additional_properties: Default::default(),
        };
    CrossTenantAccessPolicyTenantRestrictionsUpdate {
        users_and_groups: set(blocked("AllUsers", TargetType::User)),
        applications: set(blocked("AllApplications", TargetType::Application)),
        devices: Some(Nullable::Null),
        additional_properties: Default::default(),
    }
}

fn redemption() -> DefaultInvitationRedemptionIdentityProviderConfigurationUpdate {
    DefaultInvitationRedemptionIdentityProviderConfigurationUpdate {
        fallback_identity_provider: set(Provider::DefaultConfiguredIdp),
        primary_identity_provider_precedence_order: set(vec![
            Provider::AzureActiveDirectory.into(),
            Provider::ExternalFederation.into(),
        ]),
        additional_properties: Default::default(),
    }
}

fn trust() -> CrossTenantAccessPolicyInboundTrustUpdate {
    CrossTenantAccessPolicyInboundTrustUpdate {
        is_mfa_accepted: set(true),
        is_compliant_device_accepted: set(false),
        is_hybrid_azure_ad_joined_device_accepted: Some(Nullable::Null),
        additional_properties: Default::default(),
    }
}
