//! OData results: adds or removes control information as the client asks, and writes it before the properties.
//! <https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html>

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use crate::model::{EntitySet, Kind, StructuredType};
use crate::representation::{Metadata, Representation};

/// A result with minimal metadata.
#[derive(Clone, Debug)]
pub(crate) struct ODataResult {
    pub(crate) value: Value,
    /// Those of an entity, or of a page whose `value` is a list of entities. A result without a type, such as that of a batch, has
    /// none.
    pub(crate) entities: Option<Entities>,
}

/// The entity set of a result, which full metadata needs.
#[derive(Clone, Debug)]
pub(crate) struct Entities {
    pub(crate) set: &'static EntitySet,
    pub(crate) ty: &'static StructuredType,
    pub(crate) service_root: String,
}

impl ODataResult {
    pub(crate) fn into_bytes(mut self, representation: Representation) -> Vec<u8> {
        if let Some(entities) = &self.entities {
            match self.value.get_mut("value") {
                Some(Value::Array(items)) => {
                    for item in items {
                        entities.shape(item, representation);
                    }
                }
                _ => entities.shape(&mut self.value, representation),
            }
            if representation.metadata == Metadata::None {
                remove_control_information(&mut self.value);
            }
        }
        serde_json::to_vec(&ControlInformationFirst(&self.value)).unwrap_or_default()
    }
}

impl Entities {
    fn shape(&self, entity: &mut Value, representation: Representation) {
        let Value::Object(entity) = entity else {
            return;
        };
        if representation.metadata == Metadata::Full {
            self.add_links(entity);
        }
        self.shape_members(entity, self.ty, representation);
    }

    /// The entity's own URL, and those of the entities that it can be expanded by.
    fn add_links(&self, entity: &mut Map<String, Value>) {
        let EntitySet {
            path, key, suffix, ..
        } = self.set;
        let Some(key) = entity.get(*key).and_then(Value::as_str) else {
            return;
        };
        let url = format!("{}/{path}/{key}{suffix}", self.service_root);
        for property in &self.ty.properties {
            if let Kind::Navigation(_) = property.kind {
                let name = &property.name;
                entity.insert(
                    format!("{name}@odata.associationLink"),
                    format!("{url}/{name}/$ref").into(),
                );
                entity.insert(
                    format!("{name}@odata.navigationLink"),
                    format!("{url}/{name}").into(),
                );
            }
        }
        entity.insert("@odata.id".into(), url.clone().into());
        entity.insert("@odata.editLink".into(), url.into());
    }

    fn shape_members(
        &self,
        members: &mut Map<String, Value>,
        ty: &StructuredType,
        representation: Representation,
    ) {
        let full = representation.metadata == Metadata::Full;
        if full && ty.has_annotation() {
            members
                .entry("@odata.type")
                .or_insert_with(|| format!("#{}", ty.name).into());
        }
        for property in &ty.properties {
            let Some(value) = members.get_mut(&property.name) else {
                continue;
            };
            if representation.ieee754_compatible
                && matches!(property.kind, Kind::Int64)
                && value.is_number()
            {
                *value = value.to_string().into();
            }
            self.shape_value(value, &property.kind, representation);
            if full && !value.is_null() && needs_type(&property.kind) {
                let name = format!("{}@odata.type", property.name);
                members.insert(name, format!("#{}", property.kind.type_name()).into());
            }
        }
    }

    fn shape_value(&self, value: &mut Value, kind: &Kind, representation: Representation) {
        match (kind, value) {
            (Kind::Complex(ty) | Kind::Navigation(ty), Value::Object(members)) => {
                self.shape_members(members, ty, representation);
            }
            (Kind::Polymorphic(types), Value::Object(members)) => {
                let name = members.get("@odata.type").and_then(Value::as_str);
                let ty = types
                    .iter()
                    .find(|ty| name == Some(&format!("#{}", ty.name)));
                if let Some(ty) = ty {
                    self.shape_members(members, ty, representation);
                }
            }
            (Kind::Collection(of), Value::Array(items)) => {
                for item in items {
                    self.shape_value(item, of, representation);
                }
            }
            _ => {}
        }
    }
}

/// Whether full metadata names the type of a value, because JSON does not tell it.
fn needs_type(kind: &Kind) -> bool {
    match kind {
        Kind::Int64 | Kind::Enumeration(_) => true,
        Kind::Collection(of) => matches!(**of, Kind::Complex(_) | Kind::Enumeration(_)),
        _ => false,
    }
}

/// Without metadata, only the count and the link to the next page are left.
fn remove_control_information(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(remove_control_information),
        Value::Object(members) => {
            members.retain(|name, _| {
                !name.contains("@odata.")
                    || ["@odata.count", "@odata.nextLink"].contains(&name.as_str())
            });
            members.values_mut().for_each(remove_control_information);
        }
        _ => {}
    }
}

/// Writes `@odata.context` first, then other control information, then the properties. Results are announced with
/// `odata.streaming=true`, which promises this order.
struct ControlInformationFirst<'a>(&'a Value);

impl Serialize for ControlInformationFirst<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Array(items) => {
                let mut sequence = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    sequence.serialize_element(&ControlInformationFirst(item))?;
                }
                sequence.end()
            }
            Value::Object(members) => {
                let mut names: Vec<&String> = members.keys().collect();
                names.sort_by_key(|name| rank(name));
                let mut map = serializer.serialize_map(Some(names.len()))?;
                for name in names {
                    map.serialize_entry(name, &ControlInformationFirst(&members[name]))?;
                }
                map.end()
            }
            scalar => scalar.serialize(serializer),
        }
    }
}

/// The sort key of a member. The annotation of a property comes directly before it.
fn rank(name: &str) -> (u8, &str, u8) {
    match name.split_once("@odata.") {
        Some(("", "context")) => (0, "", 0),
        Some(("", "type")) => (1, "", 0),
        Some(("", _)) => (2, "", 0),
        Some((property, _)) => (3, property, 0),
        None => (3, name, 1),
    }
}
