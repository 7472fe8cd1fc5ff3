//! `$orderby`: properties, each ascending or descending.

use std::cmp::Ordering;

use serde_json::{Map, Value};

use super::select_expand::{check_unique, property};
use crate::graph_error::GraphError;
use crate::model::{Kind, StructuredType};

/// The names of properties, each with whether its order is descending.
#[derive(Debug)]
pub(super) struct OrderBy(Vec<(String, bool)>);

impl OrderBy {
    pub(super) fn parse(text: &str, ty: &'static StructuredType) -> Result<Self, GraphError> {
        let keys: Vec<(String, bool)> = text
            .split(',')
            .map(|key| parse_key(key, ty))
            .collect::<Result<_, _>>()?;
        let names: Vec<&str> = keys.iter().map(|(name, _)| name.as_str()).collect();
        check_unique("$orderby", &names)?;
        Ok(Self(keys))
    }

    pub(super) fn sort(&self, objects: &mut [Map<String, Value>]) {
        objects.sort_by(|left, right| {
            let orders = self.0.iter().map(|(name, descending)| {
                let order = compare(left.get(name), right.get(name));
                if *descending { order.reverse() } else { order }
            });
            orders.fold(Ordering::Equal, Ordering::then)
        });
    }
}

fn parse_key(key: &str, ty: &'static StructuredType) -> Result<(String, bool), GraphError> {
    let malformed = || GraphError::refused_early("Invalid value for query option '$orderby'.");
    let mut words = key.split_whitespace();
    let name = words.next().ok_or_else(malformed)?;
    if !matches!(
        property(name, ty)?.kind,
        Kind::String | Kind::Guid | Kind::Boolean | Kind::Enumeration(_)
    ) {
        return Err(GraphError::bad_request(format!(
            "Property '{name}' can't be ordered by."
        )));
    }
    let descending = match (words.next(), words.next()) {
        (None | Some("asc"), None) => false,
        (Some("desc"), None) => true,
        _ => return Err(malformed()),
    };
    Ok((name.to_owned(), descending))
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
