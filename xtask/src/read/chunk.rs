//! Some lines of a document, and what each of them says by itself.

use super::entry::Entry;
use super::text::{Buffer, CHUNK, Marks, SLACK, Text};

/// Hardly any document has shorter lines than this on average.
const SHORT_LINE: usize = 32;

/// Whole lines, each with its line break; only the last one of the document may have none.
pub(super) struct Chunk {
    pub(super) buffer: Box<Buffer>,
    pub(super) marks: Box<Marks>,
    /// How many bytes the lines have.
    pub(super) length: usize,
    /// Where the lines begin in the document.
    pub(super) offset: u64,
    lines: Vec<Entry>,
}

impl Chunk {
    pub(super) fn new() -> Self {
        Self {
            buffer: Box::new([0; CHUNK + SLACK]),
            marks: Box::new(Marks::new()),
            length: 0,
            offset: 0,
            lines: Vec::with_capacity(CHUNK / SHORT_LINE),
        }
    }

    /// Forgets the lines, for others to come.
    pub(super) fn clear(&mut self) {
        self.lines.clear();
    }

    /// The lines, and what follows them.
    pub(super) fn text(&self) -> Text<'_> {
        self.marks.text(&self.buffer)
    }

    /// Each line; none before they are recognized.
    pub(super) fn lines(&self) -> &[Entry] {
        &self.lines
    }

    /// Recognizes each line by itself, unless that was done.
    #[must_use]
    pub(super) fn lexed(mut self) -> Self {
        if self.lines.is_empty() {
            let text = self.marks.text(&self.buffer);
            let mut start = 0;
            while start < self.length {
                let line = Entry::lex(text, start);
                start = line.end() + 1;
                self.lines.push(line);
            }
        }
        self
    }

    #[cfg(test)]
    pub(super) fn of(text: &str) -> Self {
        let mut chunk = Self::new();
        chunk.length = text.len();
        chunk.buffer.fill(b'\n');
        chunk.buffer[..text.len()].copy_from_slice(text.as_bytes());
        chunk.marks.note(chunk.buffer.as_slice());
        chunk
    }
}
