//! `$orderby`: properties, each ascending or descending.

use std::cmp::Ordering;

use serde_json::{Map, Value};

use super::select_expand::{property, repeated};
use crate::graph_error::GraphError;
use crate::graph_version::GraphVersion;
use crate::model::{Kind, StructuredType};

#[derive(Debug)]
pub(super) struct OrderBy(Vec<(String, Direction)>);

#[derive(Clone, Copy, Debug)]
enum Direction {
    Ascending,
    Descending,
}

impl OrderBy {
    pub(super) fn parse(
        text: &str,
        version: GraphVersion,
        ty: &StructuredType,
    ) -> Result<Self, GraphError> {
        let keys: Vec<(String, Direction)> = text
            .split(',')
            .map(|key| parse_key(key, version, ty))
            .collect::<Result<_, _>>()?;
        let names: Vec<&str> = keys.iter().map(|(name, _)| name.as_str()).collect();
        if repeated(&names) {
            return Err(GraphError::refused_early(
                "Query option '$orderby' names something twice.",
            ));
        }
        Ok(Self(keys))
    }

    pub(super) fn sort(&self, objects: &mut [Map<String, Value>]) {
        objects.sort_by(|left, right| {
            self.0
                .iter()
                .fold(Ordering::Equal, |order, (name, direction)| {
                    order.then_with(|| {
                        let order = compare(left.get(name), right.get(name));
                        match direction {
                            Direction::Ascending => order,
                            Direction::Descending => order.reverse(),
                        }
                    })
                })
        });
    }
}

fn parse_key(
    key: &str,
    version: GraphVersion,
    ty: &StructuredType,
) -> Result<(String, Direction), GraphError> {
    let malformed = || GraphError::refused_early("Invalid value for query option '$orderby'.");
    let mut words = key.split_whitespace();
    let name = words.next().ok_or_else(malformed)?;
    if !matches!(
        property(name, version, ty)?.kind,
        Kind::String | Kind::Guid | Kind::Boolean
    ) {
        return Err(GraphError::bad_request(format!(
            "Property '{name}' can't be ordered by."
        )));
    }
    let direction = match (words.next(), words.next()) {
        (None | Some("asc"), None) => Direction::Ascending,
        (Some("desc"), None) => Direction::Descending,
        _ => return Err(malformed()),
    };
    Ok((name.to_owned(), direction))
}

/// Missing values and null come first. Texts are compared without regard to case.
fn compare(left: Option<&Value>, right: Option<&Value>) -> Ordering {
    let key = |value: Option<&Value>| match value {
        Some(Value::String(text)) => (1, text.to_lowercase()),
        Some(Value::Bool(flag)) => (1, flag.to_string()),
        _ => (0, String::new()),
    };
    key(left).cmp(&key(right))
}
