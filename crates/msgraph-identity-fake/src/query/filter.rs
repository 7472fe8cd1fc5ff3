//! `$filter`: `eq`, `ne`, `in`, `startswith`, `endswith`, `contains`, `and`, `or` and `not`, on texts and Booleans.

mod parser;
mod tokens;

use serde_json::{Map, Value};

use crate::graph_error::GraphError;
use crate::graph_version::GraphVersion;
use crate::model::StructuredType;

/// A parsed filter. Texts are compared without regard to case, as the directory does.
#[derive(Debug, PartialEq)]
pub(super) enum Filter {
    And(Box<Filter>, Box<Filter>),
    Or(Box<Filter>, Box<Filter>),
    Not(Box<Filter>),
    /// The property has one of these values.
    OneOf {
        property: String,
        values: Vec<Value>,
    },
    Text {
        function: TextFunction,
        property: String,
        text: String,
    },
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum TextFunction {
    StartsWith,
    EndsWith,
    Contains,
}

impl Filter {
    pub(super) fn parse(
        text: &str,
        version: GraphVersion,
        ty: &StructuredType,
    ) -> Result<Self, GraphError> {
        parser::parse(text, version, ty)
    }

    pub(super) fn matches(&self, object: &Map<String, Value>) -> bool {
        match self {
            Self::And(left, right) => left.matches(object) && right.matches(object),
            Self::Or(left, right) => left.matches(object) || right.matches(object),
            Self::Not(inner) => !inner.matches(object),
            Self::OneOf { property, values } => {
                let actual = object.get(property).unwrap_or(&Value::Null);
                values.iter().any(|value| equal(actual, value))
            }
            Self::Text {
                function,
                property,
                text,
            } => match object.get(property) {
                Some(Value::String(value)) => function.holds(&value.to_lowercase(), text),
                _ => false,
            },
        }
    }
}

impl TextFunction {
    fn holds(self, value: &str, text: &str) -> bool {
        match self {
            Self::StartsWith => value.starts_with(text),
            Self::EndsWith => value.ends_with(text),
            Self::Contains => value.contains(text),
        }
    }
}

fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::String(left), Value::String(right)) => left.to_lowercase() == right.to_lowercase(),
        _ => left == right,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::connector_types::IDENTITY_API_CONNECTOR;

    fn matches(filter: &str, display_name: &str) -> Option<bool> {
        let filter = Filter::parse(filter, GraphVersion::V1, &IDENTITY_API_CONNECTOR).ok()?;
        let object = json!({ "displayName": display_name, "targetUrl": null });
        object.as_object().map(|object| filter.matches(object))
    }

    #[test]
    fn operators_and_functions_select_entities() {
        for (filter, expected) in [
            ("displayName eq 'Ann''s'", true),
            ("displayName eq 'ann''s'", true),
            ("displayName ne 'Ann''s'", false),
            ("startswith(displayName, 'An')", true),
            ("startswith(displayName,'nn')", false),
            ("contains(displayName,'nn')", true),
            ("endswith(displayName,'''s')", true),
            ("not startswith(displayName,'B')", true),
            ("not(displayName eq 'Ann''s')", false),
            ("startswith(displayName,'An') eq true", true),
            ("startswith(displayName,'An') eq false", false),
            ("startswith(displayName,'An') ne true", false),
            (
                "startswith(displayName,'An') ne false and targetUrl eq null",
                true,
            ),
            ("not startswith(displayName,'An') eq false", true),
            ("startswith(displayName,'')", true),
            ("startswith(targetUrl,'')", false),
            (
                "contains(displayName,'x') or contains(displayName,'a')",
                true,
            ),
            ("displayName eq ''", false),
            ("displayName ne null", true),
            ("((displayName eq 'ANN''S'))", true),
            ("not not displayName eq 'Ann''s'", true),
            (
                "not (displayName eq 'x') and not (displayName eq 'y')",
                true,
            ),
            ("  displayName   eq   'Ann''s'  ", true),
            (
                "displayName eq 'x' and displayName eq 'y' or targetUrl eq null",
                true,
            ),
            ("targetUrl eq null", true),
            ("displayName in ('x','ann''s')", true),
            ("displayName in ( 'x' , 'y' )", false),
            ("displayName in ('Ann''s')", true),
            ("targetUrl in ('x', null)", true),
            ("not (displayName in ('x'))", true),
            ("displayName in ('x') or targetUrl in (null)", true),
            (
                "displayName eq 'x' or displayName eq 'Ann''s' and targetUrl eq 'u'",
                false,
            ),
            (
                "(displayName eq 'x' or displayName eq 'Ann''s') and targetUrl eq null",
                true,
            ),
        ] {
            assert_eq!(matches(filter, "Ann's"), Some(expected), "{filter}");
        }
    }

    #[test]
    fn malformed_filters_are_refused() {
        for filter in [
            "",
            " ",
            "displayName",
            "displayName eq",
            "displayName eq 'x",
            "displayName eq x",
            "displayname eq 'x'",
            "displayName = 'x'",
            "displayName eq 'x' and",
            "displayName eq 'x' displayName eq 'y'",
            "displayName gt 'x'",
            "displayName eq true",
            "authenticationConfiguration eq 'x'",
            "startswith(displayName)",
            "startswith(displayName,null)",
            "length(displayName) eq 1",
            "'x' eq displayName",
            "null ne displayName",
            "displayName eq 'x''",
            "displayName eq ''x'",
            "displayName eq \"x\"",
            "displayName eq 1",
            "displayName EQ 'x'",
            "displayName eq null null",
            "displayName eq 'x' or",
            "or displayName eq 'x'",
            "and",
            "displayName ge 'x'",
            "displayName in ()",
            "displayName in 'x'",
            "displayName in ('x'",
            "displayName in ('x',)",
            "displayName in ('x' 'y')",
            "displayName in (true)",
            "displayName in (x)",
            "authenticationConfiguration in ('x')",
            "displayName IN ('x')",
            "'x' in displayName",
            "displayName/x eq 'x'",
            "StartsWith(displayName,'x')",
            "startswith(displayName,'x'",
            "startswith displayName,'x')",
            "startswith('x',displayName)",
            "startswith(displayName,'x') eq 'x'",
            "startswith(displayName,'x') eq",
            "startswith(authenticationConfiguration,'x')",
            "tolower(displayName) eq 'x'",
            "groupSyncInbound eq null",
            "displayName eq 'x' & targetUrl eq 'y'",
            "displayName eq 'x';",
            "displayName\u{a0}eq 'x'",
            "()",
            "(((",
            "(displayName eq 'x'",
            "displayName eq 'x')",
            "not",
        ] {
            assert_eq!(matches(filter, "x"), None, "{filter}");
        }
    }

    #[test]
    fn nesting_is_limited() {
        let deep = format!(
            "{}displayName eq 'x'{}",
            "(".repeat(50_000),
            ")".repeat(50_000)
        );
        assert_eq!(matches(&deep, "x"), None);
        assert_eq!(
            matches(&format!("{}displayName eq 'x'", "not ".repeat(50_000)), "x"),
            None
        );
        let long = vec!["displayName eq 'x'"; 5_000].join(" and ");
        assert_eq!(matches(&long, "x"), None);
        let list = vec!["'x'"; 5_000].join(",");
        assert_eq!(matches(&format!("displayName in ({list})"), "x"), None);
    }
}
