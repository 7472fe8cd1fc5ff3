//! What the updates of all resources have in common: settings that are left out, set to null, or set to a value.

use std::fmt::{self, DebugStruct, Formatter};

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

/// Writes the `Debug` of an update: the settings that are not left out, as in `SyncUpdate { display_name: null, users: Allow }`.
pub(crate) struct DebugUpdate<'a, 'b>(DebugStruct<'a, 'b>);

impl<'a, 'b> DebugUpdate<'a, 'b> {
    pub(crate) fn new(f: &'a mut Formatter<'b>, name: &str) -> Self {
        Self(f.debug_struct(name))
    }

    pub(crate) fn setting<T: fmt::Debug>(
        mut self,
        name: &str,
        setting: &Option<Nullable<T>>,
    ) -> Self {
        match setting {
            None => {}
            Some(Nullable::Null) => {
                self.0.field(name, &format_args!("null"));
            }
            Some(Nullable::Value(value)) => {
                self.0.field(name, value);
            }
        }
        self
    }

    pub(crate) fn finish(mut self) -> fmt::Result {
        self.0.finish()
    }
}
