//! Keys of the outline.

use std::borrow::Cow;

use super::lexer::{ends_word, find_plain_end, find_quote, is_blank, skip_blanks};

/// The longest key in bytes. Parsers look for its colon within 1024 characters.
const LONGEST: usize = 1000;

/// The name that the key at the beginning of a text stands for, and what follows its colon. None if it has another
/// form than a plain or quoted text in one line, without escapes, with its colon right behind it.
pub(super) fn read_key(text: &[u8]) -> Option<(Cow<'_, [u8]>, &[u8])> {
    let (name, colon) = read_name(text)?;
    let is_key = text.get(colon) == Some(&b':') && ends_word(text, colon + 1);
    is_key.then(|| (name, &text[colon + 1..]))
}

/// The name that a key in a line of its own stands for: `? key`, as many writers begin entries with long keys.
pub(super) fn read_explicit_key(text: &[u8]) -> Option<Cow<'_, [u8]>> {
    let key = text.strip_prefix(b"? ")?;
    let key = &key[skip_blanks(key, 0)..];
    let (name, end) = read_name(key)?;
    (end == key.len()).then_some(name)
}

/// The name at the beginning of a text, and where it ends.
fn read_name(text: &[u8]) -> Option<(Cow<'_, [u8]>, usize)> {
    let (name, end) = match text.first()? {
        quote @ (b'\'' | b'"') => {
            let end = find_quote(text, 1, *quote)?;
            (unquoted(&text[1..end], *quote)?, end + 1)
        }
        first if begins_plain(*first) && !text.starts_with(b"...") => {
            let end = find_plain_end(text, 0, false);
            let name = &text[..end];
            let is_simple = !name.ends_with(b" ") && !name.contains(&b'\t');
            (is_simple.then_some(Cow::Borrowed(name))?, end)
        }
        _ => return None,
    };
    (end <= LONGEST).then_some((name, end))
}

fn unquoted(text: &[u8], quote: u8) -> Option<Cow<'_, [u8]>> {
    if quote == b'"' {
        return (!text.contains(&b'\\')).then_some(Cow::Borrowed(text));
    }
    if !text.contains(&b'\'') {
        return Some(Cow::Borrowed(text));
    }
    // Of two quotes, the first one stays.
    let mut is_second = false;
    let name = text.iter().copied().filter(|byte| {
        is_second = *byte == b'\'' && !is_second;
        *byte != b'\'' || is_second
    });
    Some(Cow::Owned(name.collect()))
}

/// Whether a plain text begins with this byte, whatever follows. All others are indicators of YAML, or blanks.
fn begins_plain(first: u8) -> bool {
    !is_blank(first) && !b"-?:,[]{}#&*!|>'\"%@`".contains(&first)
}

/// Whether there is nothing, or only a comment, behind the colon of a key.
pub(super) fn is_empty_value(rest: &[u8]) -> bool {
    matches!(rest.get(skip_blanks(rest, 0)), None | Some(b'#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_stands_for_a_name() {
        for (text, name, rest) in [
            ("a:", "a", ""),
            ("/a/{b-c}: d", "/a/{b-c}", " d"),
            ("a:b: c", "a:b", " c"),
            ("a b: # c", "a b", " # c"),
            ("'a: b': c", "a: b", " c"),
            ("\"a\":\tc", "a", "\tc"),
            ("'it''s ''''it''':", "it's ''it'", ""),
            ("'':", "", ""),
        ] {
            let (read, after) = read_key(text.as_bytes()).unwrap();
            assert_eq!(
                (&*read, after),
                (name.as_bytes(), rest.as_bytes()),
                "{text}"
            );
        }
    }

    #[test]
    fn other_forms_are_no_keys() {
        for text in [
            "",
            "a",
            "a :",
            "a:b",
            "a\t:",
            "a #:",
            "'a",
            "'a' :",
            "'a':b",
            r#""\x61":"#,
            "- a:",
            "? a",
            ": a",
            "-a:",
            "--- a:",
            "... a:",
            "&a b:",
            "*a :",
            "!a b:",
            "{a: b}",
            "[a]: b",
            "%a: b",
            "@a: b",
            "\ta: b",
        ] {
            assert_eq!(read_key(text.as_bytes()), None, "{text}");
        }
        assert_eq!(
            read_key(format!("{}: b", "x".repeat(1001)).as_bytes()),
            None
        );
    }

    #[test]
    fn a_key_may_have_a_line_of_its_own() {
        for (text, name) in [
            ("? a", "a"),
            ("?   /a/{b}", "/a/{b}"),
            ("? 'it''s'", "it's"),
        ] {
            assert_eq!(
                read_explicit_key(text.as_bytes()).as_deref(),
                Some(name.as_bytes())
            );
        }
        for text in [
            "?", "?a", "? a:", "? a: b", "? a # b", "? 'a", "? 'a' ", "? - a", "? |", "a",
        ] {
            assert_eq!(read_explicit_key(text.as_bytes()), None, "{text}");
        }
    }
}
