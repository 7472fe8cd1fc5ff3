//! A setting that a partner does not have is that of the default settings, for any partner and any default settings.

use fastrand::Rng;
use msgraph_identity::DefaultUpdate;
use msgraph_identity::jobs::audit::Audit;
use msgraph_identity_fake::PartnerSeed;
use serde_json::{Map, Value, json};

use super::service::{fake, id, tenant};
use crate::access_settings::{applications, users};
use crate::in_process::client;

const REDEMPTION: &str = "automaticUserConsentSettings";

/// A member of a setting in Graph, and in the report.
const MEMBERS: [&str; 13] = [
    "inboundTrust.isMfaAccepted = inboundTrust/mfa",
    "inboundTrust.isCompliantDeviceAccepted = inboundTrust/compliantDevice",
    "inboundTrust.isHybridAzureADJoinedDeviceAccepted = inboundTrust/hybridJoinedDevice",
    "automaticUserConsentSettings.inboundAllowed = redemption/inbound",
    "automaticUserConsentSettings.outboundAllowed = redemption/outbound",
    "b2bCollaborationInbound.usersAndGroups = collaborationInbound/usersAndGroups",
    "b2bCollaborationInbound.applications = collaborationInbound/applications",
    "b2bCollaborationOutbound.usersAndGroups = collaborationOutbound/usersAndGroups",
    "b2bCollaborationOutbound.applications = collaborationOutbound/applications",
    "b2bDirectConnectInbound.usersAndGroups = directConnectInbound/usersAndGroups",
    "b2bDirectConnectInbound.applications = directConnectInbound/applications",
    "b2bDirectConnectOutbound.usersAndGroups = directConnectOutbound/usersAndGroups",
    "b2bDirectConnectOutbound.applications = directConnectOutbound/applications",
];

/// The setting and its member in Graph, and the pointer in the report.
fn split(member: &'static str) -> [&'static str; 3] {
    let (graph, report) = member.split_once(" = ").unwrap();
    let (setting, member) = graph.split_once('.').unwrap();
    [setting, member, report]
}

fn value(random: &mut Rng, member: &str) -> Value {
    let access = if random.bool() { "allowed" } else { "blocked" };
    match member {
        "usersAndGroups" => users(access),
        "applications" => applications(access),
        _ => random.bool().into(),
    }
}

/// Random settings with each member, or only some of them.
fn settings(random: &mut Rng, each: bool) -> Map<String, Value> {
    let mut settings = Map::new();
    for [setting, member, _] in MEMBERS.map(split) {
        // A setting is left out, null, or an object.
        if !settings.contains_key(setting) {
            match random.u8(..6) {
                0 if !each => settings.insert(setting.to_owned(), Value::Null),
                _ => settings.insert(setting.to_owned(), json!({})),
            };
        }
        if settings[setting].is_object() && (each || random.bool()) {
            let is_null = !each && random.u8(..8) == 0;
            let value = value(random, member);
            settings[setting][member] = if is_null { Value::Null } else { value };
        }
    }
    settings.retain(|_, setting| {
        setting
            .as_object()
            .is_none_or(|members| !members.is_empty())
    });
    settings
}

#[tokio::test]
async fn a_value_is_that_of_the_partner_or_else_of_the_default_settings() {
    let mut origins = [0, 0];
    for seed in 0..12 {
        let mut random = Rng::with_seed(seed);
        let mut default = settings(&mut random, true);
        // Graph does not let the default of the redemption be changed.
        let asks = json!({ "inboundAllowed": false, "outboundAllowed": false });
        default.remove(REDEMPTION);
        let partners: Vec<_> = (0..20).map(|_| settings(&mut random, false)).collect();
        let seeds = partners.iter().enumerate().map(|(number, settings)| {
            let partner = PartnerSeed::new(id(number as u128));
            let settings = settings.iter();
            settings.fold(partner, |partner, (name, value)| {
                partner.setting(name, value.clone())
            })
        });
        let client = client(&fake(seeds).build().unwrap());
        let update: DefaultUpdate = serde_json::from_value(default.clone().into()).unwrap();
        let defaults = client.cross_tenant_access().default_settings();
        defaults.update(update).await.unwrap();
        default.insert(REDEMPTION.to_owned(), asks);

        let report = Audit::new(&client).run().await.unwrap();
        assert_eq!(report.partners().len(), partners.len());
        for (number, partner) in partners.iter().enumerate() {
            let mut found = report.partners().iter();
            let found = found.find(|one| one.tenant() == tenant(number as u128));
            let effective = serde_json::to_value(found.unwrap().effective()).unwrap();
            for [setting, member, reported] in MEMBERS.map(split) {
                let own = partner.get(setting).map(|setting| &setting[member]);
                let (value, origin) = match own {
                    Some(own) if !own.is_null() => (own, "partner"),
                    _ => (&default[setting][member], "default"),
                };
                origins[usize::from(origin == "default")] += 1;
                let expected = json!({ "value": value, "origin": origin });
                let found = effective.pointer(&format!("/{reported}"));
                let case =
                    format!("seed {seed}, partner {number}, {setting}.{member} of {partner:?}");
                assert_eq!(found, Some(&expected), "{case}");
            }
        }
    }
    // Both are tested.
    assert!(origins.iter().all(|&count| count > 500), "{origins:?}");
}
