//! What a change of an API means for those who use the crate.

use std::collections::BTreeSet;

use super::lines::{MAY_GROW, PRIVATE_FIELDS, SEALED};
use crate::change::Effect;

const GIVEN: [&str; 2] = [" { .. }", " = .."];

/// What happened to an API.
#[derive(Debug, PartialEq, Eq)]
pub struct ApiChange {
    is_same: bool,
    /// The lines that are gone, or say less.
    pub lost: Vec<String>,
    /// The lines that others must follow: a field of a struct or a variant of an enum that could be written or matched in
    /// full, a member of a trait that others implement.
    pub demanded: Vec<String>,
}

/// Compares two texts.
pub fn compare(was: &[String], now: &[String]) -> ApiChange {
    let [old, new] = [was, now].map(|lines| {
        let lines = lines.iter().map(|line| without_argument_names(line));
        lines.collect::<BTreeSet<String>>()
    });
    let lost: Vec<String> = old
        .iter()
        .filter(|line| !is_kept(line, &new))
        .cloned()
        .collect();
    let gained = new.difference(&old);
    let demanded: Vec<String> = gained
        .filter(|line| is_demanded(line, &old))
        .cloned()
        .collect();
    ApiChange {
        is_same: old == new,
        lost,
        demanded,
    }
}

impl ApiChange {
    /// What it means for callers; `None` where nothing happened.
    pub fn effect(&self) -> Option<Effect> {
        if !self.lost.is_empty() || !self.demanded.is_empty() {
            Some(Effect::Breaking)
        } else {
            (!self.is_same).then_some(Effect::Compatible)
        }
    }

    /// The same, where what others must follow is judged in another way.
    #[must_use]
    pub fn without_demands(self) -> Self {
        Self {
            demanded: Vec::new(),
            ..self
        }
    }
}

/// Whether a line is still there, or one that allows more.
fn is_kept(line: &str, now: &BTreeSet<String>) -> bool {
    let freed = without_conditions(line);
    let freed = freed.strip_prefix(MAY_GROW).unwrap_or(freed);
    let opened = freed.strip_suffix(PRIVATE_FIELDS).unwrap_or(freed);
    let unsealed = opened.strip_suffix(SEALED).unwrap_or(opened);
    let given = GIVEN.map(|given| format!("{unsealed}{given}"));
    let allowed = [line, without_conditions(line), freed, opened, unsealed];
    allowed.into_iter().any(|line| now.contains(line))
        || given.iter().any(|line| now.contains(line))
}

/// Whether a new line asks something of code that was right before.
fn is_demanded(line: &str, was: &BTreeSet<String>) -> bool {
    let text = without_conditions(line);
    let text = text.strip_prefix(MAY_GROW).unwrap_or(text);
    let Some(rest) = text.strip_prefix("pub ") else {
        return false;
    };
    let is_provided = GIVEN.iter().any(|given| line.ends_with(given));
    let (owner, is_data) = match path_of(rest) {
        Some(path) => (parent(path), true),
        None => {
            let path = rest.split(' ').find(|word| word.contains("::"));
            (path.and_then(path_of).and_then(parent), false)
        }
    };
    let Some(owner) = owner else {
        return false;
    };
    was.iter()
        .map(|line| without_conditions(line))
        .any(|line| match is_data {
            true => closes(line, "struct", owner) || closes(line, "enum", owner),
            false => !is_provided && closes(line, "trait", owner),
        })
}

/// Whether this line declares the owner, and does not leave room for more.
fn closes(line: &str, keyword: &str, owner: &str) -> bool {
    let declared = line.strip_prefix("pub ").and_then(|rest| {
        rest.strip_prefix(keyword)?
            .strip_prefix(' ')?
            .strip_prefix(owner)
    });
    declared.is_some_and(|rest| {
        let is_longer = rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        let may_grow = rest.ends_with(PRIVATE_FIELDS) || rest.ends_with(SEALED);
        !is_longer && !rest.starts_with("::") && !may_grow
    })
}

/// The path that a text begins with.
fn path_of(text: &str) -> Option<&str> {
    let end = text.find([' ', '(', '<']).unwrap_or(text.len());
    let path = text[..end].trim_end_matches([':', ';', ',']);
    path.contains("::").then_some(path)
}

fn parent(path: &str) -> Option<&str> {
    path.rsplit_once("::").map(|(parent, _)| parent)
}

fn without_conditions(mut line: &str) -> &str {
    while let Some((_, rest)) = line
        .strip_prefix("#[cfg(")
        .and_then(|rest| rest.split_once(")] "))
    {
        line = rest;
    }
    line
}

/// A function without the names of its arguments, which callers do not write.
fn without_argument_names(line: &str) -> String {
    let mut text = String::new();
    let mut rest = line;
    while let Some(colon) = rest.find(": ") {
        let (head, tail) = rest.split_at(colon);
        let start = head
            .rfind(|c: char| !(c.is_alphanumeric() || c == '_'))
            .map_or(0, |place| place + 1);
        let (before, name) = head.split_at(start);
        let is_argument = (before.ends_with('(') || before.ends_with(", "))
            && name.starts_with(|c: char| c.is_lowercase() || c == '_')
            && line.contains("fn ");
        text.push_str(before);
        if !is_argument {
            text.push_str(name);
            text.push_str(": ");
        }
        rest = &tail[2..];
    }
    text.push_str(rest);
    text
}
