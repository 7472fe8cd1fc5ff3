//! The progress line: on a terminal, and nowhere else.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use xtask::build::Event;

/// One line on standard error that says what is being done; it is gone at the end.
pub(crate) struct Line(ProgressBar);

impl Line {
    pub(crate) fn new() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} ({elapsed})") {
            bar.set_style(style);
        }
        Self(bar)
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
            Event::Generating(version) => format!("generating {version}"),
        };
        self.0.set_message(message);
        self.0.enable_steady_tick(Duration::from_millis(100));
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

fn mega(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}
