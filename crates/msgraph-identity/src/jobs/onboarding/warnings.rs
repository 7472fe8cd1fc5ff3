//! Conditions whose effect on synchronization Microsoft does not document.

use serde_json::json;

use super::side::Tenant;
use super::{Check, Finding, Mend, Onboarding, Side};
use crate::operation_table::UPDATE_POLICY;
use crate::request::CallContext;
use crate::{
    AccessRule, AccessSettings, B2bSetting, CloudEndpoint, EffectiveSettings, PartnerPolicy,
    Setting, Version, VersionedClient,
};

impl<S: Version, T: Version> Onboarding<S, T> {
    /// The clouds of the source and of the target, if they are known and not the same.
    pub(super) fn clouds(&self) -> Option<(CloudEndpoint, CloudEndpoint)> {
        let source = cloud(&self.source.client)?;
        let target = cloud(&self.target.client)?;
        (source != target).then_some((source, target))
    }
}

impl<V: Version> Tenant<V> {
    /// Whether guests are blocked, by the partner or by the default settings that it inherits. The default settings are read only if
    /// they matter.
    pub(super) async fn collaboration(
        &self,
        partner: Option<&PartnerPolicy<V>>,
        context: &CallContext,
    ) -> Option<Finding> {
        let check = match self.side {
            Side::Source => Check::CollaborationOutbound,
            Side::Target => Check::CollaborationInbound,
        };
        let inherited = AccessSettings::default();
        let own = partner.map_or(&inherited, |partner| &partner.settings);
        let default = if is_whole(self.side_of(own)) {
            inherited.clone()
        } else {
            let get = self.access().default_settings().get();
            match get.within(context.clone()).await {
                Ok(default) => default.settings,
                Err(error) => return Some(self.unreadable(check, error)),
            }
        };
        let effective = EffectiveSettings::new(own, &default);
        let (rules, whose) = match self.side {
            Side::Source => (effective.collaboration_outbound, "users of this tenant"),
            Side::Target => (effective.collaboration_inbound, "users of the source"),
        };
        let rules = [rules.users_and_groups, rules.applications];
        let mut rules = rules.iter().flatten();
        let blocked = rules.find(|rule| AccessRule::blocks_all(&rule.value))?;
        let by = match blocked.origin {
            crate::Origin::Partner => "the settings of the partner block",
            crate::Origin::Default => "the default settings block",
        };
        Some(self.finding(check, format!("{by} {whose} as guests"), None))
    }

    /// Whether the cloud of the other tenant is not allowed.
    pub(super) async fn other_cloud(
        &self,
        other: CloudEndpoint,
        context: &CallContext,
    ) -> Option<Finding> {
        let allowed = self.access().allowed_clouds().within(context.clone());
        let mut allowed = match allowed.await {
            Ok(allowed) => allowed,
            Err(error) => return Some(self.unreadable(Check::OtherCloud, error)),
        };
        if allowed.contains(&other) {
            return None;
        }
        let what = format!("tenants of the cloud {} are not allowed", other.as_str());
        allowed.push(other);
        let body = json!({ "allowedCloudEndpoints": allowed });
        let mend = Mend::new("PATCH", &UPDATE_POLICY, self.other, &body);
        Some(self.finding(Check::OtherCloud, what, mend))
    }

    fn side_of<'a>(&self, settings: &'a AccessSettings) -> &'a Setting<B2bSetting> {
        match self.side {
            Side::Source => &settings.collaboration_outbound,
            Side::Target => &settings.collaboration_inbound,
        }
    }
}

/// Whether nothing of a setting is inherited.
fn is_whole(setting: &Setting<B2bSetting>) -> bool {
    let own = setting.own();
    own.is_some_and(|own| own.users_and_groups.is_some() && own.applications.is_some())
}

/// The cloud of a client. It is `None` for a root that is not Microsoft's.
fn cloud<V: Version>(client: &VersionedClient<V>) -> Option<CloudEndpoint> {
    let host = client.service_root().strip_prefix("https://")?;
    match host.split('/').next()? {
        "graph.microsoft.com" => Some(CloudEndpoint::Global),
        "graph.microsoft.us" | "dod-graph.microsoft.us" => Some(CloudEndpoint::UsGovernment),
        "microsoftgraph.chinacloudapi.cn" => Some(CloudEndpoint::China),
        _ => None,
    }
}
