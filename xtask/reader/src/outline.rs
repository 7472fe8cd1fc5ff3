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

use std::io::{Read, Seek};

use memchr::memchr;
use serde_json::{Map, Value};

use crate::block::{Block, Hashes};
use crate::chunks::{Chunk, for_each_chunk};
use crate::error::{Doubt, OutlineError};
use crate::lexer::{Lexer, is_blank};
use crate::marks::Places;
use crate::regions::{COLUMNS, Parts, Regions};

/// Where the parts of a document are, and what they were when it was read.
pub struct Outline {
    hashes: Hashes,
    parts: Parts,
}

impl Outline {
    /// Reads a document to its end, or to the first doubt.
    ///
    /// # Errors
    ///
    /// The document must be parsed in full, or cannot be read.
    pub fn read(
        reader: &mut dyn Read,
        is_wanted: &dyn Fn(&str) -> bool,
    ) -> Result<Self, OutlineError> {
        let hashes = Hashes::default();
        let mut scan = Scan {
            regions: Regions::new(is_wanted, &hashes),
            lexer: Lexer::default(),
            end: 0,
        };
        for_each_chunk(reader, &mut |chunk| scan.read_chunk(chunk))?;
        let parts = scan.regions.finish(scan.end);
        Ok(Self { hashes, parts })
    }

    /// Parses the header, which is read from `file` again: `openapi`, `info` and `servers`.
    ///
    /// # Errors
    ///
    /// The document must be parsed in full, cannot be read, or changed meanwhile. So it is for the other parts.
    pub fn header(
        &self,
        file: &mut (impl Read + Seek),
    ) -> Result<Map<String, Value>, OutlineError> {
        self.entries(file, &self.parts.header, &[])
    }

    /// Parses the wanted path items.
    ///
    /// # Errors
    ///
    /// As [`Outline::header`].
    pub fn paths(&self, file: &mut (impl Read + Seek)) -> Result<Map<String, Value>, OutlineError> {
        self.entries(file, &self.parts.paths, &["paths"])
    }

    /// Parses a component.
    ///
    /// # Errors
    ///
    /// As [`Outline::header`], or there is no such component.
    pub fn component(
        &self,
        file: &mut (impl Read + Seek),
        section: &str,
        name: &str,
    ) -> Result<Value, OutlineError> {
        let parents = ["components", section];
        let hash = self.hashes.name(&parents, name);
        let blocks = &self.parts.components;
        let start = blocks.partition_point(|block| block.name < hash);
        let end = blocks.partition_point(|block| block.name <= hash);
        let mut entries = self.entries(file, &blocks[start..end], &parents)?;
        let absent = || Doubt::new(format!("no `#/components/{section}/{name}`"));
        Ok(entries.swap_remove(name).ok_or_else(absent)?)
    }

    /// Parses these blocks, each of another name.
    fn entries(
        &self,
        file: &mut (impl Read + Seek),
        blocks: &[Block],
        parents: &[&str],
    ) -> Result<Map<String, Value>, OutlineError> {
        let mut entries = Map::new();
        for block in blocks {
            let (name, value) = self.hashes.parse(block, block.read(file)?, parents)?;
            if entries.contains_key(&name) {
                return Err(Doubt::new(format!("a second `{name}`")).into());
            }
            entries.insert(name, value);
        }
        Ok(entries)
    }
}

struct Scan<'a> {
    regions: Regions<'a>,
    lexer: Lexer,
    end: u64,
}

impl Scan<'_> {
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
