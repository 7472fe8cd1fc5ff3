//! Leaves out the navigation properties that `[[omit]]` names in spec/selection.toml. Each leads to another type, and these to
//! more: `/users` needs 3,477 schemas with them.

use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::openapi::{Reference, Section};
use crate::selection::{Omission, Selection};
use crate::version::GraphVersion;

/// How documents mark a navigation property.
const MARK: &str = "x-ms-navigationProperty";

/// A component without the properties that are omitted.
pub(crate) fn omit_navigation(
    of: &Reference,
    mut component: Value,
    version: GraphVersion,
    selection: &Selection,
) -> Value {
    // The entry of a schema goes before the one for all schemas.
    let mut names = [&*of.name, Omission::EVERY_SCHEMA].into_iter();
    let omission = names.find_map(|name| {
        let mut omissions = selection.omissions(version);
        omissions.find(|omission| omission.schema == name)
    });
    if let (Section::Schemas, Some(omission)) = (of.section, omission) {
        omit_from(&mut component, &omission.except);
    }
    component
}

/// A schema has properties of its own, and in the parts of its `allOf`.
fn omit_from(schema: &mut Value, except: &[String]) {
    if let Some(parts) = schema.get_mut("allOf").and_then(Value::as_array_mut) {
        for part in parts {
            omit_from(part, except);
        }
    }
    let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else {
        return;
    };
    let omitted: Vec<String> = properties
        .iter()
        .filter(|(name, property)| property[MARK] == true && !except.contains(name))
        .map(|(name, _)| name.clone())
        .collect();
    let is_omitted = |name: &str| {
        // With its annotations, such as `members@odata.count`.
        let of = name.split_once('@').map_or(name, |(of, _)| of);
        omitted.iter().any(|omitted| omitted == of)
    };
    properties.retain(|name, _| !is_omitted(name));
    if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
        required.retain(|name| !name.as_str().is_some_and(is_omitted));
    }
}

/// Refuses an `[[omit]]` that names a schema or a property that is not kept: a typing error would keep everything.
pub(super) fn check_omissions(
    components: &Map<String, Value>,
    version: GraphVersion,
    selection: &Selection,
) -> Result<()> {
    let schemas = components.get("schemas");
    let named = selection
        .omissions(version)
        .filter(|omission| omission.schema != Omission::EVERY_SCHEMA);
    for omission in named {
        let place = format!("the `[[omit]]` of `{}`", omission.schema.escape_debug());
        let Some(schema) = schemas.and_then(|schemas| schemas.get(&omission.schema)) else {
            return Err(
                Error::new(format!("{version}: no selected path needs the schema"))
                    .at(place)
                    .help("correct its name, remove the entry, or give it `versions`"),
            );
        };
        if let Some(name) = omission
            .except
            .iter()
            .find(|name| !has_property(schema, name))
        {
            return Err(Error::new(format!(
                "{version}: the schema has no property `{}`",
                name.escape_debug()
            ))
            .at(place)
            .help("correct the name in `except`: a property is named by the schema that defines it, not by one that inherits it"));
        }
    }
    Ok(())
}

fn has_property(schema: &Value, name: &str) -> bool {
    let parts = schema["allOf"].as_array().into_iter().flatten();
    schema["properties"].get(name).is_some()
        || parts.into_iter().any(|part| has_property(part, name))
}
