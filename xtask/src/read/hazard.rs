//! What could make a line mean something else than it seems to: other line breaks than `\n`, and whatever goes on
//! over the end of a line without regard to indentation.

use memchr::{memchr, memchr_iter, memchr2, memchr2_iter, memchr3, memrchr};

/// Finds what would make other lines than those of the outline begin a key, or hide one that does.
pub(super) fn find_hazard(text: &[u8]) -> Option<(usize, &'static str)> {
    if let Some(at) = memchr2(b'\t', b'\r', text) {
        let is_tab = text[at] == b'\t';
        return Some((at, if is_tab { "a tab" } else { "a carriage return" }));
    }
    if let Some(at) = find_unicode_break(text) {
        return Some((at, "a Unicode line break"));
    }
    let at = find_unclosed(text, |text| memchr3(b'\'', b'{', b'[', text))
        .or_else(|| find_unclosed(text, |text| memchr(b'"', text)))?;
    let is_quote = matches!(text[at], b'\'' | b'"');
    Some((
        at,
        if is_quote {
            "a quoted text over several lines"
        } else {
            "a flow collection over several lines"
        },
    ))
}

/// NEL, LS and PS break lines in YAML 1.1, and in its parsers still.
fn find_unicode_break(text: &[u8]) -> Option<usize> {
    memchr2_iter(0xc2, 0xe2, text).find(|at| {
        matches!(
            text[*at..],
            [0xc2, 0x85, ..] | [0xe2, 0x80, 0xa8 | 0xa9, ..]
        )
    })
}

/// The first opening character in a line that leaves something open; `find` goes from one to the next.
fn find_unclosed(text: &[u8], find: impl Fn(&[u8]) -> Option<usize>) -> Option<usize> {
    let mut from = 0;
    while let Some(found) = find(&text[from..]) {
        let at = from + found;
        // Within a word it opens nothing.
        if at > 0 && !matches!(text[at - 1], b' ' | b'\n') {
            from = at + 1;
        } else if let Some(length) = quoted_rest_of_line(&text[..at], &text[at..]) {
            from = at + length;
        } else {
            let start = memrchr(b'\n', &text[..at]).map_or(0, |before| before + 1);
            let end = memchr(b'\n', &text[at..]).map_or(text.len(), |length| at + length);
            if leaves_open(&text[start..end]) {
                return Some(at);
            }
            from = end;
        }
    }
    None
}

/// The length of what most lines with quotes end in: `'text'` or `'text':`, as a value, an item or a key.
fn quoted_rest_of_line(before: &[u8], text: &[u8]) -> Option<usize> {
    let text = text.strip_prefix(b"'")?;
    let end = memchr2(b'\'', b'\n', text)?;
    let ends_line = matches!(&text[end..], [b'\'', b'\n', ..] | [b'\'', b':', b'\n', ..]);
    let begins_token = || before.ends_with(b": ") || is_indentation(before);
    (ends_line && begins_token()).then_some(end + 2)
}

/// Whether there is nothing in the line so far but spaces and perhaps the dash of a list.
fn is_indentation(before: &[u8]) -> bool {
    let before = before.strip_suffix(b"- ").unwrap_or(before);
    matches!(
        before.iter().rfind(|byte| **byte != b' '),
        None | Some(b'\n')
    )
}

/// Whether a quoted scalar or a flow collection that begins in this line of block style does not end in it.
///
/// A line within a block scalar may be suspected wrongly. A line that YAML allows is never cleared wrongly.
fn leaves_open(line: &[u8]) -> bool {
    let mut rest = line.trim_ascii_start();
    loop {
        let end = match rest {
            [] | [b'#' | b'|' | b'>', ..] => return false,
            [b'-' | b'?' | b':', b' ', ..] => Some(1),
            // An anchor or a tag; what it belongs to follows.
            [b'&' | b'!', ..] => memchr(b' ', rest),
            [b'\'', ..] => match single_quoted_end(rest) {
                None => return true,
                end => end,
            },
            [b'"', ..] => match double_quoted_end(rest) {
                None => return true,
                end => end,
            },
            [b'{' | b'[', ..] => match flow_end(rest) {
                None => return true,
                end => end,
            },
            _ => memchr_iter(b':', rest).find(|colon| rest.get(colon + 1) == Some(&b' ')),
        };
        let Some(end) = end else { return false };
        rest = rest[end..].trim_ascii_start();
    }
}

/// The end of a single-quoted scalar at the beginning of `text`; two quotes in it stand for one.
pub(super) fn single_quoted_end(text: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        at += memchr(b'\'', &text[at..])? + 1;
        if text.get(at) != Some(&b'\'') {
            return Some(at);
        }
        at += 1;
    }
}

/// The end of a double-quoted scalar at the beginning of `text`.
fn double_quoted_end(text: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        at += memchr2(b'"', b'\\', text.get(at..)?)? + 1;
        if text[at - 1] == b'"' {
            return Some(at);
        }
        at += 1;
    }
}

/// The end of a flow collection at the beginning of `text`, if it is one without quotes and comments.
fn flow_end(text: &[u8]) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in text.iter().enumerate() {
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth -= 1,
            b'\'' | b'"' | b'#' => return None,
            _ => {}
        }
        if depth == 0 {
            return Some(at + 1);
        }
    }
    None
}
