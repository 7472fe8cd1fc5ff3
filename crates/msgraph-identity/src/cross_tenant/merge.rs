//! Merges wanted settings into present ones. Both are in the JSON of Graph, so that unknown members are kept.
//!
//! Microsoft does not document what the service does with members that are left out of a complex value. So the whole value is sent.

use serde::Serialize;
use serde_json::{Map, Value};

use super::target::{APPLICATION, GROUP, USER, is_target};
use crate::Error;
use crate::cloud::is_national;
use crate::error::invalid_argument;

/// The properties of an entity, as Graph writes them.
pub(crate) type Properties = Map<String, Value>;

/// Returns the properties of a model.
pub(crate) fn properties(model: &impl Serialize) -> Properties {
    match serde_json::to_value(model) {
        Ok(Value::Object(properties)) => properties,
        // The models are structs with texts as keys, which JSON can always write.
        _ => Properties::new(),
    }
}

/// Returns the settings of an update without annotations.
pub(crate) fn settings(update: &impl Serialize) -> Properties {
    let mut settings = properties(update);
    settings.values_mut().for_each(drop_annotations);
    settings
}

/// Returns the settings of an update as they are sent, unless the service would reject or misunderstand them.
pub(crate) fn sendable(update: &impl Serialize, service_root: &str) -> Result<Properties, Error> {
    let mut settings = settings(update);
    check(&settings)?;
    if is_national(service_root) {
        remove_absent(&mut settings)?;
    }
    Ok(settings)
}

/// Returns each wanted setting as a whole value: with the members that are not wanted otherwise.
pub(crate) fn merge(wanted: &Properties, present: &Properties) -> Properties {
    let whole = |(name, wanted): (&String, &Value)| {
        let mut value = present.get(name).cloned().unwrap_or_default();
        drop_annotations(&mut value);
        merge_value(&mut value, wanted);
        (name.clone(), value)
    };
    wanted.iter().map(whole).collect()
}

/// Returns the wanted settings that are not present, each as a whole value.
pub(crate) fn difference(wanted: &Properties, present: &Properties) -> Properties {
    let mut merged = merge(wanted, present);
    merged.retain(|name, value| {
        let present = present.get(name).unwrap_or(&Value::Null);
        normalize(value) != normalize(present)
    });
    merged
}

fn merge_value(value: &mut Value, wanted: &Value) {
    match (value, wanted) {
        (Value::Object(value), Value::Object(wanted)) => {
            for (name, wanted) in wanted {
                let value = value.entry(name.clone()).or_insert(Value::Null);
                match (name.as_str(), &mut *value, wanted) {
                    ("targets", Value::Array(present), Value::Array(wanted)) => {
                        *present = wanted
                            .iter()
                            .map(|wanted| merge_target(present, wanted))
                            .collect();
                    }
                    _ => merge_value(value, wanted),
                }
            }
        }
        (value, wanted) => *value = wanted.clone(),
    }
}

/// Returns a wanted target with the unknown members that it has already.
fn merge_target(present: &[Value], wanted: &Value) -> Value {
    let id = |target: &Value| {
        let text = |name| {
            target
                .get(name)
                .and_then(Value::as_str)
                .map(str::to_ascii_lowercase)
        };
        (text("target"), text("targetType"))
    };
    let same = present.iter().find(|target| id(target) == id(wanted));
    let mut target = same.unwrap_or(wanted).clone();
    merge_value(&mut target, wanted);
    target
}

/// Returns a value without annotations at any depth.
pub(crate) fn without_annotations(mut value: Value) -> Value {
    drop_annotations(&mut value);
    value
}

/// Drops annotations at every depth. The service refuses those such as `@odata.type` in tenant restrictions, and needs them in no
/// setting.
fn drop_annotations(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|name, _| !name.contains('@'));
            members.values_mut().for_each(drop_annotations);
        }
        Value::Array(items) => items.iter_mut().for_each(drop_annotations),
        _ => {}
    }
}

/// The form of a value in which equal settings are equal: null members are left out, targets are sorted, and ids are in lower case.
fn normalize(value: &Value) -> Value {
    let Value::Object(members) = value else {
        return value.clone();
    };
    let mut normal = Properties::new();
    for (name, value) in members.iter().filter(|(name, _)| !name.contains('@')) {
        let value = match (name.as_str(), value) {
            ("targets", Value::Array(targets)) => {
                let mut targets: Vec<_> = targets.iter().map(normalize).collect();
                targets.sort_by_key(Value::to_string);
                targets.dedup();
                targets.into()
            }
            ("target", Value::String(target)) => target.to_ascii_lowercase().into(),
            _ => normalize(value),
        };
        if !value.is_null() {
            normal.insert(name.clone(), value);
        }
    }
    if normal.is_empty() {
        Value::Null
    } else {
        normal.into()
    }
}

/// Refuses rules that the service would reject or misunderstand.
fn check(settings: &Properties) -> Result<(), Error> {
    for (setting, value) in settings {
        let members = value.as_object().into_iter().flatten();
        for (member, rule) in members {
            if let Some(targets) = rule.get("targets").and_then(Value::as_array) {
                check_targets(setting, member, targets)?;
            }
        }
    }
    Ok(())
}

fn check_targets(setting: &str, member: &str, targets: &[Value]) -> Result<(), Error> {
    let refuse = |rule: &str| Err(invalid_argument(format!("`{setting}`, `{member}`: {rule}")));
    if targets.is_empty() {
        return refuse(
            "the rule names no target; to block or allow all, use `block_all…` or `allow_all…`",
        );
    }
    for target in targets {
        let text = |name| target.get(name).and_then(Value::as_str);
        match (member, text("targetType")) {
            ("applications", Some(USER | GROUP)) => {
                return refuse("a user or group is among the applications");
            }
            ("users" | "usersAndGroups", Some(APPLICATION)) => {
                return refuse("an application is among the users and groups");
            }
            _ => {}
        }
        if !text("target").is_some_and(is_target) {
            return refuse(
                "a target is neither a GUID nor a keyword such as AllUsers; names are not accepted",
            );
        }
    }
    Ok(())
}

/// The settings that the national clouds do not have.
const GLOBAL_ONLY: [&str; 4] = [
    "tenantRestrictions",
    "appServiceConnectInbound",
    "m365CollaborationInbound",
    "m365CollaborationOutbound",
];

/// Refuses settings that national clouds do not have. Those that are to be inherited are left out: they are in a backup of a partner.
fn remove_absent(settings: &mut Properties) -> Result<(), Error> {
    for setting in GLOBAL_ONLY {
        if settings
            .remove(setting)
            .is_some_and(|value| !value.is_null())
        {
            return Err(invalid_argument(format!(
                "this cloud does not have the setting `{setting}`; leave it out"
            )));
        }
    }
    Ok(())
}
