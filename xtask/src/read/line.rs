//! Recognizes block YAML, line by line: what writers of documents write, and nothing that a parser would refuse.
//!
//! A line that is understood here means to a parser what it seems to mean: it begins an entry of the mapping or
//! sequence at its column, goes on with a text, or is empty. Whatever else YAML has, or does not allow, is a
//! [`Reason`] to parse the document in full.

use std::ops::Range;

use super::block_scalar::BlockScalar;
use super::entry::{Entry, column};
use super::name::hash_key;
use super::nesting::Nesting;
use super::reason::Reason;
use super::scalar::{Rest, Stop, end_value, find_plain_stop, find_stop, go_on_quoted, is_blank};
use super::text::Text;

/// The lines so far, as far as they tell what may follow.
pub(super) struct Lines {
    nesting: Nesting,
    rest: Rest,
    /// A scalar that takes the next lines whatever they look like.
    open: Option<Open>,
}

#[derive(Clone, Copy)]
enum Open {
    Quoted(u8),
    Block(BlockScalar),
}

impl Lines {
    pub(super) fn new() -> Self {
        Self {
            nesting: Nesting::new(),
            rest: Rest::Value,
            open: None,
        }
    }

    /// Takes the line that begins at `start`, and returns the column of the entry that it begins.
    #[inline(always)]
    pub(super) fn take(
        &mut self,
        text: Text<'_>,
        start: usize,
        line: &Entry,
    ) -> Result<Option<usize>, Reason> {
        match line.column() {
            Some(column)
                if !(self.open.is_some()
                    | matches!(self.rest, Rest::Plain) & self.nesting.is_within(column)) =>
            {
                self.take_entry(line)?;
                Ok(Some(column))
            }
            _ => self.take_other(text, start),
        }
    }

    #[inline(always)]
    fn take_entry(&mut self, entry: &Entry) -> Result<(), Reason> {
        let is_awaited = matches!(self.rest, Rest::Value);
        match (entry.item(), entry.key()) {
            (Some(column), None) => self.nesting.item(column, is_awaited)?,
            (Some(column), Some(key)) => {
                self.nesting.item(column, is_awaited)?;
                self.nesting.first_key(key, entry.name);
            }
            (None, Some(column)) => self.nesting.key(column, entry.name, is_awaited)?,
            (None, None) => {}
        }
        self.go_on(entry.rest);
        Ok(())
    }

    /// Takes any line.
    #[inline(never)]
    fn take_other(&mut self, text: Text<'_>, start: usize) -> Result<Option<usize>, Reason> {
        let at = text.skip_spaces(start);
        if self.take_text(text, start, at)? {
            return Ok(None);
        }
        let column = usize::from(column(at - start)?);
        if self.rest == Rest::Plain && self.nesting.is_within(column) {
            self.go_on_plain(text, at)?;
            return Ok(None);
        }
        match text.byte(at) {
            b'?' if is_blank(text.byte(at + 1)) => {
                self.take_explicit_key(text, at, column)?;
                return Ok(Some(column));
            }
            b':' if self.rest == Rest::ExplicitKey
                && column == self.nesting.innermost()
                && is_blank(text.byte(at + 1)) =>
            {
                self.take_content(text, start, at + 1)?;
                return Ok(None);
            }
            b'-' if is_blank(text.byte(at + 1)) => {
                self.nesting.item(column, self.rest == Rest::Value)?;
                self.take_content(text, start, at + 1)?;
                return Ok(Some(column));
            }
            _ => {}
        }
        if let Some(entry) = Entry::read(text, start, at)? {
            self.take_entry(&entry)?;
            return Ok(Some(column));
        }
        if self.rest != Rest::Value || column == 0 || !self.nesting.is_within(column) {
            return Err(Reason::NoEntry);
        }
        let (end, stop) = find_stop(text, at)?;
        let (_, rest) = end_value(text, at, end, stop)?;
        self.go_on(rest);
        Ok(None)
    }

