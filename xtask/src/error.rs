//! The one error type: what happened, where, and the way out.

use std::fmt;

/// The result of every fallible step.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The longest place that is shown, in characters.
const PLACE: usize = 1000;

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
        self.place
            .get_or_insert_with(|| printable(&place.to_string()));
        self
    }

    /// What to do next. The innermost advice stays.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.get_or_insert_with(|| help.into());
        self
    }

    /// What to do next, in place of what was advised further in.
    #[must_use]
    pub fn help_instead(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
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

/// A place may be made of names in a hostile document: nothing of it may steer a terminal, or fill it.
fn printable(place: &str) -> String {
    let mut text = String::with_capacity(place.len().min(PLACE));
    for c in place.chars().take(PLACE) {
        if c.is_alphanumeric() || c.is_ascii_graphic() || c == ' ' {
            text.push(c);
        } else {
            text.extend(c.escape_debug());
        }
    }
    if place.chars().nth(PLACE).is_some() {
        text.push('…');
    }
    text
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_shown_without_what_steers_a_terminal() {
        let error = Error::new("refused").at("a\u{1b}[31m\n\u{202e}é/ü.yaml");
        assert_eq!(
            error.to_string(),
            "refused\n  at: a\\u{1b}[31m\\n\\u{202e}é/ü.yaml"
        );
        let long = Error::new("refused").at("x".repeat(100_000)).to_string();
        assert!(long.len() < 1100, "{}", long.len());
    }
}
