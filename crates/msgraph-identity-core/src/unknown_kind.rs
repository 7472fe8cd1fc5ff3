//! The kind of a polymorphic type that the contract does not know.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use crate::properties;

pub(crate) const ODATA_TYPE: &str = "@odata.type";

/// A JSON object whose `@odata.type` is none of those in the contract, kept as it came: the last branch of a polymorphic type.
///
/// Graph may add kinds at any time. What was read can be looked at, and sent back unchanged. An object lands here too where its
/// `@odata.type` is missing, or is known and a property is not what the contract says: see [`odata_type`](Self::odata_type).
///
/// The values may be secrets: [`Debug`](fmt::Debug) shows the `@odata.type` and the names of the properties only.
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
    /// Which kind it is, as the service spells it; `None` where the annotation is missing or no text.
    pub fn odata_type(&self) -> Option<&str> {
        self.get(ODATA_TYPE)?.as_str()
    }

    /// The property or annotation of this name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// All properties and annotations, `@odata.type` included. Keep the values out of logs and error messages.
    pub fn properties(&self) -> &Map<String, Value> {
        &self.0
    }
}

impl fmt::Debug for UnknownKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.0.keys().filter(|name| *name != ODATA_TYPE);
        f.debug_struct("UnknownKind")
            .field(ODATA_TYPE, &self.odata_type())
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

    /// As generated.
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
    fn takes_what_no_known_kind_takes_and_writes_it_unchanged() {
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
    fn the_kind_is_a_text_or_unknown() {
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
