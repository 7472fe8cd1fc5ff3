//! Reads a document in chunks of whole lines.

use std::io::{ErrorKind, Read};

use memchr::memrchr;

use crate::error::{Doubt, OutlineError};
use crate::marks::BEYOND;

/// The longest chunk. It stays in a processor's cache.
const CHUNK: usize = 64 << 10;
/// Where the lines of a chunk begin.
pub(crate) const START: usize = 2;

/// Whole lines of a document.
pub(crate) struct Chunk<'a> {
    /// Two line breaks, the lines, and anything after them. A line break that is missing at the end of the document is added.
    pub(crate) bytes: &'a [u8],
    /// Where the lines end.
    pub(crate) end: usize,
    /// The place of the lines in the document.
    offset: u64,
}

impl Chunk<'_> {
    /// The place in the document of a byte of the lines.
    pub(crate) fn place(&self, at: usize) -> u64 {
        self.offset + (at - START) as u64
    }
}

/// Calls `take` with each chunk of a document.
pub(crate) fn for_each_chunk(
    reader: &mut dyn Read,
    take: &mut dyn FnMut(&Chunk<'_>) -> Result<(), Doubt>,
) -> Result<(), OutlineError> {
    const FULL: usize = START + CHUNK;
    let mut buffer = vec![b'\n'; FULL + BEYOND];
    let mut offset = 0;
    // What is left of a line that did not fit into the last chunk.
    let mut rest = 0..0;
    loop {
        let kept = START + rest.len();
        buffer.copy_within(rest, START);
        let filled = kept + fill(reader, &mut buffer[kept..FULL])?;
        let is_last = filled < FULL;
        let end = match memrchr(b'\n', &buffer[START..filled]) {
            _ if is_last => filled,
            Some(last) => START + last + 1,
            None => {
                return Err(Doubt::new("a line of more than 64 KiB")
                    .at_byte(offset)
                    .into());
            }
        };
        if is_last {
            buffer[filled..].fill(b'\n');
        }
        let chunk = Chunk {
            bytes: &buffer,
            end,
            offset,
        };
        take(&chunk)?;
        if is_last {
            return Ok(());
        }
        offset = chunk.place(end);
        rest = end..filled;
    }
}

/// Fills the buffer, or reads to the end of the document. Returns how many bytes it read.
fn fill(reader: &mut dyn Read, buffer: &mut [u8]) -> Result<usize, OutlineError> {
    let mut filled = 0;
    while filled < buffer.len() {
        match reader.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(filled)
}
