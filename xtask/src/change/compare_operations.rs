//! Compares operations: where they are, what they take, what they answer.

use super::compare_members::{Pair, Place, compare_about, compare_values, pairs};
use super::{Change, Kind, Side};
use crate::surface::{Content, Operation, Parameter};

pub(super) fn compare_operations(old: &Side, new: &Side, changes: &mut Vec<Change>) {
    for (name, pair) in pairs(&old.surface.operations, &new.surface.operations) {
        let (operation, side) = pair.latest(old, new);
        let place = Place::new(name, &operation.place, side.items.operation(name));
        let route = format!("{} {}", operation.method, operation.path);
        match pair {
            Pair::Gone(_) => changes.push(place.change(Kind::OperationRemoved).was(route)),
            Pair::New(_) => changes.push(place.change(Kind::OperationAdded).becomes(route)),
            Pair::Kept(was, now) => {
                let method = Kind::OperationMethodChanged;
                changes.extend(place.change_from(&was.method, &now.method, method));
                changes.extend(place.change_from(&was.path, &now.path, Kind::OperationPathChanged));
                compare_parameters(name, was, now, (old, new), changes);
                compare_bodies(was, now, &place, changes);
                compare_answers(was, now, &place, changes);
                compare_about(&was.about, &now.about, &place, changes);
            }
        }
    }
}

fn compare_parameters(
    operation: &str,
    was: &Operation,
    now: &Operation,
    (old, new): (&Side, &Side),
    changes: &mut Vec<Change>,
) {
    for (name, pair) in pairs(&was.parameters, &now.parameters) {
        let (parameter, side) = pair.latest(old, new);
        let member = &parameter.member;
        let items = side.items.parameter(operation, name);
        let place = Place::new(operation, &member.place, items).member(name);
        match pair {
            Pair::Gone(_) => {
                changes.push(place.change(Kind::ParameterRemoved).was(&member.kind));
            }
            Pair::New(_) => {
                changes.push(place.change(Kind::ParameterAdded).becomes(&member.kind));
            }
            Pair::Kept(was, now) => compare_parameter(was, now, &place, changes),
        }
    }
}

fn compare_parameter(was: &Parameter, now: &Parameter, place: &Place, changes: &mut Vec<Change>) {
    let (old, new) = (&was.member, &now.member);
    changes.extend(place.change_from(&old.kind, &new.kind, Kind::ParameterTypeChanged));
    let kinds = [Kind::ParameterBecameRequired, Kind::ParameterBecameOptional];
    changes.extend(place.change_of_flag(old.required, new.required, kinds));
    if (&was.form, old.nullable) != (&now.form, new.nullable) {
        let change = place.change(Kind::ParameterFormChanged);
        changes.push(change.was(&was.form).becomes(&now.form));
    }
    let place = &place.as_subject();
    compare_values(old, new, place, changes);
    compare_about(&old.about, &new.about, place, changes);
}

fn compare_bodies(was: &Operation, now: &Operation, place: &Place, changes: &mut Vec<Change>) {
    let place = |content: &Content| Place {
        pointer: content.place.clone(),
        ..place.clone()
    };
    match (&was.body, &now.body) {
        (None, None) => {}
        (None, Some(now)) => changes.push(place(now).change(Kind::BodyAdded).becomes(&now.kind)),
        (Some(was), None) => changes.push(place(was).change(Kind::BodyRemoved).was(&was.kind)),
        (Some(was), Some(now)) => {
            changes.extend(place(now).change_from(&was.kind, &now.kind, Kind::BodyTypeChanged));
        }
    }
}

fn compare_answers(was: &Operation, now: &Operation, place: &Place, changes: &mut Vec<Change>) {
    let kind = |operation: &Operation| match &operation.answer {
        Some(answer) => answer.kind.clone(),
        None => "nothing".to_owned(),
    };
    changes.extend(place.change_from(&kind(was), &kind(now), Kind::AnswerTypeChanged));
    for (status, pair) in pairs(&was.statuses, &now.statuses) {
        let (pointer, kind) = match pair {
            Pair::Gone(pointer) => (pointer, Kind::StatusRemoved),
            Pair::New(pointer) => (pointer, Kind::StatusAdded),
            Pair::Kept(..) => continue,
        };
        let place = Place::new(&place.subject, pointer, place.items.clone());
        changes.push(place.member(status).change(kind));
    }
}
