//! The properties of a partner that queries name.

/// A property of a partner, for queries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PartnerProperty {
    /// `tenantId`.
    TenantId,
    /// `b2bCollaborationInbound`.
    CollaborationInbound,
    /// `b2bCollaborationOutbound`.
    CollaborationOutbound,
    /// `b2bDirectConnectInbound`.
    DirectConnectInbound,
    /// `b2bDirectConnectOutbound`.
    DirectConnectOutbound,
    /// `inboundTrust`.
    InboundTrust,
    /// `automaticUserConsentSettings`.
    Redemption,
    /// `crossCloudMeetingConfiguration`, which Microsoft does not document.
    CrossCloudMeetings,
    /// `protectedContentSharing`, which Microsoft does not document.
    ProtectedContentSharing,
    /// `tenantRestrictions`.
    TenantRestrictions,
    /// `appServiceConnectInbound`.
    AppServiceConnectInbound,
    /// `m365CollaborationInbound`.
    M365CollaborationInbound,
    /// `m365CollaborationOutbound`.
    M365CollaborationOutbound,
    /// `isServiceProvider`.
    IsServiceProvider,
    /// `isInMultiTenantOrganization`.
    IsInMultiTenantOrganization,
}

impl AsRef<str> for PartnerProperty {
    /// The name of the property in Graph.
    fn as_ref(&self) -> &str {
        match self {
            Self::TenantId => "tenantId",
            Self::CollaborationInbound => "b2bCollaborationInbound",
            Self::CollaborationOutbound => "b2bCollaborationOutbound",
            Self::DirectConnectInbound => "b2bDirectConnectInbound",
            Self::DirectConnectOutbound => "b2bDirectConnectOutbound",
            Self::InboundTrust => "inboundTrust",
            Self::Redemption => "automaticUserConsentSettings",
            Self::CrossCloudMeetings => "crossCloudMeetingConfiguration",
            Self::ProtectedContentSharing => "protectedContentSharing",
            Self::TenantRestrictions => "tenantRestrictions",
            Self::AppServiceConnectInbound => "appServiceConnectInbound",
            Self::M365CollaborationInbound => "m365CollaborationInbound",
            Self::M365CollaborationOutbound => "m365CollaborationOutbound",
            Self::IsServiceProvider => "isServiceProvider",
            Self::IsInMultiTenantOrganization => "isInMultiTenantOrganization",
        }
    }
}
