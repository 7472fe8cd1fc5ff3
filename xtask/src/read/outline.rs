//! The outline of a YAML document: where its header, its wanted path items and all its components are.
//!
//! It is found in one pass. Only the lines that are indented as far as the entries of `paths`, of `components` or of one
//! of its sections, or less, are read as keys. All deeper lines belong to the entry above them, whatever they say: a
//! plain text or a block scalar ends before a line that is indented no more than the key it belongs to.
//!
//! Only three things could go on across such lines: a quoted text, a flow collection, and a document marker inside of
//! either. So no line may leave one of the first two open. They begin only behind a blank or at the beginning of a line,
//! so that a line without a quote or bracket in such a place opens nothing, and all others are given to the [`Lexer`].
//! It reads each line as if no text went on in it. If one does go on, the line opens nothing at all.
//!
//! Nothing else in the deeper lines is checked. If a parser refuses a part that is not kept, it is not noticed here.
//! All that is kept is parsed.

use std::io::Read;

use memchr::memchr;

use super::block::{Block, Hashes, OpenBlock};
use super::chunks::{Chunk, for_each_chunk};
use super::key::{is_empty_value, read_explicit_key, read_key};
use super::lexer::{Lexer, ends_word, is_blank};
use super::marks::Places;
use super::way::{Doubt, Unread};
use crate::openapi::Section;

/// The top-level keys beside `paths` and `components` that a slice is made of.
const HEADER: [&str; 3] = ["openapi", "info", "servers"];

/// Entries of `paths` or of a section have less indentation than this.
const COLUMNS: usize = 16;

/// Where the parts of a document are.
pub(super) struct Outline {
    pub(super) hashes: Hashes,
    pub(super) parts: Parts,
}

#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) header: Vec<Block>,
    /// The wanted path items.
    pub(super) paths: Vec<Block>,
    components: [Vec<Block>; Section::ALL.len()],
}

impl Outline {
    /// Reads a document to its end.
    pub(super) fn read(
        reader: impl Read,
        is_wanted: impl Fn(&str) -> bool,
    ) -> Result<Self, Unread> {
        let hashes = Hashes::new();
        let mut scan = Scan::new(is_wanted, &hashes);
        for_each_chunk(reader, |chunk| scan.read_chunk(chunk))?;
        let parts = scan.finish()?;
        Ok(Self { hashes, parts })
    }
}

impl Parts {
    /// The components of a section.
    pub(super) fn section(&self, section: Section) -> &[Block] {
        &self.components[section as usize]
    }
}

/// Which part of the document the lines belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Region {
    /// Any top-level key but these two.
    Other,
    Paths,
    /// `components` before its first section, or in a section that no reference may lead to.
    Components,
    Section(Section),
}

struct Scan<'a, W> {
    is_wanted: W,
    hashes: &'a Hashes,
    parts: Parts,
    region: Region,
    /// The column of the entries of the region. None until the first one is read.
    entries: Option<usize>,
    /// The column of the key that is alone in the line before, if there is one. Its value is at the same column.
    explicit_key: Option<usize>,
    /// The column of the sections of `components`.
    sections: Option<usize>,
    /// Top-level keys and sections, each with those that it is in.
    seen: Vec<Vec<u8>>,
    has_paths: bool,
    has_components: bool,
    /// The block that the lines belong to, if it may be kept.
    open: Option<OpenBlock<'a>>,
    lexer: Lexer,
    end: u64,
}

impl<'a, W: Fn(&str) -> bool> Scan<'a, W> {
    fn new(is_wanted: W, hashes: &'a Hashes) -> Self {
        Self {
            is_wanted,
            hashes,
            parts: Parts::default(),
            region: Region::Other,
            entries: None,
            explicit_key: None,
            sections: None,
            seen: Vec::new(),
            has_paths: false,
            has_components: false,
            open: None,
            lexer: Lexer::default(),
            end: 0,
        }
    }

