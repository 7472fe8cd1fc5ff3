//! Random states: a plan reaches what is desired, and nothing else changes.

use std::collections::BTreeMap;

use fastrand::Rng;
use msgraph_identity::jobs::desired_state::DesiredState;
use msgraph_identity_fake::{OmittedMembers, Switches};
use msgraph_identity_tests::text::assert_hides;
use serde_json::{Map, Value, json};

use super::{Tenant, connector, is_unset, partner, state};

const GROUP: &str = "4b2f6a9e-2c60-4a0b-9d35-2f0f5c1f7f4e";

pub(super) fn id(number: usize) -> String {
    format!("{number:08}-0000-4000-8000-000000000000")
}

fn access_rule(random: &mut Rng) -> Value {
    let mut targets = vec![
        json!({ "target": GROUP, "targetType": "group" }),
        json!({ "target": GROUP.to_ascii_uppercase().replace('E', "A"), "targetType": "user" }),
        json!({ "target": id(7), "targetType": "group" }),
    ];
    random.shuffle(&mut targets);
    targets.truncate(random.usize(1..4));
    let access_type = ["allowed", "blocked"][random.usize(0..2)];
    json!({ "accessType": access_type, "targets": targets })
}

/// A value of each setting, or null. A desired value may be in part.
fn settings(random: &mut Rng, in_part: bool) -> Map<String, Value> {
    let booleans = |random: &mut Rng, names: &[&str]| {
        let mut members = Map::new();
        for name in names {
            if !in_part || random.bool() {
                members.insert((*name).to_owned(), random.bool().into());
            }
        }
        Value::from(members)
    };
    let all = [
        (
            "inboundTrust",
            booleans(random, &["isMfaAccepted", "isCompliantDeviceAccepted"]),
        ),
        (
            "automaticUserConsentSettings",
            booleans(random, &["inboundAllowed", "outboundAllowed"]),
        ),
        (
            "protectedContentSharing",
            booleans(random, &["inboundAllowed", "outboundAllowed"]),
        ),
        ("isServiceProvider", random.bool().into()),
        (
            "b2bCollaborationInbound",
            json!({ "usersAndGroups": access_rule(random) }),
        ),
        (
            "m365CollaborationOutbound",
            json!({ "usersAndGroups": access_rule(random) }),
        ),
    ];
    let mut settings = Map::new();
    for (name, value) in all {
        match random.usize(0..3) {
            0 => {}
            1 => drop(settings.insert(name.to_owned(), Value::Null)),
            _ => drop(settings.insert(name.to_owned(), value)),
        }
    }
    settings
}

fn policy(random: &mut Rng) -> Value {
    let mut policy = json!({});
    if random.usize(0..4) > 0 {
        policy["userSyncInbound"] = json!({ "isSyncAllowed": random.bool() });
    }
    if random.usize(0..4) > 0 {
        policy["displayName"] = ["Fabrikam", "Contoso"][random.usize(0..2)].into();
    }
    policy
}

/// The partners of a tenant, in the form of a seed.
pub(super) fn present(random: &mut Rng) -> Vec<Value> {
    let mut partners = Vec::new();
    for number in 0..6 {
        if random.usize(0..4) > 0 {
            let mut properties = settings(random, false);
            properties.retain(|_, value| !value.is_null());
            if random.usize(0..4) > 0 {
                properties.insert("identitySynchronization".to_owned(), policy(random));
            }
            partners.push(partner(&id(number), properties.into()));
        }
    }
    partners
}

/// What is desired of some partners.
pub(super) fn desired(random: &mut Rng) -> Map<String, Value> {
    let mut partners = Map::new();
    for number in 0..6 {
        let desired = match random.usize(0..5) {
            0 => continue,
            1 => "absent".into(),
            _ => {
                let mut desired = settings(random, true);
                match random.usize(0..4) {
                    0 => {}
                    1 => {
                        drop(desired.insert("identitySynchronization".to_owned(), "absent".into()))
                    }
                    _ => drop(desired.insert("identitySynchronization".to_owned(), policy(random))),
                }
                desired.into()
            }
        };
        partners.insert(id(number).to_ascii_uppercase(), desired);
    }
    partners
}

type Partners = BTreeMap<String, Map<String, Value>>;

/// The partners that a tenant has when a desired state is reached.
pub(super) fn reached(before: &Partners, desired: &Map<String, Value>) -> Partners {
    let mut after = before.clone();
    for (id, desired) in desired {
        let id = id.to_ascii_lowercase();
        let Value::Object(desired) = desired else {
            after.remove(&id);
            continue;
        };
        let partner = after.entry(id.clone()).or_default();
        partner.insert("tenantId".to_owned(), id.clone().into());
        for (name, wanted) in desired {
            if is_unset(wanted) && name != "identitySynchronization" || wanted == "absent" {
                partner.remove(name);
            } else if let Value::Object(members) = wanted {
                let value = partner.entry(name).or_insert_with(|| json!({}));
                value.as_object_mut().unwrap().extend(members.clone());
            } else {
                partner.insert(name.clone(), wanted.clone());
            }
        }
    }
    after
}

