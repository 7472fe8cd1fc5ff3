//! Recognizes block YAML, line by line: what writers of documents write, and nothing that a parser would refuse.
//!
//! A line that is understood here means to a parser what it seems to mean: it begins an entry of the mapping or
//! sequence at its column, goes on with a text, or is empty. Whatever else YAML has, or does not allow, is a
//! [`Reason`] to parse the document in full.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memchr;

use super::keys::{SHORT, hash, hash_short};
use super::nesting::Nesting;
use super::reason::Reason;
use super::scalar::{
    Rest, Stop, Value, begins_plain, end_value, find_plain_stop, find_stop, go_on_quoted, is_blank,
    read_simple_value, read_value,
};
use super::text::Text;

/// The longest key in bytes; parsers look no further for its colon than 1024 characters.
const KEY: usize = 1000;

/// The lines so far, as far as they tell what may follow.
pub(super) struct Lines {
    nesting: Nesting,
    rest: Rest,
    /// A scalar that takes the next lines whatever they look like.
    open: Option<Open>,
    column: usize,
    key: Range<usize>,
}

#[derive(Clone, Copy)]
enum Open {
    Quoted(u8),
    Block(BlockScalar),
}

#[derive(Clone, Copy)]
struct BlockScalar {
    /// Its text is further in than this.
    outer: usize,
    /// Where its text begins in each line, once that is known.
    column: Option<usize>,
    /// The longest line of spaces before its text.
    spaces: usize,
}

impl Lines {
    /// The column of lines without an entry.
    pub(super) const NO_COLUMN: usize = usize::MAX;

    pub(super) fn new() -> Self {
        Self {
            nesting: Nesting::new(),
            rest: Rest::Value,
            open: None,
            column: Self::NO_COLUMN,
            key: 0..0,
        }
    }

    /// The column that the entry in the last line begins at.
    #[inline(always)]
    pub(super) fn column(&self) -> usize {
        self.column
    }

    /// Where the key stands that the last line begins with, with the quotes around it.
    pub(super) fn key(&self) -> Option<Range<usize>> {
        Some(self.key.clone()).filter(|key| !key.is_empty())
    }

    /// Reads the line that begins at `start`, and returns where the next one does.
    #[inline(always)]
    pub(super) fn read(&mut self, text: Text<'_>, start: usize) -> Result<usize, Reason> {
        let at = text.skip_spaces(start);
        let byte = text.byte(at);
        let column = at - start;
        if self.open.is_some() | (byte == b'\n') | (byte == b'#')
            && let Some(next) = self.read_text(text, start, at)?
        {
            self.column = Self::NO_COLUMN;
            return Ok(next);
        }
        if column >= Nesting::COLUMNS {
            return Err(Reason::DeepIndentation);
        }
        if (self.rest == Rest::Plain) & self.nesting.is_within(column) {
            self.column = Self::NO_COLUMN;
            return self.go_on_plain(text, at);
        }
        self.column = column;
        if byte == b'-' && is_blank(text.byte(at + 1)) {
            self.key = 0..0;
            self.nesting.item(column, self.rest == Rest::Value)?;
            return self.read_content(text, start, at + 1);
        }
        if !begins_plain(text, at) {
            return self.read_rarer_entry(text, at);
        }
        let (end, stop) = find_plain_stop(text, at);
        if stop != Stop::Colon || column == 0 {
            return self.read_rarer_entry(text, at);
        }
        let key = hash_plain(text, at, end)?;
        self.read_entry(text, at..end, key)
    }

    /// Reads the entry that this key begins.
    #[inline(always)]
    fn read_entry(
        &mut self,
        text: Text<'_>,
        key: Range<usize>,
        hash: u64,
    ) -> Result<usize, Reason> {
        let colon = key.end;
        self.key = key;
        self.nesting
            .key(self.column, hash, self.rest == Rest::Value)?;
        self.read_value(text, colon + 1)
    }

