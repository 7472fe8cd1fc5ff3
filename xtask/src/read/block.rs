//! A part of a document: where it stands, and what its bytes were when they passed.

use std::io::{ErrorKind, Read, Seek, SeekFrom};

use crc32fast::Hasher;
use serde_json::{Map, Value};

use super::name::hash;
use super::parse_yaml;
use super::reason::Reason;
use super::way::{Doubt, Unread};

/// A key with its value: whole lines of a document. Kept small, since every component has one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    start: u64,
    /// The hash of the key, to find the block by.
    name: u64,
    length: u32,
    /// The checksum of the bytes, to find them unchanged.
    content: u32,
}

/// A block whose end has not been seen yet.
pub(super) struct OpenBlock {
    start: u64,
    name: u64,
    content: Hasher,
}

impl OpenBlock {
    pub(super) fn new(name: &[u8], start: u64) -> Self {
        Self {
            start,
            name: hash(name),
            content: Hasher::new(),
        }
    }

    /// Takes more of the block's bytes.
    pub(super) fn extend(&mut self, bytes: &[u8]) {
        self.content.update(bytes);
    }

    pub(super) fn close(self, end: u64) -> Result<Block, Reason> {
        let length = u32::try_from(end - self.start).map_err(|_| Reason::LargeBlock)?;
        Ok(Block {
            start: self.start,
            length,
            name: self.name,
            content: self.content.finalize(),
        })
    }
}

impl Block {
    /// Whether it may have this name.
    pub(super) fn may_be(&self, name: &str) -> bool {
        self.name == hash(name.as_bytes())
    }

    /// Reads the block again and parses it, under the keys that it stands under in the document: so it is nested
    /// as deep here as there.
    pub(super) fn read<F: Read + Seek>(
        &self,
        file: &mut F,
        parents: &[&str],
    ) -> Result<(String, Value), Unread> {
        let mut text: String = parents
            .iter()
            .zip(["", " "])
            .map(|(parent, indentation)| format!("{indentation}{parent}:\n"))
            .collect();
        text += &self.read_text(file)?;
        let document = parse_yaml(&text)
            .map_err(|_| Doubt::new("a part that is not well-formed by itself"))?;
        let entries = parents.iter().try_fold(document, |mut value, parent| {
            value.get_mut(parent).map(Value::take)
        });
        match entries.map(only_entry) {
            Some(Some((name, value))) if self.may_be(&name) => Ok((name, value)),
            _ => Err(Doubt::new("a key that is not what it seems").into()),
        }
    }

    fn read_text<F: Read + Seek>(&self, file: &mut F) -> Result<String, Unread> {
        file.seek(SeekFrom::Start(self.start))?;
        let mut bytes = vec![0; self.length as usize];
        match file.read_exact(&mut bytes) {
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Err(Unread::changed()),
            result => result?,
        }
        if crc32fast::hash(&bytes) != self.content {
            return Err(Unread::changed());
        }
        Ok(String::from_utf8(bytes).map_err(|_| Doubt::new(Reason::NotUtf8))?)
    }
}

fn only_entry(entries: Value) -> Option<(String, Value)> {
    let Value::Object(entries) = entries else {
        return None;
    };
    let mut entries = Map::into_iter(entries);
    entries.next().filter(|_| entries.next().is_none())
}
