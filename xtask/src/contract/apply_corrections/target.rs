//! The JSONPath targets of actions: whether they can match, and what is similar if they do not.

use serde_json::{Map, Value};

use crate::nearest::nearest;
use crate::openapi::Pointer;

/// Whether the schema or operation that contains a target exists: the first three names of the target.
pub(super) fn anchor_exists(document: &Value, target: &str) -> bool {
    let names = leading_names(target);
    let anchor = Pointer::new(names.into_iter().take(3));
    document.pointer(&anchor.to_string()).is_some()
}

/// The plain names at the start of a JSONPath: `paths`, `/a`, `get` for `$.paths['/a'].get`.
fn leading_names(target: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = target.strip_prefix('$').unwrap_or(target);
    loop {
        if let Some((quote, inner)) = ['\'', '"']
            .into_iter()
            .find_map(|q| Some((q, rest.strip_prefix(&format!("[{q}"))?)))
        {
            let Some((name, after)) = inner.split_once(&format!("{quote}]")) else {
                return names;
            };
            names.push(name.to_owned());
            rest = after;
        } else if let Some(inner) = rest
            .strip_prefix('.')
            .filter(|inner| !inner.starts_with(['.', '*', '[']))
        {
            let end = inner.find(['.', '[']).unwrap_or(inner.len());
            names.push(inner[..end].to_owned());
            rest = &inner[end..];
        } else {
            return names;
        }
    }
}

/// The entry that is most similar to the first missing name of the target.
pub(super) fn nearest_target(document: &Value, target: &str) -> String {
    let mut value = document;
    for name in leading_names(target) {
        if let Some(child) = value.get(&name) {
            value = child;
            continue;
        }
        let names = value.as_object().into_iter().flat_map(Map::keys);
        let near = nearest(&name, names.map(String::as_str), 0.0, str::to_owned);
        return near
            .first()
            .map(|near| format!(" (no `{name}`; nearest: `{near}`)"))
            .unwrap_or_default();
    }
    String::new()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_are_read_from_both_notations() {
        assert_eq!(
            leading_names("$.paths['/a/{b}'].get[?@.x]"),
            ["paths", "/a/{b}", "get"]
        );
        assert_eq!(
            leading_names("$.components.schemas..[?@.required]"),
            ["components", "schemas"]
        );
    }

    #[test]
    fn the_nearest_target_is_named() {
        let document = json!({ "components": { "schemas": { "microsoft.graph.innerErrors": {}, "other": {} } } });
        let near = nearest_target(
            &document,
            "$.components.schemas['microsoft.graph.innerError'].properties",
        );
        assert!(near.contains("`microsoft.graph.innerErrors`"), "{near}");
    }
}