    /// Reads an entry at column 0 or with a key that is not plain, or a value in a line of its own.
    #[inline(never)]
    fn read_rarer_entry(&mut self, text: Text<'_>, at: usize) -> Result<usize, Reason> {
        let column = self.column;
        match text.byte(at) {
            b'?' if is_blank(text.byte(at + 1)) => return self.read_explicit_key(text, at),
            b':' if self.rest == Rest::ExplicitKey
                && column == self.nesting.innermost()
                && is_blank(text.byte(at + 1)) =>
            {
                self.column = Self::NO_COLUMN;
                return self.read_content(text, at - column, at + 1);
            }
            _ => {}
        }
        let (end, stop) = find_stop(text, at)?;
        let may_be_mark = column == 0 && matches!(text.byte(at), b'-' | b'.');
        if stop == Stop::Colon && !may_be_mark {
            return self.read_entry(text, at..end, hash_key(text, at, end)?);
        }
        if self.rest != Rest::Value || column == 0 || !self.nesting.is_within(column) {
            return Err(Reason::NoEntry);
        }
        self.column = Self::NO_COLUMN;
        self.take(end_value(text, at, end, stop)?)
    }

    /// Reads a line `? KEY`, as many writers begin entries with long keys. A line `: VALUE` may follow.
    fn read_explicit_key(&mut self, text: Text<'_>, mark: usize) -> Result<usize, Reason> {
        let at = text.skip_spaces(mark + 1);
        let (end, stop) = find_stop(text, at)?;
        if !matches!(stop, Stop::Line | Stop::Quoted) || text.byte(end) != b'\n' {
            return Err(Reason::Key);
        }
        let hash = hash_key(text, at, end)?;
        self.key = at..end;
        self.nesting
            .key(self.column, hash, self.rest == Rest::Value)?;
        self.rest = Rest::ExplicitKey;
        Ok(end + 1)
    }

    /// Reads what follows the dash of an item or the colon of an explicit key: a value, or a collection that begins in
    /// the same line.
    #[inline(always)]
    fn read_content(
        &mut self,
        text: Text<'_>,
        start: usize,
        after: usize,
    ) -> Result<usize, Reason> {
        if let Some((end, rest)) = read_simple_value(text, after) {
            self.rest = rest;
            return Ok(end + 1);
        }
        let mut at = text.skip_spaces(after);
        while text.byte(at) == b'-' && is_blank(text.byte(at + 1)) {
            self.nesting.first_item(inner_column(at - start)?);
            at = text.skip_spaces(at + 1);
        }
        let (end, stop) = find_stop(text, at)?;
        if stop != Stop::Colon {
            return self.take(end_value(text, at, end, stop)?);
        }
        let key = hash_key(text, at, end)?;
        self.nesting.first_key(inner_column(at - start)?, key);
        self.read_value(text, end + 1)
    }

    /// Reads what follows a colon.
    #[inline(always)]
    fn read_value(&mut self, text: Text<'_>, after: usize) -> Result<usize, Reason> {
        if let Some((end, rest)) = read_simple_value(text, after) {
            self.rest = rest;
            return Ok(end + 1);
        }
        self.read_rarer_value(text, after)
    }

    #[inline(never)]
    fn read_rarer_value(&mut self, text: Text<'_>, after: usize) -> Result<usize, Reason> {
        self.take(read_value(text, after)?)
    }

    /// Takes a value, and returns where the next line begins.
    fn take(&mut self, (end, rest): Value) -> Result<usize, Reason> {
        self.rest = rest;
        self.open(rest);
        Ok(end + 1)
    }

    #[inline(never)]
    fn open(&mut self, rest: Rest) {
        let outer = self.nesting.innermost();
        self.open = match rest {
            Rest::Quoted(quote) => Some(Open::Quoted(quote)),
            Rest::Block(columns) => Some(Open::Block(BlockScalar {
                outer,
                column: (columns > 0).then(|| outer + usize::from(columns)),
                spaces: 0,
            })),
            _ => None,
        };
    }

