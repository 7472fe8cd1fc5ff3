//! The one error type: what happened, where, and the way out.

use std::fmt;

/// The result of every fallible step.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a run was refused: what happened, where, and what to do next.
#[derive(Debug)]
pub struct Error {
    message: String,
    place: Option<String>,
    help: Option<String>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    /// What happened, in one sentence without a full stop.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            place: None,
            help: None,
            source: None,
        }
    }

    /// Where it happened: a document with a JSON pointer, a file, an operation. The innermost place stays.
    #[must_use]
    pub fn at(mut self, place: impl fmt::Display) -> Self {
        self.place.get_or_insert_with(|| place.to_string());
        self
    }

    /// What to do next. The innermost advice stays.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.get_or_insert_with(|| help.into());
        self
    }

    /// The error underneath.
    #[must_use]
    pub fn because(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Puts a document's name before the place.
    #[must_use]
    pub fn in_document(mut self, document: impl fmt::Display) -> Self {
        self.place = Some(match self.place {
            Some(place) => format!("{document}: {place}"),
            None => document.to_string(),
        });
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        let mut source: Option<&(dyn std::error::Error + 'static)> =
            self.source.as_deref().map(|source| source as _);
        while let Some(error) = source {
            write!(f, ": {error}")?;
            source = error.source();
        }
        if let Some(place) = &self.place {
            write!(f, "\n  at: {place}")?;
        }
        if let Some(help) = &self.help {
            write!(f, "\n  help: {help}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
