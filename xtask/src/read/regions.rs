//! The structure of a document: which entry of which region each line belongs to.

use std::collections::HashSet;

use super::block::{Block, Hashes, OpenBlock};
use super::key::{is_empty_value, read_explicit_key, read_key};
use super::lexer::ends_word;
use super::way::Doubt;
use crate::openapi::Section;

/// The top-level keys beside `paths` and `components` that a slice is made of.
const HEADER: [&str; 3] = ["openapi", "info", "servers"];

/// Entries have less indentation than this.
pub(super) const COLUMNS: usize = 16;

/// The places of the parts that may be kept.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) header: Vec<Block>,
    /// The wanted path items.
    pub(super) paths: Vec<Block>,
    /// The components of each section, in the order of the hashes of their names.
    components: [Vec<Block>; Section::ALL.len()],
}

impl Parts {
    /// The components of a section whose names have this hash.
    pub(super) fn components(&self, section: Section, name: u64) -> &[Block] {
        let blocks = &self.components[section as usize];
        let start = blocks.partition_point(|block| block.name < name);
        let end = blocks.partition_point(|block| block.name <= name);
        &blocks[start..end]
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

/// The lines so far, as far as they tell what the next ones are.
pub(super) struct Regions<'a, W> {
    is_wanted: W,
    hashes: &'a Hashes,
    parts: Parts,
    region: Region,
    /// The column of the entries of the region. `None` until the first one is read, and after a key that is alone in its
    /// line.
    entries: Option<usize>,
    /// The column of the key that is alone in the line before. Its value is at the same column.
    explicit_key: Option<usize>,
    /// The column of the sections of `components`.
    sections: Option<usize>,
    /// Top-level keys and sections, each with those that it is in.
    seen: HashSet<String>,
    /// The block that the lines belong to, if it may be kept.
    open: Option<OpenBlock<'a>>,
}

impl<'a, W: Fn(&str) -> bool> Regions<'a, W> {
    pub(super) fn new(is_wanted: W, hashes: &'a Hashes) -> Self {
        Self {
            is_wanted,
            hashes,
            parts: Parts::default(),
            region: Region::Other,
            entries: None,
            explicit_key: None,
            sections: None,
            seen: HashSet::new(),
            open: None,
        }
    }

    /// The column of the lines that begin the next entry. If it is not known, every line must be read.
    #[inline(always)]
    pub(super) fn entries(&self) -> Option<usize> {
        self.entries
    }

    /// Adds a line to the block that it belongs to, if that may be kept.
    #[inline(always)]
    pub(super) fn push_line(&mut self, line: &[u8]) {
        if let Some(block) = &mut self.open {
            block.push_line(line);
        }
    }

    /// Reads a line that is not deeper than the entries of the region, without its line break.
    #[inline(never)]
    pub(super) fn read_line(&mut self, line: &[u8], place: u64) -> Result<(), Doubt> {
        let line = str::from_utf8(line).map_err(|_| Doubt::new("bytes that are not UTF-8"))?;
        let text = line.trim_start_matches(' ');
        let column = line.len() - text.len();
        if text.is_empty() || text.starts_with('#') {
            return Ok(());
        }
        let is_indicator = |byte| text.starts_with(byte) && ends_word(text.as_bytes(), 1);
        if let Some(key) = self.explicit_key.take() {
            self.entries = Some(key);
            if column != key {
                return Err(misplaced());
            }
            if is_indicator(':') {
                return Ok(());
            }
        } else if is_indicator('-') && self.entries == Some(column) {
            return Ok(());
        }
        if let Some(name) = read_explicit_key(text) {
            self.read_entry(&name, "?", column, place)?;
            self.explicit_key = self.entries.take();
            return Ok(());
        }
        let (name, rest) = read_key(text).ok_or(Doubt::new("a line without a plain key"))?;
        self.read_entry(&name, rest, column, place)
    }

    /// Reads a key that is not deeper than the entries of the region, with the rest of its line.
    fn read_entry(
        &mut self,
        name: &str,
        rest: &str,
        column: usize,
        place: u64,
    ) -> Result<(), Doubt> {
        self.leave_entry(place);
        if column == 0 {
            return self.read_top_level_key(name, rest, place);
        }
        match self.region {
            Region::Section(_) if self.sections.is_some_and(|sections| column > sections) => {
                self.indent(column)?;
                self.open = Some(self.hashes.open_block(name, place));
            }
            Region::Components | Region::Section(_) => {
                if self.region != Region::Components {
                    self.leave_region()?;
                }
                self.entries = self.sections;
                self.indent(column)?;
                self.sections = Some(column);
                self.read_section_key(name, rest)?;
            }
            Region::Paths => {
                self.indent(column)?;
                if (self.is_wanted)(name) {
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

    fn read_top_level_key(&mut self, name: &str, rest: &str, place: u64) -> Result<(), Doubt> {
        self.leave_region()?;
        self.see("", name)?;
        self.sections = None;
        self.region = match name {
            "paths" => Region::Paths,
            "components" => Region::Components,
            _ => Region::Other,
        };
        if self.region == Region::Other {
            self.entries = Some(0);
            if HEADER.contains(&name) {
                self.open = Some(self.hashes.open_block(name, place));
            }
            return Ok(());
        }
        self.entries = None;
        expect_empty(rest)
    }

    fn read_section_key(&mut self, name: &str, rest: &str) -> Result<(), Doubt> {
        self.see("components/", name)?;
        let mut sections = Section::ALL.into_iter();
        match sections.find(|section| section.keyword() == name) {
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
    fn see(&mut self, parent: &str, name: &str) -> Result<(), Doubt> {
        if self.seen.insert([parent, name].concat()) {
            Ok(())
        } else {
            Err(Doubt::new("a key that occurs twice"))
        }
    }

    /// The parts of the document, which ends at this byte.
    pub(super) fn finish(mut self, end: u64) -> Result<Parts, Doubt> {
        self.leave_entry(end);
        self.leave_region()?;
        for keyword in ["paths", "components"] {
            if !self.seen.contains(keyword) {
                return Err(Doubt::new(format!("no `{keyword}`")));
            }
        }
        for blocks in &mut self.parts.components {
            blocks.sort_unstable_by_key(|block| block.name);
        }
        Ok(self.parts)
    }

    fn leave_entry(&mut self, end: u64) {
        let Some(block) = self.open.take() else {
            return;
        };
        let blocks = match self.region {
            Region::Paths => &mut self.parts.paths,
            Region::Section(section) => &mut self.parts.components[section as usize],
            Region::Components | Region::Other => &mut self.parts.header,
        };
        blocks.push(block.close(end));
    }

    /// A region without entries has another form, or is null.
    fn leave_region(&self) -> Result<(), Doubt> {
        match self.entries.or(self.explicit_key) {
            None if !self.seen.is_empty() => Err(Doubt::new("a mapping without entries")),
            _ => Ok(()),
        }
    }
}

fn misplaced() -> Doubt {
    Doubt::new("an indentation that does not fit")
}

fn expect_empty(rest: &str) -> Result<(), Doubt> {
    if is_empty_value(rest) {
        Ok(())
    } else {
        Err(Doubt::new("a value that is not in lines of its own"))
    }
}
