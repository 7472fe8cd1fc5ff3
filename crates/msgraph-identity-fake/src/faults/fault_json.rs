//! The JSON form of faults: headers and bodies that are mostly plain texts.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A value that has its JSON form in other formats too. YAML would write the kind of a fault as a tag.
pub(crate) mod through_json {
    use super::*;
    use serde::de::DeserializeOwned;
    use serde::ser::Error as _;
    use serde_json::Value;

    pub(crate) fn serialize<T: Serialize, S: Serializer>(
        value: &T,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let json = serde_json::to_value(value).map_err(S::Error::custom)?;
        json.serialize(serializer)
    }

    pub(crate) fn deserialize<'de, T: DeserializeOwned, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<T, D::Error> {
        T::deserialize(Value::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

/// Headers are an object of texts. A header that occurs several times has a list of texts.
pub(crate) mod headers {
    use super::*;
    use std::collections::BTreeMap;

    #[derive(Serialize, Deserialize)]
    #[serde(untagged)]
    enum Values {
        One(String),
        Many(Vec<String>),
    }

    pub(crate) fn serialize<T: AsRef<str>, S: Serializer>(
        headers: &[(T, T)],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let mut map: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (name, value) in headers {
            let values = map.entry(name.as_ref()).or_default();
            values.push(value.as_ref().to_owned());
        }
        serializer.collect_map(map.into_iter().map(|(name, mut values)| {
            let values = match (values.pop(), values.is_empty()) {
                (Some(only), true) => Values::One(only),
                (last, _) => Values::Many(values.into_iter().chain(last).collect()),
            };
            (name, values)
        }))
    }

    pub(in crate::faults) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<(String, String)>, D::Error> {
        let map: BTreeMap<String, Values> = BTreeMap::deserialize(deserializer)?;
        let mut headers = Vec::new();
        for (name, values) in map {
            match values {
                Values::One(value) => headers.push((name, value)),
                Values::Many(values) => {
                    headers.extend(values.into_iter().map(|value| (name.clone(), value)));
                }
            }
        }
        Ok(headers)
    }
}

/// A body is a text, or `{ "base64": "…" }` if it is not UTF-8.
pub(super) mod body {
    use super::*;
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;

    #[derive(Serialize, Deserialize)]
    #[serde(untagged)]
    enum Body {
        Text(String),
        Bytes { base64: String },
    }

    pub(in crate::faults) fn serialize<S: Serializer>(
        body: &[u8],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let body = match std::str::from_utf8(body) {
            Ok(text) => Body::Text(text.to_owned()),
            Err(_) => Body::Bytes {
                base64: STANDARD.encode(body),
            },
        };
        body.serialize(serializer)
    }

    pub(in crate::faults) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<u8>, D::Error> {
        match Body::deserialize(deserializer)? {
            Body::Text(text) => Ok(text.into_bytes()),
            Body::Bytes { base64 } => STANDARD
                .decode(base64)
                .map_err(|_| D::Error::custom("the body is not valid base64")),
        }
    }
}
