//! Removes titles, which typify would use as names of types. Only an overlay can have added them.

use serde_json::Value;

use super::{Context, schema::change_schemas};
use crate::error::Result;

pub(super) fn drop_titles(document: &mut Value, _: &mut Context<'_>) -> Result<()> {
    change_schemas(document, |schema| {
        if let Some(object) = schema.as_object_mut() {
            object.remove("title");
        }
    });
    Ok(())
}
