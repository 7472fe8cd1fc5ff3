//! The types of properties that an update can set to null: `Nullable<T>` of the core crate, where `T` is the type that typify
//! generates for the property.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::TYPES;
use crate::error::{Error, Result};
use crate::lower::rust_name::type_name;
use crate::lower::schema::{is_nullable, properties_mut, reference_of};
use crate::openapi::{Pointer, Reference};

/// What the names of the placeholders leave out.
const PATHS: [&str; 7] = [
    TYPES,
    "::msgraph_identity_core::",
    "::std::string::",
    "::std::vec::",
    "::std::option::",
    "::std::collections::",
    "::std::boxed::",
];

/// The types of the properties of some bodies.
pub(super) struct NullableTypes<'a> {
    bodies: &'a BTreeMap<String, Value>,
    replacements: &'a mut BTreeMap<String, String>,
    placeholders: BTreeMap<String, Value>,
}

impl<'a> NullableTypes<'a> {
    pub(super) fn new(
        bodies: &'a BTreeMap<String, Value>,
        replacements: &'a mut BTreeMap<String, String>,
    ) -> Self {
        Self {
            bodies,
            replacements,
            placeholders: BTreeMap::new(),
        }
    }

    /// The schemas that the types replace. Each refers to what its type is made of.
    pub(super) fn into_placeholders(self) -> BTreeMap<String, Value> {
        self.placeholders
    }

    /// Replaces the schemas of all nullable properties of a body.
    pub(super) fn replace(&mut self, owner: &str, body: &mut Value) -> Result<()> {
        for (property_name, property) in properties_mut(body).into_iter().flatten() {
            if !is_nullable(property) {
                continue;
            }
            let mut inner = self.rust_type(property).map_err(|error| {
                let owner = owner.trim_end_matches("Update");
                error.at(Pointer::schema(owner)
                    .child("properties")
                    .child(property_name))
            })?;
            let target = reference_of(property);
            if target.is_some_and(|target| self.leads_to(&target.name, owner)) {
                inner = format!("::std::boxed::Box<{inner}>");
            }
            let short = PATHS
                .iter()
                .fold(inner.clone(), |name, path| name.replace(path, ""));
            let name = type_name(&format!("Nullable-{short}"));
            let description = property.get("description").cloned();
            let reference = Reference::schema(&name).to_value();
            let replaced = std::mem::replace(property, json!({ "allOf": [reference] }));
            if let Some(description) = description {
                property["description"] = description;
            }
            let path = format!("::msgraph_identity_core::Nullable<{inner}>");
            let known = self.replacements.insert(name.clone(), path.clone());
            if known.is_some_and(|known| known != path) {
                let message = format!("two types are called `{name}`");
                return Err(Error::new(message).at(Pointer::schema(owner)));
            }
            let placeholder = json!({ "type": "object", "properties": { "value": replaced } });
            self.placeholders.insert(name, placeholder);
        }
        Ok(())
    }

    /// Whether a body holds another one, not in a list or dictionary, and at any depth: it must be boxed there.
    fn leads_to(&self, from: &str, to: &str) -> bool {
        let mut seen = BTreeSet::new();
        let mut open = vec![from.to_owned()];
        while let Some(name) = open.pop() {
            if name == to {
                return true;
            }
            let Some(body) = self.bodies.get(&name).filter(|_| seen.insert(name)) else {
                continue;
            };
            let kinds = body["oneOf"].as_array().into_iter().flatten();
            let properties = body["properties"].as_object().into_iter().flatten();
            let held = kinds.chain(properties.map(|(_, property)| property));
            open.extend(held.filter_map(reference_of).map(|target| target.name));
        }
        false
    }

    /// The Rust type that typify generates for a schema, without regard to null.
    fn rust_type(&self, schema: &Value) -> Result<String> {
        if let Some(reference) = reference_of(schema) {
            let replaced = self.replacements.get(&reference.name).cloned();
            return Ok(replaced.unwrap_or_else(|| format!("{TYPES}::{}", reference.name)));
        }
        let text = |keyword: &str| schema[keyword].as_str().unwrap_or_default();
        Ok(match (text("type"), text("format")) {
            ("string", "password") => "::msgraph_identity_core::Secret".to_owned(),
            ("string", "target-url") => "::msgraph_identity_core::TargetUrl".to_owned(),
            ("string", _) => "::std::string::String".to_owned(),
            ("boolean", _) => "bool".to_owned(),
            ("integer", "int8") => "i8".to_owned(),
            ("integer", "int16") => "i16".to_owned(),
            ("integer", "int32") => "i32".to_owned(),
            ("integer", "uint8") => "u8".to_owned(),
            ("integer", _) => "i64".to_owned(),
            ("number", "float") => "f32".to_owned(),
            ("number", _) => "f64".to_owned(),
            ("array", _) => format!("::std::vec::Vec<{}>", self.element_type(&schema["items"])?),
            ("object", _) if !has_properties(schema) => {
                let any = json!({});
                let values = schema.get("additionalProperties").unwrap_or(&any);
                let values = self.element_type(values)?;
                let map = match values.as_str() {
                    "::serde_json::Value" => "::serde_json::Map",
                    _ => "::std::collections::HashMap",
                };
                format!("{map}<::std::string::String, {values}>")
            }
            ("", _) if is_anything(schema) => "::serde_json::Value".to_owned(),
            (kind, _) => {
                let kind = if kind.is_empty() { "no" } else { kind };
                return Err(Error::new(format!(
                    "a property of {kind} type cannot be set to null"
                )));
            }
        })
    }

    /// The type of the elements of a list or dictionary, which are optional if they may be null.
    fn element_type(&self, schema: &Value) -> Result<String> {
        let plain = self.rust_type(schema)?;
        let is_option = is_nullable(schema) && plain != "::serde_json::Value";
        Ok(if is_option {
            format!("::std::option::Option<{plain}>")
        } else {
            plain
        })
    }
}

fn has_properties(schema: &Value) -> bool {
    let properties = schema.get("properties").and_then(Value::as_object);
    properties.is_some_and(|properties| !properties.is_empty())
}

/// Whether a schema allows any value.
fn is_anything(schema: &Value) -> bool {
    let form = [
        "properties",
        "additionalProperties",
        "items",
        "enum",
        "allOf",
        "anyOf",
        "oneOf",
        "not",
    ];
    *schema != json!(false) && form.iter().all(|keyword| schema.get(*keyword).is_none())
}
