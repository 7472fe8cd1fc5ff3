//! Keys of the outline.

use std::borrow::Cow;

use crate::lexer::{ends_word, find_plain_end, find_quote, is_blank};

/// The longest key in bytes. Parsers look for its colon within 1024 characters.
const LONGEST: usize = 1000;

/// The name that the key at the beginning of a text stands for, and what follows its colon. `None` unless the key is a plain
/// or quoted text in one line, without escapes, directly followed by its colon.
pub(crate) fn read_key(text: &str) -> Option<(Cow<'_, str>, &str)> {
    let (name, rest) = read_name(text)?;
    let rest = rest.strip_prefix(':')?;
    ends_word(rest.as_bytes(), 0).then_some((name, rest))
}

/// The name that a key in a line of its own stands for: `? key`, as many writers begin entries with long keys.
pub(crate) fn read_explicit_key(text: &str) -> Option<Cow<'_, str>> {
    let (name, rest) = read_name(text.strip_prefix("? ")?.trim_start_matches([' ', '\t']))?;
    rest.is_empty().then_some(name)
}

/// The name at the beginning of a text, and what follows it.
fn read_name(text: &str) -> Option<(Cow<'_, str>, &str)> {
    let bytes = text.as_bytes();
    let (name, end) = match bytes.first()? {
        quote @ (b'\'' | b'"') => {
            let end = find_quote(bytes, 1, *quote)?;
            let name = &text[1..end];
            let name = match quote {
                b'\'' if name.contains('\'') => name.replace("''", "'").into(),
                b'"' if name.contains('\\') => return None,
                _ => Cow::Borrowed(name),
            };
            (name, end + 1)
        }
        first if begins_plain(*first) && !text.starts_with("...") => {
            let end = find_plain_end(bytes, 0, false);
            let name = &text[..end];
            if name.ends_with(' ') || name.contains('\t') {
                return None;
            }
            (Cow::Borrowed(name), end)
        }
        _ => return None,
    };
    (end <= LONGEST).then_some((name, &text[end..]))
}

/// Whether a plain text begins with this byte, whatever follows. All others are indicators of YAML, or blanks.
fn begins_plain(first: u8) -> bool {
    !is_blank(first) && !b"-?:,[]{}#&*!|>'\"%@`".contains(&first)
}

/// Whether nothing, or only a comment, follows the colon of a key.
pub(crate) fn is_empty_value(rest: &str) -> bool {
    let rest = rest.trim_start_matches([' ', '\t']);
    rest.is_empty() || rest.starts_with('#')
}
