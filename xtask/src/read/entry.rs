//! What a line says by itself, whatever stands around it: that it begins an entry of a mapping or a sequence.
//!
//! Lines are recognized by any thread and in any order. Whether one is an entry, or part of a text that only looks so, is
//! told by the lines before it: those are taken one after the other.

use super::name::{hash_key, hash_plain_key};
use super::nesting::Nesting;
use super::reason::Reason;
use super::scalar::{
    Rest, Stop, Value, begins_word, end_value, find_plain_stop, find_stop, is_blank,
    read_simple_value, read_value,
};
use super::text::Text;

/// A line, and the entry that it begins if it is no part of a text. Kept small, since there is one for every line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    /// The hash of the name that the key stands for.
    pub(super) name: u64,
    /// Where the line ends: at its line break.
    end: u32,
    /// The column of the dash.
    item: u8,
    /// The column of the key.
    key: u8,
    /// What the value leaves to the lines below.
    pub(super) rest: Rest,
}

/// In place of a column: there is none.
const NONE: u8 = u8::MAX;

impl Entry {
    /// A line that begins no entry, or one of a kind that is rare.
    fn none(end: usize) -> Self {
        Self::of_value((end, Rest::Nothing))
    }

    /// A line with a value that has no key.
    #[inline(always)]
    fn of_value(value: Value) -> Self {
        Self::of_key(NONE, 0, value)
    }

    #[inline(always)]
    fn of_key(key: u8, name: u64, (end, rest): Value) -> Self {
        Self {
            name,
            end: end as u32,
            item: NONE,
            key,
            rest,
        }
    }

    /// The same behind a dash.
    #[inline(always)]
    fn behind_dash(self, item: u8) -> Self {
        Self { item, ..self }
    }

    /// Recognizes the line that begins at `start`. What is no entry, or a rare one, is left to who takes the lines.
    #[inline(always)]
    pub(super) fn lex(text: Text<'_>, start: usize) -> Self {
        let at = text.skip_spaces(start);
        Self::read_simple(text, start, at).unwrap_or_else(|| Self::lex_rarer(text, start, at))
    }

    /// Reads the simplest entries, which most are.
    #[inline(always)]
    fn read_simple(text: Text<'_>, start: usize, at: usize) -> Option<Self> {
        let byte = text.byte(at);
        if at - start >= Nesting::COLUMNS - 2 {
            return None;
        }
        let column = (at - start) as u8;
        if byte == b'-' && text.byte(at + 1) == b' ' {
            let content = match read_simple_value(text, at + 1) {
                Some(value) => Self::of_value(value),
                None => Self::read_simple_key(text, at + 2, column + 2)?,
            };
            return Some(content.behind_dash(column));
        }
        Self::read_simple_key(text, at, column)
    }

    #[inline(always)]
    fn read_simple_key(text: Text<'_>, at: usize, column: u8) -> Option<Self> {
        if !begins_word(text, at) {
            return None;
        }
        let (colon, stop) = find_plain_stop(text, at);
        if stop != Stop::Colon {
            return None;
        }
        let name = hash_plain_key(text, at, colon)?;
        let value = read_simple_value(text, colon + 1)?;
        Some(Self::of_key(column, name, value))
    }

    #[inline(never)]
    fn lex_rarer(text: Text<'_>, start: usize, at: usize) -> Self {
        match Self::read(text, start, at) {
            Ok(Some(entry)) => entry,
            _ => Self::none(text.find_line_end(at)),
        }
    }

    /// Reads the line that begins at `start`, with its first byte that is no space at `at`, unless it has several dashes.
    pub(super) fn read(text: Text<'_>, start: usize, at: usize) -> Result<Option<Self>, Reason> {
        let column = column(at - start)?;
        if text.byte(at) != b'-' || !is_blank(text.byte(at + 1)) {
            let (end, stop) = find_stop(text, at)?;
            let may_be_mark = column == 0 && matches!(text.byte(at), b'-' | b'.');
            if stop != Stop::Colon || may_be_mark {
                return Ok(None);
            }
            return Self::read_key(text, at, end, column).map(Some);
        }
        let at = text.skip_spaces(at + 1);
        if text.byte(at) == b'-' && is_blank(text.byte(at + 1)) {
            return Ok(None);
        }
        let content = Self::read_content(text, start, at)?;
        Ok(Some(content.behind_dash(column)))
    }

