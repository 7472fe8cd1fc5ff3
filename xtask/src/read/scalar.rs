//! Scalars and small flow collections, as far as they stand in one line.

use super::parse_yaml;
use super::reason::Reason;
use super::text::Text;

/// How many brackets a flow collection may open; what it stands in is nested no deeper than a line has columns.
const FLOW_BRACKETS: usize = 60;

/// What a value leaves to the lines below.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rest {
    /// It is complete.
    Nothing,
    /// It may go on, further in.
    Plain,
    /// It has not begun; there may be none.
    Value,
    /// It has not begun, and its key stands in a line of its own.
    ExplicitKey,
    /// A block scalar, indented by this many more columns where its header says so, else by 0.
    Block(u8),
    /// It goes on to a quote of this kind.
    Quoted(u8),
}

/// A value as far as it stands in one line: the line break after it, and what it leaves.
pub(super) type Value = (usize, Rest);

/// How the scalar ends that may be a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// In a colon: it is a key.
    Colon,
    /// In a line break, as plain text.
    Line,
    /// In a comment, as plain text.
    Comment,
    /// In the byte behind its quote.
    Quoted,
    /// In a line break, within quotes of this kind.
    Unquoted(u8),
    /// There is none.
    Other,
}

/// Finds the end of the scalar that begins at `at`.
pub(super) fn find_stop(text: Text<'_>, at: usize) -> Result<(usize, Stop), Reason> {
    if begins_plain(text, at) {
        return Ok(find_plain_stop(text, at));
    }
    let quote = text.byte(at);
    let end = match quote {
        b'\'' => find_single_quote(text, at + 1),
        b'"' => find_double_quote(text, at + 1)?,
        _ => return Ok((at, Stop::Other)),
    };
    Ok(match end {
        Some(end) if text.byte(end + 1) == b':' && is_blank(text.byte(end + 2)) => {
            (end + 1, Stop::Colon)
        }
        Some(end) => (end + 1, Stop::Quoted),
        None => (text.find_line_end(at), Stop::Unquoted(quote)),
    })
}

/// Finds the end of the plain text that begins or goes on at `at`.
#[inline(always)]
pub(super) fn find_plain_stop(text: Text<'_>, mut at: usize) -> (usize, Stop) {
    loop {
        let mark = text.find_mark(at);
        match text.byte(mark) {
            b'\n' => return (mark, Stop::Line),
            b':' if is_blank(text.byte(mark + 1)) => return (mark, Stop::Colon),
            b'#' if is_blank(text.byte(mark - 1)) => return (mark, Stop::Comment),
            _ => at = mark + 1,
        }
    }
}

/// Reads the simplest values, which most are: none, plain, or quoted up to the end of the line.
#[inline(always)]
pub(super) fn read_simple_value(text: Text<'_>, after: usize) -> Option<Value> {
    if text.byte(after) == b'\n' {
        return Some((after, Rest::Value));
    }
    let at = text.skip_space(after);
    if begins_plain(text, at) {
        let (end, stop) = find_plain_stop(text, at);
        (stop == Stop::Line && !begins_special_number(text, at)).then_some((end, Rest::Plain))
    } else if text.byte(at) == b'\'' {
        let end = find_single_quote(text, at + 1)? + 1;
        (text.byte(end) == b'\n').then_some((end, Rest::Nothing))
    } else {
        None
    }
}

/// Reads any value that begins at `at` or behind it.
#[inline(never)]
pub(super) fn read_value(text: Text<'_>, at: usize) -> Result<Value, Reason> {
    let at = text.skip_spaces(at);
    let (end, stop) = find_stop(text, at)?;
    end_value(text, at, end, stop)
}

/// Reads the rest of a value whose end was found.
pub(super) fn end_value(
    text: Text<'_>,
    at: usize,
    end: usize,
    stop: Stop,
) -> Result<Value, Reason> {
    match stop {
        Stop::Line | Stop::Comment if begins_special_number(text, at) => Err(Reason::Number),
        Stop::Line => Ok((end, Rest::Plain)),
        Stop::Comment => Ok((text.find_line_end(end), Rest::Nothing)),
        Stop::Quoted => end_line(text, end),
        Stop::Unquoted(quote) => Ok((end, Rest::Quoted(quote))),
        Stop::Colon => Err(Reason::ColonWithinValue),
        Stop::Other => match text.byte(at) {
            b'\n' | b'#' => Ok((text.find_line_end(at), Rest::Value)),
            b'{' | b'[' => end_line(text, find_flow_end(text, at)? + 1),
            b'|' | b'>' => read_block_header(text, at + 1),
            b'&' | b'*' | b'!' => Err(Reason::Anchor),
            _ => Err(Reason::Value),
        },
    }
}

/// Goes on with a quoted text at the beginning of a line.
pub(super) fn go_on_quoted(text: Text<'_>, start: usize, quote: u8) -> Result<Value, Reason> {
    let end = match quote {
        b'\'' => find_single_quote(text, start),
        _ => find_double_quote(text, start)?,
    };
    match end {
        Some(end) => end_line(text, end + 1),
        None => Ok((text.find_line_end(start), Rest::Quoted(quote))),
    }
}

