//! Reads a document in chunks of whole lines.

use std::io::{ErrorKind, Read};

use memchr::memrchr;

use crate::error::{Doubt, OutlineError};
use crate::marks::{Marks, Places};

/// The longest chunk. It stays in a processor's cache.
const CHUNK: usize = 64 << 10;
/// What follows a chunk, all of it line breaks, so that 16 bytes can be looked at anywhere.
const SLACK: usize = 128;

/// Whole lines of a document with a line break before them.
pub(crate) struct Chunk<'a> {
    /// A line break, the lines, the line break that may be missing at the end of the document, and more of them.
    pub(crate) bytes: &'a [u8],
    /// Where the lines end.
    pub(crate) end: usize,
    pub(crate) marks: Places<'a>,
    /// The place of the first byte of `bytes` in the document, plus one: the line break before it takes a byte.
    offset: u64,
}

impl Chunk<'_> {
    /// The place in the document of a byte after the first line break.
    pub(crate) fn place(&self, at: usize) -> u64 {
        self.offset + at as u64 - 1
    }
}

/// Calls `take` with each chunk of a document.
pub(crate) fn for_each_chunk(
    reader: &mut dyn Read,
    take: &mut dyn FnMut(&Chunk<'_>) -> Result<(), Doubt>,
) -> Result<(), OutlineError> {
    let mut buffer = vec![b'\n'; 1 + CHUNK + SLACK];
    let mut marks = Marks::with_capacity(buffer.len());
    let mut offset = 0;
    // What is left of a line that did not fit into the last chunk.
    let mut rest = 0..0;
    loop {
        let kept = rest.len();
        buffer.copy_within(rest, 1);
        let filled = 1 + kept + fill(reader, &mut buffer[1 + kept..=CHUNK])?;
        let is_last = filled <= CHUNK;
        let end = match memrchr(b'\n', &buffer[1..filled]) {
            _ if is_last => filled,
            Some(last) => last + 2,
            None => {
                return Err(Doubt::new("a line of more than 64 KiB")
                    .at_byte(offset)
                    .into());
            }
        };
        rest = end..filled;
        let beyond: [u8; SLACK] = *buffer[end..].first_chunk().unwrap_or(&[b'\n'; SLACK]);
        buffer[end..end + SLACK].fill(b'\n');
        let chunk = Chunk {
            end,
            offset,
            marks: {
                let length = (end + SLACK / 2).next_multiple_of(SLACK / 2);
                if !marks.find(&buffer[..length]) {
                    check_characters(&buffer[1..end], offset)?;
                }
                marks.iter()
            },
            bytes: &buffer,
        };
        take(&chunk)?;
        if is_last {
            return Ok(());
        }
        offset = chunk.place(end);
        buffer[end..end + SLACK].copy_from_slice(&beyond);
    }
}

/// Checks that the lines have no characters that break lines without looking like it, or that `libyaml` refuses.
fn check_characters(lines: &[u8], offset: u64) -> Result<(), Doubt> {
    let doubt = |at: usize, what: &str| Doubt::new(what).at_byte(offset + at as u64);
    let lines = str::from_utf8(lines)
        .map_err(|error| doubt(error.valid_up_to(), "bytes that are not UTF-8"))?;
    for (at, character) in lines.char_indices() {
        let what = match character {
            '\n' | '\t' | ' '..='~' => continue,
            '\r' => "a carriage return",
            // NEL, LS and PS break lines in YAML 1.1, and in its parsers still.
            '\u{85}' | '\u{2028}' | '\u{2029}' => "a Unicode line break",
            '\u{feff}' => "a byte order mark",
            '\0'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => "a control character",
            _ => continue,
        };
        return Err(doubt(at, what));
    }
    Ok(())
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
