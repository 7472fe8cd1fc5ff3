//! The outline of a YAML document: where its header, its wanted path items and all its components are.
//!
//! It is found in one pass. Only the lines that are indented as far as the entries of `paths`, of `components` or of one
//! of its sections, or less, are read as keys. All deeper lines belong to the entry above them, whatever they say: a
//! plain text or a block scalar ends before a line that is indented no more than the key it belongs to.
//!
//! Only three things could continue across such lines: a quoted text, a flow collection, and a document marker inside of
//! either. So no line may leave one of the first two open. They begin only after a blank or at the beginning of a line,
//! so that a line without a quote or bracket in such a place opens nothing, and all others are given to the [`Lexer`].
//! It reads each line as if no text continued in it. If one does continue, the line opens nothing at all.
//!
//! Nothing else in the deeper lines is checked. If a parser refuses a part that is not kept, it is not noticed here.
//! All that is kept is parsed.

use std::io::Read;

use memchr::memchr;

use super::block::Hashes;
use super::chunks::{Chunk, for_each_chunk};
use super::lexer::{Lexer, is_blank};
use super::marks::Places;
use super::regions::{COLUMNS, Parts, Regions};
use super::way::{Doubt, Unread};

/// Where the parts of a document are.
pub(super) struct Outline {
    pub(super) hashes: Hashes,
    pub(super) parts: Parts,
}

impl Outline {
    /// Reads a document to its end.
    pub(super) fn read(
        reader: impl Read,
        is_wanted: impl Fn(&str) -> bool,
    ) -> Result<Self, Unread> {
        let hashes = Hashes::new();
        let mut scan = Scan {
            regions: Regions::new(is_wanted, &hashes),
            lexer: Lexer::default(),
            end: 0,
        };
        for_each_chunk(reader, |chunk| scan.read_chunk(chunk))?;
        let parts = scan.regions.finish(scan.end)?;
        Ok(Self { hashes, parts })
    }
}

struct Scan<'a, W> {
    regions: Regions<'a, W>,
    lexer: Lexer,
    end: u64,
}

impl<W: Fn(&str) -> bool> Scan<'_, W> {
    fn read_chunk(&mut self, chunk: &Chunk<'_>) -> Result<(), Doubt> {
        let bytes = chunk.bytes;
        let mut marks = chunk.marks;
        // The line, and how far it has been read.
        let (mut line, mut read) = (chunk.end, 0);
        while let Some(at) = marks.next() {
            if bytes[at] == b'\n' {
                if line < chunk.end {
                    self.regions.push_line(&bytes[line..chunk.end.min(at + 1)]);
                }
                line = at + 1;
                if line >= chunk.end {
                    break;
                }
                self.begin_line(bytes, line, chunk)?;
            } else if at >= read
                && is_blank_or_break(bytes[at - 1])
                && !skip_quoted(bytes, at, &mut marks)
            {
                read = memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |length| at + length);
                self.check_line(&bytes[line..read])
                    .map_err(|doubt| doubt.at_byte(chunk.place(line)))?;
            }
        }
        self.end = chunk.place(chunk.end);
        Ok(())
    }

    /// Reads the beginning of a line, if it is not deeper than the entries of the region.
    #[inline(always)]
    fn begin_line(&mut self, bytes: &[u8], start: usize, chunk: &Chunk<'_>) -> Result<(), Doubt> {
        const SPACES: u128 = u128::from_ne_bytes([b' '; COLUMNS]);
        if let (Some(entries), Some(first)) = (self.regions.entries(), bytes[start..].first_chunk())
            && (u128::from_le_bytes(*first) ^ SPACES) << (8 * (COLUMNS - 1 - entries)) == 0
        {
            return Ok(());
        }
        let length = memchr(b'\n', &bytes[start..]).unwrap_or_default();
        let place = chunk.place(start);
        self.regions
            .read_line(&bytes[start..start + length], place)
            .map_err(|doubt| doubt.at_byte(place))
    }

    /// Checks that all that begins in a line ends in it.
    #[inline(never)]
    fn check_line(&mut self, line: &[u8]) -> Result<(), Doubt> {
        self.lexer.clear();
        self.lexer.take(line, line.len());
        if self.lexer.is_open() {
            return Err(Doubt::new(
                "a quoted text or a flow collection over several lines",
            ));
        }
        Ok(())
    }
}

/// Skips the marks of the commonest quoted text: up to the end of the line, or up to a colon there, with no other quote
/// and no bracket after a blank in it. If its first quote begins a token, the second one ends it. If not, all of it is
/// part of a plain text, a block scalar or a comment. As no mark in it has a blank before it, none begins a token.
#[inline(always)]
fn skip_quoted(bytes: &[u8], at: usize, marks: &mut Places<'_>) -> bool {
    let mut ahead = *marks;
    let is_in_word = |at: &usize| matches!(bytes[*at], b'[' | b'{') && !is_blank(bytes[at - 1]);
    let is_quoted = bytes[at] == b'\''
        && ahead.find(|mark| !is_in_word(mark)).is_some_and(|end| {
            matches!(bytes[end..], [b'\'', b'\n', ..] | [b'\'', b':', b'\n', ..])
                && !is_blank(bytes[end - 1])
        });
    if is_quoted {
        *marks = ahead;
    }
    is_quoted
}

fn is_blank_or_break(byte: u8) -> bool {
    is_blank(byte) || byte == b'\n'
}
