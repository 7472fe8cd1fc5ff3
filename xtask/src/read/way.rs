//! How a document was read, and why it was not read the short way.

use std::fmt;

use memchr::memchr_iter;

use crate::error::Error;

/// A reason to parse a document in full: something that the short way does not understand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    what: String,
    /// Lines are not counted in the first pass.
    byte: Option<u64>,
}

impl Doubt {
    pub(super) fn new(what: impl fmt::Display) -> Self {
        Self {
            what: what.to_string(),
            byte: None,
        }
    }

    pub(super) fn at_byte(self, byte: u64) -> Self {
        Self {
            byte: Some(byte),
            ..self
        }
    }

    /// Adds the line, if the place is known.
    #[must_use]
    pub fn in_document(mut self, document: &[u8]) -> Self {
        let byte = self.byte.take().and_then(|byte| usize::try_from(byte).ok());
        if let Some(before) = byte.and_then(|byte| document.get(..byte)) {
            let line = memchr_iter(b'\n', before).count() + 1;
            self.what += &format!(" at line {line}");
        }
        self
    }
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

/// How a full document was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// Chunk by chunk, with only the needed parts parsed.
    Streamed,
    /// In full, for this reason.
    InFull(Doubt),
}

impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Streamed => f.write_str("streamed"),
            Self::InFull(doubt) => write!(f, "parsed in full: {doubt}"),
        }
    }
}

/// Why the short way has no result.
#[derive(Debug)]
pub enum Unread {
    /// The full parse may read the document.
    Doubt(Doubt),
    /// The document cannot be read, or it changed between two readings.
    Error(Error),
}

impl Unread {
    pub(super) fn changed() -> Self {
        Self::Error(
            Error::new("the document changed while it was read")
                .help("wait until it is written, then run the command again"),
        )
    }
}

impl From<Doubt> for Unread {
    fn from(doubt: Doubt) -> Self {
        Self::Doubt(doubt)
    }
}

impl From<Error> for Unread {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl From<std::io::Error> for Unread {
    fn from(error: std::io::Error) -> Self {
        Self::Error(Error::new("the document cannot be read").because(error))
    }
}
