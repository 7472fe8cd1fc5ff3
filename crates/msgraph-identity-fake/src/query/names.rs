//! Names of properties in query options.

use std::collections::HashSet;

use crate::api_version::ApiVersion;
use crate::graph_error::GraphError;
use crate::model::{Property, StructuredType};

/// `$select`; none: everything.
pub(super) fn select(
    value: &str,
    version: ApiVersion,
    ty: &StructuredType,
) -> Result<Option<Vec<String>>, GraphError> {
    let names: Vec<&str> = split(value).collect();
    if names.contains(&"*") {
        return Ok(None);
    }
    if repeated(&names) {
        return Err(GraphError::refused_early(
            "Query option '$select' names something twice.",
        ));
    }
    names
        .into_iter()
        .map(|name| Ok(property(name, version, ty)?.name.to_owned()))
        .collect::<Result<_, _>>()
        .map(Some)
}

/// A property that an option names, or Graph's sentence about one that does not exist.
pub(super) fn property(
    name: &str,
    version: ApiVersion,
    ty: &StructuredType,
) -> Result<&'static Property, GraphError> {
    ty.property(version, name).ok_or_else(|| {
        let name: String = name.chars().take(64).collect();
        let ty = ty.name;
        GraphError::refused_early(format!(
            "Could not find a property named '{name}' on type '{ty}'."
        ))
    })
}

/// The parts of a list; a comma in parentheses is part of a part.
pub(super) fn split(value: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_usize;
    value
        .split(move |character| {
            match character {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                _ => {}
            }
            character == ',' && depth == 0
        })
        .map(str::trim)
}

/// Whether a name comes twice: Microsoft's documents allow each one once.
pub(super) fn repeated(names: &[&str]) -> bool {
    let mut seen = HashSet::new();
    !names.iter().all(|name| seen.insert(name))
}
