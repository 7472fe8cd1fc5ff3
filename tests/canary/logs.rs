//! All logs of this process, of every target and level.

use std::io;
use std::sync::{Arc, LazyLock, Mutex};

use tracing_subscriber::fmt::format::FmtSpan;

type Log = Arc<Mutex<Vec<u8>>>;

/// Starts to capture, unless a test has already done so. Returns what is logged.
pub(crate) fn capture() -> Log {
    static LOG: LazyLock<Log> = LazyLock::new(start);
    LOG.clone()
}

fn start() -> Log {
    let written = Arc::new(Mutex::new(Vec::new()));
    let writer = Writer(written.clone());
    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_span_events(FmtSpan::FULL)
        .with_writer(move || writer.clone())
        .init();
    written
}

#[derive(Clone)]
struct Writer(Arc<Mutex<Vec<u8>>>);

impl io::Write for Writer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
