//! `crossTenantAccessPolicyConfigurationPartner`, its settings and its identity synchronization:
//! <https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicyconfigurationpartner>.

use super::{EntitySet, Enumeration, Kind, Property, StructuredType};
use crate::switches::choices::CloudProfile;

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

static NATIONAL_PARTNERS: EntitySet = EntitySet {
    ty: &NATIONAL_PARTNER,
    ..PARTNERS
};

/// The partners of the cloud.
pub(crate) fn partners(cloud: CloudProfile) -> &'static EntitySet {
    match cloud {
        CloudProfile::Global => &PARTNERS,
        CloudProfile::National => &NATIONAL_PARTNERS,
    }
}

pub(crate) static PARTNER: StructuredType = StructuredType {
    name: "microsoft.graph.crossTenantAccessPolicyConfigurationPartner",
    properties: &[
        TENANT_ID,
        B2B_COLLABORATION_INBOUND,
        B2B_COLLABORATION_OUTBOUND,
        B2B_DIRECT_CONNECT_INBOUND,
        B2B_DIRECT_CONNECT_OUTBOUND,
        TRUST,
        CONSENT,
        CROSS_CLOUD_MEETING,
        PROTECTED_CONTENT,
        APP_SERVICE,
        M365_INBOUND,
        M365_OUTBOUND,
        RESTRICTIONS,
        IS_SERVICE_PROVIDER,
        Property::new("isInMultiTenantOrganization", Kind::Boolean).read_only(),
        Property::new("blockServiceProviderOutboundAccess", Kind::Boolean).beta(),
        Property::new("deletedDateTime", Kind::String)
            .read_only()
            .beta(),
        IDENTITY_SYNCHRONIZATION,
    ],
};

/// What the metadata of the national clouds has.
static NATIONAL_PARTNER: StructuredType = StructuredType {
    properties: &[
        TENANT_ID,
        B2B_COLLABORATION_INBOUND,
        B2B_COLLABORATION_OUTBOUND,
        B2B_DIRECT_CONNECT_INBOUND,
        B2B_DIRECT_CONNECT_OUTBOUND,
        TRUST,
        CONSENT,
        IS_SERVICE_PROVIDER,
        IDENTITY_SYNCHRONIZATION,
    ],
    ..PARTNER
};

const TENANT_ID: Property = Property::new("tenantId", Kind::Guid).key();
const IS_SERVICE_PROVIDER: Property = Property::new("isServiceProvider", Kind::Boolean);
const IDENTITY_SYNCHRONIZATION: Property =
    Property::new(SYNCHRONIZATION_PROPERTY, Kind::Navigation(&SYNCHRONIZATION));

// The settings that partners and the default have.
pub(super) const B2B_COLLABORATION_INBOUND: Property = b2b("b2bCollaborationInbound");
pub(super) const B2B_COLLABORATION_OUTBOUND: Property = b2b("b2bCollaborationOutbound");
pub(super) const B2B_DIRECT_CONNECT_INBOUND: Property = b2b("b2bDirectConnectInbound");
pub(super) const B2B_DIRECT_CONNECT_OUTBOUND: Property = b2b("b2bDirectConnectOutbound");
pub(super) const TRUST: Property = Property::new("inboundTrust", Kind::Complex(&INBOUND_TRUST));
pub(super) const CONSENT: Property = both_ways("automaticUserConsentSettings");
// The service has the next two, although no document of Microsoft does.
pub(super) const CROSS_CLOUD_MEETING: Property = both_ways("crossCloudMeetingConfiguration");
pub(super) const PROTECTED_CONTENT: Property = both_ways("protectedContentSharing");
pub(super) const APP_SERVICE: Property = Property::new(
    "appServiceConnectInbound",
    Kind::Complex(&APP_SERVICE_CONNECT),
);
pub(super) const M365_INBOUND: Property = Property::new(
    "m365CollaborationInbound",
    Kind::Complex(&M365_COLLABORATION_INBOUND),
);
pub(super) const M365_OUTBOUND: Property = Property::new(
    "m365CollaborationOutbound",
    Kind::Complex(&M365_COLLABORATION_OUTBOUND),
);
pub(super) const RESTRICTIONS: Property =
    Property::new("tenantRestrictions", Kind::Complex(&TENANT_RESTRICTIONS));

const fn b2b(name: &'static str) -> Property {
    Property::new(name, Kind::Complex(&B2B_SETTING))
}

const fn both_ways(name: &'static str) -> Property {
    Property::new(name, Kind::Complex(&INBOUND_OUTBOUND))
}

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
        Property::new("accessType", Kind::Enumeration(&ACCESS_TYPE)),
        Property::new("targets", Kind::Collection(&Kind::Complex(&TARGET))).not_null(),
    ],
};

static TARGET: StructuredType = StructuredType {
    name: "microsoft.graph.crossTenantAccessPolicyTarget",
    properties: &[
        Property::new("target", Kind::String),
        Property::new("targetType", Kind::Enumeration(&TARGET_TYPE)),
    ],
};

static ACCESS_TYPE: Enumeration = Enumeration {
    name: "microsoft.graph.crossTenantAccessPolicyTargetConfigurationAccessType",
    members: &["allowed", "blocked", "unknownFutureValue"],
};

static TARGET_TYPE: Enumeration = Enumeration {
    name: "microsoft.graph.crossTenantAccessPolicyTargetType",
    members: &["user", "group", "application", "unknownFutureValue"],
};

static INBOUND_TRUST: StructuredType = StructuredType {
    name: "microsoft.graph.crossTenantAccessPolicyInboundTrust",
    properties: &[
        Property::new("isMfaAccepted", Kind::Boolean),
        Property::new("isCompliantDeviceAccepted", Kind::Boolean),
        Property::new("isHybridAzureADJoinedDeviceAccepted", Kind::Boolean),
    ],
};

static INBOUND_OUTBOUND: StructuredType = StructuredType {
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

/// The service neither returns nor accepts `@odata.type` here:
/// <https://github.com/deploymenttheory/terraform-provider-microsoft365>.
pub(super) static TENANT_RESTRICTIONS: StructuredType = StructuredType {
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
        Property::new("mode", Kind::Enumeration(&ACCESS_TYPE)),
        Property::new("rule", Kind::String),
    ],
};
