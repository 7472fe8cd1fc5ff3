//! Compares the parts of two contracts: the one walk over operations, types and all that belongs to them.

use super::kinds::{Pair, kind_of, texts_of};
use super::{Change, Kind, RustItems};
use crate::openapi::Pointer;
use crate::surface::{Facet, Part, Surface, Use, short_name};

/// A contract, and what its parts are called in Rust.
pub(super) struct Side<'a> {
    pub(super) surface: Surface,
    pub(super) items: RustItems<'a>,
}

/// What a change happened to, and how callers use it.
#[derive(Clone, Default)]
pub(super) struct Subject {
    pub(super) subject: String,
    pub(super) member: String,
    pub(super) items: Vec<String>,
    pub(super) uses: Vec<Use>,
    /// The schema of a type.
    schema: String,
}

impl Subject {
    /// A subject that callers use in full, as they do operations.
    pub(super) fn new(subject: &str, items: Vec<String>) -> Self {
        Self {
            subject: subject.to_owned(),
            items,
            uses: vec![Use::Create],
            ..Self::default()
        }
    }

    /// A change of this kind, with the effect that it has on the uses of the subject.
    pub(super) fn change(self, kind: Kind, pointer: Pointer) -> Change {
        Change {
            kind,
            effect: kind.effect(self.uses),
            subject: self.subject,
            member: self.member,
            old: None,
            new: None,
            pointer,
            items: self.items,
        }
    }
}

/// What differs between two contracts.
pub(super) fn compare_parts(old: &Side<'_>, new: &Side<'_>) -> Vec<Change> {
    let mut comparison = Comparison {
        sides: [old, new],
        changes: Vec::new(),
    };
    comparison.compare(&old.surface.all, &new.surface.all, &Subject::default());
    comparison.changes
}

struct Comparison<'a> {
    sides: [&'a Side<'a>; 2],
    changes: Vec<Change>,
}

impl<'a> Comparison<'a> {
    /// Compares the parts of what both contracts have.
    fn compare(&mut self, was: &'a Part, now: &'a Part, of: &Subject) {
        let new = now.parts.keys().filter(|key| !was.parts.contains_key(*key));
        let mut keys: Vec<_> = was.parts.keys().chain(new).collect();
        keys.sort_by_key(|(facet, _)| *facet);
        for key @ (facet, name) in keys {
            let pair = [was, now].map(|whole| whole.parts.get(key));
            let subject = self.subject(*facet, name, pair, of);
            if let Some(kind) = kind_of(*facet, pair, [was, now], &subject.uses) {
                let [old, new] = texts_of(*facet, pair).map(|text| text.map(str::to_owned));
                let latest = pair[1].or(pair[0]).and_then(|part| part.place.clone());
                let place = latest.or_else(|| now.place.clone()).unwrap_or_default();
                self.changes.push(Change {
                    old,
                    new,
                    ..subject.clone().change(kind, place)
                });
            }
            let [Some(was), Some(now)] = pair else {
                continue;
            };
            let is_other_shape = *facet == Facet::Shape && was.text != now.text;
            if !is_other_shape && *facet != Facet::Annotation {
                self.compare(was, now, &subject);
            }
        }
    }

    /// What a part is called, as one of its whole.
    fn subject(&self, facet: Facet, name: &str, pair: Pair<'_>, of: &Subject) -> Subject {
        let mut subject = of.clone();
        let [old, new] = self.sides.map(|side| &side.items);
        let latest = if pair[1].is_some() { new } else { old };
        match facet {
            Facet::Operation => return Subject::new(name, latest.operation(name)),
            Facet::Type => {
                let uses = self
                    .sides
                    .iter()
                    .filter_map(|side| side.surface.uses.get(name));
                return Subject {
                    subject: short_name(name).to_owned(),
                    items: latest.schema(name),
                    uses: uses.flatten().copied().collect(),
                    schema: name.to_owned(),
                    ..Subject::default()
                };
            }
            Facet::Parameter => {
                subject.items = latest.parameter(&of.subject, name);
                name.clone_into(&mut subject.member);
            }
            Facet::Property | Facet::Annotation => {
                // A property that becomes read-only is a field of updates in the old contract alone.
                let items = [old, new].map(|items| items.property(&of.schema, name));
                subject.items = items.concat();
                subject.items.sort_unstable();
                subject.items.dedup();
                name.clone_into(&mut subject.member);
                if pair
                    .iter()
                    .all(|part| part.is_some_and(|part| part.has(Facet::ReadOnly)))
                {
                    // It is never sent, so only answers count.
                    subject.uses = vec![Use::Answer];
                }
            }
            Facet::Kind => {
                subject.items.extend(latest.schema(name));
                short_name(name).clone_into(&mut subject.member);
            }
            Facet::Status => name.clone_into(&mut subject.member),
            Facet::Value
            | Facet::Constraint
            | Facet::Default
            | Facet::Description
            | Facet::Deprecation => {
                if !of.member.is_empty() {
                    subject.subject = format!("{}.{}", of.subject, of.member);
                }
                subject.member.clear();
                if facet == Facet::Value {
                    name.clone_into(&mut subject.member);
                }
            }
            _ => {}
        }
        subject
    }
}
