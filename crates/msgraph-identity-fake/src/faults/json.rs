//! Headers and bodies of faults in JSON, where most are plain texts.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Headers: an object of texts; a header that comes several times has a list of them.
pub(super) mod headers {
    use super::*;
    use std::collections::BTreeMap;

    #[derive(Serialize, Deserialize)]
    #[serde(untagged)]
    enum Values {
        One(String),
        Many(Vec<String>),
    }

    pub(in crate::faults) fn serialize<S: Serializer>(
        headers: &[(String, String)],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let mut map: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (name, value) in headers {
            map.entry(name).or_default().push(value.clone());
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
        let pairs = map.into_iter().flat_map(|(name, values)| {
            let values = match values {
                Values::One(value) => vec![value],
                Values::Many(values) => values,
            };
            values
                .into_iter()
                .map(move |value| (name.clone(), value))
                .collect::<Vec<_>>()
        });
        Ok(pairs.collect())
    }
}

/// A body: a text, or `{ "base64": "…" }` for what is none.
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
            Body::Bytes { base64 } => STANDARD.decode(base64).map_err(D::Error::custom),
        }
    }
}
