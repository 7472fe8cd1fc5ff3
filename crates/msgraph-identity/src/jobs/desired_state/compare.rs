//! Compares what is wanted with what Graph shows. Both are in the JSON of Graph.

use reqwest::Url;
use serde_json::Value;

use super::change::Difference;
use crate::cross_tenant::merge::{Properties, without_annotations};
use crate::id::is_guid;

/// Returns the properties whose wanted values are not present, down to the members that differ. Properties that are not wanted are
/// not compared.
pub(super) fn differences(present: &Properties, wanted: &Properties) -> Vec<Difference> {
    let mut differences = Vec::new();
    for (name, wanted) in wanted {
        let present = present.get(name).unwrap_or(&Value::Null);
        compare(name, name.clone(), present, wanted, &mut differences);
    }
    differences
}

fn compare(
    name: &str,
    property: String,
    present: &Value,
    wanted: &Value,
    into: &mut Vec<Difference>,
) {
    if is_met(name, present, wanted) {
        return;
    }
    match (present, wanted) {
        (Value::Object(members), Value::Object(wanted)) => {
            for (name, wanted) in wanted {
                let present = members.get(name).unwrap_or(&Value::Null);
                compare(name, format!("{property}.{name}"), present, wanted, into);
            }
        }
        _ => into.push(Difference {
            property,
            present: without_annotations(present.clone()),
            wanted: wanted.clone(),
        }),
    }
}

/// Whether the present value of a property is what is wanted.
fn is_met(name: &str, present: &Value, wanted: &Value) -> bool {
    match (present, wanted) {
        (Value::Object(present), Value::Object(wanted)) => wanted.iter().all(|(name, wanted)| {
            let present = present.get(name).unwrap_or(&Value::Null);
            is_met(name, present, wanted)
        }),
        // A value of which no member is owned is no more than null.
        (Value::Null, Value::Object(wanted)) => wanted.values().all(Value::is_null),
        // The order of targets has no meaning.
        (Value::Array(present), Value::Array(wanted)) if name == "targets" => {
            let has = |wanted| present.iter().any(|present| is_met("", present, wanted));
            let is_wanted = |present| wanted.iter().any(|wanted| is_met("", present, wanted));
            wanted.iter().all(has) && present.iter().all(is_wanted)
        }
        (Value::String(present), Value::String(wanted)) => {
            let ignores_case = name == "target" || is_guid(wanted);
            present == wanted || (ignores_case && present.eq_ignore_ascii_case(wanted))
        }
        _ => present == wanted,
    }
}

/// Whether two URLs are the same: `HTTPS://API.contoso.com` is `https://api.contoso.com/`.
pub(super) fn is_same_url(one: &str, other: &str) -> bool {
    one == other
        || matches!((Url::parse(one), Url::parse(other)), (Ok(one), Ok(other)) if one == other)
}
