//! What the comparisons of operations and types have in common: how a change is put together, and the comparison of values.

use std::collections::BTreeMap;

use super::{Change, Kind, Side};
use crate::openapi::Pointer;
use crate::surface::{About, Member, Use};

/// What has a name in two contracts, or in one of them.
pub(super) enum Pair<'a, T> {
    Gone(&'a T),
    Kept(&'a T, &'a T),
    New(&'a T),
}

impl<'a, T> Pair<'a, T> {
    /// What is, or else what was, with its side.
    pub(super) fn latest<'s>(&self, old: &'s Side, new: &'s Side) -> (&'a T, &'s Side) {
        match self {
            Self::Gone(was) => (was, old),
            Self::Kept(_, now) | Self::New(now) => (now, new),
        }
    }
}

/// Pairs the entries of two maps by name: those of the first in their order, then the new ones.
pub(super) fn pairs<'a, T>(
    was: &'a BTreeMap<String, T>,
    now: &'a BTreeMap<String, T>,
) -> impl Iterator<Item = (&'a str, Pair<'a, T>)> {
    let known = was.iter().map(|(name, was)| match now.get(name) {
        Some(now) => (name.as_str(), Pair::Kept(was, now)),
        None => (name.as_str(), Pair::Gone(was)),
    });
    let new = now.iter().filter(|(name, _)| !was.contains_key(*name));
    known.chain(new.map(|(name, now)| (name.as_str(), Pair::New(now))))
}

/// The place of a change, and how callers use what has changed.
#[derive(Clone)]
pub(super) struct Place {
    pub(super) subject: String,
    pub(super) member: String,
    pub(super) pointer: Pointer,
    pub(super) items: Vec<String>,
    pub(super) uses: Vec<Use>,
}

impl Place {
    /// A place that callers use in full, as they do operations.
    pub(super) fn new(subject: &str, pointer: &Pointer, items: Vec<String>) -> Self {
        Self {
            subject: subject.to_owned(),
            member: String::new(),
            pointer: pointer.clone(),
            items,
            uses: vec![Use::Create],
        }
    }

    pub(super) fn member(mut self, member: &str) -> Self {
        self.member = member.to_owned();
        self
    }

    /// The member itself: `subject.member`.
    pub(super) fn as_subject(&self) -> Self {
        Self {
            subject: format!("{}.{}", self.subject, self.member),
            member: String::new(),
            ..self.clone()
        }
    }

    /// A change with the effect that it has on the uses of this place.
    pub(super) fn change(&self, kind: Kind) -> Change {
        Change {
            kind,
            effect: kind.effect(self.uses.iter().copied()),
            subject: self.subject.clone(),
            member: self.member.clone(),
            old: None,
            new: None,
            pointer: self.pointer.clone(),
            items: self.items.clone(),
        }
    }

    /// A change from one text to another, if they differ.
    pub(super) fn change_from(&self, was: &str, now: &str, kind: Kind) -> Option<Change> {
        (was != now).then(|| self.change(kind).was(was).becomes(now))
    }

    /// A change of a flag, if it differs.
    pub(super) fn change_of_flag(
        &self,
        was: bool,
        now: bool,
        [set, unset]: [Kind; 2],
    ) -> Option<Change> {
        (was != now).then(|| self.change(if now { set } else { unset }))
    }
}

impl Change {
    pub(super) fn was(mut self, old: impl Into<String>) -> Self {
        self.old = Some(old.into());
        self
    }

    pub(super) fn becomes(mut self, new: impl Into<String>) -> Self {
        self.new = Some(new.into());
        self
    }
}

/// Compares which values are listed, what restricts them, and the default.
pub(super) fn compare_values(was: &Member, now: &Member, place: &Place, changes: &mut Vec<Change>) {
    for value in was.values.difference(&now.values) {
        changes.push(place.clone().member(value).change(Kind::ValueRemoved));
    }
    for value in now.values.difference(&was.values) {
        changes.push(place.clone().member(value).change(Kind::ValueAdded));
    }
    for (keyword, pair) in pairs(&was.constraints, &now.constraints) {
        let constraint = |value: &String| format!("{keyword}: {value}");
        let (old, new) = match pair {
            Pair::Gone(was) => {
                let change = place.change(Kind::ConstraintRemoved);
                changes.push(change.was(constraint(was)));
                continue;
            }
            Pair::New(now) => ("none".to_owned(), constraint(now)),
            Pair::Kept(was, now) => (constraint(was), constraint(now)),
        };
        changes.extend(place.change_from(&old, &new, Kind::ConstraintChanged));
    }
    let default = |member: &Member| match &member.default {
        Some(default) => default.to_string(),
        None => "none".to_owned(),
    };
    changes.extend(place.change_from(&default(was), &default(now), Kind::DefaultChanged));
}

/// Compares what is said about a thing.
pub(super) fn compare_about(was: &About, now: &About, place: &Place, changes: &mut Vec<Change>) {
    if was.description != now.description {
        let mut change = place.change(Kind::DocumentationChanged);
        change.old.clone_from(&was.description);
        change.new.clone_from(&now.description);
        changes.push(change);
    }
    if was.deprecated != now.deprecated {
        let change = place.change(Kind::DeprecationChanged);
        changes.push(change.becomes(if now.deprecated {
            "deprecated"
        } else {
            "no longer deprecated"
        }));
    }
}
