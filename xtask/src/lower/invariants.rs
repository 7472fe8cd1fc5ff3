//! What the lowered document must be, so that progenitor never sees what makes it panic, overflow the stack, or emit
//! code that is wrong. Each rule names the place that breaks it.

mod names;
mod operations;
mod references;
mod schemas;

use serde_json::Value;

use crate::error::Result;

/// Checks a lowered document.
///
/// # Errors
///
/// For the first rule that is broken, with the JSON pointer.
pub fn check(document: &Value) -> Result<()> {
    references::check_references(document)?;
    schemas::check_schemas(document)?;
    operations::check_operations(document)?;
    names::check_names(document)
}
