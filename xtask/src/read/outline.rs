//! The outline of a YAML document: where its header, its wanted path items and all its components stand.
//!
//! It is found in one pass over the lines, without parsing: Microsoft's writer indents by two spaces, so a path
//! stands two spaces in and a component four. YAML allows much else, and whatever could make a line mean something
//! else than it seems to is a [`Doubt`].

use std::io::Read;

use memchr::memchr;

use super::block::{Block, OpenBlock};
use super::hazard::find_hazard;
use super::key::Key;
use super::outer_line::find_outer_line;
use super::way::{Doubt, Unread};
use super::whole_lines::{Chunk, WholeLines};
use crate::openapi::Section;

/// The top-level keys beside `paths` and `components` that a slice is made of.
pub(super) const HEADER: [&str; 3] = ["openapi", "info", "servers"];
/// The others that OpenAPI knows.
const DROPPED: [&str; 3] = ["security", "tags", "externalDocs"];
const DROPPED_SECTIONS: [&str; 4] = ["examples", "securitySchemes", "links", "callbacks"];

/// Where the parts of a document stand.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub(super) header: Vec<Block>,
    /// The wanted path items, and the one after each of them.
    pub(super) paths: Vec<Block>,
    /// The checksums of all paths, to find those that stand twice.
    pub(super) path_names: Vec<u32>,
    components: [Vec<Block>; Section::ALL.len()],
}

