//! How `regen --from` finds, downloads and records the full documents.

mod download;
mod download_bounds;
mod folder;
mod server;
mod upstream_lock;
mod url;

use std::ffi::OsString;

use xtask::source::{Located, Request, locate};

/// A request for these `--from` values.
fn from(values: &[impl AsRef<std::ffi::OsStr>]) -> Request {
    Request {
        from: values
            .iter()
            .map(|value| OsString::from(value.as_ref()))
            .collect(),
        ..Request::default()
    }
}

fn located(request: &Request) -> Vec<Located> {
    locate(request, &mut |_| ()).unwrap_or_else(|error| panic!("{error}"))
}

fn refusal(request: &Request) -> String {
    match locate(request, &mut |_| ()) {
        Ok(located) => panic!("not refused: {located:?}"),
        Err(error) => error.to_string(),
    }
}

#[track_caller]
fn assert_says(error: &str, parts: &[&str]) {
    for part in parts {
        assert!(error.contains(part), "no `{part}` in: {error}");
    }
}
