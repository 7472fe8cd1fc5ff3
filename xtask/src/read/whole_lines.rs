//! A document in chunks of whole lines.

use std::io::{ErrorKind, Read};

use memchr::memrchr;

use super::way::{Doubt, Unread};

/// Small enough to stay in the processor's cache: reading 40 MB into one buffer costs more in page faults alone
/// than all that is done here.
const CHUNK: usize = 64 << 10;

/// Reads chunk after chunk into one buffer; what is left of a broken line begins the next chunk.
pub(super) struct WholeLines<R> {
    reader: R,
    buffer: Box<[u8]>,
    filled: usize,
    handed_out: usize,
    offset: u64,
}

/// Some lines of a document, each with its line break; only the last one of the document may have none.
pub(super) struct Chunk<'a> {
    pub(super) text: &'a [u8],
    /// Where the text begins in the document.
    pub(super) offset: u64,
}

impl<R: Read> WholeLines<R> {
    pub(super) fn new(reader: R) -> Self {
        Self {
            reader,
            buffer: vec![0; CHUNK].into(),
            filled: 0,
            handed_out: 0,
            offset: 0,
        }
    }

    pub(super) fn next_chunk(&mut self) -> Result<Option<Chunk<'_>>, Unread> {
        self.buffer.copy_within(self.handed_out..self.filled, 0);
        self.offset += self.handed_out as u64;
        self.filled -= self.handed_out;
        self.handed_out = 0;
        loop {
            let unread = &mut self.buffer[self.filled..];
            if unread.is_empty() {
                return Err(Doubt::new("a line longer than 64 KiB").into());
            }
            match self.reader.read(unread) {
                Ok(0) if self.filled == 0 => return Ok(None),
                Ok(0) => {
                    self.handed_out = self.filled;
                    break;
                }
                Ok(read) => self.filled += read,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(error.into()),
            }
            if let Some(last) = memrchr(b'\n', &self.buffer[..self.filled]) {
                self.handed_out = last + 1;
                break;
            }
        }
        Ok(Some(Chunk {
            text: &self.buffer[..self.handed_out],
            offset: self.offset,
        }))
    }
}
