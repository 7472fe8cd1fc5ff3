//! Reads polymorphic types for the generated code, by the `@odata.type` of each object.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;
use std::mem;

use serde::de::value::{BorrowedStrDeserializer, MapAccessDeserializer, StrDeserializer};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, Visitor};

use serde_json::Map;

use crate::unknown_kind::ODATA_TYPE;
use crate::{UnknownKind, properties};

/// A polymorphic type: an enum with a variant for each kind in the contract, and [`UnknownKind`] for the others.
pub trait Polymorphic: From<UnknownKind> {
    /// Reads an object of the kind that this `@odata.type` names, or an unknown kind if the contract does not have it.
    ///
    /// # Errors
    ///
    /// An error if the object does not match this kind in the contract.
    fn read_kind<'de, D: Deserializer<'de>>(odata_type: &str, object: D) -> Result<Self, D::Error>;
}

/// Reads an object of a polymorphic type. An object without `@odata.type`, or that does not match its kind in the contract, is an
/// [`UnknownKind`].
///
/// # Errors
///
/// An error if it is not an object, or has a property twice.
pub fn read_polymorphic<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: Polymorphic,
    D: Deserializer<'de>,
{
    if IS_ONE_PASS.get() {
        return deserializer.deserialize_map(OnePass(PhantomData));
    }
    UnknownKind::deserialize(deserializer).map(recognize)
}

fn recognize<T: Polymorphic>(object: UnknownKind) -> T {
    let known = object
        .odata_type()
        .and_then(|odata_type| T::read_kind(odata_type, object.properties()).ok());
    known.unwrap_or_else(|| T::from(object))
}

thread_local! {
    static IS_ONE_PASS: Cell<bool> = const { Cell::new(false) };
}

/// Calls `read` in a mode that reads polymorphic types without a copy of the object. In this mode, an object that does not match its
/// kind in the contract is an error, because the reader cannot go back. The caller then reads the whole text again.
pub(crate) fn in_one_pass<T>(read: impl FnOnce() -> T) -> T {
    struct Reset(bool);
    impl Drop for Reset {
        fn drop(&mut self) {
            IS_ONE_PASS.set(self.0);
        }
    }
    let _reset = Reset(IS_ONE_PASS.replace(true));
    read()
}

struct OnePass<T>(PhantomData<T>);

impl<'de, T: Polymorphic> Visitor<'de> for OnePass<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<T, A::Error> {
        let Some(first) = object.next_key_seed(Text)? else {
            return Ok(UnknownKind(Map::new()).into());
        };
        if first == ODATA_TYPE {
            let odata_type = object.next_value_seed(Text)?;
            let object = Tagged {
                is_at_start: true,
                odata_type: &odata_type,
                rest: object,
            };
            return T::read_kind(&odata_type, MapAccessDeserializer::new(object));
        }
        // Graph sends `@odata.type` first; otherwise, the object is copied.
        let mut properties = Map::new();
        properties::read_value(&mut properties, first.into_owned(), &mut object)?;
        while let Some(name) = object.next_key()? {
            properties::read_value(&mut properties, name, &mut object)?;
        }
        Ok(recognize(UnknownKind(properties)))
    }
}

/// A string, borrowed if possible.
struct Text;

impl<'de> DeserializeSeed<'de> for Text {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Text {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }
}

/// An object whose `@odata.type` was read already. It returns the `@odata.type` again, then the other properties.
struct Tagged<'t, A> {
    /// Whether the `@odata.type` comes next, its name or its value.
    is_at_start: bool,
    odata_type: &'t str,
    rest: A,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Tagged<'_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        if self.is_at_start {
            let name = BorrowedStrDeserializer::new(ODATA_TYPE);
            seed.deserialize(name).map(Some)
        } else {
            self.rest.next_key_seed(seed)
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        if mem::take(&mut self.is_at_start) {
            seed.deserialize(StrDeserializer::new(self.odata_type))
        } else {
            self.rest.next_value_seed(seed)
        }
    }
}
