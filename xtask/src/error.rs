//! The error type: what happened, where, and what to do next.

use std::fmt;

/// The result of every fallible function.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The longest line that is shown in full, in characters, and how much is shown of the end of a longer one.
const LINE: usize = 1000;
const TAIL: usize = 300;

/// How many lines of a message are shown.
const LINES: usize = 100;

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

    /// Where it happened: a document with a JSON pointer, a file, an operation. If there is a place already, that one stays.
    #[must_use]
    pub fn at(mut self, place: impl fmt::Display) -> Self {
        self.place.get_or_insert_with(|| place.to_string());
        self
    }

    /// What to do next. If there is advice already, that one stays.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.get_or_insert_with(|| help.into());
        self
    }

    /// What to do next, in place of any earlier advice.
    #[must_use]
    pub fn help_instead(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The error that caused this one.
    #[must_use]
    pub fn because(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// What happened and the errors that caused it, without place and help.
    pub fn message(&self) -> String {
        let mut message = printable(&self.message);
        let mut source = std::error::Error::source(self);
        while let Some(error) = source {
            message.push_str(": ");
            message.push_str(&printable(&error.to_string()));
            source = error.source();
        }
        message
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

/// A text that may quote a hostile document, shown so that it neither steers a terminal nor fills it: control characters are
/// escaped, and a long line loses its middle.
fn printable(text: &str) -> String {
    let lines: Vec<String> = text.lines().take(LINES).map(printable_line).collect();
    let rest = text.lines().nth(LINES).map_or("", |_| "\n    …");
    format!("{}{rest}", lines.join("\n"))
}

fn printable_line(line: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || c.is_ascii_graphic() || c == ' ';
    let escape = |c: &char| match *c {
        c if is_plain(c) => c.to_string(),
        c => c.escape_debug().to_string(),
    };
    let escaped = |chars: &[char]| chars.iter().map(escape).collect::<String>();
    let chars: Vec<char> = line.chars().collect();
    if chars.len() <= LINE {
        return escaped(&chars);
    }
    let (start, end) = (&chars[..LINE - TAIL], &chars[chars.len() - TAIL..]);
    format!("{}…{}", escaped(start), escaped(end))
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())?;
        if let Some(place) = &self.place {
            write!(f, "\n  at: {}", printable_line(place))?;
        }
        if let Some(help) = &self.help {
            write!(f, "\n  help: {}", printable(help))?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
