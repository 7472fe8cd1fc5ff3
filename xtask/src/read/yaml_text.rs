//! What YAML text goes through before `yaml_serde` sees it: a bound on its nesting, and a change in the spelling of
//! scalars that `yaml_serde` would not read by the core schema.

use std::borrow::Cow;
use std::ops::Range;

use super::core_schema::respelled;
use super::lexer::Lexer;
use crate::error::{Error, Result};

/// How many collections may be nested, as in `serde_json`.
const DEPTH: usize = 128;

/// The text for `yaml_serde`.
///
/// # Errors
///
/// The text is nested too deep. Its length times its depth is the time that `yaml_serde` would take.
pub(super) fn prepare(text: &str) -> Result<Cow<'_, str>> {
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
            return Err(
                Error::new(format!("the document is nested more than {DEPTH} deep"))
                    .at(format!("line {line}"))
                    .help("check that it is complete"),
            );
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

#[cfg(test)]
mod tests {
    use crate::read::parse_yaml;

    #[test]
    fn deep_nesting_is_refused_with_its_line_before_it_is_parsed() {
        let staircase: String = (0..2000)
            .map(|depth| format!("{}a:\n", " ".repeat(depth)))
            .collect();
        for (text, line) in [
            ("[".repeat(200_000), 1),
            ("{".repeat(200_000), 1),
            (format!("a:\n  {}", "{a: ".repeat(100_000)), 2),
            (format!("a: b\nc: {}", "[']', \"}\", ".repeat(50_000)), 2),
            ("[\n".repeat(100_000), 129),
            ("- ".repeat(100_000), 1),
            ("? ".repeat(100_000), 1),
            (": ".repeat(100_000), 1),
            (format!("a: 'it''s [\n  ]'\nb: {}", "[".repeat(200)), 3),
            (
                format!("a: |\n {}\nb: &x {}", "]".repeat(300), "[".repeat(200)),
                3,
            ),
            (staircase, 129),
        ] {
            let error = parse_yaml(&text).unwrap_err().to_string();
            assert!(error.contains("nested more than 128 deep"), "{error}");
            assert!(error.contains(&format!("line {line}")), "{error}: {line}");
        }
    }

    #[test]
    fn brackets_in_texts_are_not_nested() {
        let brackets = "[".repeat(500);
        for text in [
            format!("a: '{brackets}'\nb: \"{brackets}\"\nc: x{brackets}\n"),
            format!("a: |\n  {brackets}\n# {brackets}\nb: x # {brackets}\n"),
            format!("a: x\n  {brackets}\n\n  {brackets}\n"),
            format!("a: 'x\n{brackets}\n\n{brackets}'\n"),
        ] {
            assert!(parse_yaml(&text).is_ok(), "{text:.40}");
        }
        let many: String = (0..500).map(|n| format!("k{n}: range [0, 5)\n")).collect();
        assert!(parse_yaml(&many).is_ok());
    }
}
