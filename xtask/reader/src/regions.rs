//! The structure of a document: which entry of which region each line belongs to.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hasher as _};

use crate::block::{Block, Hashes};
use crate::error::Doubt;
use crate::key::{is_empty_value, read_explicit_key, read_key};
use crate::lexer::ends_word;
use crate::paths::is_same_path;

/// The top-level keys that are read beside `paths` and `components`.
const HEADER: [&str; 3] = ["openapi", "info", "servers"];

/// Entries have less indentation than this.
const COLUMNS: usize = 16;

/// The parts of a document that may be asked for.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    pub(crate) header: Vec<Block>,
    /// The wanted path items.
    pub(crate) paths: Vec<Block>,
    /// The components of all sections, in the order of the hashes of their names.
    pub(crate) components: Vec<Block>,
}

/// Which part of the document the lines belong to.
#[derive(Debug, PartialEq, Eq)]
enum Region {
    /// A top-level key without entries: any but `paths` and `components`.
    Other,
    Paths,
    /// `components`, in no section that has entries.
    Components,
    /// This section of `components`.
    Section(String),
}

/// The lines so far, as far as they tell what the next ones are.
pub(crate) struct Regions<'a> {
    /// The templates of the wanted paths.
    wanted: &'a [&'a str],
    hashes: &'a Hashes,
    parts: Parts,
    region: Region,
    /// The column of the entries of the region. `None` until the first one is read.
    entries: Option<usize>,
    /// The column of the sections of `components`.
    sections: Option<usize>,
    /// The column of the key that is alone in the line before. Its value is at the same column.
    explicit_key: Option<usize>,
    /// Top-level keys and sections, each with those that it is in.
    seen: HashSet<(&'static str, String)>,
    /// The block that the lines belong to, if it may be asked for, and the hash of the lines so far.
    open: Option<(Block, DefaultHasher)>,
}

impl<'a> Regions<'a> {
    pub(crate) fn new(wanted: &'a [&'a str], hashes: &'a Hashes) -> Self {
        Self {
            wanted,
            hashes,
            parts: Parts::default(),
            region: Region::Other,
            entries: None,
            sections: None,
            explicit_key: None,
            seen: HashSet::new(),
            open: None,
        }
    }

    /// The columns in which lines have spaces that are deeper than the entries of the region, as a mask of the first
    /// [`COLUMNS`] bytes of a line. `None` if every line must be read.
    pub(crate) fn deeper(&self) -> Option<u128> {
        let column = self.entries?;
        Some(u128::MAX >> (8 * (COLUMNS - 1 - column)))
    }

    /// Adds lines to the block that they belong to, if that may be asked for.
    pub(crate) fn push_lines(&mut self, lines: &[u8]) {
        if let Some((_, hasher)) = &mut self.open {
            hasher.write(lines);
        }
    }

    /// Reads a line that is not deeper than the entries of the region, without its line break.
    pub(crate) fn read_line(&mut self, line: &[u8], place: u64) -> Result<(), Doubt> {
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
            // A list may be at the column of its key.
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
        let is_section = self.sections.is_none_or(|sections| column <= sections);
        match &self.region {
            Region::Other => return Err(misplaced()),
            Region::Paths => {
                self.indent(column)?;
                if self.wanted.iter().any(|wanted| is_same_path(wanted, name)) {
                    self.open = Some(self.hashes.block(&["paths"], name, place));
                }
            }
            Region::Section(section) if !is_section => {
                self.open = Some(self.hashes.block(&["components", section], name, place));
                self.indent(column)?;
            }
            Region::Components | Region::Section(_) => {
                self.entries = self.sections;
                self.indent(column)?;
                self.sections = self.entries;
                self.see("components", name)?;
                self.region = Region::Components;
                if is_empty_value(rest) {
                    self.region = Region::Section(name.to_owned());
                    self.entries = None;
                }
            }
        }
        Ok(())
    }

    fn read_top_level_key(&mut self, name: &str, rest: &str, place: u64) -> Result<(), Doubt> {
        self.see("", name)?;
        self.sections = None;
        self.entries = None;
        self.region = match name {
            "paths" if is_empty_value(rest) => Region::Paths,
            "components" if is_empty_value(rest) => Region::Components,
            _ => {
                self.entries = Some(0);
                Region::Other
            }
        };
        if HEADER.contains(&name) {
            self.open = Some(self.hashes.block(&[], name, place));
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

    /// Notes a key, which may occur once.
    fn see(&mut self, parent: &'static str, name: &str) -> Result<(), Doubt> {
        if self.seen.insert((parent, name.to_owned())) {
            Ok(())
        } else {
            Err(Doubt::new("a key that occurs twice"))
        }
    }

    fn leave_entry(&mut self, end: u64) {
        let Some((mut block, hasher)) = self.open.take() else {
            return;
        };
        block.end = end;
        block.content = hasher.finish();
        let blocks = match self.region {
            Region::Other => &mut self.parts.header,
            Region::Paths => &mut self.parts.paths,
            Region::Components | Region::Section(_) => &mut self.parts.components,
        };
        blocks.push(block);
    }

    /// The parts of the document, which ends at this byte.
    pub(crate) fn finish(mut self, end: u64) -> Parts {
        self.leave_entry(end);
        let components = &mut self.parts.components;
        components.sort_unstable_by_key(|block| block.name);
        self.parts
    }
}

fn misplaced() -> Doubt {
    Doubt::new("an indentation that does not fit")
}
