//! Values in a PATCH that may be null.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A value to send, or null.
///
/// A PATCH has three states for a property. `Option<Nullable<T>>` expresses them, with
/// `#[serde(skip_serializing_if = "Option::is_none")]` on the field:
///
/// | Rust | JSON | Graph |
/// |---|---|---|
/// | `None` | absent | leaves the property as it is |
/// | `Some(Nullable::Null)` | `null` | clears it |
/// | `Some(Nullable::Value(value))` | the value | sets it |
///
/// This is for writing bodies, not for reading them: in a field of type `Option`, serde reads an absent property and `null` both as
/// `None`. A `Nullable` without `Option` reads `null` as [`Nullable::Null`].
///
/// ```
/// use msgraph_identity_core::Nullable;
/// use serde::Serialize;
///
/// #[derive(Default, Serialize)]
/// #[serde(rename_all = "camelCase")]
/// struct Update {
///     #[serde(skip_serializing_if = "Option::is_none")]
///     display_name: Option<Nullable<String>>,
/// }
///
/// let body = |update| serde_json::to_string(&update).unwrap();
/// assert_eq!(body(Update::default()), "{}");
/// assert_eq!(body(Update { display_name: Some(Nullable::Null) }), r#"{"displayName":null}"#);
/// assert_eq!(body(Update { display_name: Some("Vet".to_owned().into()) }), r#"{"displayName":"Vet"}"#);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Nullable<T> {
    /// Null: the property is cleared.
    Null,
    /// The value that the property is set to.
    Value(T),
}

impl<T> Nullable<T> {
    /// Returns the value, or null for `None`. It is not a `From`, because `Nullable::from(Some(7))` would be ambiguous.
    pub fn from_option(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }

    /// Applies this function to the value. Null stays null.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Nullable<U> {
        match self {
            Self::Null => Nullable::Null,
            Self::Value(value) => Nullable::Value(change(value)),
        }
    }

    /// Returns the same with a reference to the value.
    pub fn as_ref(&self) -> Nullable<&T> {
        match self {
            Self::Null => Nullable::Null,
            Self::Value(value) => Nullable::Value(value),
        }
    }

    /// Returns the value, or `None` for null.
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T: Serialize> Serialize for Nullable<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_none(),
            Self::Value(value) => serializer.serialize_some(value),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Nullable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Self::from_option)
    }
}

/// Reads a property of an update: null is [`Nullable::Null`]. What serde derives for an `Option` reads null as `None`.
///
/// # Errors
///
/// If the value is not of this type.
pub fn read_nullable<'de, T, D>(deserializer: D) -> Result<Option<Nullable<T>>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Nullable::deserialize(deserializer).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Secret;

    #[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
    struct Update {
        #[serde(
            default,
            deserialize_with = "read_nullable",
            skip_serializing_if = "Option::is_none"
        )]
        name: Option<Nullable<String>>,
        #[serde(
            default,
            deserialize_with = "read_nullable",
            skip_serializing_if = "Option::is_none"
        )]
        allowed: Option<Nullable<bool>>,
    }

    fn wire(update: &Update) -> String {
        serde_json::to_string(update).unwrap()
    }

    #[test]
    fn absent_null_and_value_are_written_differently() {
        let mut update = Update::default();
        assert_eq!(wire(&update), "{}");
        update.name = Some(Nullable::Null);
        assert_eq!(wire(&update), r#"{"name":null}"#);
        update.allowed = Some(false.into());
        assert_eq!(wire(&update), r#"{"name":null,"allowed":false}"#);
        update.name = Some(Nullable::Value(String::new()));
        assert_eq!(wire(&update), r#"{"name":"","allowed":false}"#);
    }

    #[test]
    fn a_bare_nullable_reads_null_and_a_value() {
        let read = |json| serde_json::from_str::<Nullable<i64>>(json).unwrap();
        assert_eq!(read("null"), Nullable::Null);
        assert_eq!(read("7"), Nullable::Value(7));
        assert!(serde_json::from_str::<Nullable<i64>>("\"7\"").is_err());
    }

    #[test]
    fn what_is_written_is_read_again() {
        for json in [
            "{}",
            r#"{"name":null,"allowed":true}"#,
            r#"{"name":"a","allowed":null}"#,
        ] {
            let update: Update = serde_json::from_str(json).unwrap();
            assert_eq!(wire(&update), json);
        }
    }

    #[test]
    fn an_option_is_converted_both_ways() {
        assert_eq!(Nullable::from_option(None::<i64>), Nullable::Null);
        assert_eq!(Nullable::from_option(Some(7)).into_option(), Some(7));
        assert_eq!(Nullable::<i64>::Null.into_option(), None);
    }

    #[test]
    fn debug_shows_no_secret() {
        let text = format!("{:#?}", Some(Nullable::from(Secret::from("hunter2"))));
        assert!(!text.contains("hunter2"), "{text}");
    }
}
