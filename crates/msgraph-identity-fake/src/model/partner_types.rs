//! `crossTenantAccessPolicyConfigurationPartner`, its settings and its identity synchronization:
//! <https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicyconfigurationpartner>.

use super::{EntitySet, Kind, Property, StructuredType};

pub(crate) static PARTNERS: EntitySet = EntitySet {
    ty: &PARTNER,
    path: "policies/crossTenantAccessPolicy/partners",
    key: "tenantId",
    suffix: "",
};

/// The identity synchronization that a partner contains.
pub(crate) static SYNCHRONIZATIONS: EntitySet = EntitySet {
    ty: &SYNCHRONIZATION,
    suffix: "/identitySynchronization",
    ..PARTNERS
};

pub(crate) static DELETED_PARTNERS: EntitySet = EntitySet {
    path: "policies/deletedItems/crossTenantPartners",
    ..PARTNERS
};

pub(crate) static DELETED_SYNCHRONIZATIONS: EntitySet = EntitySet {
    ty: &SYNCHRONIZATION,
    path: "policies/deletedItems/crossTenantSyncPolicyPartners",
    ..PARTNERS
};

pub(crate) static PARTNER: StructuredType = StructuredType {
    name: "microsoft.graph.crossTenantAccessPolicyConfigurationPartner",
    properties: &[
        Property::new("tenantId", Kind::Guid).key(),
        Property::new("b2bCollaborationInbound", Kind::Complex(&B2B_SETTING)),
        Property::new("b2bCollaborationOutbound", Kind::Complex(&B2B_SETTING)),
        Property::new("b2bDirectConnectInbound", Kind::Complex(&B2B_SETTING)),
        Property::new("b2bDirectConnectOutbound", Kind::Complex(&B2B_SETTING)),
        Property::new("inboundTrust", Kind::Complex(&INBOUND_TRUST)),
        Property::new(
            "automaticUserConsentSettings",
            Kind::Complex(&AUTOMATIC_USER_CONSENT),
        ),
        Property::new(
            "appServiceConnectInbound",
            Kind::Complex(&APP_SERVICE_CONNECT),
        ),
        Property::new(
            "m365CollaborationInbound",
            Kind::Complex(&M365_COLLABORATION_INBOUND),
        ),
        Property::new(
            "m365CollaborationOutbound",
            Kind::Complex(&M365_COLLABORATION_OUTBOUND),
        ),
        Property::new("tenantRestrictions", Kind::Complex(&TENANT_RESTRICTIONS)),
        Property::new("isServiceProvider", Kind::Boolean),
        Property::new("isInMultiTenantOrganization", Kind::Boolean).read_only(),
        Property::new("blockServiceProviderOutboundAccess", Kind::Boolean).beta(),
        Property::new("deletedDateTime", Kind::String)
            .read_only()
            .beta(),
        Property::new(SYNCHRONIZATION_PROPERTY, Kind::Navigation(&SYNCHRONIZATION)),
    ],
};

/// The navigation property from a partner to its synchronization.
pub(crate) const SYNCHRONIZATION_PROPERTY: &str = "identitySynchronization";

pub(crate) static SYNCHRONIZATION: StructuredType = StructuredType {
    name: "microsoft.graph.crossTenantIdentitySyncPolicyPartner",
    properties: &[
        Property::new("tenantId", Kind::Guid).read_only(),
        Property::new("displayName", Kind::String),
        Property::new("userSyncInbound", Kind::Complex(&USER_SYNC_INBOUND)),
        Property::new("groupSyncInbound", Kind::Complex(&GROUP_SYNC_INBOUND)).beta(),
        Property::new(
            "roleEnabledGroupSyncInbound",
            Kind::Complex(&GROUP_SYNC_INBOUND),
        )
        .beta(),
        Property::new("externalCloudAuthorizedApplicationId", Kind::String).beta(),
        Property::new("deletedDateTime", Kind::String)
            .read_only()
            .beta(),
    ],
};

static USER_SYNC_INBOUND: StructuredType = StructuredType {
    name: "microsoft.graph.crossTenantUserSyncInbound",
    properties: &[Property::new("isSyncAllowed", Kind::Boolean)],
};

static GROUP_SYNC_INBOUND: StructuredType = StructuredType {
    name: "microsoft.graph.crossTenantGroupSyncInbound",
    properties: &[Property::new("isSyncAllowed", Kind::Boolean).not_null()],
};

static B2B_SETTING: StructuredType = StructuredType {
    name: "microsoft.graph.crossTenantAccessPolicyB2BSetting",
    properties: &[
        Property::new("applications", Kind::Complex(&TARGET_CONFIGURATION)),
        Property::new("usersAndGroups", Kind::Complex(&TARGET_CONFIGURATION)),
    ],
};

static TARGET_CONFIGURATION: StructuredType = StructuredType {
    name: "microsoft.graph.crossTenantAccessPolicyTargetConfiguration",
    properties: &[
        Property::new("accessType", Kind::String),
        Property::new("targets", Kind::Collection(&Kind::Complex(&TARGET))),
    ],
};

static TARGET: StructuredType = StructuredType {
    name: "microsoft.graph.crossTenantAccessPolicyTarget",
    properties: &[
        Property::new("target", Kind::String),
        Property::new("targetType", Kind::String),
    ],
};

static INBOUND_TRUST: StructuredType = StructuredType {
    name: "microsoft.graph.crossTenantAccessPolicyInboundTrust",
    properties: &[
        Property::new("isMfaAccepted", Kind::Boolean),
        Property::new("isCompliantDeviceAccepted", Kind::Boolean),
        Property::new("isHybridAzureADJoinedDeviceAccepted", Kind::Boolean),
    ],
};

static AUTOMATIC_USER_CONSENT: StructuredType = StructuredType {
    name: "microsoft.graph.inboundOutboundPolicyConfiguration",
    properties: &[
        Property::new("inboundAllowed", Kind::Boolean),
        Property::new("outboundAllowed", Kind::Boolean),
    ],
};

static APP_SERVICE_CONNECT: StructuredType = StructuredType {
    name: "microsoft.graph.crossTenantAccessPolicyAppServiceConnectSetting",
    properties: &[Property::new(
        "applications",
        Kind::Complex(&TARGET_CONFIGURATION),
    )],
};

static M365_COLLABORATION_INBOUND: StructuredType = StructuredType {
    name: "microsoft.graph.crossTenantAccessPolicyM365CollaborationInboundSetting",
    properties: &[Property::new("users", Kind::Complex(&TARGET_CONFIGURATION))],
};

static M365_COLLABORATION_OUTBOUND: StructuredType = StructuredType {
    name: "microsoft.graph.crossTenantAccessPolicyM365CollaborationOutboundSetting",
    properties: &[Property::new(
        "usersAndGroups",
        Kind::Complex(&TARGET_CONFIGURATION),
    )],
};

static TENANT_RESTRICTIONS: StructuredType = StructuredType {
    name: "microsoft.graph.crossTenantAccessPolicyTenantRestrictions",
    properties: &[
        Property::new("applications", Kind::Complex(&TARGET_CONFIGURATION)),
        Property::new("usersAndGroups", Kind::Complex(&TARGET_CONFIGURATION)),
        Property::new("devices", Kind::Complex(&DEVICES_FILTER)),
    ],
};

static DEVICES_FILTER: StructuredType = StructuredType {
    name: "microsoft.graph.devicesFilter",
    properties: &[
        Property::new("mode", Kind::String),
        Property::new("rule", Kind::String),
    ],
};
