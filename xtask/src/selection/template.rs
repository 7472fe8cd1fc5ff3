//! Path templates, compared by their outline: what a path parameter is called makes no difference on the wire.

use std::fmt;

use openapi_reader::is_same_path;
use serde::{Deserialize, Deserializer, de::Error as _};

/// A path such as `/identity/apiConnectors/{identityApiConnector-id}`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PathTemplate(String);

impl PathTemplate {
    /// Reads a path template; the error says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        if !text.starts_with('/') {
            return Err(format!(
                "the path `{}` does not begin with `/`",
                text.escape_debug()
            ));
        }
        let names_are_there = parameters(text)
            .iter()
            .all(|name| !name.is_empty() && !name.contains('{'));
        let outline = Self::outline(text).replace("{}", "");
        if !names_are_there
            || outline.contains(['{', '}', '?', '#'])
            || outline.chars().any(char::is_control)
        {
            return Err(format!(
                "`{}` is not a path template such as `/a/{{b}}/c`",
                text.escape_debug()
            ));
        }
        Ok(Self(text.to_owned()))
    }

    /// The template as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether `path` is the same but for the names of its parameters.
    pub fn matches(&self, path: &str) -> bool {
        is_same_path(&self.0, path)
    }

    /// The names of its parameters, in order.
    pub fn parameters(&self) -> impl Iterator<Item = &str> {
        parameters(&self.0).into_iter()
    }

    /// Pairs of parameter names: those of `path`, and ours.
    pub fn renames<'a>(&'a self, path: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        parameters(path).into_iter().zip(parameters(&self.0))
    }

    /// The path without the names of its parameters.
    pub fn outline(path: &str) -> String {
        parameters(path)
            .iter()
            .fold(path.to_owned(), |outline, name| {
                outline.replacen(&format!("{{{name}}}"), "{}", 1)
            })
    }
}

/// The names in braces, in order.
fn parameters(path: &str) -> Vec<&str> {
    path.split('{')
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('}')?.0))
        .collect()
}

impl fmt::Display for PathTemplate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for PathTemplate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}
