//! All logs of this process, of every target and level.

use std::sync::{Arc, LazyLock, Mutex};

use msgraph_identity_tests::log::Log;
use tracing_subscriber::fmt::format::FmtSpan;

/// Starts to capture, unless a test has already done so. Returns what is logged.
pub(crate) fn capture() -> Arc<Mutex<Vec<u8>>> {
    static LOG: LazyLock<Log> = LazyLock::new(start);
    LOG.0.clone()
}

fn start() -> Log {
    let log = Log::default();
    let writer = log.clone();
    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_span_events(FmtSpan::FULL)
        .with_writer(move || writer.clone())
        .init();
    log
}
