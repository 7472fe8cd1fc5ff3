//! Compares operations: where they are, what they take, what they answer.

use super::compare_members::{Place, compare_about, compare_values};
use super::{Change, Kind, Side};
use crate::surface::Use;
use crate::surface::{Content, Operation, Parameter};

pub(super) fn compare_operations(old: &Side, new: &Side, changes: &mut Vec<Change>) {
    for (name, operation) in &old.surface.operations {
        match new.surface.operations.get(name) {
            Some(now) => Comparison::new(name, operation, now, old, new, changes).run(),
            None => {
                let place = Place::new(name, &operation.place, old.items.operation(name));
                changes.push(place.change(Kind::OperationRemoved).was(route(operation)));
            }
        }
    }
    for (name, operation) in &new.surface.operations {
        if !old.surface.operations.contains_key(name) {
            let place = Place::new(name, &operation.place, new.items.operation(name));
            changes.push(place.change(Kind::OperationAdded).becomes(route(operation)));
        }
    }
}

fn route(operation: &Operation) -> String {
    format!("{} {}", operation.method, operation.path)
}

/// An operation before and after.
struct Comparison<'a> {
    name: &'a str,
    was: &'a Operation,
    now: &'a Operation,
    old: &'a Side,
    new: &'a Side,
    /// The operation as a whole.
    place: Place,
    changes: &'a mut Vec<Change>,
}

impl<'a> Comparison<'a> {
    fn new(
        name: &'a str,
        was: &'a Operation,
        now: &'a Operation,
        old: &'a Side,
        new: &'a Side,
        changes: &'a mut Vec<Change>,
    ) -> Self {
        let place = Place::new(name, &now.place, new.items.operation(name));
        Self {
            name,
            was,
            now,
            old,
            new,
            place,
            changes,
        }
    }

    fn run(mut self) {
        self.compare_route();
        self.compare_parameters();
        self.compare_bodies();
        self.compare_answers();
        compare_about(&self.was.about, &self.now.about, &self.place, self.changes);
    }

    fn compare_route(&mut self) {
        for (kind, was, now) in [
            (
                Kind::OperationMethodChanged,
                &self.was.method,
                &self.now.method,
            ),
            (Kind::OperationPathChanged, &self.was.path, &self.now.path),
        ] {
            if was != now {
                self.changes
                    .push(self.place.change(kind).was(was).becomes(now));
            }
        }
    }

    fn compare_parameters(&mut self) {
        for (name, was) in &self.was.parameters {
            let Some(now) = self.now.parameters.get(name) else {
                let items = self.old.items.parameter(self.name, name);
                let place = Place::new(self.name, &was.member.place, items).member(name);
                let change = place.change(Kind::ParameterRemoved);
                self.changes.push(change.was(&was.member.kind));
                continue;
            };
            let items = self.new.items.parameter(self.name, name);
            let place = Place::new(self.name, &now.member.place, items).member(name);
            self.compare_parameter(&place, (was, now));
        }
        for (name, now) in &self.now.parameters {
            if !self.was.parameters.contains_key(name) {
                let items = self.new.items.parameter(self.name, name);
                let place = Place::new(self.name, &now.member.place, items).member(name);
                let change = place.change(Kind::ParameterAdded);
                self.changes.push(change.becomes(&now.member.kind));
            }
        }
    }

    fn compare_parameter(&mut self, place: &Place, (was, now): (&Parameter, &Parameter)) {
        if was.member.kind != now.member.kind {
            let change = place.change(Kind::ParameterTypeChanged);
            let change = change.was(&was.member.kind).becomes(&now.member.kind);
            self.changes.push(change);
        }
        match (was.member.required, now.member.required) {
            (false, true) => self
                .changes
                .push(place.change(Kind::ParameterBecameRequired)),
            (true, false) => self
                .changes
                .push(place.change(Kind::ParameterBecameOptional)),
            _ => {}
        }
        if (&was.form, was.member.nullable) != (&now.form, now.member.nullable) {
            let change = place.change(Kind::ParameterFormChanged);
            self.changes.push(change.was(&was.form).becomes(&now.form));
        }
        let place = &place.as_subject();
        compare_values(&was.member, &now.member, place, self.changes);
        compare_about(&was.member.about, &now.member.about, place, self.changes);
    }

    fn compare_bodies(&mut self) {
        let place = |content: &Content| Place {
            pointer: content.place.clone(),
            ..self.place.clone()
        };
        match (&self.was.body, &self.now.body) {
            (None, Some(now)) => {
                let change = place(now).change(Kind::BodyAdded);
                self.changes.push(change.becomes(&now.kind));
            }
            (Some(was), None) => {
                let change = place(was).change(Kind::BodyRemoved);
                self.changes.push(change.was(&was.kind));
            }
            (Some(was), Some(now)) if was.kind != now.kind => {
                let change = place(now).change(Kind::BodyTypeChanged);
                self.changes.push(change.was(&was.kind).becomes(&now.kind));
            }
            _ => {}
        }
    }

    fn compare_answers(&mut self) {
        let kind = |operation: &Operation| {
            let answer = operation.answer.as_ref();
            answer.map_or_else(|| "nothing".to_owned(), |answer| answer.kind.clone())
        };
        let (was, now) = (kind(self.was), kind(self.now));
        if was != now {
            let change = self.place.change(Kind::AnswerTypeChanged);
            self.changes.push(change.was(&was).becomes(&now));
        }
        for (here, there, kind) in [
            (&self.was.statuses, &self.now.statuses, Kind::StatusRemoved),
            (&self.now.statuses, &self.was.statuses, Kind::StatusAdded),
        ] {
            for (status, pointer) in here {
                if !there.contains_key(status) {
                    let place = Place::new(self.name, pointer, self.place.items.clone());
                    self.changes.push(place.member(status).change(kind));
                }
            }
        }
    }
}

impl Place {
    /// A change of an operation: callers always give and get all of it.
    fn change(&self, kind: Kind) -> Change {
        self.changed(kind, [Use::Create])
    }
}
