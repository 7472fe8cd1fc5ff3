//! Checks that the updates of all resources have in common.

use msgraph_identity_core::Nullable;

use crate::Error;
use crate::error::{invalid_argument, refuse_blank};

/// Refuses an update that sets nothing.
pub(crate) fn refuse_empty(is_empty: bool) -> Result<(), Error> {
    if is_empty {
        return Err(invalid_argument(
            "the update sets nothing; set what is to change",
        ));
    }
    Ok(())
}

/// Refuses a text that is blank. A text that is left out or null is accepted.
pub(crate) fn refuse_blank_value(
    what: &'static str,
    value: &Option<Nullable<String>>,
) -> Result<(), Error> {
    match value {
        Some(Nullable::Value(text)) => refuse_blank(what, text),
        _ => Ok(()),
    }
}
