//! The properties of a JSON object, each at most once.

use std::fmt;

use serde::Deserializer;
use serde::de::{Error as _, MapAccess, Visitor};
use serde_json::{Map, Value};

/// Reads an object. A repeated name is an error, as it is in the fields of a struct, where `Map` alone would keep the last of them.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Map<String, Value>, D::Error> {
    // serde's own error repeats the offending value, which may be a secret.
    deserializer
        .deserialize_map(Properties)
        .map_err(|_| D::Error::custom("expected a JSON object with every property at most once"))
}

struct Properties;

impl<'de> Visitor<'de> for Properties {
    type Value = Map<String, Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let mut properties = Map::new();
        while let Some((name, value)) = access.next_entry()? {
            if properties.insert(name, value).is_some() {
                return Err(A::Error::custom("repeated property"));
            }
        }
        Ok(properties)
    }
}
