//! A part of a document: where it is, and what its bytes were in the first pass.

use std::hash::{BuildHasher, Hasher};
use std::io::{ErrorKind, Read, Seek, SeekFrom};

use foldhash::fast::{FoldHasher, RandomState};
use serde_json::{Map, Value};

use super::parse_yaml;
use super::way::{Doubt, Unread};

/// A key with its value: whole lines of a document. It is small, since every component has one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    start: u64,
    end: u64,
    /// The hash of the key.
    pub(super) name: u64,
    /// The hash of the lines.
    content: u64,
}

/// Hashes by a secret of this run, so that nobody can make another text with the same hash.
pub(super) struct Hashes(RandomState);

/// A block whose end has not been reached yet.
pub(super) struct OpenBlock<'a> {
    start: u64,
    name: u64,
    content: FoldHasher<'a>,
}

impl Hashes {
    pub(super) fn new() -> Self {
        Self(RandomState::default())
    }

    pub(super) fn name(&self, name: &str) -> u64 {
        let mut hasher = self.0.build_hasher();
        hasher.write(name.as_bytes());
        hasher.finish()
    }

    pub(super) fn open_block(&self, name: &str, start: u64) -> OpenBlock<'_> {
        OpenBlock {
            start,
            name: self.name(name),
            content: self.0.build_hasher(),
        }
    }

    /// Reads a block again and parses it, under the keys that it has in the document: so it is nested as deep here as
    /// there.
    pub(super) fn read<F: Read + Seek>(
        &self,
        block: &Block,
        file: &mut F,
        parents: &[&str],
    ) -> Result<(String, Value), Unread> {
        let mut text: String = parents
            .iter()
            .zip(["", " "])
            .map(|(parent, indentation)| format!("{indentation}{parent}:\n"))
            .collect();
        text += &self.read_text(block, file)?;
        let document = parse_yaml(&text)
            .map_err(|_| Doubt::new("a part that is not well-formed by itself"))?;
        let entries = parents.iter().try_fold(document, |mut value, parent| {
            value.get_mut(parent).map(Value::take)
        });
        match entries.map(only_entry) {
            Some(Some((name, value))) if self.name(&name) == block.name => Ok((name, value)),
            _ => Err(Doubt::new("a key that is not what it seems").into()),
        }
    }

    fn read_text<F: Read + Seek>(&self, block: &Block, file: &mut F) -> Result<String, Unread> {
        file.seek(SeekFrom::Start(block.start))?;
        let mut bytes = vec![0; (block.end - block.start) as usize];
        match file.read_exact(&mut bytes) {
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Err(Unread::changed()),
            result => result?,
        }
        let mut again = self.open_block("", block.start);
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            again.push_line(line);
        }
        if again.content.finish() != block.content {
            return Err(Unread::changed());
        }
        Ok(String::from_utf8(bytes).map_err(|_| Doubt::new("bytes that are not UTF-8"))?)
    }
}

impl OpenBlock<'_> {
    /// Adds a line, with its line break.
    #[inline(always)]
    pub(super) fn push_line(&mut self, line: &[u8]) {
        self.content.write(line);
    }

    pub(super) fn close(self, end: u64) -> Block {
        Block {
            start: self.start,
            end,
            name: self.name,
            content: self.content.finish(),
        }
    }
}

fn only_entry(entries: Value) -> Option<(String, Value)> {
    let Value::Object(entries) = entries else {
        return None;
    };
    let mut entries = Map::into_iter(entries);
    entries.next().filter(|_| entries.next().is_none())
}
