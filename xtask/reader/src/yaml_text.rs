//! What YAML text goes through before `yaml_serde` sees it: a bound on its nesting, and a change in the spelling of
//! scalars that `yaml_serde` would not read by the core schema.

use std::borrow::Cow;
use std::ops::Range;

use crate::error::ParseError;
use crate::lexer::Lexer;

/// How many collections may be nested, as in `serde_json`.
const DEPTH: usize = 128;

/// The text for `yaml_serde`.
///
/// # Errors
///
/// The text is nested too deep. Its length times its depth is the time that `yaml_serde` would take.
pub(crate) fn prepare(text: &str) -> Result<Cow<'_, str>, ParseError> {
    let mut lexer = Lexer::default();
    let mut changes: Vec<(Range<usize>, String)> = Vec::new();
    // The scalar at the end of the line may continue in the next one, and be another one then.
    let mut unfinished = None;
    let mut start = 0;
    for line in text.split_inclusive(BREAKS) {
        let content = line.trim_end_matches(BREAKS).as_bytes();
        let continues = lexer.take(content, DEPTH);
        if lexer.depth() > DEPTH {
            let line = 1 + text[..start].matches('\n').count();
            return Err(ParseError::TooDeep { line });
        }
        if continues {
            changes.truncate(unfinished.unwrap_or(changes.len()));
        }
        if !content.trim_ascii().is_empty() {
            unfinished = None;
        }
        for plain in lexer.plain() {
            if let Some(spelling) = respelled(&content[plain.clone()]) {
                if content[plain.end..].trim_ascii().is_empty() {
                    unfinished = Some(changes.len());
                }
                changes.push((start + plain.start..start + plain.end, spelling));
            }
        }
        start += line.len();
    }
    if changes.is_empty() {
        return Ok(text.into());
    }
    let mut prepared = String::with_capacity(text.len() + 2 * changes.len());
    let mut copied = 0;
    for (place, spelling) in changes {
        prepared += &text[copied..place.start];
        prepared += &spelling;
        copied = place.end;
    }
    Ok((prepared + &text[copied..]).into())
}

/// All that breaks lines in YAML 1.1, and in libyaml.
const BREAKS: [char; 5] = ['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'];

/// The plain scalar, spelled so that `yaml_serde` reads it by the core schema of YAML 1.2. `None` if it does so as it is.
fn respelled(scalar: &[u8]) -> Option<String> {
    if !matches!(scalar, [b'0'..=b'9' | b'+' | b'-' | b'.', _, ..]) {
        return None;
    }
    let scalar = str::from_utf8(scalar).ok()?;
    let (sign, unsigned) = match scalar.split_at_checked(1) {
        Some((sign @ ("+" | "-"), unsigned)) => (sign, unsigned),
        _ => ("", scalar),
    };
    let is_text = unsigned.starts_with("0b")
        || !sign.is_empty() && (unsigned.starts_with("0x") || unsigned.starts_with("0o"));
    if is_text {
        return Some(format!("'{}'", scalar.replace('\'', "''")));
    }
    if unsigned.len() > 1 && unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
        let digits = unsigned.trim_start_matches('0');
        let digits = if digits.is_empty() { "0" } else { digits };
        return unsigned
            .starts_with('0')
            .then(|| format!("{}{digits}", sign.trim_start_matches('+')));
    }
    // A number, but a larger one than any that JSON can express.
    let is_infinite =
        scalar.contains(|c: char| c.is_ascii_digit()) && scalar.parse().is_ok_and(f64::is_infinite);
    is_infinite.then(|| ".inf".to_owned())
}
