//! The cross-tenant access policy: the types of its partners, its default settings and its synchronization policies, for reading and
//! for writing. The requests are in `handles`.

mod access;
mod access_rule;
mod access_settings;
mod cloud_endpoint;
mod complex_settings;
mod complex_value;
mod default_policy;
mod effective;
pub(crate) mod merge;
mod open_enum;
mod partner_policy;
mod policy;
mod property;
mod setting;
mod settings_update;
mod sync_settings;
mod target;
mod tenant_id;
mod update;

pub use self::access::Access;
pub use self::access_rule::{AccessRule, AccessType};
pub use self::access_settings::AccessSettings;
pub use self::cloud_endpoint::CloudEndpoint;
pub use self::complex_settings::{
    AppServiceConnect, B2bSetting, DevicesFilter, InboundOutbound, InboundTrust,
    M365CollaborationInbound, M365CollaborationOutbound, TenantRestrictions,
};
pub use self::default_policy::{DefaultPolicy, IdentityProvider, InvitationRedemption};
pub use self::effective::{
    Effective, EffectiveDirections, EffectiveRules, EffectiveSettings, EffectiveTrust, Origin,
};
pub use self::partner_policy::PartnerPolicy;
pub use self::policy::{BetaSyncPolicy, SyncPolicy};
pub(crate) use self::property::select;
pub use self::property::{BetaSyncProperty, PartnerProperty, SyncProperty};
pub use self::setting::Setting;
pub use self::settings_update::{DefaultUpdate, NewPartner, PartnerUpdate};
pub use self::sync_settings::SyncSettings;
pub use self::target::Target;
pub use self::tenant_id::TenantId;
pub(crate) use self::update::UpdateModel;
pub use self::update::{BetaSyncUpdate, SyncUpdate};
