//! Compares values, and what is said about things. This is also where a change is put together.

use std::collections::BTreeMap;

use super::{Change, Kind};
use crate::openapi::Pointer;
use crate::surface::Use;
use crate::surface::{About, Member};

/// The place of a change, and what has changed.
#[derive(Clone)]
pub(super) struct Place {
    pub(super) subject: String,
    pub(super) member: String,
    pub(super) pointer: Pointer,
    pub(super) items: Vec<String>,
    pub(super) uses: Vec<Use>,
}

impl Place {
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

    pub(super) fn used(mut self, uses: Vec<Use>) -> Self {
        self.uses = uses;
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

    pub(super) fn changed(&self, kind: Kind, uses: impl IntoIterator<Item = Use>) -> Change {
        Change {
            kind,
            effect: kind.effect(uses),
            subject: self.subject.clone(),
            member: self.member.clone(),
            old: None,
            new: None,
            pointer: self.pointer.clone(),
            items: self.items.clone(),
        }
    }

    /// A change with the effect that it has on the uses of this place.
    pub(super) fn change_used(&self, kind: Kind) -> Change {
        self.changed(kind, self.uses.iter().copied())
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
        changes.push(place.clone().member(value).change_used(Kind::ValueRemoved));
    }
    for value in now.values.difference(&was.values) {
        changes.push(place.clone().member(value).change_used(Kind::ValueAdded));
    }
    compare_constraints(&was.constraints, &now.constraints, place, changes);
    if was.default != now.default {
        let text = |default: &Option<serde_json::Value>| {
            default
                .as_ref()
                .map_or("none".to_owned(), ToString::to_string)
        };
        let change = place.change_used(Kind::DefaultChanged);
        changes.push(change.was(text(&was.default)).becomes(text(&now.default)));
    }
}

fn compare_constraints(
    was: &BTreeMap<String, String>,
    now: &BTreeMap<String, String>,
    place: &Place,
    changes: &mut Vec<Change>,
) {
    for (keyword, new) in now {
        let old = was.get(keyword);
        if old != Some(new) {
            let old = old.map_or("none".to_owned(), |old| format!("{keyword}: {old}"));
            let change = place.change_used(Kind::ConstraintChanged);
            changes.push(change.was(old).becomes(format!("{keyword}: {new}")));
        }
    }
    for (keyword, old) in was {
        if !now.contains_key(keyword) {
            let change = place.change_used(Kind::ConstraintRemoved);
            changes.push(change.was(format!("{keyword}: {old}")));
        }
    }
}

/// Compares what is said about a thing.
pub(super) fn compare_about(was: &About, now: &About, place: &Place, changes: &mut Vec<Change>) {
    if was.description != now.description {
        let mut change = place.change_used(Kind::DocumentationChanged);
        change.old.clone_from(&was.description);
        change.new.clone_from(&now.description);
        changes.push(change);
    }
    if was.deprecated != now.deprecated {
        let name = |deprecated| {
            if deprecated {
                "deprecated"
            } else {
                "no longer deprecated"
            }
        };
        let change = place.change_used(Kind::DeprecationChanged);
        changes.push(change.becomes(name(now.deprecated)));
    }
}
