//! Checks JSON that is not needed: the parser would take it, and no key stands twice in an object.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::keys::all_differ;
use super::name::hash;

/// How deep a whole document may be nested for the parser to take it.
const DEPTH: usize = 127;

/// Takes a value and keeps nothing of it.
pub(super) struct Check<'a> {
    /// The hashes of the keys of all objects around, innermost last.
    keys: &'a mut Vec<u64>,
    /// How many more objects and arrays may stand in one another.
    depth: usize,
}

impl<'a> Check<'a> {
    /// A check of a value that stands in this many objects; `keys` is empty, and is left so.
    pub(super) fn within(depth: usize, keys: &'a mut Vec<u64>) -> Self {
        Self {
            keys,
            depth: DEPTH - depth,
        }
    }

    /// The same for what stands in this object or array.
    fn enter<E: Error>(self) -> Result<Self, E> {
        match self.depth.checked_sub(1) {
            Some(depth) => Ok(Self { depth, ..self }),
            None => Err(E::custom("a value that is nested too deep")),
        }
    }

    fn again(&mut self) -> Check<'_> {
        Check {
            keys: self.keys,
            depth: self.depth,
        }
    }
}

impl<'de> DeserializeSeed<'de> for Check<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Check<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        let mut inner = self.enter()?;
        while access.next_element_seed(inner.again())?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        let mut inner = self.enter()?;
        let start = inner.keys.len();
        while let Some(key) = access.next_key_seed(KeyHash)? {
            inner.keys.push(key);
            access.next_value_seed(inner.again())?;
        }
        let is_unique = all_differ(&mut inner.keys[start..]);
        inner.keys.truncate(start);
        if is_unique {
            Ok(())
        } else {
            Err(A::Error::custom("a key that stands twice"))
        }
    }
}

/// Takes a key and keeps its hash.
struct KeyHash;

impl<'de> DeserializeSeed<'de> for KeyHash {
    type Value = u64;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<u64, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeyHash {
    type Value = u64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<u64, E> {
        Ok(hash(key.as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::parse_json;

    /// What the check says of a value within this many arrays, and what the parser does.
    fn both(text: &str, depth: usize) -> [bool; 2] {
        let mut json = serde_json::Deserializer::from_str(text);
        let check = Check::within(depth, &mut Vec::new()).deserialize(&mut json);
        let nested = format!(
            "{{\"a\":{}{text}{}}}",
            "[".repeat(depth - 1),
            "]".repeat(depth - 1)
        );
        [
            check.is_ok() && json.end().is_ok(),
            parse_json(&nested).is_ok(),
        ]
    }

    #[test]
    fn it_takes_what_the_parser_takes() {
        for text in [
            "null",
            "true",
            "-1",
            "1.5e3",
            "\"\\u00e4\"",
            "[]",
            "[1,[2]]",
            "{}",
            "{\"a\":{\"a\":1},\"b\":{\"a\":1}}",
            "18446744073709551616",
        ] {
            assert_eq!(both(text, 3), [true, true], "{text}");
        }
        for text in [
            "{\"a\":1,\"\\u0061\":2}",
            "[{\"a\":1,\"b\":1,\"a\":1}]",
            "1e999",
            "01",
            "\"\\x\"",
            "\"\\ud800\"",
            "[1,]",
            "{\"a\"}",
            "nul",
        ] {
            assert_eq!(both(text, 3), [false, false], "{text}");
        }
        let many: Vec<String> = (0..100).map(|n| format!("\"{n}\":1")).collect();
        assert_eq!(both(&format!("{{{}}}", many.join(",")), 3), [true, true]);
        assert_eq!(
            both(&format!("{{{},\"7\":1}}", many.join(",")), 3),
            [false, false]
        );
    }

    #[test]
    fn it_goes_as_deep_as_the_parser() {
        for depth in [1, 3, 50] {
            let mut outcomes = Vec::new();
            for inner in 60..130 {
                let text = format!("{}{}", "[".repeat(inner), "]".repeat(inner));
                let [check, parser] = both(&text, depth);
                assert_eq!(check, parser, "{inner} within {depth}");
                outcomes.push(check);
            }
            assert!(outcomes[0] && !outcomes[69]);
        }
    }
}
