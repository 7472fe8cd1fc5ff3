//! Writes YAML as other writers do.

use serde_json::Value;

/// How a writer writes.
#[derive(Clone, Copy)]
pub(crate) struct Style {
    indent: usize,
    indented_sequences: bool,
    quotes: Quotes,
    flow: bool,
}

#[derive(Clone, Copy)]
pub(crate) enum Quotes {
    WhereNeeded,
    Single,
    Double,
}

impl Style {
    /// Block style with so many spaces for each level, sequences as far out as their keys, and quotes only where needed.
    pub(crate) fn new(indent: usize) -> Self {
        let (indented_sequences, quotes, flow) = (false, Quotes::WhereNeeded, false);
        Self {
            indent,
            indented_sequences,
            quotes,
            flow,
        }
    }

    pub(crate) fn indented_sequences(self) -> Self {
        Self {
            indented_sequences: true,
            ..self
        }
    }

    pub(crate) fn quotes(self, quotes: Quotes) -> Self {
        Self { quotes, ..self }
    }

    pub(crate) fn flow(self) -> Self {
        Self { flow: true, ..self }
    }

    pub(crate) fn write(self, document: &Value) -> String {
        if self.flow {
            return format!("{}\n", self.in_one_line(document));
        }
        let mut text = String::new();
        self.block(document, 0, &mut text);
        text
    }

    fn block(self, value: &Value, column: usize, text: &mut String) {
        match value {
            Value::Object(object) => {
                for (key, child) in object {
                    text.push_str(&format!("{}{}:", " ".repeat(column), self.scalar(key)));
                    let is_flat = child.is_array() && !self.indented_sequences;
                    let child_column = if is_flat {
                        column
                    } else {
                        column + self.indent
                    };
                    self.child(child, child_column, text);
                }
            }
            Value::Array(entries) => {
                for entry in entries {
                    if is_block(entry) {
                        let start = text.len();
                        self.block(entry, column + self.indent, text);
                        text.replace_range(start + column..=start + column, "-");
                    } else {
                        text.push_str(&format!("{}-", " ".repeat(column)));
                        self.child(entry, column, text);
                    }
                }
            }
            _ => self.child(value, column, text),
        }
    }

    /// What follows a key or a dash.
    fn child(self, value: &Value, column: usize, text: &mut String) {
        if is_block(value) {
            text.push('\n');
            self.block(value, column, text);
        } else {
            text.push_str(&format!(" {}\n", self.in_one_line(value)));
        }
    }

    fn in_one_line(self, value: &Value) -> String {
        match value {
            Value::String(text) => self.scalar(text),
            Value::Array(entries) => {
                let entries: Vec<_> = entries
                    .iter()
                    .map(|entry| self.in_one_line(entry))
                    .collect();
                format!("[{}]", entries.join(", "))
            }
            Value::Object(object) => {
                let entries: Vec<_> = object
                    .iter()
                    .map(|(key, child)| {
                        format!("{}: {}", self.scalar(key), self.in_one_line(child))
                    })
                    .collect();
                format!("{{{}}}", entries.join(", "))
            }
            other => other.to_string(),
        }
    }

    fn scalar(self, text: &str) -> String {
        let is_plain = text
            .starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' && !self.flow)
            && text.chars().all(|c| {
                c.is_ascii_alphanumeric() || "/.-_".contains(c) || (!self.flow && "{}".contains(c))
            })
            && !["true", "false", "null"].contains(&text);
        match self.quotes {
            Quotes::WhereNeeded if is_plain => text.to_owned(),
            Quotes::WhereNeeded | Quotes::Single => format!("'{}'", text.replace('\'', "''")),
            Quotes::Double => Value::from(text).to_string(),
        }
    }
}

fn is_block(value: &Value) -> bool {
    match value {
        Value::Object(object) => !object.is_empty(),
        Value::Array(entries) => !entries.is_empty(),
        _ => false,
    }
}