/// Nothing but a comment may follow in the line.
fn end_line(text: Text<'_>, after: usize) -> Result<Value, Reason> {
    if text.byte(after) == b'\n' {
        return Ok((after, Rest::Nothing));
    }
    let next = text.skip_spaces(after);
    match text.byte(next) {
        b'\n' => Ok((next, Rest::Nothing)),
        b'#' if next > after => Ok((text.find_line_end(next), Rest::Nothing)),
        _ => Err(Reason::Value),
    }
}

/// Whether a plain text may begin here.
#[inline(always)]
pub(super) fn begins_plain(text: Text<'_>, at: usize) -> bool {
    let byte = text.byte(at);
    BEGIN_PLAIN[usize::from(byte)] || (byte == b'-' && !is_blank(text.byte(at + 1)))
}

/// Whether a plain text begins here that is neither a number below zero or one nor a mark of documents.
#[inline(always)]
pub(super) fn begins_word(text: Text<'_>, at: usize) -> bool {
    BEGIN_PLAIN[usize::from(text.byte(at))] && text.byte(at) != b'.'
}

/// The bytes that a plain text may begin with, whatever follows.
const BEGIN_PLAIN: [bool; 256] = {
    let mut begin = [true; 256];
    let others = b"-?:,[]{}#&*!|>'\"%@` \t\n";
    let mut index = 0;
    while index < others.len() {
        begin[others[index] as usize] = false;
        index += 1;
    }
    begin
};

/// Whether this is a space, a tab or a line break: no other control character is let through.
#[inline(always)]
pub(super) fn is_blank(byte: u8) -> bool {
    byte <= b' '
}

/// Whether this could be infinite or no number at all: `.inf`, `-.inf`, `.nan`.
#[inline(always)]
fn begins_special_number(text: Text<'_>, at: usize) -> bool {
    match text.byte(at) {
        b'.' => text.byte(at + 1).is_ascii_alphabetic(),
        b'+' | b'-' => text.byte(at + 1) == b'.',
        _ => false,
    }
}

/// The quote that ends a text in single quotes, if one does in this line; two in it stand for one.
#[inline(always)]
fn find_single_quote(text: Text<'_>, mut from: usize) -> Option<usize> {
    loop {
        let mark = text.find_mark(from);
        from = match text.byte(mark) {
            b'\n' => return None,
            b'\'' if text.byte(mark + 1) == b'\'' => mark + 2,
            b'\'' => return Some(mark),
            _ => mark + 1,
        };
    }
}

/// The quote that ends a text in double quotes, if one does in this line.
fn find_double_quote(text: Text<'_>, from: usize) -> Result<Option<usize>, Reason> {
    let mut at = from;
    loop {
        at += match text.byte(at) {
            b'"' => return Ok(Some(at)),
            b'\n' => return Ok(None),
            b'\\' => 1 + escape_length(&text.bytes()[at + 1..]).ok_or(Reason::Escape)?,
            _ => 1,
        };
    }
}

/// The length of what follows a backslash.
fn escape_length(text: &[u8]) -> Option<usize> {
    let digits = match text.first()? {
        b'0' | b'a' | b'b' | b't' | b'n' | b'v' | b'f' | b'r' | b'e' | b' ' | b'"' | b'/'
        | b'\\' | b'N' | b'_' | b'L' | b'P' => return Some(1),
        // The line break is escaped.
        b'\n' => return Some(0),
        b'x' => 2,
        b'u' => 4,
        b'U' => 8,
        _ => return None,
    };
    let code = std::str::from_utf8(text.get(1..=digits)?).ok()?;
    let is_hexadecimal = code.bytes().all(|digit| digit.is_ascii_hexdigit());
    let code = u32::from_str_radix(code, 16).ok()?;
    (is_hexadecimal && char::from_u32(code).is_some()).then_some(1 + digits)
}

/// The bracket that ends the flow collection begun at `at`; a parser says whether it is one.
fn find_flow_end(text: Text<'_>, at: usize) -> Result<usize, Reason> {
    let line = &text.bytes()[at..text.find_line_end(at)];
    let flow = match line {
        [b'{', b'}', ..] | [b'[', b']', ..] => return Ok(at + 1),
        [b'{', b' ', b'}', ..] | [b'[', b' ', b']', ..] => return Ok(at + 2),
        _ => line.trim_ascii_end(),
    };
    let opening = flow.iter().filter(|byte| matches!(byte, b'{' | b'['));
    let is_one = matches!(flow.last(), Some(b'}' | b']'))
        && opening.count() <= FLOW_BRACKETS
        && std::str::from_utf8(flow).is_ok_and(|flow| parse_yaml(flow).is_ok());
    if is_one {
        Ok(at + flow.len() - 1)
    } else {
        Err(Reason::FlowCollection)
    }
}

/// Reads what follows `|` or `>`: how the text ends, and how far it is indented, in either order.
fn read_block_header(text: Text<'_>, at: usize) -> Result<Value, Reason> {
    let columns = |byte: u8| matches!(byte, b'1'..=b'9').then(|| byte - b'0');
    let is_chomping = |byte: u8| matches!(byte, b'+' | b'-');
    let (one, other) = (text.byte(at), text.byte(at + 1));
    let (length, indentation) = match (columns(one), columns(other)) {
        (Some(columns), _) => (1 + usize::from(is_chomping(other)), columns),
        (None, Some(columns)) if is_chomping(one) => (2, columns),
        _ => (usize::from(is_chomping(one)), 0),
    };
    let (end, _) = end_line(text, at + length)?;
    Ok((end, Rest::Block(indentation)))
}
