//! Reads the properties of a JSON object, each at most once.

use std::fmt;

use serde::Deserializer;
use serde::de::{Error as _, MapAccess, Visitor};
use serde_json::{Map, Value};

/// Reads a JSON object. A repeated name is an error, as for the fields of a struct. `Map` itself would keep the last value.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Map<String, Value>, D::Error> {
    // The error of serde shows the value, which may be a secret.
    deserializer
        .deserialize_map(Properties)
        .map_err(|_| D::Error::custom(REPEATED))
}

const REPEATED: &str = "expected a JSON object with every property at most once";

struct Properties;

impl<'de> Visitor<'de> for Properties {
    type Value = Map<String, Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let mut properties = Map::new();
        while let Some(name) = access.next_key()? {
            read_value(&mut properties, name, &mut access)?;
        }
        Ok(properties)
    }
}

/// Reads the value of the property with this name. A repeated name is an error.
pub(crate) fn read_value<'de, A: MapAccess<'de>>(
    properties: &mut Map<String, Value>,
    name: String,
    object: &mut A,
) -> Result<(), A::Error> {
    match properties.insert(name, object.next_value()?) {
        None => Ok(()),
        Some(_) => Err(A::Error::custom(REPEATED)),
    }
}