    /// Reads a value, or the key of a mapping that begins within the line.
    pub(super) fn read_content(text: Text<'_>, start: usize, at: usize) -> Result<Self, Reason> {
        let (end, stop) = find_stop(text, at)?;
        if stop == Stop::Colon {
            return Self::read_key(text, at, end, column(at - start)?);
        }
        end_value(text, at, end, stop).map(Self::of_value)
    }

    fn read_key(text: Text<'_>, at: usize, colon: usize, column: u8) -> Result<Self, Reason> {
        let name = hash_key(text, at, colon)?;
        let value = read_value(text, colon + 1)?;
        Ok(Self::of_key(column, name, value))
    }

    /// Where the line ends: at its line break.
    #[inline(always)]
    pub(super) fn end(&self) -> usize {
        self.end as usize
    }

    /// The column of the dash, if it begins with one.
    #[inline(always)]
    pub(super) fn item(&self) -> Option<usize> {
        (self.item != NONE).then_some(usize::from(self.item))
    }

    /// The column of the key, if there is one.
    #[inline(always)]
    pub(super) fn key(&self) -> Option<usize> {
        (self.key != NONE).then_some(usize::from(self.key))
    }

    /// The column that it begins at.
    #[inline(always)]
    pub(super) fn column(&self) -> Option<usize> {
        let column = self.item.min(self.key);
        (column != NONE).then_some(usize::from(column))
    }
}

/// The column, if there may be an entry.
pub(super) fn column(column: usize) -> Result<u8, Reason> {
    if column < Nesting::COLUMNS {
        Ok(column as u8)
    } else {
        Err(Reason::DeepIndentation)
    }
}

#[cfg(test)]
mod tests {
    use super::super::chunk::Chunk;
    use super::super::name::hash;
    use super::*;

    /// The column of the dash, the column and the name of the key, and what is left, of a line by itself.
    #[track_caller]
    fn check(line: &str, item: Option<usize>, key: Option<(usize, &str)>, rest: Rest) {
        let text = format!("{line}\n");
        let lexed = Chunk::of(&text).lexed();
        let [entry] = lexed.lines() else {
            panic!("{line}");
        };
        assert_eq!(entry.end(), line.len(), "{line}");
        assert_eq!(entry.item(), item, "{line}");
        assert_eq!(entry.key(), key.map(|(column, _)| column), "{line}");
        if let Some((_, name)) = key {
            assert_eq!(entry.name, hash(name.as_bytes()), "{line}");
        }
        assert_eq!(entry.rest, rest, "{line}");
    }

    #[test]
    fn entries() {
        check("  a: b", None, Some((2, "a")), Rest::Plain);
        check("a:", None, Some((0, "a")), Rest::Value);
        check(
            "   'it''s': \"b\" # c",
            None,
            Some((3, "it's")),
            Rest::Nothing,
        );
        check(" a: 'b", None, Some((1, "a")), Rest::Quoted(b'\''));
        check(" a: |2-", None, Some((1, "a")), Rest::Block(2));
        check("  - a", Some(2), None, Rest::Plain);
        check("  -", Some(2), None, Rest::Value);
        check("  -   a.b: 'c'", Some(2), Some((6, "a.b")), Rest::Nothing);
        check("- 'a:b': { }", Some(0), Some((2, "a:b")), Rest::Nothing);
    }

    #[test]
    fn lines_that_are_none_by_themselves() {
        for line in [
            "", "   ", "# a: b", "  a b", "? a", ": b", "- - a", "---", "--- a: b", "... a: b",
            "a: b: c", "a: &b",
        ] {
            check(line, None, None, Rest::Nothing);
        }
        check(
            &format!("{}a: b", " ".repeat(64)),
            None,
            None,
            Rest::Nothing,
        );
    }
}
