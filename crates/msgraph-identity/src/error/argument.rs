//! Arguments that are refused before anything is sent.

use std::borrow::Cow;

use msgraph_identity_core::Nullable;

use super::{Error, Kind};

/// Creates the error for an argument that cannot be sent. The reason names the argument and the rule.
pub(crate) fn invalid_argument(reason: impl Into<Cow<'static, str>>) -> Error {
    Kind::InvalidArgument(reason.into()).into()
}

/// Refuses a text that a person cannot see anything of: it is empty, or has only white space and invisible characters.
pub(crate) fn refuse_blank(what: &'static str, text: &str) -> Result<(), Error> {
    if text.chars().all(is_invisible) {
        return Err(invalid_argument(format!("{what} is blank")));
    }
    Ok(())
}

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

/// White space, control characters, and the invisible characters that are in use: soft hyphen, zero-width characters, direction
/// marks, variation selectors, fillers.
fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}')
}
