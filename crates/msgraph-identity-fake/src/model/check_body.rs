//! Checks a JSON body against a type: property names, kinds of values, read-only properties, and type annotations.

use serde_json::{Map, Value};
use uuid::Uuid;

use super::{Access, Kind, Property, StructuredType};
use crate::graph_error::{GraphError, shorten};
use crate::switches::choices::ReadOnlyProperties;

/// The rules of one check.
#[derive(Clone, Copy)]
pub(crate) struct Check {
    /// Whether this body creates the entity, in which case it may set the key.
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
            if let Some((property, annotation)) = name.split_once("@odata.") {
                check_annotation(property, annotation, &value, ty)?;
                continue;
            }
            let property = property(&name, ty)?;
            if self.may_set(property)? {
                if value.is_null() && !property.nullable {
                    return Err(GraphError::bad_request(format!(
                        "Property '{name}' can't be null."
                    )));
                }
                let value = self.value(value, &name, &property.kind)?;
                kept.insert(name, value);
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
            // `members` has refused null for properties that can't be null.
            (_, Value::Null) => Ok(Value::Null),
            (Kind::String, Value::String(text)) => Ok(Value::String(text)),
            (Kind::Boolean, Value::Bool(flag)) => Ok(Value::Bool(flag)),
            (Kind::Enumeration(of), Value::String(member)) if of.members.contains(&member) => {
                Ok(Value::String(member))
            }
            (Kind::Polymorphic(_), value) => Ok(value),
            (Kind::Guid, Value::String(text))
                if text.len() == 36 && Uuid::try_parse(&text).is_ok() =>
            {
                Ok(Value::String(text))
            }
            (Kind::Complex(ty), Value::Object(members)) => {
                self.members(members, ty).map(Value::Object)
            }
            (Kind::Collection(of), Value::Array(items)) if !items.contains(&Value::Null) => items
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

fn property<'a>(name: &str, ty: &'a StructuredType) -> Result<&'a Property, GraphError> {
    ty.property(name)
        .ok_or_else(|| GraphError::bad_request(format!("Invalid property '{}'.", shorten(name))))
}

/// Checks an annotation of the object itself (`property` is empty) or of one of its properties. Only types are
/// compared with anything: other annotations say nothing that a write needs.
fn check_annotation(
    property: &str,
    annotation: &str,
    value: &Value,
    ty: &StructuredType,
) -> Result<(), GraphError> {
    let malformed = || {
        let name = shorten(&format!("{property}@odata.{annotation}"));
        GraphError::bad_request(format!("The annotation '{name}' has an invalid value."))
    };
    let is_well_formed = match annotation {
        "type" | "context" | "id" | "etag" | "editLink" | "readLink" | "nextLink" | "deltaLink"
        | "navigationLink" | "associationLink" | "metadataEtag" => value.is_string(),
        "count" => value.is_u64() || value.is_string(),
        _ => true,
    };
    if !is_well_formed {
        return Err(malformed());
    }
    let kind = match property {
        "" => None,
        _ => Some(&self::property(property, ty)?.kind),
    };
    let Some(name) = value.as_str().filter(|_| annotation == "type") else {
        return Ok(());
    };
    if property.is_empty() && !ty.has_annotation() {
        return Err(GraphError::bad_request(format!(
            "The annotation 'odata.type' is not allowed for the type '{}'.",
            ty.name
        )));
    }
    let fits = match (type_name(name), kind) {
        (None, _) => false,
        (Some(name), None) => name.eq_ignore_ascii_case(&ty.name),
        (Some(name), Some(kind)) => is_type_of(name, kind),
    };
    if fits { Ok(()) } else { Err(malformed()) }
}

/// The name in an `@odata.type`: after `#`, as in `#microsoft.graph.user` or `…/$metadata#microsoft.graph.user`. Microsoft's
/// own pages also write it without `#`.
pub(crate) fn type_name(annotation: &str) -> Option<&str> {
    let name = match annotation.split_once('#') {
        Some((document, name)) if document.is_empty() || document.ends_with("$metadata") => name,
        Some(_) => return None,
        None => annotation,
    };
    (!name.is_empty()).then_some(name)
}

fn is_type_of(name: &str, kind: &Kind) -> bool {
    let is = |known: &str| name.eq_ignore_ascii_case(known);
    let is_primitive = |known: &str| is(known) || is(&format!("Edm.{known}"));
    match kind {
        Kind::String => is_primitive("String") || is_primitive("DateTimeOffset"),
        // The contract has GUIDs as strings.
        Kind::Guid => is_primitive("String") || is_primitive("Guid"),
        Kind::Boolean | Kind::Int64 | Kind::Single => is_primitive(&kind.type_name()),
        Kind::Polymorphic(types) => types.iter().any(|ty| is(&ty.name)),
        _ => is(&kind.type_name()),
    }
}

/// Removes the key from the body of an entity that has this very key, so that a client can send back what it has read.
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
        Kind::Polymorphic(_) | Kind::Navigation(_) => "an object".into(),
        Kind::Complex(_) | Kind::Collection(_) | Kind::Enumeration(_) => kind.type_name(),
        _ => format!("Edm.{}", kind.type_name()),
    }
}