/// The partners with the order of targets and what the fake adds to a policy left out.
pub(super) fn normal(mut partners: Partners) -> Partners {
    fn sort(value: &mut Value) {
        match value {
            Value::Object(members) => {
                members.retain(|name, value| !value.is_null() && name != "tenantId");
                members.values_mut().for_each(sort);
                members.sort_keys();
            }
            Value::Array(items) => {
                items.iter_mut().for_each(sort);
                items.sort_by_key(Value::to_string);
            }
            _ => {}
        }
    }
    for partner in partners.values_mut() {
        partner.retain(|name, value| !is_unset(value) || name == "identitySynchronization");
        partner.values_mut().for_each(sort);
    }
    partners
}

#[tokio::test(start_paused = true)]
async fn applying_a_plan_reaches_the_desired_state_and_touches_nothing_else() {
    let random = &mut Rng::with_seed(15);
    for case in 0..30 {
        let switches = Switches {
            page_size: random.usize(1..8),
            omitted_members: [OmittedMembers::Kept, OmittedMembers::Dropped][case % 2],
            ..Switches::default()
        };
        let tenant = Tenant::new(present(random), Vec::new(), switches);
        let before = tenant.partners().await;
        let partners = desired(random);
        let expected = reached(&before, &partners);
        let desired = json!({ "partners": partners });

        let plan = tenant.plan(&desired).await.unwrap();
        let reads = tenant.requests().len();
        plan.apply()
            .await
            .unwrap_or_else(|error| panic!("{case}: {error}\n{plan}"));
        let requests = tenant.requests();
        assert!(
            requests.len() <= reads + 2 * plan.changes().len(),
            "{case}: {requests:?}"
        );
        let is_named = |request: &String| {
            !request.contains('/')
                || partners
                    .keys()
                    .any(|id| request.contains(&id.to_ascii_lowercase()))
        };
        assert!(requests.iter().all(is_named), "{case}: {requests:?}");

        let after = tenant.partners().await;
        assert_eq!(normal(after), normal(expected), "{case}: {plan}");
        let again = tenant.plan(&desired).await.unwrap();
        assert!(again.is_empty(), "{case}: {again}");
    }
}

#[tokio::test(start_paused = true)]
async fn nothing_differs_from_an_export() {
    let random = &mut Rng::with_seed(16);
    for _ in 0..20 {
        let connectors = (0..random.usize(0..4)).map(|number| {
            let url = [
                "https://api.contoso.com",
                "https://api.contoso.com/b?code=k3y",
            ][random.usize(0..2)];
            connector(&id(number), ["Vet", "Check"][random.usize(0..2)], url)
        });
        let connectors = connectors.collect();
        let switches = Switches {
            page_size: random.usize(1..8),
            ..Switches::default()
        };
        let tenant = Tenant::new(present(random), connectors, switches);
        let exported = DesiredState::export(&tenant.v1()).await.unwrap();
        let json = serde_json::to_value(&exported).unwrap();
        assert_hides(&json, "k3y");
        assert_hides(&json, super::PASSWORD);
        assert_eq!(state(&json), exported);
        let plan = tenant.plan(&json).await.unwrap();
        assert!(plan.is_empty(), "{plan}");

        let beta = tenant.graph.beta();
        let exported = DesiredState::export_partners(&beta).await.unwrap();
        assert!(exported.plan(&beta).await.unwrap().is_empty());
    }
}

#[tokio::test(start_paused = true)]
async fn an_export_restores_the_settings_of_partners_that_were_deleted_or_changed() {
    let random = &mut Rng::with_seed(17);
    for _ in 0..15 {
        let tenant = Tenant::new(present(random), Vec::new(), Switches::default());
        let before = tenant.partners().await;
        let exported = DesiredState::export(&tenant.v1()).await.unwrap();
        let changes = json!({ "partners": desired(random) });
        tenant.apply(&state(&changes)).await;
        tenant.apply(&exported).await;
        let after = tenant.partners().await;
        for (id, partner) in normal(before) {
            let mut restored = normal(after.clone())[&id].clone();
            for name in ["identitySynchronization", "isServiceProvider"] {
                if !partner.contains_key(name) {
                    restored.remove(name);
                }
            }
            assert_eq!(restored, partner);
        }
    }
}
