//! Properties that are not in the contract.

use std::fmt;

use serde::de::MapAccess;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use crate::{ForeignText, properties};

/// The properties and annotations of an object that are not in the contract, unchanged.
///
/// Graph may add properties at any time, above all in beta. A gateway may add annotations, such as `@odata.etag`. The values may be
/// secrets, so [`Debug`](fmt::Debug) shows only the names.
///
/// ```
/// use msgraph_identity_core::AdditionalProperties;
/// use serde::Deserialize;
///
/// #[derive(Deserialize)]
/// struct Connector {
///     id: String,
///     #[serde(flatten)]
///     additional_properties: AdditionalProperties,
/// }
///
/// let connector: Connector = serde_json::from_str(r#"{"@odata.etag":"W/1","id":"a"}"#)?;
/// assert_eq!(connector.additional_properties.etag(), Some("W/1"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct AdditionalProperties(Map<String, Value>);

impl AdditionalProperties {
    /// Returns the value of a property or annotation.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// Returns `@odata.etag`, the version of the entity for `If-Match`, if the response has it.
    pub fn etag(&self) -> Option<&str> {
        self.get("@odata.etag")?.as_str()
    }

    /// Returns all properties and annotations. Keep the values out of logs and error messages.
    pub fn as_map(&self) -> &Map<String, Value> {
        &self.0
    }

    /// Reads the value of the property with this name, for [`read_struct!`](crate::read_struct).
    ///
    /// # Errors
    ///
    /// An error if the value is not JSON, or there is a property with this name already.
    pub fn read<'de, A: MapAccess<'de>>(
        &mut self,
        name: String,
        object: &mut A,
    ) -> Result<(), A::Error> {
        properties::read_value(&mut self.0, name, object)
    }
}

impl fmt::Debug for AdditionalProperties {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AdditionalProperties ")?;
        let names = self.0.keys().map(|name| ForeignText::new(name));
        f.debug_set().entries(names).finish()
    }
}

impl<'de> Deserialize<'de> for AdditionalProperties {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        properties::deserialize(deserializer).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
    struct Entity {
        id: Option<String>,
        #[serde(flatten)]
        additional_properties: AdditionalProperties,
    }

    #[test]
    fn properties_without_a_field_are_kept_and_written_back() {
        let json = r#"{"id":"a","@odata.etag":"W/\"1\"","deep":{"n":[1,null,2.5]},"key":"s3cret"}"#;
        let entity: Entity = serde_json::from_str(json).unwrap();
        assert_eq!(entity.additional_properties.etag(), Some("W/\"1\""));
        assert_eq!(entity.additional_properties.as_map().len(), 3);
        let again: Value = serde_json::from_str(&serde_json::to_string(&entity).unwrap()).unwrap();
        assert_eq!(again, serde_json::from_str::<Value>(json).unwrap());
        assert_eq!(
            format!("{:?}", entity.additional_properties),
            r#"AdditionalProperties {"@odata.etag", "deep", "key"}"#
        );
    }

    #[test]
    fn an_object_without_other_properties_has_none() {
        let entity: Entity = serde_json::from_str(r#"{"id":null}"#).unwrap();
        assert_eq!(entity, Entity::default());
        assert_eq!(serde_json::to_string(&entity).unwrap(), r#"{"id":null}"#);
    }

    #[test]
    fn a_repeated_property_is_an_error_that_shows_no_value() {
        for json in [
            r#"{"key":"s3cret","key":"s3cret"}"#,
            r#"{"id":"a","id":"b"}"#,
        ] {
            let error = serde_json::from_str::<Entity>(json).unwrap_err();
            assert!(!error.to_string().contains("s3cret"), "{error}");
        }
    }
}
