//! The rules that a lowered document must satisfy, so that progenitor never panics, overflows the stack or generates wrong
//! code. An error names the place that breaks the rule. That all references have targets, and all keywords the right types,
//! was checked before.

mod names;
mod operations;
mod schemas;

use serde_json::Value;

use crate::error::Result;

/// Checks a lowered document.
///
/// # Errors
///
/// For the first broken rule, with a JSON pointer.
pub fn check(document: &Value) -> Result<()> {
    schemas::check_schemas(document)
        .and_then(|()| operations::check_operations(document))
        .and_then(|()| names::check_names(document))
        .map_err(|error| {
            error.help("correct it in spec/overlays/corrections, or add a pass to xtask/src/lower that removes it")
        })
}
