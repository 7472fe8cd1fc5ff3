//! Reads YAML from anybody: bounded before the YAML library sees it, and without its content in errors.

use super::{Seed, SeedError};

const MAX_LENGTH: usize = 16 * 1024 * 1024;
/// The limit for nested values. The time of the YAML library is quadratic in their number.
const MAX_DEPTH: usize = 100;
/// The limit for the length with all aliases expanded.
const MAX_EXPANDED: usize = 64 * 1024 * 1024;

pub(super) fn read(text: &str) -> Result<Seed, SeedError> {
    if text.len() > MAX_LENGTH {
        return Err(SeedError::new("the seed is longer than 16 MB"));
    }
    if depth(text) > MAX_DEPTH {
        return Err(SeedError::new("the seed has more than 100 nested values"));
    }
    if text.len().saturating_mul(aliases(text)) > MAX_EXPANDED {
        return Err(SeedError::new(
            "the seed has too many aliases for its length",
        ));
    }
    yaml_serde::from_str(text).map_err(|error| {
        let reason = reason(&error.to_string());
        let place = error.location().map_or(String::new(), |place| {
            format!("line {}, column {}: ", place.line(), place.column())
        });
        SeedError::new(format!("{place}{reason}"))
    })
}

/// An upper bound for the depth of the document. Brackets and indicators in texts count too, since only a parser could tell.
fn depth(text: &str) -> usize {
    let (mut flow, mut deepest) = (0_usize, 0);
    for line in text.lines() {
        // `- - - x` and `? ? x` nest without brackets.
        let start = line.trim_start();
        let indicators = start
            .split(' ')
            .take_while(|word| ["-", "?", ":"].contains(word));
        let indentation = line.len() - start.len();
        let mut nested = indicators.count() + indentation.min(MAX_DEPTH * 2) / 2;
        for byte in line.bytes() {
            match byte {
                b'[' | b'{' => flow += 1,
                b']' | b'}' => flow = flow.saturating_sub(1),
                _ => continue,
            }
            nested = nested.max(flow);
        }
        deepest = deepest.max(nested);
    }
    deepest
}

/// An upper bound for the number of aliases.
fn aliases(text: &str) -> usize {
    let mut before = b' ';
    let mut count = 0;
    for byte in text.bytes() {
        let begins = before.is_ascii_whitespace() || b"[{,:-?".contains(&before);
        count += usize::from(byte == b'*' && begins);
        before = byte;
    }
    count
}

/// What an error of the YAML library says without quoting values, which may be secrets. Names are quoted if they look like
/// names.
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
        _ if expected.is_empty() => "this is not valid YAML, or not a seed".to_owned(),
        _ => format!("invalid value{expected}"),
    };
    format!("{path}{problem}")
}

fn is_name(text: &str) -> bool {
    text.len() <= 40 && text.bytes().all(|b| b.is_ascii_alphabetic() || b == b'_')
}
