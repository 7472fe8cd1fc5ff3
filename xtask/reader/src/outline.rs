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

use memchr::{memchr, memrchr};
use serde_json::{Map, Value};

use crate::block::{Block, Hashes};
use crate::chunks::{Chunk, START, for_each_chunk};
use crate::error::{Doubt, OutlineError};
use crate::lexer::{Lexer, is_blank};
use crate::marks::Marks;
use crate::regions::{Parts, Regions};

/// Where the parts of a document are, and what they were when it was read.
pub struct Outline {
    hashes: Hashes,
    parts: Parts,
}

impl Outline {
    /// Reads a document to its end, or to the first doubt. Of its path items, those are `wanted` that have these paths, with
    /// any names of parameters.
    ///
    /// # Errors
    ///
    /// The document must be parsed in full, or cannot be read.
    pub fn read(reader: &mut dyn Read, wanted: &[&str]) -> Result<Self, OutlineError> {
        let hashes = Hashes::default();
        let mut scan = Scan {
            regions: Regions::new(wanted, &hashes),
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
        let mut marks = Marks::of(bytes);
        let mut deeper = self.regions.deeper();
        // How far the lines belong to a block, and how far they were checked.
        let (mut taken, mut checked) = (START, START);
        while let Some(at) = marks.next()
            && at < chunk.end
        {
            match bytes[at] {
                b'\n' if deeper.is_some_and(|mask| begins_with_spaces(&bytes[at + 1..], mask)) => {}
                b'\n' if at + 1 < chunk.end => {
                    let line = at + 1;
                    self.regions.push_lines(&bytes[taken..line]);
                    taken = line;
                    let place = chunk.place(line);
                    self.regions
                        .read_line(&bytes[line..end_of_line(bytes, line)], place)
                        .map_err(|doubt| doubt.at_byte(place))?;
                    deeper = self.regions.deeper();
                }
                b'\n' => {}
                b'\'' | b'"' | b'[' | b'{' => {
                    if at >= checked
                        && is_blank_or_break(bytes[at - 1])
                        && !skip_quoted(bytes, at, &mut marks)
                    {
                        let line = memrchr(b'\n', &bytes[..at]).map_or(START, |end| end + 1);
                        checked = end_of_line(bytes, at);
                        self.check_line(&bytes[line..checked])
                            .map_err(|doubt| doubt.at_byte(chunk.place(line)))?;
                    }
                }
                _ => {
                    check_character(&bytes[at..]).map_err(|doubt| doubt.at_byte(chunk.place(at)))?
                }
            }
        }
        self.regions.push_lines(&bytes[taken..chunk.end]);
        self.end = chunk.place(chunk.end);
        Ok(())
    }

    /// Checks that all that begins in a line ends in it.
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

/// Skips the mark that ends the commonest quoted text: at the end of the line, or before a colon there, with no other mark
/// in between. If the first quote begins a token, the second one ends it. If not, all of it is part of a plain text, a block
/// scalar or a comment. As the second one has no blank before it, it begins no token.
#[inline(always)]
fn skip_quoted(bytes: &[u8], at: usize, marks: &mut Marks<'_>) -> bool {
    let mut ahead = *marks;
    let is_quoted = bytes[at] == b'\''
        && ahead.next().is_some_and(|end| {
            matches!(bytes[end..], [b'\'', b'\n', ..] | [b'\'', b':', b'\n', ..])
                && !is_blank(bytes[end - 1])
        });
    if is_quoted {
        *marks = ahead;
    }
    is_quoted
}

/// Refuses what breaks lines without looking like it, and what no parser accepts.
#[cold]
fn check_character(text: &[u8]) -> Result<(), Doubt> {
    Err(Doubt::new(match text {
        [b'\r', ..] => "a carriage return",
        // NEL, LS and PS break lines in YAML 1.1, and in its parsers still.
        [0xc2, 0x85, ..] | [0xe2, 0x80, 0xa8 | 0xa9, ..] => "a Unicode line break",
        [0xef, 0xbb, 0xbf, ..] => "a byte order mark",
        [b'\t' | 0x80.., ..] => return Ok(()),
        _ => "a control character",
    }))
}

/// Whether all bytes of this mask are spaces at the beginning of a text.
#[inline(always)]
fn begins_with_spaces(text: &[u8], mask: u128) -> bool {
    const SPACES: u128 = u128::from_ne_bytes([b' '; 16]);
    let first = text.first_chunk().copied().map(u128::from_le_bytes);
    first.is_some_and(|first| (first ^ SPACES) & mask == 0)
}

fn is_blank_or_break(byte: u8) -> bool {
    is_blank(byte) || byte == b'\n'
}

fn end_of_line(bytes: &[u8], at: usize) -> usize {
    memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |length| at + length)
}