    /// Reads an empty line, a comment, or a line of a scalar that was begun.
    #[inline(never)]
    fn read_text(
        &mut self,
        text: Text<'_>,
        start: usize,
        at: usize,
    ) -> Result<Option<usize>, Reason> {
        let byte = text.byte(at);
        match &mut self.open {
            Some(Open::Quoted(quote)) => {
                let quote = *quote;
                return self.go_on_quoted(text, start, quote).map(Some);
            }
            Some(Open::Block(block)) => {
                if block.takes(at - start, byte)? {
                    return Ok(Some(text.find_line_end(at) + 1));
                }
                self.open = None;
            }
            None => {}
        }
        let is_comment = byte == b'#';
        if is_comment && self.rest == Rest::Plain {
            self.rest = Rest::Nothing;
        }
        let is_text = is_comment || byte == b'\n';
        Ok(is_text.then(|| text.find_line_end(at) + 1))
    }

    fn go_on_quoted(&mut self, text: Text<'_>, start: usize, quote: u8) -> Result<usize, Reason> {
        if text.bytes()[start..].starts_with(b"---") || text.bytes()[start..].starts_with(b"...") {
            return Err(Reason::Quoted);
        }
        let (end, rest) = go_on_quoted(text, start, quote)?;
        if rest == Rest::Nothing {
            self.open = None;
            self.rest = rest;
        }
        Ok(end + 1)
    }

    #[inline(never)]
    fn go_on_plain(&mut self, text: Text<'_>, at: usize) -> Result<usize, Reason> {
        match find_plain_stop(text, at) {
            (end, Stop::Line) => Ok(end + 1),
            (end, Stop::Comment) => {
                self.rest = Rest::Nothing;
                Ok(text.find_line_end(end) + 1)
            }
            _ => Err(Reason::ColonWithinValue),
        }
    }

    /// The document ends here.
    pub(super) fn finish(self) -> Result<(), Reason> {
        match self.open {
            Some(Open::Quoted(_)) => Err(Reason::Quoted),
            _ => self.nesting.finish(),
        }
    }
}

impl BlockScalar {
    /// Whether a line belongs to the text.
    fn takes(&mut self, column: usize, first: u8) -> Result<bool, Reason> {
        if first == b'\n' {
            self.spaces = self.spaces.max(column);
            return Ok(true);
        }
        if let Some(indentation) = self.column {
            return Ok(column >= indentation);
        }
        if column <= self.outer {
            return Ok(false);
        }
        if first == b'\t' || self.spaces > column {
            return Err(Reason::Blanks);
        }
        self.column = Some(column);
        Ok(true)
    }
}

#[inline(always)]
fn inner_column(column: usize) -> Result<usize, Reason> {
    if column < Nesting::COLUMNS {
        Ok(column)
    } else {
        Err(Reason::DeepIndentation)
    }
}

/// The hash of a plain key.
#[inline(always)]
fn hash_plain(text: Text<'_>, at: usize, colon: usize) -> Result<u64, Reason> {
    if is_blank(text.byte(colon - 1)) {
        return Err(Reason::Key);
    }
    let key = &text.bytes()[at..colon];
    match text.bytes()[at..].first_chunk() {
        Some(start) if key.len() <= SHORT => Ok(hash_short(start, key.len())),
        _ if key.len() > KEY => Err(Reason::Key),
        _ => Ok(hash(key)),
    }
}

/// The hash of the name that a key stands for.
fn hash_key(text: Text<'_>, at: usize, colon: usize) -> Result<u64, Reason> {
    let key = &text.bytes()[at..colon];
    if key.len() > KEY || is_blank(text.byte(colon - 1)) {
        return Err(Reason::Key);
    }
    unquote(key).map(|name| hash(&name))
}

/// The name that a key stands for.
pub(super) fn unquote(key: &[u8]) -> Result<Cow<'_, [u8]>, Reason> {
    match key {
        [b'\'', name @ .., _] if memchr(b'\'', name).is_some() => {
            // Of two quotes the first one stays.
            let mut is_first = false;
            let name = name.iter().copied().filter(|byte| {
                is_first = *byte == b'\'' && !is_first;
                *byte != b'\'' || is_first
            });
            Ok(Cow::Owned(name.collect()))
        }
        [b'"', name @ .., _] if memchr(b'\\', name).is_some() => Err(Reason::Key),
        [b'\'' | b'"', name @ .., _] => Ok(Cow::Borrowed(name)),
        _ => Ok(Cow::Borrowed(key)),
    }
}
