//! What the disk refused, as an error that says in which state the tree is and what to do.

use std::fmt;
use std::io::{self, ErrorKind};

use crate::error::Error;

/// The disk refused something before the commit point.
pub(super) fn untouched(message: &str, place: impl fmt::Display, error: io::Error) -> Error {
    let way_out = way_out(&error);
    Error::new(message).at(place).because(error).help(format!(
        "the tree is untouched; {way_out}, then run the command again"
    ))
}

/// The disk refused something after the commit point.
pub(super) fn unfinished(message: &str, place: impl fmt::Display, error: io::Error) -> Error {
    let way_out = way_out(&error);
    Error::new(message).at(place).because(error).help(format!(
        "the new files are complete, in their places or in `.regen`; {way_out}, \
         then run `cargo xtask regen` again: it finishes this run first"
    ))
}

/// An interrupted run that can only be given up: what to do about it.
pub(super) const GIVE_UP: &str = "delete the folder `.regen`, which gives the interrupted run up, \
     and run the interrupted command again: it makes all files anew";

fn way_out(error: &io::Error) -> &'static str {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            "make room on this disk or raise the limit"
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            "make this file and its folder writable for you, and close programs that hold it"
        }
        _ => "remove the cause",
    }
}
