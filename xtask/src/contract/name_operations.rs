//! Gives each operation its name in the selection: Microsoft's operation IDs change with its converter.

use serde_json::Value;

use crate::error::{Error, Result};
use crate::openapi::{METHODS, Pointer};
use crate::selection::Selection;
use crate::version::GraphVersion;

/// Names the operations of a document. All of them must be selected.
pub(super) fn name_operations(
    document: &mut Value,
    version: GraphVersion,
    selection: &Selection,
) -> Result<()> {
    for (path, item) in document["paths"].as_object_mut().into_iter().flatten() {
        let selected = selection
            .paths(version)
            .find(|selected| selected.path.as_str() == path);
        for method in METHODS {
            let Some(operation) = item.get_mut(method) else {
                continue;
            };
            let name = selected
                .and_then(|selected| selected.operations.get(method))
                .ok_or_else(|| {
                    Error::new(format!(
                        "a correction adds `{method} {path}`, which is not selected"
                    ))
                    .at(Pointer::new(["paths", path, method]))
                    .help("add it to spec/selection.toml, or remove it from the correction")
                })?;
            operation["operationId"] = name.as_str().into();
        }
    }
    Ok(())
}
