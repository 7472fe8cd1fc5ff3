//! `crossTenantAccessPolicy` and `crossTenantAccessPolicyConfigurationDefault`:
//! <https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicyconfigurationdefault>.

use super::partner_types::{
    APP_SERVICE, B2B_COLLABORATION_INBOUND, B2B_COLLABORATION_OUTBOUND, B2B_DIRECT_CONNECT_INBOUND,
    B2B_DIRECT_CONNECT_OUTBOUND, CONSENT, CROSS_CLOUD_MEETING, M365_INBOUND, M365_OUTBOUND,
    PROTECTED_CONTENT, RESTRICTIONS, TRUST,
};
use super::{EntitySet, Enumeration, Kind, Property, StructuredType};

pub(crate) static POLICY: EntitySet = EntitySet {
    ty: &StructuredType {
        name: "microsoft.graph.crossTenantAccessPolicy",
        properties: &[
            ID,
            DISPLAY_NAME,
            DESCRIPTION,
            DELETED,
            DEFINITION,
            Property::new(CLOUD_ENDPOINTS, Kind::Collection(&Kind::String)).not_null(),
        ],
    },
    path: "policies/crossTenantAccessPolicy",
    key: "",
    suffix: "",
};

pub(crate) static NATIONAL_POLICY: EntitySet = EntitySet {
    ty: &StructuredType {
        properties: &[ID, DISPLAY_NAME, DESCRIPTION, DELETED, DEFINITION],
        name: "microsoft.graph.crossTenantAccessPolicy",
    },
    ..POLICY
};

pub(crate) static DEFAULT: EntitySet = EntitySet {
    ty: &StructuredType {
        name: "microsoft.graph.crossTenantAccessPolicyConfigurationDefault",
        properties: &[
            ID,
            IS_SERVICE_DEFAULT,
            B2B_COLLABORATION_INBOUND,
            B2B_COLLABORATION_OUTBOUND,
            B2B_DIRECT_CONNECT_INBOUND,
            B2B_DIRECT_CONNECT_OUTBOUND,
            TRUST,
            CONSENT.read_only(),
            CROSS_CLOUD_MEETING,
            PROTECTED_CONTENT,
            APP_SERVICE,
            M365_INBOUND,
            M365_OUTBOUND,
            RESTRICTIONS,
            REDEMPTION,
        ],
    },
    path: "policies/crossTenantAccessPolicy/default",
    ..POLICY
};

pub(crate) static NATIONAL_DEFAULT: EntitySet = EntitySet {
    ty: &StructuredType {
        name: "microsoft.graph.crossTenantAccessPolicyConfigurationDefault",
        properties: &[
            ID,
            IS_SERVICE_DEFAULT,
            B2B_COLLABORATION_INBOUND,
            B2B_COLLABORATION_OUTBOUND,
            B2B_DIRECT_CONNECT_INBOUND,
            B2B_DIRECT_CONNECT_OUTBOUND,
            TRUST,
            REDEMPTION,
        ],
    },
    ..DEFAULT
};

pub(crate) const CLOUD_ENDPOINTS: &str = "allowedCloudEndpoints";
const ID: Property = Property::new("id", Kind::String).read_only();
const DISPLAY_NAME: Property = Property::new("displayName", Kind::String).not_null();
const DESCRIPTION: Property = Property::new("description", Kind::String).not_null();
const DEFINITION: Property = Property::new("definition", Kind::Collection(&Kind::String))
    .not_null()
    .beta();
const DELETED: Property = Property::new("deletedDateTime", Kind::String).read_only();
const IS_SERVICE_DEFAULT: Property = Property::new("isServiceDefault", Kind::Boolean).read_only();
const REDEMPTION: Property = Property::new(
    "invitationRedemptionIdentityProviderConfiguration",
    Kind::Complex(&REDEMPTION_CONFIGURATION),
);

static REDEMPTION_CONFIGURATION: StructuredType = StructuredType {
    name: "microsoft.graph.defaultInvitationRedemptionIdentityProviderConfiguration",
    properties: &[
        Property::new(
            "primaryIdentityProviderPrecedenceOrder",
            Kind::Collection(&PROVIDER),
        )
        .not_null(),
        Property::new("fallbackIdentityProvider", PROVIDER),
    ],
};

const PROVIDER: Kind = Kind::Enumeration(&Enumeration {
    name: "microsoft.graph.b2bIdentityProvidersType",
    members: &[
        "azureActiveDirectory",
        "externalFederation",
        "socialIdentityProviders",
        "emailOneTimePasscode",
        "microsoftAccount",
        "defaultConfiguredIdp",
        "unknownFutureValue",
    ],
});
