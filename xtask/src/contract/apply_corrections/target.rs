//! The JSONPath targets of actions: whether they can match, and what is similar if they do not.

use serde_json::{Map, Value};

use crate::nearest::nearest;

/// The place of the schema or operation that contains all that a target selects: its first names, at most three.
pub(super) fn anchor(target: &str) -> Vec<String> {
    let (mut names, _) = leading_names(target);
    names.truncate(3);
    names
}

/// The place of all that a target looks at: its anchor, or the whole document if a filter may look at that.
pub(super) fn reach(target: &str) -> Vec<String> {
    match leading_names(target) {
        (_, rest) if rest.contains('$') => Vec::new(),
        _ => anchor(target),
    }
}

/// The plain names at the start of a JSONPath, and the rest of it: `paths`, `/a`, `get` for `$.paths['/a'].get`.
fn leading_names(target: &str) -> (Vec<String>, &str) {
    let mut names = Vec::new();
    let mut rest = target.strip_prefix('$').unwrap_or(target);
    loop {
        if let Some((quote, inner)) = ['\'', '"']
            .into_iter()
            .find_map(|q| Some((q, rest.strip_prefix(&format!("[{q}"))?)))
        {
            let Some((name, after)) = inner.split_once(&format!("{quote}]")) else {
                return (names, rest);
            };
            // An escape, or several names.
            if name.contains([quote, '\\']) {
                return (names, rest);
            }
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
            return (names, rest);
        }
    }
}

/// The entry that is most similar to the first missing name of the target.
pub(super) fn nearest_target(document: &Value, target: &str) -> String {
    let mut value = document;
    for name in leading_names(target).0 {
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
            anchor("$.paths['/a/{b}'].get[?@.x]"),
            ["paths", "/a/{b}", "get"]
        );
        assert_eq!(
            anchor("$.components.schemas..[?@.required]"),
            ["components", "schemas"]
        );
        for (target, names) in [
            ("$", 0),
            ("$.*", 0),
            ("$['a']['b','c']", 1),
            ("$['a' ]['b']", 0),
            ("$['a\\'b']", 0),
            ("$['a'][0]", 1),
            ("$.a['$b'].c.d", 3),
            ("$.a[?@.b == $.c]", 0),
        ] {
            assert_eq!(reach(target).len(), names, "{target}");
        }
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
