//! Names of properties in query options: `$select` and `$expand`.

use std::collections::HashSet;

use crate::graph_error::{GraphError, shorten};
use crate::model::{Expansion, Kind, Property, StructuredType};

/// The names in `$select`, or `None` for all properties: `*`, whatever else is selected.
pub(super) fn select(
    value: &str,
    ty: &'static StructuredType,
) -> Result<Option<Vec<String>>, GraphError> {
    let names: Vec<&str> = split(value).collect();
    check_unique("$select", &names)?;
    let named = names.iter().filter(|name| **name != "*");
    let selected: Vec<_> = named
        .map(|name| Ok(property(name, ty)?.name.clone()))
        .collect::<Result<_, GraphError>>()?;
    Ok((selected.len() == names.len()).then_some(selected))
}

/// The property with this name, or Graph's error for an unknown one.
pub(super) fn property(
    name: &str,
    ty: &'static StructuredType,
) -> Result<&'static Property, GraphError> {
    ty.property(name).ok_or_else(|| {
        let (name, ty) = (shorten(name), &ty.name);
        GraphError::refused_early(format!(
            "Could not find a property named '{name}' on type '{ty}'."
        ))
    })
}

/// The items of a list. A comma in parentheses does not separate.
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

/// Refuses a name that occurs twice. Microsoft's documents declare these lists with unique items.
pub(super) fn check_unique(option: &str, names: &[&str]) -> Result<(), GraphError> {
    let mut seen = HashSet::new();
    match names.iter().all(|name| seen.insert(name)) {
        true => Ok(()),
        false => Err(GraphError::refused_early(format!(
            "Query option '{option}' names something twice."
        ))),
    }
}

/// The navigation properties in `$expand`, each with an optional `$select` in parentheses.
pub(super) fn expand(
    value: &str,
    ty: &'static StructuredType,
) -> Result<Vec<Expansion>, GraphError> {
    let expansions: Vec<Expansion> = split(value)
        .map(|item| expansion(item, ty))
        .collect::<Result<_, _>>()?;
    let names: Vec<&str> = expansions.iter().map(|expansion| expansion.name).collect();
    check_unique("$expand", &names)?;
    Ok(expansions)
}

fn expansion(item: &str, ty: &'static StructuredType) -> Result<Expansion, GraphError> {
    let (name, options) = match item.split_once('(') {
        None => (item, None),
        Some((name, rest)) => (name.trim(), rest.strip_suffix(')').map(str::trim)),
    };
    let property = property(name, ty)?;
    let Kind::Navigation(target) = property.kind else {
        return Err(GraphError::bad_request(format!(
            "Property '{name}' is not a navigation property."
        )));
    };
    let select = match options.map(|options| options.strip_prefix("$select=")) {
        None if item.contains('(') => return Err(malformed()),
        None => None,
        Some(None) => return Err(malformed()),
        Some(Some(names)) => select(names, target)?,
    };
    Ok(Expansion {
        name: &property.name,
        ty: target,
        select,
    })
}

fn malformed() -> GraphError {
    GraphError::refused_early(
        "Invalid value for query option '$expand': only '$select' may stand in parentheses.",
    )
}
