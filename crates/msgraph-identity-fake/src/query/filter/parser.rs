//! Parses a filter. `not` binds closest, then `and`, then `or`.

use axum::http::StatusCode;
use serde_json::Value;

use super::Filter;
use super::tokens::{Token, tokenize};
use crate::graph_error::GraphError;
use crate::model::{Kind, StructuredType};
use crate::query::select_expand::property;

/// The limit for terms and list items. It also bounds the depth of the tree.
const MAX_PARTS: usize = 200;

struct Parser {
    tokens: std::vec::IntoIter<Token>,
    ty: &'static StructuredType,
    parts: usize,
}

type Parsed = Result<Filter, GraphError>;

/// A filter that has been checked against the type of the entities.
pub(in crate::query) fn parse(text: &str, ty: &'static StructuredType) -> Parsed {
    let tokens = tokenize(text).ok_or_else(malformed)?;
    let mut parser = Parser {
        tokens: tokens.into_iter(),
        ty,
        parts: 0,
    };
    let filter = parser.any_of()?;
    match parser.next() {
        None => Ok(filter),
        Some(_) => Err(malformed()),
    }
}

impl Parser {
    fn next(&mut self) -> Option<Token> {
        self.tokens.next()
    }

    /// Takes the next word if it is this one.
    fn take(&mut self, word: &str) -> bool {
        let found =
            matches!(self.tokens.as_slice().first(), Some(Token::Word(next)) if next == word);
        if found {
            self.next();
        }
        found
    }

    fn expect(&mut self, token: &Token) -> Result<(), GraphError> {
        if self.next().as_ref() == Some(token) {
            Ok(())
        } else {
            Err(malformed())
        }
    }

    fn any_of(&mut self) -> Parsed {
        let mut filter = self.all_of()?;
        while self.take("or") {
            let (left, right) = (filter, self.all_of()?);
            filter = Box::new(move |entity| left(entity) || right(entity));
        }
        Ok(filter)
    }

    fn all_of(&mut self) -> Parsed {
        let mut filter = self.term()?;
        while self.take("and") {
            let (left, right) = (filter, self.term()?);
            filter = Box::new(move |entity| left(entity) && right(entity));
        }
        Ok(filter)
    }

    fn term(&mut self) -> Parsed {
        self.count_part()?;
        if self.take("not") {
            return Ok(not(self.term()?));
        }
        match self.next() {
            Some(Token::Open) => {
                let filter = self.any_of()?;
                self.expect(&Token::Close)?;
                Ok(filter)
            }
            Some(Token::Word(name)) => match text_function(&name) {
                Some(holds) => {
                    let call = self.call(holds)?;
                    self.truth_of(call)
                }
                None => self.comparison(name),
            },
            _ => Err(malformed()),
        }
    }

    fn count_part(&mut self) -> Result<(), GraphError> {
        self.parts += 1;
        match self.parts > MAX_PARTS {
            true => Err(GraphError::refused_early("The filter has too many parts.")),
            false => Ok(()),
        }
    }

    fn call(&mut self, holds: TextFunction) -> Parsed {
        self.expect(&Token::Open)?;
        let Some(Token::Word(name)) = self.next() else {
            return Err(malformed());
        };
        self.expect(&Token::Comma)?;
        let Some(Token::Text(text)) = self.next() else {
            return Err(malformed());
        };
        self.expect(&Token::Close)?;
        match property(&name, self.ty)?.kind {
            Kind::String | Kind::Guid | Kind::Enumeration(_) => {
                let text = text.to_lowercase();
                Ok(Box::new(move |entity| match entity.get(&name) {
                    Some(Value::String(value)) => holds(&value.to_lowercase(), &text),
                    _ => false,
                }))
            }
            _ => Err(incompatible(&name)),
        }
    }

    /// A function is true by itself, or compared with `true` or `false`.
    fn truth_of(&mut self, call: Filter) -> Parsed {
        let negated = match self.tokens.as_slice().first() {
            Some(Token::Word(operator)) if operator == "eq" => false,
            Some(Token::Word(operator)) if operator == "ne" => true,
            _ => return Ok(call),
        };
        self.next();
        let expected = match (self.take("true"), self.take("false")) {
            (true, _) => true,
            (_, true) => false,
            _ => return Err(malformed()),
        };
        Ok(if expected == negated { not(call) } else { call })
    }

    fn comparison(&mut self, name: String) -> Parsed {
        let kind = &property(&name, self.ty)?.kind;
        let Some(Token::Word(operator)) = self.next() else {
            return Err(malformed());
        };
        let values = match operator.as_str() {
            "in" => self.list()?,
            _ => vec![self.literal()?],
        };
        let fits = |value: &Value| match kind {
            Kind::String | Kind::Guid | Kind::Enumeration(_) => {
                value.is_string() || value.is_null()
            }
            Kind::Boolean => value.is_boolean() || value.is_null(),
            _ => false,
        };
        if !values.iter().all(fits) {
            return Err(incompatible(&name));
        }
        let one_of: Filter = Box::new(move |entity| {
            let actual = entity.get(&name).unwrap_or(&Value::Null);
            values.iter().any(|value| equal(actual, value))
        });
        match operator.as_str() {
            "eq" | "in" => Ok(one_of),
            "ne" => Ok(not(one_of)),
            "gt" | "ge" | "lt" | "le" | "has" => Err(GraphError::new(
                StatusCode::BAD_REQUEST,
                "Request_UnsupportedQuery",
                "Unsupported Query: these properties can be compared with eq, ne and in only.",
            )),
            _ => Err(malformed()),
        }
    }

    /// The values of `in`: at least one, in parentheses.
    fn list(&mut self) -> Result<Vec<Value>, GraphError> {
        self.expect(&Token::Open)?;
        let mut values = vec![self.literal()?];
        loop {
            match self.next() {
                Some(Token::Comma) => values.push(self.literal()?),
                Some(Token::Close) => return Ok(values),
                _ => return Err(malformed()),
            }
            self.count_part()?;
        }
    }

    fn literal(&mut self) -> Result<Value, GraphError> {
        match self.next() {
            Some(Token::Text(text)) => Ok(Value::String(text)),
            Some(Token::Word(word)) => match word.as_str() {
                "true" => Ok(Value::Bool(true)),
                "false" => Ok(Value::Bool(false)),
                "null" => Ok(Value::Null),
                _ => Err(malformed()),
            },
            _ => Err(malformed()),
        }
    }
}

/// A function of the value of a property and a given text.
type TextFunction = fn(&str, &str) -> bool;

fn text_function(name: &str) -> Option<TextFunction> {
    match name {
        "startswith" => Some(|value, text| value.starts_with(text)),
        "endswith" => Some(|value, text| value.ends_with(text)),
        "contains" => Some(|value, text| value.contains(text)),
        _ => None,
    }
}

fn not(filter: Filter) -> Filter {
    Box::new(move |entity| !filter(entity))
}

fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::String(left), Value::String(right)) => left.to_lowercase() == right.to_lowercase(),
        _ => left == right,
    }
}

fn malformed() -> GraphError {
    GraphError::refused_early("Invalid filter clause: syntax error.")
}

fn incompatible(name: &str) -> GraphError {
    GraphError::refused_early(format!(
        "Invalid filter clause: '{name}' can't be compared with that value."
    ))
}
