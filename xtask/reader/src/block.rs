//! A part of a document: where it is, and what its bytes were in the first pass.

use std::hash::{BuildHasher as _, DefaultHasher, Hasher as _, RandomState};
use std::io::{ErrorKind, Read, Seek, SeekFrom};

use serde_json::Value;

use crate::error::{Doubt, OutlineError};
use crate::parse_yaml;

/// A key with its value: whole lines of a document. It is small, since every component has one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Block {
    start: u64,
    /// The end, once it has been reached.
    pub(crate) end: u64,
    /// The hash of the key and of those that it is in.
    pub(crate) name: u64,
    /// The hash of the lines, once the end has been reached.
    pub(crate) content: u64,
}

/// Hashes by a secret of this run, so that nobody can make another text with the same hash.
#[derive(Default)]
pub(crate) struct Hashes(RandomState);

impl Hashes {
    pub(crate) fn name(&self, parents: &[&str], name: &str) -> u64 {
        self.0.hash_one((parents, name))
    }

    /// Begins a block without lines yet, and the hash of its lines, which takes them in pieces of any size.
    pub(crate) fn block(&self, parents: &[&str], name: &str, start: u64) -> (Block, DefaultHasher) {
        let block = Block {
            start,
            end: start,
            name: self.name(parents, name),
            content: 0,
        };
        (block, self.0.build_hasher())
    }

    /// Parses a block, under the keys that it has in the document: so it is nested as deep here as there. Returns its
    /// key and its value.
    pub(crate) fn parse(
        &self,
        block: &Block,
        bytes: Vec<u8>,
        parents: &[&str],
    ) -> Result<(String, Value), OutlineError> {
        let mut again = self.0.build_hasher();
        again.write(&bytes);
        if again.finish() != block.content {
            return Err(OutlineError::Changed);
        }
        let lines = String::from_utf8(bytes).map_err(|_| Doubt::new("bytes that are not UTF-8"))?;
        let mut text: String = parents
            .iter()
            .zip(["", " "])
            .map(|(parent, indentation)| format!("{indentation}{parent}:\n"))
            .collect();
        text += &lines;
        let document = parse_yaml(&text)
            .map_err(|_| Doubt::new("a part that is not well-formed by itself"))?;
        let entries = parents.iter().try_fold(document, |mut value, parent| {
            value.get_mut(parent).map(Value::take)
        });
        match entries.map(only_entry) {
            Some(Some((name, value))) if self.name(parents, &name) == block.name => {
                Ok((name, value))
            }
            _ => Err(Doubt::new("a key that is not what it seems").into()),
        }
    }
}

impl Block {
    /// Reads the lines of the block again.
    pub(crate) fn read(&self, file: &mut (impl Read + Seek)) -> Result<Vec<u8>, OutlineError> {
        file.seek(SeekFrom::Start(self.start))?;
        let mut bytes = vec![0; (self.end - self.start) as usize];
        match file.read_exact(&mut bytes) {
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => Err(OutlineError::Changed),
            result => Ok(result.map(|()| bytes)?),
        }
    }
}

fn only_entry(entries: Value) -> Option<(String, Value)> {
    let Value::Object(entries) = entries else {
        return None;
    };
    let mut entries = entries.into_iter();
    entries.next().filter(|_| entries.next().is_none())
}
