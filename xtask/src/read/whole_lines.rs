//! A document in chunks of whole lines. While one is looked at, another thread reads on, hashes what it reads where
//! that is asked for, and notes the marks of the next ones.

use std::io::{ErrorKind, Read};
use std::sync::mpsc;
use std::thread;

use memchr::memrchr;

use super::characters::find_refused;
use super::reason::Reason;
use super::text::{Buffer, CHUNK, Marks, SLACK, Text};
use super::way::{Doubt, Unread};

/// How many chunks there are at a time.
const CHUNKS: usize = 4;

/// Some lines of a document, each with its line break; only the last one of the document may have none.
pub(super) struct Chunk {
    buffer: Box<Buffer>,
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

/// Hands out a document chunk by chunk.
pub(super) fn for_each_chunk<R: Read + Send>(
    reader: R,
    mut take: impl FnMut(&Chunk) -> Result<(), Doubt>,
) -> Result<(), Unread> {
    let mut lines = WholeLines {
        reader,
        rest: Vec::new(),
        offset: 0,
        is_at_end: false,
    };
    let mut first = Chunk::new();
    lines.fill(&mut first)?;
    take(&first)?;
    if lines.is_at_end {
        return Ok(());
    }
    thread::scope(|scope| {
        let (filled, chunks) = mpsc::sync_channel(CHUNKS);
        let (emptied, buffers) = mpsc::sync_channel(CHUNKS);
        let fresh = std::iter::once(first).chain(std::iter::repeat_with(Chunk::new));
        let mut buffers = fresh.take(CHUNKS).chain(buffers);
        let read_ahead = move || {
            while !lines.is_at_end
                && let Some(mut chunk) = buffers.next()
            {
                let result = lines.fill(&mut chunk).map(|()| chunk);
                if result.is_err() | filled.send(result).is_err() {
                    return;
                }
            }
        };
        thread::Builder::new()
            .spawn_scoped(scope, read_ahead)
            .map_err(|_| Doubt::new(Reason::NoThread))?;
        for chunk in chunks {
            let chunk = chunk?;
            take(&chunk)?;
            // There is nobody to take it at the end of the document.
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
    is_at_end: bool,
}

impl<R: Read> WholeLines<R> {
    fn fill(&mut self, chunk: &mut Chunk) -> Result<(), Unread> {
        let mut filled = self.rest.len();
        chunk.buffer[..filled].copy_from_slice(&self.rest);
        filled += self.read(&mut chunk.buffer[filled..CHUNK])?;
        chunk.offset = self.offset;
        chunk.length = if self.is_at_end {
            filled
        } else {
            let last = memrchr(b'\n', &chunk.buffer[..filled]);
            1 + last.ok_or(Doubt::new(Reason::LongLine))?
        };
        self.offset += chunk.length as u64;
        self.rest.clear();
        self.rest.extend(&chunk.buffer[chunk.length..filled]);
        chunk.buffer[chunk.length..chunk.length + SLACK].fill(b'\n');
        let is_printable = chunk.marks.note(&chunk.buffer[..chunk.length + SLACK]);
        if !is_printable && let Some((at, reason)) = find_refused(&chunk.buffer[..chunk.length]) {
            return Err(Doubt::new(reason).at_byte(chunk.offset + at as u64).into());
        }
        Ok(())
    }

    /// Fills the buffer, or reads to the end of the document.
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Unread> {
        let mut filled = 0;
        while filled < buffer.len() {
            match self.reader.read(&mut buffer[filled..]) {
                Ok(0) => {
                    self.is_at_end = true;
                    break;
                }
                Ok(read) => filled += read,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(filled)
    }
}
