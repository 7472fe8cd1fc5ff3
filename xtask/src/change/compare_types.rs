//! Compares types: properties, kinds, values.

use std::collections::BTreeMap;

use super::compare_members::{Pair, Place, compare_about, compare_values, pairs};
use super::{Change, Kind, Side};
use crate::openapi::{ODATA_TYPE, Pointer};
use crate::surface::{Member, Shape, Use, short_name};

pub(super) fn compare_types(old: &Side, new: &Side, changes: &mut Vec<Change>) {
    for (name, pair) in pairs(&old.surface.types, &new.surface.types) {
        let (of, side) = pair.latest(old, new);
        let mut place = Place::new(short_name(name), &of.place, side.items.schema(name));
        place.uses = of.uses.iter().copied().collect();
        match pair {
            Pair::Gone(_) => changes.push(place.change(Kind::TypeRemoved)),
            Pair::New(_) => changes.push(place.change(Kind::TypeAdded)),
            Pair::Kept(was, now) => {
                place.uses.extend(&was.uses);
                compare_about(&was.about, &now.about, &place, changes);
                let comparison = Comparison {
                    name,
                    place,
                    old,
                    new,
                };
                comparison.compare_shapes(&was.shape, &now.shape, changes);
            }
        }
    }
}

/// A type that both contracts have.
struct Comparison<'a> {
    name: &'a str,
    place: Place,
    old: &'a Side,
    new: &'a Side,
}

impl Comparison<'_> {
    fn compare_shapes(&self, was: &Shape, now: &Shape, changes: &mut Vec<Change>) {
        match (was, now) {
            (Shape::Object(was), Shape::Object(now)) => self.compare_properties(was, now, changes),
            (Shape::Union(was), Shape::Union(now)) => self.compare_kinds(was, now, changes),
            (Shape::Value(was), Shape::Value(now)) => {
                let kind = Kind::TypeShapeChanged;
                changes.extend(self.place.change_from(&was.kind, &now.kind, kind));
                compare_values(was, now, &self.place, changes);
            }
            (was, now) => {
                let kind = Kind::TypeShapeChanged;
                changes.extend(self.place.change_from(was.name(), now.name(), kind));
            }
        }
    }

    fn compare_kinds(
        &self,
        was: &BTreeMap<String, Pointer>,
        now: &BTreeMap<String, Pointer>,
        changes: &mut Vec<Change>,
    ) {
        for (name, pair) in pairs(was, now) {
            let (pointer, side) = pair.latest(self.old, self.new);
            let kind = match pair {
                Pair::Gone(_) => Kind::KindRemoved,
                Pair::New(_) => Kind::KindAdded,
                Pair::Kept(..) => continue,
            };
            let place = Place {
                pointer: pointer.clone(),
                items: [self.place.items.clone(), side.items.schema(name)].concat(),
                ..self.place.clone()
            };
            changes.push(place.member(short_name(name)).change(kind));
        }
    }

    fn compare_properties(
        &self,
        was: &BTreeMap<String, Member>,
        now: &BTreeMap<String, Member>,
        changes: &mut Vec<Change>,
    ) {
        let had_default = !was.values().any(|property| property.required);
        for (name, pair) in pairs(was, now) {
            let (property, _) = pair.latest(self.old, self.new);
            // A property that becomes read-only is a field of updates in the old contract alone.
            let sides = [self.old, self.new].into_iter();
            let mut items: Vec<_> = sides
                .flat_map(|side| side.items.property(self.name, name))
                .collect();
            items.sort_unstable();
            items.dedup();
            let place = Place {
                pointer: property.place.clone(),
                items,
                ..self.place.clone().member(name)
            };
            match pair {
                _ if name == ODATA_TYPE => changes.extend(compare_annotation(&pair, &place)),
                Pair::Kept(was, now) => compare_property(was, now, &place, changes),
                Pair::Gone(was) => {
                    changes.push(place.change(Kind::PropertyRemoved).was(&was.kind));
                }
                Pair::New(now) => {
                    let is_read = self.place.uses.contains(&Use::Answer) && !now.write_only;
                    let kind = match (is_read, now.required, had_default) {
                        (true, true, _) => Kind::RequiredPropertyAdded,
                        (true, false, false) => Kind::PropertyAddedWithoutDefault,
                        (true, false, true) => Kind::PropertyAdded,
                        (false, true, _) => Kind::RequiredInputAdded,
                        (false, false, false) => Kind::InputAddedWithoutDefault,
                        (false, false, true) => Kind::InputAdded,
                    };
                    // Also a read-only property is a field that literals must name.
                    changes.push(place.change(kind).becomes(&now.kind));
                }
            }
        }
    }
}

/// The clients neither need nor show annotations, so all changes of them are one kind.
fn compare_annotation(pair: &Pair<'_, Member>, place: &Place) -> Option<Change> {
    let said = |member: &Member| {
        let Member {
            kind,
            required,
            default,
            values,
            ..
        } = member.clone();
        (kind, required, default, values)
    };
    let change = place.change(Kind::AnnotationChanged);
    match pair {
        Pair::Kept(was, now) if said(was) == said(now) => None,
        Pair::Kept(..) | Pair::Gone(_) => Some(change),
        Pair::New(now) => Some(change.becomes(&now.kind)),
    }
}

fn compare_property(was: &Member, now: &Member, place: &Place, changes: &mut Vec<Change>) {
    let kinds = [Kind::PropertyBecameReadOnly, Kind::PropertyBecameWritable];
    changes.extend(place.change_of_flag(was.read_only, now.read_only, kinds));
    let place = &place.clone().read_by(was.read_only && now.read_only);
    changes.extend(place.change_from(&was.kind, &now.kind, Kind::PropertyTypeChanged));
    let kinds = [Kind::PropertyBecameRequired, Kind::PropertyBecameOptional];
    changes.extend(place.change_of_flag(was.required, now.required, kinds));
    let kinds = if was.required && now.required {
        [
            Kind::RequiredPropertyBecameNullable,
            Kind::RequiredPropertyBecameNonNull,
        ]
    } else {
        [Kind::PropertyBecameNullable, Kind::PropertyBecameNonNull]
    };
    changes.extend(place.change_of_flag(was.nullable, now.nullable, kinds));
    let place = &place.as_subject();
    compare_values(was, now, place, changes);
    compare_about(&was.about, &now.about, place, changes);
}

impl Place {
    /// A read-only value is never sent, so only answers count.
    fn read_by(mut self, read_only: bool) -> Self {
        if read_only {
            self.uses = vec![Use::Answer];
        }
        self
    }
}
