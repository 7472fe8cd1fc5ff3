//! Deserializes a JSON value, and refuses what `serde_json::Value` would take silently: keys that occur twice, and
//! aliases that make a small document large.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, Visitor};
use serde_json::map::Entry;
use serde_json::{Map, Number, Value};

/// How many times larger than the text a value may be. Without aliases, values and their texts are at most twice as
/// many as bytes.
const GROWTH: usize = 10;

/// Reads the whole text of a deserializer as a value in whose objects every key occurs once.
pub(crate) fn value<'de, D: Deserializer<'de>>(
    deserializer: D,
    text: &str,
) -> Result<Value, D::Error> {
    let left = Cell::new(text.len().saturating_mul(GROWTH).saturating_add(1000));
    UniqueKeys { left: &left }.deserialize(deserializer)
}

#[derive(Clone, Copy)]
struct UniqueKeys<'a> {
    /// How many more values and bytes of texts there may be.
    left: &'a Cell<usize>,
}

impl UniqueKeys<'_> {
    fn spend<E: Error>(self, size: usize) -> Result<(), E> {
        let left = self.left.get().checked_sub(size);
        self.left.set(
            left.ok_or_else(|| E::custom("aliases that repeat more than ten times the document"))?,
        );
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for UniqueKeys<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.spend(1)?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for UniqueKeys<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that JSON can express")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    /// Integers too large for 64 bits are read as JSON reads them.
    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value)
            .map(Value::Number)
            .ok_or_else(|| E::custom("a number that JSON cannot express"))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.spend(value.len())?;
        Ok(Value::String(value.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut elements = Vec::new();
        while let Some(element) = access.next_element_seed(self)? {
            elements.push(element);
        }
        Ok(Value::Array(elements))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, _: A) -> Result<Value, A::Error> {
        Err(A::Error::custom("a tag, which JSON does not have"))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut entries = Map::new();
        while let Some(key) = access.next_key::<String>()? {
            self.spend(key.len())?;
            match entries.entry(key) {
                Entry::Vacant(entry) => {
                    entry.insert(access.next_value_seed(self)?);
                }
                Entry::Occupied(entry) => {
                    let key = entry.key().escape_debug();
                    return Err(A::Error::custom(format_args!(
                        "duplicate key `{key}` in the mapping"
                    )));
                }
            }
        }
        Ok(Value::Object(entries))
    }
}
