//! Kinds of a polymorphic type that are not in the contract.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use crate::{ForeignText, properties};

pub(crate) const ODATA_TYPE: &str = "@odata.type";

/// A JSON object whose `@odata.type` is not in the contract, unchanged: the last variant of a polymorphic type.
///
/// Graph may add kinds at any time. An unknown kind can be inspected, and sent back unchanged. An object without `@odata.type` is
/// read as an unknown kind too. So is an object of a known kind if a property does not have the type of the contract. See
/// [`odata_type`](Self::odata_type).
///
/// The values may be secrets, so [`Debug`](fmt::Debug) shows only the `@odata.type` and the names of the properties.
///
/// See [apiAuthenticationConfigurationBase](https://learn.microsoft.com/graph/api/resources/apiauthenticationconfigurationbase),
/// the polymorphic type of the contract.
///
/// ```
/// use msgraph_identity_core::UnknownKind;
///
/// let json = r##"{"@odata.type":"#microsoft.graph.apiKey","key":"k3y"}"##;
/// let kind: UnknownKind = serde_json::from_str(json)?;
/// assert_eq!(kind.odata_type(), Some("#microsoft.graph.apiKey"));
/// assert_eq!(kind.get("key").and_then(|key| key.as_str()), Some("k3y"));
/// assert_eq!(serde_json::to_string(&kind)?, json);
/// assert!(!format!("{kind:?}").contains("k3y"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct UnknownKind(pub(crate) Map<String, Value>);

impl UnknownKind {
    /// Returns the kind as the service spells it. Returns `None` if the annotation is missing or not a string.
    pub fn odata_type(&self) -> Option<&str> {
        self.get(ODATA_TYPE)?.as_str()
    }

    /// Returns the value of a property or annotation.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// Returns all properties and annotations, including `@odata.type`. Keep the values out of logs and error messages.
    pub fn properties(&self) -> &Map<String, Value> {
        &self.0
    }
}

impl fmt::Debug for UnknownKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.0.keys().filter(|name| *name != ODATA_TYPE);
        let names = names.map(|name| ForeignText::new(name));
        f.debug_struct("UnknownKind")
            .field(ODATA_TYPE, &self.odata_type().map(ForeignText::new))
            .field("properties", &names.collect::<Vec<_>>())
            .finish()
    }
}

impl<'de> Deserialize<'de> for UnknownKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        properties::deserialize(deserializer).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    enum BasicTag {
        #[serde(rename = "#microsoft.graph.basicAuthentication")]
        Basic,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Basic {
        #[serde(rename = "@odata.type")]
        odata_type: BasicTag,
        username: Option<String>,
    }

    /// A polymorphic type as it is generated.
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(untagged)]
    enum Authentication {
        Basic(Basic),
        Unknown(UnknownKind),
    }

    fn read(json: &str) -> serde_json::Result<Authentication> {
        serde_json::from_str(json)
    }

    #[test]
    fn an_object_of_no_known_kind_is_written_back_unchanged() {
        for json in [
            r##"{"@odata.type":"#microsoft.graph.apiKey","deep":{"a":[1,2.5,null,"ü"]},"n":null}"##,
            r##"{"@odata.type":"#microsoft.graph.basicAuthentication","username":7}"##,
            r#"{"@odata.type":7}"#,
            r#"{"max":18446744073709551615,"min":-9223372036854775808,"real":1.0}"#,
            "{}",
        ] {
            let read = read(json).unwrap();
            assert!(matches!(read, Authentication::Unknown(_)), "{json}");
            assert_eq!(serde_json::to_string(&read).unwrap(), json);
        }
        let known = r##"{"@odata.type":"#microsoft.graph.basicAuthentication","username":"svc"}"##;
        assert!(matches!(read(known).unwrap(), Authentication::Basic(_)));
    }

    #[test]
    fn only_an_object_is_a_kind() {
        for json in ["null", "true", "7", "\"s3cret\"", "[]", "[{}]", "{\"a\":"] {
            assert!(read(json).is_err(), "{json}");
            let error = serde_json::from_str::<UnknownKind>(json).unwrap_err();
            assert!(!error.to_string().contains("s3cret"), "{error}");
        }
        assert!(serde_json::from_value::<UnknownKind>(Value::Null).is_err());
    }

    #[test]
    fn a_repeated_property_is_an_error() {
        assert!(read(r#"{"username":"a","username":"b"}"#).is_err());
    }

    #[test]
    fn the_kind_is_a_string_or_none() {
        let kind = |json| serde_json::from_str::<UnknownKind>(json).unwrap();
        assert_eq!(kind(r#"{"@odata.type":"x","a":1}"#).odata_type(), Some("x"));
        assert_eq!(kind(r#"{"@odata.type":["x"]}"#).odata_type(), None);
        assert_eq!(kind("{}").odata_type(), None);
        assert_eq!(kind(r#"{"a":1}"#).properties().len(), 1);
        assert_eq!(kind(r#"{"a":1}"#).get("b"), None);
    }

    #[test]
    fn debug_shows_names_and_no_values() {
        let read = read(r#"{"@odata.type":"x","key":"s3cret","list":[{"in":"s3cret"}]}"#).unwrap();
        for text in [format!("{read:?}"), format!("{read:#?}")] {
            assert!(!text.contains("s3cret"), "{text}");
            for name in ["\"x\"", "\"key\"", "\"list\""] {
                assert!(text.contains(name), "{text}");
            }
        }
        let odd: UnknownKind = serde_json::from_str(r#"{"@odata.type":{"s3cret":1}}"#).unwrap();
        assert!(!format!("{odd:?}").contains("s3cret"));
    }
}
