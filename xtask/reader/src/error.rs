//! Why a document is refused, or has no outline.

use std::{error, fmt, io};

use memchr::memchr_iter;

/// Why a document cannot be parsed.
#[derive(Debug)]
pub enum ParseError {
    /// It is not UTF-8.
    NotUtf8 {
        /// The first byte that is not.
        byte: usize,
    },
    /// It has nothing but blanks.
    Empty,
    /// It is nested more than 128 deep.
    TooDeep {
        /// The line that begins the collection which is too deep.
        line: usize,
    },
    /// It is not well-formed JSON.
    Json(serde_json::Error),
    /// It is not well-formed YAML.
    Yaml(yaml_serde::Error),
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotUtf8 { .. } => "the document is not UTF-8",
            Self::Empty => "the document is empty",
            Self::TooDeep { .. } => "the document is nested more than 128 deep",
            Self::Json(_) => "the document is not well-formed JSON",
            Self::Yaml(_) => "the document is not well-formed YAML",
        })
    }
}

impl error::Error for ParseError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Json(error) => Some(error),
            Self::Yaml(error) => Some(error),
            Self::NotUtf8 { .. } | Self::Empty | Self::TooDeep { .. } => None,
        }
    }
}

/// Why a document has no outline, or a part cannot be read again.
#[derive(Debug)]
pub enum OutlineError {
    /// The full parse may read the document.
    Doubt(Doubt),
    /// The document changed between two readings.
    Changed,
    /// The document cannot be read.
    Io(io::Error),
}

impl From<Doubt> for OutlineError {
    fn from(doubt: Doubt) -> Self {
        Self::Doubt(doubt)
    }
}

impl From<io::Error> for OutlineError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// A reason to parse a document in full: something that the short way does not understand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    what: String,
    /// Lines are not counted while an outline is read.
    byte: Option<u64>,
}

impl Doubt {
    /// A doubt about the whole document.
    pub fn new(what: impl fmt::Display) -> Self {
        Self {
            what: what.to_string(),
            byte: None,
        }
    }

    pub(crate) fn at_byte(self, byte: u64) -> Self {
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
