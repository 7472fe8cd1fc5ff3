//! Compares types: properties, kinds, values.

use std::collections::BTreeMap;

use super::compare_members::{Place, compare_about, compare_values};
use super::{Change, Kind, Side};
use crate::openapi::{ODATA_TYPE, Pointer};
use crate::surface::Use;
use crate::surface::{Member, Shape, Type, short_name};

pub(super) fn compare_types(old: &Side, new: &Side, changes: &mut Vec<Change>) {
    for (name, was) in &old.surface.types {
        match new.surface.types.get(name) {
            Some(now) => Comparison {
                name,
                was,
                now,
                old,
                new,
            }
            .run(changes),
            None => changes.push(place(name, was, old).change_used(Kind::TypeRemoved)),
        }
    }
    for (name, now) in &new.surface.types {
        if !old.surface.types.contains_key(name) {
            changes.push(place(name, now, new).change_used(Kind::TypeAdded));
        }
    }
}

fn place(name: &str, of: &Type, side: &Side) -> Place {
    Place::new(short_name(name), &of.place, side.items.schema(name))
        .used(of.uses.iter().copied().collect())
}

/// A type before and after.
struct Comparison<'a> {
    name: &'a str,
    was: &'a Type,
    now: &'a Type,
    old: &'a Side,
    new: &'a Side,
}

impl Comparison<'_> {
    fn run(&self, changes: &mut Vec<Change>) {
        let mut place = place(self.name, self.now, self.new);
        place.uses = self.was.uses.union(&self.now.uses).copied().collect();
        compare_about(&self.was.about, &self.now.about, &place, changes);
        match (&self.was.shape, &self.now.shape) {
            (Shape::Object(was), Shape::Object(now)) => {
                self.compare_properties(was, now, &place, changes)
            }
            (Shape::Union(was), Shape::Union(now)) => self.compare_kinds(was, now, &place, changes),
            (Shape::Value(was), Shape::Value(now)) => {
                if was.kind != now.kind {
                    let change = place.change_used(Kind::TypeShapeChanged);
                    changes.push(change.was(&was.kind).becomes(&now.kind));
                }
                compare_values(was, now, &place, changes);
            }
            (was, now) => {
                let change = place.change_used(Kind::TypeShapeChanged);
                changes.push(change.was(was.name()).becomes(now.name()));
            }
        }
    }

    fn compare_kinds(
        &self,
        was: &BTreeMap<String, Pointer>,
        now: &BTreeMap<String, Pointer>,
        place: &Place,
        changes: &mut Vec<Change>,
    ) {
        for (here, there, side, kind) in [
            (was, now, self.old, Kind::KindRemoved),
            (now, was, self.new, Kind::KindAdded),
        ] {
            for (name, pointer) in here.iter().filter(|(name, _)| !there.contains_key(*name)) {
                let place = Place {
                    pointer: pointer.clone(),
                    items: side.items.schema(name),
                    ..place.clone()
                };
                changes.push(place.member(short_name(name)).change_used(kind));
            }
        }
    }

    fn compare_properties(
        &self,
        was: &BTreeMap<String, Member>,
        now: &BTreeMap<String, Member>,
        place: &Place,
        changes: &mut Vec<Change>,
    ) {
        let at = |name: &str, member: &Member, side: &Side| Place {
            pointer: member.place.clone(),
            items: side.items.property(self.name, name),
            ..place.clone().member(name)
        };
        for (name, was) in was {
            match now.get(name) {
                Some(now) if name == ODATA_TYPE => {
                    compare_annotation(was, now, &at(name, now, self.new), changes);
                }
                Some(now) => compare_property(was, now, &at(name, now, self.new), changes),
                None if name == ODATA_TYPE => {
                    changes.push(at(name, was, self.old).change_used(Kind::AnnotationChanged));
                }
                None => {
                    let change = at(name, was, self.old).change_used(Kind::PropertyRemoved);
                    changes.push(change.was(&was.kind));
                }
            }
        }
        let has_default = !was.values().any(|property| property.required);
        for (name, now) in now.iter().filter(|(name, _)| !was.contains_key(*name)) {
            let kind = match (name == ODATA_TYPE, now.required, has_default) {
                (true, ..) => Kind::AnnotationChanged,
                (_, true, _) => Kind::RequiredPropertyAdded,
                (_, _, false) => Kind::PropertyAddedWithoutDefault,
                (_, _, true) => Kind::PropertyAdded,
            };
            let place = at(name, now, self.new).read_by(now.read_only);
            changes.push(place.change_used(kind).becomes(&now.kind));
        }
    }
}

/// The clients do without annotations, whatever is said about them.
fn compare_annotation(was: &Member, now: &Member, place: &Place, changes: &mut Vec<Change>) {
    let said = |member: &Member| {
        (
            member.kind.clone(),
            member.required,
            member.default.clone(),
            member.values.clone(),
        )
    };
    if said(was) != said(now) {
        changes.push(place.change_used(Kind::AnnotationChanged));
    }
}

fn compare_property(was: &Member, now: &Member, place: &Place, changes: &mut Vec<Change>) {
    if was.read_only != now.read_only {
        let kind = if now.read_only {
            Kind::PropertyBecameReadOnly
        } else {
            Kind::PropertyBecameWritable
        };
        changes.push(place.change_used(kind));
    }
    let place = &place.clone().read_by(was.read_only && now.read_only);
    if was.kind != now.kind {
        let change = place.change_used(Kind::PropertyTypeChanged);
        changes.push(change.was(&was.kind).becomes(&now.kind));
    }
    let required = was.required && now.required;
    for (was, now, gained, lost) in [
        (
            was.required,
            now.required,
            Kind::PropertyBecameRequired,
            Kind::PropertyBecameOptional,
        ),
        (
            was.nullable,
            now.nullable,
            if required {
                Kind::RequiredPropertyBecameNullable
            } else {
                Kind::PropertyBecameNullable
            },
            if required {
                Kind::RequiredPropertyBecameNonNull
            } else {
                Kind::PropertyBecameNonNull
            },
        ),
    ] {
        match (was, now) {
            (false, true) => changes.push(place.change_used(gained)),
            (true, false) => changes.push(place.change_used(lost)),
            _ => {}
        }
    }
    let place = &place.as_subject();
    compare_values(was, now, place, changes);
    compare_about(&was.about, &now.about, place, changes);
}

impl Place {
    /// What is read-only is never sent, so only its answers count.
    fn read_by(mut self, read_only: bool) -> Self {
        if read_only {
            self.uses = vec![Use::Answer];
        }
        self
    }
}
