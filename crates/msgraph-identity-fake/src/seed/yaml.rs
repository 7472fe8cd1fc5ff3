//! Reads untrusted YAML. Its size is bounded before it is read, and errors do not show its content.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::{Seed, SeedError};

const MAX_LENGTH: usize = 4 * 1024 * 1024;
/// The limit for the length with all aliases expanded.
const MAX_EXPANDED: usize = 64 * 1024 * 1024;
/// What each value counts in addition to its text, because it takes memory.
const VALUE_LENGTH: usize = 16;
/// The limits for what the YAML library takes quadratic time for, or is asked about again and again.
const MAX_BRACKETS: usize = 50_000;
const MAX_DIRECTIVES: usize = 10;
/// How many brackets may pass before the depth is checked. The time of the YAML library is quadratic in that number.
const UNCHECKED_BRACKETS: usize = 10_000;

/// Everything that ends a line for the YAML library.
const LINE_BREAKS: [char; 5] = ['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'];

const TOO_LONG: &str = "the seed is longer than 4 MB";
const TOO_MANY_BRACKETS: &str =
    "the seed has more than 50,000 brackets: write lists and maps without brackets";
const TOO_MANY_DIRECTIVES: &str = "the seed has more than 10 directives: lines that begin with %";
const TOO_DEEP: &str = "the seed has more than 128 nested values";
const TOO_LARGE: &str = "the seed is longer than 64 MB with all aliases expanded";

pub(super) fn read(text: &str) -> Result<Seed, SeedError> {
    if text.len() > MAX_LENGTH {
        return Err(SeedError::new(TOO_LONG));
    }
    let lines = text.split(LINE_BREAKS);
    if lines.filter(|line| line.starts_with('%')).count() > MAX_DIRECTIVES {
        return Err(SeedError::new(TOO_MANY_DIRECTIVES));
    }
    let brackets = || text.match_indices(['[', '{']);
    // Only the library knows which brackets are closed and which are text. It refuses deep nesting only at the end of its
    // input, so it reads longer and longer parts of the text until it refuses one.
    for (position, _) in brackets()
        .take(MAX_BRACKETS)
        .step_by(UNCHECKED_BRACKETS)
        .skip(1)
    {
        let (part, _) = text.split_at(position);
        match measure(part) {
            Err(error) if is_too_deep(&error) => return Err(refusal(&error)),
            // Other errors are expected, because the part ends in the middle of the document.
            _ => {}
        }
    }
    if brackets().nth(MAX_BRACKETS).is_some() {
        return Err(SeedError::new(TOO_MANY_BRACKETS));
    }
    measure(text)
        .and_then(|()| yaml_serde::from_str(text))
        .map_err(|error| refusal(&error))
}

fn measure(text: &str) -> yaml_serde::Result<()> {
    let left = Cell::new(MAX_EXPANDED);
    Measure { left: &left }.deserialize(yaml_serde::Deserializer::from_str(text))
}

/// Measures a document with all aliases expanded, and keeps nothing of it.
#[derive(Clone, Copy)]
struct Measure<'a> {
    left: &'a Cell<usize>,
}

impl Measure<'_> {
    fn take<E: Error>(self, text: &str) -> Result<(), E> {
        let left = self.left.get().checked_sub(text.len() + VALUE_LENGTH);
        self.left.set(left.ok_or_else(|| E::custom(TOO_LARGE))?);
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Measure<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Measure<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of JSON")
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        self.take("")
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        self.take("")
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        self.take("")
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        self.take("")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.take("")
    }

    /// An empty document.
    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.take("")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.take(text)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        self.take("")?;
        while items.next_element_seed(self)?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        self.take("")?;
        while members.next_key_seed(self)?.is_some() {
            members.next_value_seed(self)?;
        }
        Ok(())
    }
}

fn is_too_deep(error: &yaml_serde::Error) -> bool {
    error.to_string().contains("recursion limit exceeded")
}

fn refusal(error: &yaml_serde::Error) -> SeedError {
    let text = error.to_string();
    if is_too_deep(error) {
        return SeedError::new(TOO_DEEP);
    }
    if text.contains(TOO_LARGE) || text.contains("repetition limit exceeded") {
        return SeedError::new(TOO_LARGE);
    }
    let place = error.location().map_or(String::new(), |place| {
        format!("line {}, column {}: ", place.line(), place.column())
    });
    SeedError::new(format!("{place}{}", reason(&text)))
}

/// The message of an error of the YAML library without values, which may be secrets. A name stays if it looks like one.
fn reason(error: &str) -> String {
    let error = error.split(" at line ").next().unwrap_or(error);
    let (path, error) = match error.split_once(": ") {
        Some((path, rest))
            if path
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "._[]".contains(c)) =>
        {
            (format!("{path}: "), rest)
        }
        _ => (String::new(), error),
    };
    let expected = error
        .rfind(", expected ")
        .map_or("", |start| &error[start..]);
    let problem = match error.split('`').collect::<Vec<_>>().as_slice() {
        ["missing field " | "duplicate field ", ..] => error.to_owned(),
        ["unknown field ", name, ..] if is_name(name) => {
            format!("unknown field `{name}`{expected}")
        }
        ["unknown field ", ..] => format!("unknown field{expected}"),
        _ if expected.is_empty() && path.is_empty() => {
            "this is not valid YAML, or not a seed".to_owned()
        }
        _ => format!("invalid value{expected}"),
    };
    format!("{path}{problem}")
}

fn is_name(text: &str) -> bool {
    text.len() <= 40 && text.bytes().all(|b| b.is_ascii_alphabetic() || b == b'_')
}
