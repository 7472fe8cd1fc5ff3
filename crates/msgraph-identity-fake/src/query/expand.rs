//! `$expand`: navigation properties, each with an optional `$select` in parentheses.

use super::property_names::{property, repeated, select, split};
use crate::graph_error::GraphError;
use crate::graph_version::GraphVersion;
use crate::model::expansion::Expansion;
use crate::model::{Kind, StructuredType};

pub(super) fn parse(
    value: &str,
    version: GraphVersion,
    ty: &StructuredType,
) -> Result<Vec<Expansion>, GraphError> {
    let expansions: Vec<Expansion> = split(value)
        .map(|item| expansion(item, version, ty))
        .collect::<Result<_, _>>()?;
    let names: Vec<&str> = expansions.iter().map(|expansion| expansion.name).collect();
    match repeated(&names) {
        false => Ok(expansions),
        true => Err(GraphError::refused_early(
            "Query option '$expand' names something twice.",
        )),
    }
}

fn expansion(
    item: &str,
    version: GraphVersion,
    ty: &StructuredType,
) -> Result<Expansion, GraphError> {
    let (name, options) = match item.split_once('(') {
        None => (item, None),
        Some((name, rest)) => (name.trim(), rest.strip_suffix(')').map(str::trim)),
    };
    let property = property(name, version, ty)?;
    let Kind::Navigation(target) = property.kind else {
        return Err(GraphError::bad_request(format!(
            "Property '{name}' is not a navigation property."
        )));
    };
    let select = match options.map(|options| options.strip_prefix("$select=")) {
        None if item.contains('(') => return Err(malformed()),
        None => None,
        Some(None) => return Err(malformed()),
        Some(Some(names)) => select(names, version, target)?,
    };
    Ok(Expansion {
        name: property.name,
        select,
    })
}

fn malformed() -> GraphError {
    GraphError::refused_early(
        "Invalid value for query option '$expand': only '$select' may stand in parentheses.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::partner_types::PARTNER;

    fn parse(value: &str) -> Result<Vec<Expansion>, GraphError> {
        super::parse(value, GraphVersion::V1, &PARTNER)
    }

    #[test]
    fn a_navigation_property_may_have_a_select_of_its_own() {
        let expanded = |select: Option<&[&str]>| {
            let select = select.map(|names| names.iter().map(|&name| name.to_owned()).collect());
            let name = "identitySynchronization";
            Ok(vec![Expansion { name, select }])
        };
        assert_eq!(parse("identitySynchronization"), expanded(None));
        assert_eq!(
            parse("identitySynchronization($select=displayName,userSyncInbound)"),
            expanded(Some(&["displayName", "userSyncInbound"]))
        );
        for wrong in [
            "",
            "tenantId",
            "identitySynchronization,identitySynchronization",
            "identitySynchronization(",
            "identitySynchronization()",
            "identitySynchronization($select=groupSyncInbound)",
            "identitySynchronization($filter=displayName eq 'x')",
        ] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
