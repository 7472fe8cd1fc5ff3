//! Checks a JSON body against a type: names are exact, kinds are right, nothing read-only is set.

use serde_json::{Map, Value};
use uuid::Uuid;

use super::{Access, Kind, Property, StructuredType};
use crate::api_version::ApiVersion;
use crate::graph_error::GraphError;
use crate::switches::ReadOnlyProperties;

/// The rules of one check.
#[derive(Clone, Copy)]
pub(crate) struct Check {
    pub(crate) version: ApiVersion,
    /// Whether the entity is made by this body: its key may then be set.
    pub(crate) creates: bool,
    pub(crate) read_only: ReadOnlyProperties,
}

impl Check {
    /// The properties of `body`, without annotations.
    pub(crate) fn body(
        self,
        body: Value,
        ty: &StructuredType,
    ) -> Result<Map<String, Value>, GraphError> {
        let Value::Object(members) = body else {
            return Err(GraphError::bad_request(format!(
                "A JSON object is expected for the type '{}'.",
                ty.name
            )));
        };
        self.members(members, ty)
    }

    fn members(
        self,
        members: Map<String, Value>,
        ty: &StructuredType,
    ) -> Result<Map<String, Value>, GraphError> {
        let mut kept = Map::new();
        for (name, value) in members {
            // Control information such as `@odata.type` and `members@odata.type` says nothing that the type does not.
            if name.contains("@odata.") {
                continue;
            }
            let Some(property) = ty.property(self.version, &name) else {
                return Err(GraphError::bad_request(format!(
                    "Invalid property '{}'.",
                    shorten(&name)
                )));
            };
            if self.may_set(property)? {
                if value.is_null() && !property.nullable {
                    return Err(GraphError::bad_request(format!(
                        "Property '{name}' can't be null."
                    )));
                }
                kept.insert(name, self.value(value, property.name, &property.kind)?);
            }
        }
        Ok(kept)
    }

    fn may_set(self, property: &Property) -> Result<bool, GraphError> {
        let settable = match property.access {
            Access::ReadWrite => !matches!(property.kind, Kind::Navigation(_)),
            Access::Key => self.creates,
            Access::ReadOnly => false,
        };
        match (settable, self.read_only) {
            (true, _) => Ok(true),
            (false, ReadOnlyProperties::Ignored) => Ok(false),
            (false, ReadOnlyProperties::Refused) => Err(GraphError::bad_request(format!(
                "Property '{}' is read-only and cannot be set.",
                property.name
            ))),
        }
    }

    fn value(self, value: Value, name: &str, kind: &Kind) -> Result<Value, GraphError> {
        match (kind, value) {
            // What may not be null is asked for where it is needed.
            (_, Value::Null) => Ok(Value::Null),
            (Kind::String, Value::String(text)) => Ok(Value::String(text)),
            (Kind::Boolean, Value::Bool(flag)) => Ok(Value::Bool(flag)),
            (Kind::Polymorphic, value) => Ok(value),
            (Kind::Guid, Value::String(text))
                if text.len() == 36 && Uuid::try_parse(&text).is_ok() =>
            {
                Ok(Value::String(text))
            }
            (Kind::Complex(ty), Value::Object(members)) => {
                self.members(members, ty).map(Value::Object)
            }
            (Kind::Collection(of), Value::Array(items)) => items
                .into_iter()
                .map(|item| self.value(item, name, of))
                .collect(),
            _ => Err(GraphError::bad_request(format!(
                "Invalid value specified for property '{name}': {} is expected.",
                expected(kind)
            ))),
        }
    }
}

/// Drops the key from the body of an entity that has this very key: what was read can be sent back, as OData has it.
pub(crate) fn drop_own_key(body: &mut Value, name: &str, key: &str) {
    let own = |value: &Value| {
        value
            .as_str()
            .is_some_and(|value| value.eq_ignore_ascii_case(key))
    };
    if let Value::Object(members) = body
        && members.get(name).is_some_and(own)
    {
        members.remove(name);
    }
}

fn expected(kind: &Kind) -> String {
    match kind {
        Kind::String => "Edm.String".into(),
        Kind::Boolean => "Edm.Boolean".into(),
        Kind::Guid => "Edm.Guid".into(),
        Kind::Complex(ty) => ty.name.into(),
        Kind::Collection(of) => format!("Collection({})", expected(of)),
        Kind::Polymorphic | Kind::Navigation(_) => "an object".into(),
    }
}

/// A name from a body may be megabytes long.
fn shorten(name: &str) -> String {
    name.chars().take(64).collect()
}
