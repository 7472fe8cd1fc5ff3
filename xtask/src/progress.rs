//! The progress line: on a terminal, and nowhere else.

use std::io::{IsTerminal, Write, stderr};

use xtask::build::Event;
use xtask::version::GraphVersion;

/// Erases the line that the cursor is in, and goes back to its begin.
const ERASE: &str = "\r\x1b[2K";

/// A longer line could take two lines of a terminal.
const WIDTH: usize = 75;

/// A path that brings more is seldom meant to.
const MANY_SCHEMAS: usize = 50;

/// One line on standard error that says what is being done. It is gone at the end.
pub(crate) struct Line {
    is_shown: bool,
}

impl Line {
    pub(crate) fn new() -> Self {
        let is_shown =
            stderr().is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb");
        Self { is_shown }
    }

    pub(crate) fn show(&mut self, event: Event<'_>) {
        let message = match event {
            Event::Downloading(received) => match received.total {
                Some(total) => format!(
                    "downloading {}: {} of {}",
                    received.source,
                    mega(received.bytes),
                    mega(total)
                ),
                None => format!("downloading {}: {}", received.source, mega(received.bytes)),
            },
            Event::Reading(document) => format!("reading {document}"),
            Event::Added {
                version,
                path,
                schemas,
            } => return self.report_added(version, path, schemas),
            Event::Generating(version) => format!("generating {version}"),
        };
        let message: String = message.chars().take(WIDTH).collect();
        self.write(&format!("{ERASE}{message} …"));
    }

    /// Says how much a new path brings. This line stays.
    fn report_added(&self, version: GraphVersion, path: &str, schemas: usize) {
        self.write(ERASE);
        let hint = if schemas > MANY_SCHEMAS {
            "; `[[omit]]` in spec/selection.toml leaves out navigation properties"
        } else {
            ""
        };
        let plural = if schemas == 1 { "" } else { "s" };
        let _ = writeln!(
            stderr(),
            "{version}: {path} is new and brings {schemas} schema{plural}{hint}"
        );
    }

    /// A line that cannot be written does no harm.
    fn write(&self, text: &str) {
        if self.is_shown {
            let mut stderr = stderr();
            let _ = stderr
                .write_all(text.as_bytes())
                .and_then(|()| stderr.flush());
        }
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.write(ERASE);
    }
}

fn mega(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}
