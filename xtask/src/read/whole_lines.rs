//! A document in chunks of whole lines. While one is looked at, another thread reads on, hashes what it reads where
//! that is asked for, notes the marks of the next ones, and recognizes their lines when it is ahead.

use std::io::{ErrorKind, Read};
use std::iter;
use std::sync::mpsc::{self, SyncSender, TrySendError};
use std::thread;

use memchr::memrchr;

use super::characters::find_refused;
use super::chunk::Chunk;
use super::reason::Reason;
use super::text::{CHUNK, SLACK};
use super::way::{Doubt, Unread};

/// How many chunks there are at a time.
const CHUNKS: usize = 6;
/// How many of them may wait to be taken.
const WAITING: usize = 3;

/// Hands out a document chunk by chunk.
///
/// Two threads share the work evenly: one reads, the other takes, and both recognize lines.
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
    let first = lines.fill(Chunk::new())?.lexed();
    take(&first)?;
    if lines.is_at_end {
        return Ok(());
    }
    thread::scope(|scope| {
        let (filled, chunks) = mpsc::sync_channel(WAITING);
        let (emptied, buffers) = mpsc::sync_channel(CHUNKS);
        let fresh = iter::once(first).chain(iter::repeat_with(Chunk::new));
        let mut buffers = fresh.take(CHUNKS).chain(buffers);
        let read_ahead = move || {
            while !lines.is_at_end
                && let Some(chunk) = buffers.next()
            {
                let result = lines.fill(chunk);
                if result.is_err() | !send(result, &filled) {
                    return;
                }
            }
        };
        thread::Builder::new()
            .spawn_scoped(scope, read_ahead)
            .map_err(|_| Doubt::new(Reason::NoThread))?;
        for chunk in chunks {
            let chunk = chunk?.lexed();
            take(&chunk)?;
            // There is nobody to take it at the end of the document.
            let _ = emptied.send(chunk);
        }
        Ok(())
    })
}

/// Sends a chunk on; while others are still to be taken, there is time to recognize its lines here. False where nobody
/// takes any more.
fn send(chunk: Result<Chunk, Unread>, filled: &SyncSender<Result<Chunk, Unread>>) -> bool {
    match filled.try_send(chunk) {
        Err(TrySendError::Full(chunk)) => filled.send(chunk.map(Chunk::lexed)).is_ok(),
        sent => sent.is_ok(),
    }
}

/// Reads a document; what is left of a broken line begins the next chunk.
struct WholeLines<R> {
    reader: R,
    rest: Vec<u8>,
    offset: u64,
    is_at_end: bool,
}

impl<R: Read> WholeLines<R> {
    fn fill(&mut self, mut chunk: Chunk) -> Result<Chunk, Unread> {
        let mut filled = self.rest.len();
        chunk.buffer[..filled].copy_from_slice(&self.rest);
        filled += self.read(&mut chunk.buffer[filled..CHUNK])?;
        chunk.offset = self.offset;
        chunk.clear();
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
        Ok(chunk)
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