    /// Takes a line `? KEY`, as many writers begin entries with long keys. A line `: VALUE` may follow.
    fn take_explicit_key(
        &mut self,
        text: Text<'_>,
        mark: usize,
        column: usize,
    ) -> Result<(), Reason> {
        let at = text.skip_spaces(mark + 1);
        let (end, stop) = find_stop(text, at)?;
        if !matches!(stop, Stop::Line | Stop::Quoted) || text.byte(end) != b'\n' {
            return Err(Reason::Key);
        }
        let name = hash_key(text, at, end)?;
        self.nesting.key(column, name, self.rest == Rest::Value)?;
        self.rest = Rest::ExplicitKey;
        Ok(())
    }

    /// Takes what follows the dash of an item or the colon of an explicit key: a value, or a collection that begins in
    /// the same line.
    fn take_content(&mut self, text: Text<'_>, start: usize, after: usize) -> Result<(), Reason> {
        let mut at = text.skip_spaces(after);
        while text.byte(at) == b'-' && is_blank(text.byte(at + 1)) {
            self.nesting.first_item(column(at - start)?.into());
            at = text.skip_spaces(at + 1);
        }
        let content = Entry::read_content(text, start, at)?;
        if let Some(key) = content.key() {
            self.nesting.first_key(key, content.name);
        }
        self.go_on(content.rest);
        Ok(())
    }

    /// Takes what a value leaves.
    #[inline(always)]
    fn go_on(&mut self, rest: Rest) {
        self.rest = rest;
        if matches!(rest, Rest::Quoted(_) | Rest::Block(_)) {
            self.open(rest);
        }
    }

    #[inline(never)]
    fn open(&mut self, rest: Rest) {
        let outer = self.nesting.innermost();
        self.open = match rest {
            Rest::Quoted(quote) => Some(Open::Quoted(quote)),
            Rest::Block(columns) => Some(Open::Block(BlockScalar::new(outer, columns))),
            _ => None,
        };
    }

    /// Takes an empty line, a comment, or a line of a scalar that was begun. False where it is none of these.
    fn take_text(&mut self, text: Text<'_>, start: usize, at: usize) -> Result<bool, Reason> {
        let byte = text.byte(at);
        match &mut self.open {
            Some(Open::Quoted(quote)) => {
                let quote = *quote;
                return self.go_on_quoted(text, start, quote).map(|()| true);
            }
            Some(Open::Block(block)) => {
                if block.takes(at - start, byte)? {
                    return Ok(true);
                }
                self.open = None;
            }
            None => {}
        }
        let is_comment = byte == b'#';
        if is_comment && self.rest == Rest::Plain {
            self.rest = Rest::Nothing;
        }
        Ok(is_comment || byte == b'\n')
    }

    fn go_on_quoted(&mut self, text: Text<'_>, start: usize, quote: u8) -> Result<(), Reason> {
        if text.bytes()[start..].starts_with(b"---") || text.bytes()[start..].starts_with(b"...") {
            return Err(Reason::Quoted);
        }
        let (_, rest) = go_on_quoted(text, start, quote)?;
        if rest == Rest::Nothing {
            self.open = None;
            self.rest = rest;
        }
        Ok(())
    }

    fn go_on_plain(&mut self, text: Text<'_>, at: usize) -> Result<(), Reason> {
        match find_plain_stop(text, at) {
            (_, Stop::Line) => Ok(()),
            (_, Stop::Comment) => {
                self.rest = Rest::Nothing;
                Ok(())
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

/// Where the key stands that the line begins with, with the quotes around it.
pub(super) fn find_key(text: Text<'_>, start: usize) -> Result<Option<Range<usize>>, Reason> {
    let mut at = text.skip_spaces(start);
    if is_blank(text.byte(at + 1)) {
        match text.byte(at) {
            b'-' => return Ok(None),
            b'?' => at = text.skip_spaces(at + 1),
            _ => {}
        }
    }
    let (end, _) = find_stop(text, at)?;
    Ok(Some(at..end))
}