impl Outline {
    /// Reads a document to its end.
    pub(super) fn read(
        reader: impl Read,
        is_wanted: impl Fn(&str) -> bool,
    ) -> Result<Self, Unread> {
        let mut lines = WholeLines::new(reader);
        let mut scan = Scan {
            is_wanted,
            outline: Self::default(),
            place: Place::Other,
            awaits_entry: true,
            after_wanted: false,
            open: None,
            seen: Vec::new(),
            end: 0,
        };
        while let Some(chunk) = lines.next_chunk()? {
            scan.read_chunk(&chunk)?;
        }
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

impl Place {
    /// Where the next line begins that is no part of the entry above it.
    fn find_next(self, text: &[u8]) -> Option<usize> {
        match self {
            Self::Other => find_outer_line::<1>(text),
            Self::Paths | Self::Components => find_outer_line::<3>(text),
            Self::Section(_) => find_outer_line::<5>(text),
        }
    }

    const fn indentation_of_entries(self) -> usize {
        match self {
            Self::Other => 0,
            Self::Paths | Self::Components => 2,
            Self::Section(_) => 4,
        }
    }
}

struct Scan<W> {
    is_wanted: W,
    outline: Outline,
    place: Place,
    /// Whether the next line must be the first entry of its mapping.
    awaits_entry: bool,
    after_wanted: bool,
    /// The block that the lines belong to, if it is one to keep.
    open: Option<OpenBlock>,
    /// The keys that may stand only once.
    seen: Vec<&'static str>,
    end: u64,
}

impl<W: Fn(&str) -> bool> Scan<W> {
    fn read_chunk(&mut self, chunk: &Chunk<'_>) -> Result<(), Doubt> {
        if let Some((at, what)) = find_hazard(chunk.text) {
            return Err(Doubt::new(what).at_byte(chunk.offset + at as u64));
        }
        let mut taken = 0;
        let mut next = Some(0);
        while let Some(start) = next {
            let end = memchr(b'\n', &chunk.text[start..]).map_or(chunk.text.len(), |n| start + n);
            let line = &chunk.text[start..end];
            // Blank lines and comments may stand anywhere.
            if !matches!(line.trim_ascii_start(), [] | [b'#', ..]) && self.begins_entry(line) {
                self.extend_block(&chunk.text[taken..start]);
                taken = start;
                let at = chunk.offset + start as u64;
                self.read_entry(line, at)
                    .map_err(|doubt| doubt.at_byte(at))?;
            }
            next = if self.awaits_entry {
                Some(end + 1).filter(|next| *next < chunk.text.len())
            } else {
                self.place.find_next(&chunk.text[end..]).map(|n| end + n)
            };
        }
        self.extend_block(&chunk.text[taken..]);
        self.end = chunk.offset + chunk.text.len() as u64;
        Ok(())
    }

    /// Whether the line begins an entry of the outline, or something that is out of place there.
    fn begins_entry(&self, line: &[u8]) -> bool {
        // A list may stand as far out as its key.
        let is_item = self.place == Place::Other && line.starts_with(b"- ");
        self.awaits_entry || (indentation(line) <= self.place.indentation_of_entries() && !is_item)
    }

    fn read_entry(&mut self, line: &[u8], at: u64) -> Result<(), Doubt> {
        self.close_block(at)?;
        let indentation = indentation(line);
        let expected = self.place.indentation_of_entries();
        if std::mem::take(&mut self.awaits_entry) && indentation != expected {
            return Err(Doubt::new("another indentation than two spaces"));
        }
        let key = std::str::from_utf8(&line[indentation..])
            .ok()
            .and_then(Key::parse)
            .ok_or_else(|| Doubt::new("a key that is not written plainly"))?;
        match (indentation, self.place) {
            (0, _) => self.read_top_level_key(&key, at),
            (2, Place::Components | Place::Section(_)) => self.read_section_key(&key),
            // Anything else on the line is more likely a line that lost its place.
            (2, Place::Paths) | (4, Place::Section(_))
                if !matches!(key.value, "" | "{}" | "{ }") =>
            {
                Err(Doubt::new("a path item or component on one line"))
            }
            (2, Place::Paths) if !key.name.starts_with('/') && !key.name.starts_with("x-") => {
                Err(Doubt::new("a path without `/`"))
            }
            (2, Place::Paths) => {
                self.open_path(&key.name, at);
                Ok(())
            }
            (4, Place::Section(_)) => {
                self.open = Some(OpenBlock::new(&key.name, at));
                Ok(())
            }
            _ => Err(Doubt::new("another indentation than two spaces")),
        }
    }

    fn open_path(&mut self, name: &str, at: u64) {
        let is_wanted = (self.is_wanted)(name);
        let block = OpenBlock::new(name, at);
        self.outline.path_names.push(block.name());
        if is_wanted || self.after_wanted {
            self.open = Some(block);
        }
        self.after_wanted = is_wanted;
    }

    fn read_top_level_key(&mut self, key: &Key<'_>, at: u64) -> Result<(), Doubt> {
        self.place = Place::Other;
        match key.name.as_ref() {
            "paths" => self.enter(Place::Paths, "paths", key),
            "components" => self.enter(Place::Components, "components", key),
            name => {
                if HEADER.contains(&name) {
                    self.open = Some(OpenBlock::new(name, at));
                }
                self.refuse_misplaced(name, &[&HEADER[..], &DROPPED].concat())
            }
        }
    }

    fn read_section_key(&mut self, key: &Key<'_>) -> Result<(), Doubt> {
        self.place = Place::Components;
        let name = key.name.as_ref();
        match Section::ALL
            .into_iter()
            .find(|section| section.keyword() == name)
        {
            Some(section) => self.enter(Place::Section(section), section.keyword(), key),
            None => self.refuse_misplaced(name, &DROPPED_SECTIONS),
        }
    }

    /// Goes on to the entries of a mapping, which must stand on the lines below its key.
    fn enter(&mut self, place: Place, name: &'static str, key: &Key<'_>) -> Result<(), Doubt> {
        self.refuse_second(name)?;
        if !key.value.is_empty() {
            return Err(Doubt::new(format!("`{name}` with a value on its line")));
        }
        self.place = place;
        self.awaits_entry = true;
        Ok(())
    }

    fn refuse_second(&mut self, name: &'static str) -> Result<(), Doubt> {
        if self.seen.contains(&name) {
            return Err(Doubt::new(format!("a second `{name}`")));
        }
        self.seen.push(name);
        Ok(())
    }

    /// A key that is not known here, or was there, is more likely a line that lost its place.
    fn refuse_misplaced(&mut self, name: &str, known: &[&'static str]) -> Result<(), Doubt> {
        match known.iter().find(|known| **known == name) {
            Some(name) => self.refuse_second(name),
            None if name.starts_with("x-") => Ok(()),
            None => Err(Doubt::new("a key that OpenAPI does not know")),
        }
    }

    fn extend_block(&mut self, bytes: &[u8]) {
        if let Some(block) = &mut self.open {
            block.extend(bytes);
        }
    }

    fn close_block(&mut self, end: u64) -> Result<(), Doubt> {
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
        self.close_block(self.end)?;
        if self.awaits_entry {
            return Err(Doubt::new("a key without a value at the end"));
        }
        for name in ["paths", "components"] {
            if !self.seen.contains(&name) {
                return Err(Doubt::new(format!("no `{name}`")));
            }
        }
        Ok(self.outline)
    }
}

fn indentation(line: &[u8]) -> usize {
    line.iter().take_while(|byte| **byte == b' ').count()
}
