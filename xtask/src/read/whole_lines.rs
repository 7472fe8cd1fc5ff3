//! A document in chunks of whole lines, read ahead of their use.

use std::io::{ErrorKind, Read};
use std::sync::mpsc;
use std::thread;

use memchr::memrchr;

use super::characters::find_refused;
use super::reason::Reason;
use super::text::{Buffer, CHUNK, Marks, SLACK, Text};
use super::way::{Doubt, Unread};
use crate::error::Error;

/// How many chunks may wait.
const AHEAD: usize = 4;

/// Some lines of a document, each with its line break; only the last one of the document may have none.
pub(super) struct Chunk {
    /// The lines, then the beginning of the next one, then `SLACK` line breaks.
    buffer: Box<Buffer>,
    filled: usize,
    marks: Box<Marks>,
    /// How many bytes the lines have.
    pub(super) length: usize,
    /// Where the lines begin in the document.
    pub(super) offset: u64,
}

impl Chunk {
    fn new() -> Self {
        Self {
            buffer: Box::new([0; CHUNK + SLACK]),
            filled: 0,
            marks: Box::new(Marks::new()),
            length: 0,
            offset: 0,
        }
    }

    /// The lines, and what follows them.
    pub(super) fn text(&self) -> Text<'_> {
        self.marks.text(&self.buffer)
    }
}

/// Hands out a document chunk by chunk; another thread reads on meanwhile.
pub(super) fn for_each_chunk<R: Read + Send>(
    reader: R,
    mut take: impl FnMut(&Chunk) -> Result<(), Doubt>,
) -> Result<(), Unread> {
    let mut lines = WholeLines {
        reader,
        rest: Vec::new(),
        offset: 0,
    };
    thread::scope(|scope| {
        let (filled, chunks) = mpsc::sync_channel(AHEAD);
        let (emptied, buffers) = mpsc::sync_channel(AHEAD);
        let mut fresh = std::iter::repeat_with(Chunk::new).take(AHEAD);
        let read = move || {
            while let Some(mut chunk) = fresh.next().or_else(|| buffers.recv().ok()) {
                let chunk = match lines.fill(&mut chunk) {
                    Ok(true) => Ok(chunk),
                    Ok(false) => return,
                    Err(error) => Err(error),
                };
                let is_last = chunk.is_err();
                if filled.send(chunk).is_err() || is_last {
                    return;
                }
            }
        };
        thread::Builder::new()
            .spawn_scoped(scope, read)
            .map_err(|error| Error::new("the document cannot be read").because(error))?;
        for chunk in chunks {
            let chunk = chunk?;
            take(&chunk)?;
            let _ = emptied.send(chunk);
        }
        Ok(())
    })
}

/// Reads a document; what is left of a broken line begins the next chunk.
struct WholeLines<R> {
    reader: R,
    rest: Vec<u8>,
    offset: u64,
}

impl<R: Read> WholeLines<R> {
    /// Reads the next chunk, if there is one.
    fn fill(&mut self, chunk: &mut Chunk) -> Result<bool, Unread> {
        chunk.offset = self.offset;
        chunk.filled = self.rest.len();
        chunk.buffer[..chunk.filled].copy_from_slice(&self.rest);
        chunk.length = loop {
            let unread = &mut chunk.buffer[chunk.filled..CHUNK];
            if unread.is_empty() {
                return Err(Doubt::new(Reason::LongLine).into());
            }
            match self.reader.read(unread) {
                Ok(0) => break chunk.filled,
                Ok(read) => chunk.filled += read,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(error.into()),
            }
            if let Some(last) = memrchr(b'\n', &chunk.buffer[..chunk.filled]) {
                break last + 1;
            }
        };
        self.offset += chunk.length as u64;
        let rest = &chunk.buffer[chunk.length..chunk.filled];
        self.rest.clear();
        self.rest.extend_from_slice(rest);
        let end = chunk.filled + SLACK;
        chunk.buffer[chunk.filled..end].fill(b'\n');
        let is_printable = chunk.marks.note(&chunk.buffer[..end]);
        if !is_printable && let Some((at, reason)) = find_refused(&chunk.buffer[..chunk.length]) {
            return Err(Doubt::new(reason).at_byte(chunk.offset + at as u64).into());
        }
        Ok(chunk.length > 0)
    }
}
