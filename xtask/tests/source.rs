//! How `regen --from` finds, downloads and records the full documents.

mod download;
mod download_bounds;
mod folder;
mod server;
mod upstream_lock;
mod url;

use std::ffi::OsString;

use xtask::source::{Located, Request, locate};

use crate::checkout::assert_says;

const COMMIT: &str = "f54f11b60956ea7b185ca0447b2b80805836ec7b";

/// A request for these `--from` values.
fn from(values: &[impl AsRef<std::ffi::OsStr>]) -> Request {
    let values = values.iter().map(|value| OsString::from(value.as_ref()));
    Request {
        from: values.collect(),
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

/// The request is refused with a message of this pattern, and no secret is in it.
#[track_caller]
fn assert_refused(request: &Request, says: &str) {
    let error = refusal(request);
    assert_says(&error, says);
    assert!(!error.contains("s3cret"), "{error}");
}
