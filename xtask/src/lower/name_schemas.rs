//! Removes the namespace from the names of schemas, and refuses two that would become the same Rust type.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{
    Context,
    rust_name::schema_type_name,
    schema::{change_schemas, schemas_mut},
};
use crate::error::{Error, Result};
use crate::openapi::{Pointer, Reference};

pub(super) fn name_schemas(document: &mut Value, context: &mut Context<'_>) -> Result<()> {
    let schemas = schemas_mut(document);
    let mut renamed: BTreeMap<String, String> = BTreeMap::new();
    for name in schemas.keys() {
        let short = schema_type_name(name);
        if let Some((other, _)) = renamed.iter().find(|(_, taken)| **taken == short) {
            return Err(Error::new(format!(
                "the schemas `{other}` and `{name}` would both become the Rust type `{short}`"
            ))
            .at(Pointer::schema(name)));
        }
        renamed.insert(name.clone(), short);
    }
    *schemas = std::mem::take(schemas)
        .into_iter()
        .map(|(name, schema)| (renamed[&name].clone(), schema))
        .collect();
    context.replacements = std::mem::take(&mut context.replacements)
        .into_iter()
        .map(|(name, path)| (renamed.get(&name).cloned().unwrap_or(name), path))
        .collect();
    change_schemas(document, |schema| {
        let target = Reference::of(schema);
        if let Some(short) = target.and_then(|target| renamed.get(&target.name)) {
            *schema = Reference::schema(short).to_value();
        }
    });
    Ok(())
}
