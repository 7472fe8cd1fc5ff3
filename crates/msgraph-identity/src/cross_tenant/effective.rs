//! The settings that hold for a partner.

use serde::Serialize;

use super::{AccessRule, AccessSettings, B2bSetting, DevicesFilter, InboundOutbound, Setting};

/// Where a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// The partner has it.
    Partner,
    /// The partner inherits it from the default settings.
    Default,
}

/// A value that holds for a partner, and where it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Effective<T> {
    /// The value.
    pub value: T,
    /// Where it comes from.
    pub origin: Origin,
}

/// The settings that hold for a partner. The service does not compute them.
///
/// A value is `None` if neither the partner nor the default settings have it, as in clouds without the setting. Microsoft documents that
/// a setting that is null is inherited. That a member of a setting that is null is inherited too is an assumption.
///
/// Both must have been read with all their properties: a setting that was not selected counts as inherited.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct EffectiveSettings {
    /// See [`AccessSettings::collaboration_inbound`].
    pub collaboration_inbound: EffectiveRules,
    /// See [`AccessSettings::collaboration_outbound`].
    pub collaboration_outbound: EffectiveRules,
    /// See [`AccessSettings::direct_connect_inbound`].
    pub direct_connect_inbound: EffectiveRules,
    /// See [`AccessSettings::direct_connect_outbound`].
    pub direct_connect_outbound: EffectiveRules,
    /// See [`AccessSettings::inbound_trust`].
    pub inbound_trust: EffectiveTrust,
    /// See [`AccessSettings::redemption`].
    pub redemption: EffectiveDirections,
    /// See [`AccessSettings::cross_cloud_meetings`].
    pub cross_cloud_meetings: EffectiveDirections,
    /// See [`AccessSettings::protected_content_sharing`].
    pub protected_content_sharing: EffectiveDirections,
    /// See [`AccessSettings::tenant_restrictions`].
    pub tenant_restrictions: EffectiveRules,
    /// The devices that the tenant restrictions hold for.
    pub restricted_devices: Option<Effective<DevicesFilter>>,
    /// See [`AccessSettings::app_service_connect_inbound`].
    pub app_service_connect_inbound: Option<Effective<AccessRule>>,
    /// See [`AccessSettings::m365_collaboration_inbound`].
    pub m365_collaboration_inbound: Option<Effective<AccessRule>>,
    /// See [`AccessSettings::m365_collaboration_outbound`].
    pub m365_collaboration_outbound: Option<Effective<AccessRule>>,
}

/// The rules that hold for a partner.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct EffectiveRules {
    /// The rule for users and groups.
    pub users_and_groups: Option<Effective<AccessRule>>,
    /// The rule for applications.
    pub applications: Option<Effective<AccessRule>>,
}

/// The claims of a partner that are trusted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct EffectiveTrust {
    /// Whether multifactor authentication is trusted.
    pub mfa: Option<Effective<bool>>,
    /// Whether compliant devices are trusted.
    pub compliant_device: Option<Effective<bool>>,
    /// Whether hybrid joined devices are trusted.
    pub hybrid_joined_device: Option<Effective<bool>>,
}

/// The directions in which something is allowed for a partner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct EffectiveDirections {
    /// Whether it is allowed into this tenant.
    pub inbound: Option<Effective<bool>>,
    /// Whether it is allowed out of this tenant.
    pub outbound: Option<Effective<bool>>,
}

impl EffectiveSettings {
    /// The settings that hold for a partner with these settings and these default settings.
    pub fn new(partner: &AccessSettings, default: &AccessSettings) -> Self {
        let (p, d) = (partner, default);
        let trust = (&p.inbound_trust, &d.inbound_trust);
        let restrictions = (&p.tenant_restrictions, &d.tenant_restrictions);
        let app_service = (
            &p.app_service_connect_inbound,
            &d.app_service_connect_inbound,
        );
        let m365_inbound = (&p.m365_collaboration_inbound, &d.m365_collaboration_inbound);
        let m365_outbound = (
            &p.m365_collaboration_outbound,
            &d.m365_collaboration_outbound,
        );
        Self {
            collaboration_inbound: rules(&p.collaboration_inbound, &d.collaboration_inbound),
            collaboration_outbound: rules(&p.collaboration_outbound, &d.collaboration_outbound),
            direct_connect_inbound: rules(&p.direct_connect_inbound, &d.direct_connect_inbound),
            direct_connect_outbound: rules(&p.direct_connect_outbound, &d.direct_connect_outbound),
            inbound_trust: EffectiveTrust {
                mfa: member(trust, |trust| trust.mfa),
                compliant_device: member(trust, |trust| trust.compliant_device),
                hybrid_joined_device: member(trust, |trust| trust.hybrid_joined_device),
            },
            redemption: directions(&p.redemption, &d.redemption),
            cross_cloud_meetings: directions(&p.cross_cloud_meetings, &d.cross_cloud_meetings),
            protected_content_sharing: directions(
                &p.protected_content_sharing,
                &d.protected_content_sharing,
            ),
            tenant_restrictions: EffectiveRules {
                users_and_groups: member(restrictions, |rules| rules.users_and_groups.clone()),
                applications: member(restrictions, |rules| rules.applications.clone()),
            },
            restricted_devices: member(restrictions, |rules| rules.devices.clone()),
            app_service_connect_inbound: member(app_service, |rule| rule.applications.clone()),
            m365_collaboration_inbound: member(m365_inbound, |rule| rule.users.clone()),
            m365_collaboration_outbound: member(m365_outbound, |rule| {
                rule.users_and_groups.clone()
            }),
        }
    }
}

fn rules(partner: &Setting<B2bSetting>, default: &Setting<B2bSetting>) -> EffectiveRules {
    let settings = (partner, default);
    EffectiveRules {
        users_and_groups: member(settings, |setting| setting.users_and_groups.clone()),
        applications: member(settings, |setting| setting.applications.clone()),
    }
}

fn directions(
    partner: &Setting<InboundOutbound>,
    default: &Setting<InboundOutbound>,
) -> EffectiveDirections {
    EffectiveDirections {
        inbound: member((partner, default), |setting| setting.inbound),
        outbound: member((partner, default), |setting| setting.outbound),
    }
}

/// Returns a member of a setting: that of the partner, or else that of the default settings.
fn member<S, T>(
    (partner, default): (&Setting<S>, &Setting<S>),
    member: impl Fn(&S) -> Option<T>,
) -> Option<Effective<T>> {
    let find = |setting: &Setting<S>, origin| {
        let value = setting.own().and_then(&member)?;
        Some(Effective { value, origin })
    };
    find(partner, Origin::Partner).or_else(|| find(default, Origin::Default))
}
