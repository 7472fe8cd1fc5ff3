//! How a document was read, and why it was not read the short way.

use std::fmt;

use memchr::memchr_iter;

use crate::error::Error;

/// A reason to parse a document in full: something that the short way does not understand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    what: String,
    place: Option<Place>,
}

/// Lines are not counted while a document streams by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Byte(u64),
    Line(usize),
}

impl Doubt {
    pub(super) fn new(what: impl fmt::Display) -> Self {
        Self {
            what: what.to_string(),
            place: None,
        }
    }

    pub(super) fn at_byte(mut self, byte: u64) -> Self {
        self.place = Some(Place::Byte(byte));
        self
    }

    pub(super) fn at_line(mut self, line: usize) -> Self {
        self.place = Some(Place::Line(line));
        self
    }

    /// Gives the line in place of the byte.
    #[must_use]
    pub fn in_document(self, document: &[u8]) -> Self {
        let Some(Place::Byte(byte)) = self.place else {
            return self;
        };
        let before = usize::try_from(byte)
            .ok()
            .and_then(|byte| document.get(..byte));
        match before {
            Some(before) => self.at_line(memchr_iter(b'\n', before).count() + 1),
            None => self,
        }
    }
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        match self.place {
            Some(Place::Byte(byte)) => write!(f, " at byte {byte}"),
            Some(Place::Line(line)) => write!(f, " at line {line}"),
            None => Ok(()),
        }
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
