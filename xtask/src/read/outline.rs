//! The outline of a YAML document: where its header, its wanted path items and all its components stand.
//!
//! It is found in one pass over the lines. Nothing is parsed, but every line is recognized: what is not needed here
//! is still what a parser would take.

use std::io::Read;

use super::block::{Block, OpenBlock};
use super::chunk::Chunk;
use super::line::{Lines, find_key};
use super::name::unquote;
use super::reason::Reason;
use super::way::{Doubt, Unread};
use super::whole_lines::for_each_chunk;
use crate::openapi::Section;

/// The top-level keys beside `paths` and `components` that a slice is made of.
pub(super) const HEADER: [&str; 3] = ["openapi", "info", "servers"];

/// Where the parts of a document stand.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub(super) header: Vec<Block>,
    /// The wanted path items.
    pub(super) paths: Vec<Block>,
    components: [Vec<Block>; Section::ALL.len()],
}

impl Outline {
    /// Reads a document to its end.
    pub(super) fn read(
        reader: impl Read + Send,
        is_wanted: impl Fn(&str) -> bool,
    ) -> Result<Self, Unread> {
        let mut scan = Scan::new(is_wanted);
        for_each_chunk(reader, |chunk| scan.read_chunk(chunk))?;
        Ok(scan.finish()?)
    }

    /// The components of a section.
    pub(super) fn section(&self, section: Section) -> &[Block] {
        &self.components[section as usize]
    }
}

/// Which part of the document the lines belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Any other top-level key.
    Other,
    Paths,
    /// `components`, in a section that no reference may lead to or before the first one.
    Components,
    Section(Section),
}

struct Scan<W> {
    is_wanted: W,
    outline: Outline,
    lines: Lines,
    place: Place,
    /// The column of the keys that begin the entries of the place; all columns until the first one has come.
    entries: usize,
    /// The column of the sections of `components`.
    sections: usize,
    has_paths: bool,
    has_components: bool,
    /// The block that the lines belong to, if it is one to keep.
    open: Option<OpenBlock>,
    end: u64,
}

/// The first entry of a mapping may stand anywhere.
const ANYWHERE: usize = usize::MAX;

impl<W: Fn(&str) -> bool> Scan<W> {
    fn new(is_wanted: W) -> Self {
        Self {
            is_wanted,
            outline: Outline::default(),
            lines: Lines::new(),
            place: Place::Other,
            entries: 0,
            sections: ANYWHERE,
            has_paths: false,
            has_components: false,
            open: None,
            end: 0,
        }
    }

    fn read_chunk(&mut self, chunk: &Chunk) -> Result<(), Doubt> {
        let text = chunk.text();
        let place = |at: usize| chunk.offset + at as u64;
        let (mut at, mut taken) = (0, 0);
        for line in chunk.lines() {
            let doubt = |reason| Doubt::new(reason).at_byte(place(at));
            let column = self.lines.take(text, at, line).map_err(doubt)?;
            if let Some(column) = column
                && column <= self.entries
            {
                if let Some(key) = find_key(text, at).map_err(doubt)? {
                    self.extend_block(&text.bytes()[taken..at]);
                    taken = at;
                    let key = &text.bytes()[key];
                    self.read_key(key, column, place(at)).map_err(doubt)?;
                } else if self.entries == ANYWHERE {
                    return Err(doubt(Reason::List));
                }
            }
            at = line.end() + 1;
        }
        self.extend_block(&text.bytes()[taken..chunk.length]);
        self.end = place(chunk.length);
        Ok(())
    }

    /// Reads a key that stands as far out as the entries of the place, or further.
    fn read_key(&mut self, key: &[u8], column: usize, at: u64) -> Result<(), Reason> {
        let name = unquote(key)?;
        self.close_block(at)?;
        if column == 0 {
            self.read_top_level_key(&name, at);
            Ok(())
        } else if self.place == Place::Paths {
            self.entries = column;
            self.has_paths = true;
            let path = std::str::from_utf8(&name).map_err(|_| Reason::NotUtf8)?;
            if (self.is_wanted)(path) {
                self.open = Some(OpenBlock::new(&name, at));
            }
            Ok(())
        } else if column <= self.sections {
            self.sections = column;
            self.has_components = true;
            self.read_section_key(&name);
            Ok(())
        } else {
            self.entries = column;
            self.open = Some(OpenBlock::new(&name, at));
            Ok(())
        }
    }

    fn read_top_level_key(&mut self, name: &[u8], at: u64) {
        self.place = match name {
            b"paths" => Place::Paths,
            b"components" => Place::Components,
            _ => Place::Other,
        };
        self.sections = ANYWHERE;
        self.entries = match self.place {
            Place::Other => 0,
            _ => ANYWHERE,
        };
        if HEADER.iter().any(|known| known.as_bytes() == name) {
            self.open = Some(OpenBlock::new(name, at));
        }
    }

    fn read_section_key(&mut self, name: &[u8]) {
        let mut sections = Section::ALL.into_iter();
        let section = sections.find(|section| section.keyword().as_bytes() == name);
        self.place = section.map_or(Place::Components, Place::Section);
        self.entries = section.map_or(self.sections, |_| ANYWHERE);
    }

    fn extend_block(&mut self, bytes: &[u8]) {
        if let Some(block) = &mut self.open {
            block.extend(bytes);
        }
    }

    fn close_block(&mut self, end: u64) -> Result<(), Reason> {
        let Some(block) = self.open.take() else {
            return Ok(());
        };
        let block = block.close(end)?;
        match self.place {
            Place::Other => self.outline.header.push(block),
            Place::Paths => self.outline.paths.push(block),
            Place::Section(section) => self.outline.components[section as usize].push(block),
            // No block of this place is kept.
            Place::Components => {}
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Outline, Doubt> {
        self.close_block(self.end).map_err(Doubt::new)?;
        self.lines.finish().map_err(Doubt::new)?;
        for (keyword, has_entries) in [
            ("paths", self.has_paths),
            ("components", self.has_components),
        ] {
            if !has_entries {
                return Err(Doubt::new(format!("nothing in `{keyword}`")));
            }
        }
        Ok(self.outline)
    }
}