    fn read_chunk(&mut self, chunk: &Chunk<'_>) -> Result<(), Doubt> {
        let bytes = chunk.bytes;
        let mut marks = chunk.marks;
        // The line, and how far it has been read.
        let (mut line, mut read) = (chunk.end, 0);
        while let Some(at) = marks.next() {
            if bytes[at] == b'\n' {
                if let Some(block) = &mut self.open
                    && line < chunk.end
                {
                    block.push_line(&bytes[line..chunk.end.min(at + 1)]);
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
        if let (Some(entries), Some(first)) = (self.entries, bytes[start..].first_chunk())
            && (u128::from_le_bytes(*first) ^ SPACES) << (8 * (COLUMNS - 1 - entries)) == 0
        {
            return Ok(());
        }
        let length = memchr(b'\n', &bytes[start..]).unwrap_or_default();
        let place = chunk.place(start);
        self.read_line(&bytes[start..start + length], place)
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

    #[inline(never)]
    fn read_line(&mut self, line: &[u8], place: u64) -> Result<(), Doubt> {
        let column = line.iter().take_while(|byte| **byte == b' ').count();
        let text = &line[column..];
        if matches!(text, [] | [b'#', ..]) {
            return Ok(());
        }
        if let Some(key) = self.explicit_key.take() {
            self.entries = Some(key);
            if column != key {
                return Err(misplaced());
            }
            if text[0] == b':' && ends_word(text, 1) {
                return Ok(());
            }
        }
        if text[0] == b'-' && ends_word(text, 1) && self.entries == Some(column) {
            return Ok(());
        }
        if let Some(name) = read_explicit_key(text) {
            self.read_entry(&name, b"?", column, place)?;
            self.explicit_key = self.entries.take();
            return Ok(());
        }
        let (name, rest) = read_key(text).ok_or(Doubt::new("a line without a plain key"))?;
        self.read_entry(&name, rest, column, place)
    }

    /// Reads a key that is not deeper than the entries of the region, with the rest of its line.
    fn read_entry(
        &mut self,
        name: &[u8],
        rest: &[u8],
        column: usize,
        place: u64,
    ) -> Result<(), Doubt> {
        if let Some(block) = self.open.take() {
            let block = block.close(place)?;
            self.parts.push(self.region, block);
        }
        if column == 0 {
            return self.read_top_level_key(name, rest, place);
        }
        match self.region {
            Region::Section(_) if self.sections.is_some_and(|sections| column > sections) => {
                self.indent(column)?;
                self.open = Some(self.hashes.open_block(name, place));
            }
            Region::Components | Region::Section(_) => {
                self.entries = self.sections;
                self.indent(column)?;
                self.sections = Some(column);
                self.read_section_key(name, rest)?;
            }
            Region::Paths => {
                self.indent(column)?;
                self.has_paths = true;
                let path =
                    str::from_utf8(name).map_err(|_| Doubt::new("bytes that are not UTF-8"))?;
                if (self.is_wanted)(path) {
                    self.open = Some(self.hashes.open_block(name, place));
                }
            }
            Region::Other => return Err(misplaced()),
        }
        Ok(())
    }

    /// Checks the column of an entry against those before it.
    fn indent(&mut self, column: usize) -> Result<(), Doubt> {
        if *self.entries.get_or_insert(column) != column || column >= COLUMNS {
            return Err(misplaced());
        }
        Ok(())
    }

    fn read_top_level_key(&mut self, name: &[u8], rest: &[u8], place: u64) -> Result<(), Doubt> {
        self.see(b"", name)?;
        self.sections = None;
        self.region = match name {
            b"paths" => Region::Paths,
            b"components" => Region::Components,
            _ => Region::Other,
        };
        if self.region == Region::Other {
            self.entries = Some(0);
            if HEADER.iter().any(|known| known.as_bytes() == name) {
                self.open = Some(self.hashes.open_block(name, place));
            }
            return Ok(());
        }
        self.entries = None;
        expect_empty(rest)
    }

    fn read_section_key(&mut self, name: &[u8], rest: &[u8]) -> Result<(), Doubt> {
        self.see(b"components/", name)?;
        self.has_components = true;
        let mut sections = Section::ALL.into_iter();
        match sections.find(|section| section.keyword().as_bytes() == name) {
            Some(section) => {
                self.region = Region::Section(section);
                self.entries = None;
                expect_empty(rest)
            }
            None => {
                self.region = Region::Components;
                Ok(())
            }
        }
    }

    /// Notes a key, which may occur once.
    fn see(&mut self, parent: &[u8], name: &[u8]) -> Result<(), Doubt> {
        let key = [parent, name].concat();
        if self.seen.contains(&key) {
            return Err(Doubt::new("a key that occurs twice"));
        }
        self.seen.push(key);
        Ok(())
    }

    fn finish(mut self) -> Result<Parts, Doubt> {
        if let Some(block) = self.open.take() {
            let block = block.close(self.end)?;
            self.parts.push(self.region, block);
        }
        for (keyword, has_entries) in [
            ("paths", self.has_paths),
            ("components", self.has_components),
        ] {
            if !has_entries {
                return Err(Doubt::new(format!("nothing in `{keyword}`")));
            }
        }
        Ok(self.parts)
    }
}

impl Parts {
    fn push(&mut self, region: Region, block: Block) {
        match region {
            Region::Other => self.header.push(block),
            Region::Paths => self.paths.push(block),
            Region::Section(section) => self.components[section as usize].push(block),
            // No block of this region is kept.
            Region::Components => {}
        }
    }
}

fn misplaced() -> Doubt {
    Doubt::new("an indentation that does not fit")
}

fn expect_empty(rest: &[u8]) -> Result<(), Doubt> {
    if is_empty_value(rest) {
        Ok(())
    } else {
        Err(Doubt::new("a value that is not in lines of its own"))
    }
}

/// Skips the marks of the commonest line with a quoted text: `key: 'text'`. Behind a colon and a space, the quote begins
/// a token, unless the whole rest of the line is a comment or belongs to another text.
#[inline(always)]
fn skip_quoted(bytes: &[u8], at: usize, marks: &mut Places<'_>) -> bool {
    let mut ahead = *marks;
    let is_quoted = bytes[at] == b'\''
        && bytes[..at].ends_with(b": ")
        && ahead
            .next()
            .is_some_and(|end| bytes[end] == b'\'' && bytes[end + 1] == b'\n');
    if is_quoted {
        *marks = ahead;
    }
    is_quoted
}

fn is_blank_or_break(byte: u8) -> bool {
    is_blank(byte) || byte == b'\n'
}
