//! A case for each row of the table: an edit, and the change that it makes when it is done, or when it is undone.

use serde_json::{Value, json};
use xtask::Use;
use xtask::change::rules::RULES;
use xtask::change::{Change, Effect, Kind};

use super::{Step, changes};

use Kind::*;
use Step::{Do, Undo};

const B: Effect = Effect::Breaking;
const C: Effect = Effect::Compatible;
const D: Effect = Effect::Documentation;

/// An edit of the contract, the change that it makes, its effect, and the sentence about it.
struct Case(Kind, Effect, Step, fn(&mut Value), &'static str);

/// An edit of a type; its effect on what is created, updated, and answered; `{}` in the sentence is the type.
struct TypeCase(Kind, [Effect; 3], Step, fn(&mut Value), &'static str);

const ONE: &str = "/paths/~1things~1{thing-id}";

fn at<'a>(document: &'a mut Value, pointer: &str) -> &'a mut Value {
    document.pointer_mut(pointer).unwrap()
}

fn get(document: &mut Value) -> &mut Value {
    at(document, "/paths/~1things/get")
}

fn post(document: &mut Value) -> &mut Value {
    at(document, "/paths/~1things/post")
}

fn filter(document: &mut Value) -> &mut Value {
    &mut get(document)["parameters"][0]
}

fn schema<'a>(document: &'a mut Value, name: &str) -> &'a mut Value {
    at(
        document,
        &format!("/components/schemas/microsoft.graph.{name}"),
    )
}

fn take(object: &mut Value, key: &str) -> Value {
    object.as_object_mut().unwrap().remove(key).unwrap()
}

fn push(list: &mut Value, entry: Value) {
    list.as_array_mut().unwrap().push(entry);
}

fn fox() -> Value {
    json!({ "$ref": "#/components/schemas/microsoft.graph.fox" })
}

#[rustfmt::skip]
const CASES: &[Case] = &[
    Case(OperationAdded, C, Undo, |d| drop(take(at(d, ONE), "delete")), "delete_thing was added"),
    Case(OperationRemoved, B, Do, |d| drop(take(at(d, ONE), "delete")), "delete_thing was removed"),
    Case(OperationPathChanged, C, Do, |d| { let item = take(&mut d["paths"], "/things"); d["paths"]["/all"] = item; }, "create_thing moved from /things to /all"),
    Case(OperationMethodChanged, B, Do, |d| { let item = take(at(d, ONE), "delete"); at(d, ONE)["post"] = item; }, "delete_thing changed from DELETE to POST"),
    Case(ParameterAdded, B, Undo, |d| drop(take(get(d), "parameters")), "list_things now takes the parameter $filter"),
    Case(ParameterRemoved, B, Do, |d| drop(take(get(d), "parameters")), "list_things no longer takes the parameter $filter"),
    Case(ParameterTypeChanged, B, Do, |d| filter(d)["schema"]["type"] = "boolean".into(), "the parameter $filter of list_things changed from string to boolean"),
    Case(ParameterBecameRequired, B, Do, |d| filter(d)["required"] = true.into(), "the parameter $filter of list_things is now required"),
    Case(ParameterBecameOptional, B, Undo, |d| filter(d)["required"] = true.into(), "the parameter $filter of list_things is now optional"),
    Case(ParameterFormChanged, C, Do, |d| filter(d)["explode"] = true.into(), "the parameter $filter of list_things is written in another form"),
    Case(ConstraintChanged, B, Do, |d| filter(d)["schema"]["maxLength"] = 3.into(), "list_things.$filter has another constraint: maxLength: 3 in place of none"),
    Case(BodyAdded, B, Undo, |d| drop(take(post(d), "requestBody")), "create_thing now takes a body: created"),
    Case(BodyRemoved, B, Do, |d| drop(take(post(d), "requestBody")), "create_thing no longer takes a body"),
    Case(BodyTypeChanged, B, Do, |d| *post(d).pointer_mut("/requestBody/content/application~1json/schema").unwrap() = fox(), "create_thing takes fox in place of created"),
    Case(AnswerTypeChanged, B, Do, |d| drop(take(&mut post(d)["responses"]["201"], "content")), "create_thing answers nothing in place of answered"),
    Case(StatusAdded, C, Do, |d| post(d)["responses"]["404"] = json!({}), "create_thing may answer 404"),
    Case(StatusRemoved, C, Undo, |d| post(d)["responses"]["404"] = json!({}), "create_thing no longer answers 404"),
    Case(DeprecationChanged, D, Do, |d| post(d)["deprecated"] = true.into(), "create_thing is deprecated"),
    Case(DeprecationChanged, D, Undo, |d| post(d)["deprecated"] = true.into(), "create_thing is no longer deprecated"),
    Case(DocumentationChanged, D, Do, |d| post(d)["description"] = "Makes one.".into(), "the description of create_thing changed"),
    Case(TypeAdded, C, Do, |d| push(&mut schema(d, "animal")["oneOf"], fox()), "the type fox was added"),
    Case(TypeRemoved, B, Undo, |d| push(&mut schema(d, "animal")["oneOf"], fox()), "the type fox was removed"),
    Case(KindAdded, C, Do, |d| push(&mut schema(d, "animal")["oneOf"], fox()), "animal may now be fox"),
    Case(KindRemoved, B, Undo, |d| push(&mut schema(d, "animal")["oneOf"], fox()), "animal lost the kind fox"),
    Case(ValueAdded, C, Do, |d| push(&mut schema(d, "color")["enum"], "blue".into()), "color may now be blue"),
    Case(ValueRemoved, B, Undo, |d| push(&mut schema(d, "color")["enum"], "blue".into()), "color lost the value blue"),
    Case(PropertyAdded, C, Do, |d| schema(d, "loose")["properties"]["new"] = json!({ "type": "string" }), "loose gained new"),
    Case(Unclassified, B, Do, |d| post(d)["security"] = json!([]), "something changed at /paths/~1things/post/security"),
    Case(Unclassified, B, Undo, |d| post(d)["security"] = json!([]), "something changed at /paths/~1things/post/security"),
];

#[rustfmt::skip]
const TYPE_CASES: &[TypeCase] = &[
    TypeCase(PropertyAddedWithoutDefault, [B, C, C], Do, |t| t["properties"]["new"] = json!({ "type": "string" }), "{} gained new"),
    TypeCase(RequiredPropertyAdded, [B, C, C], Undo, |t| { take(&mut t["properties"], "must"); take(t, "required"); }, "{} gained must, which is required"),
    TypeCase(PropertyRemoved, [B, B, B], Do, |t| drop(take(&mut t["properties"], "name")), "{} lost name"),
    TypeCase(PropertyTypeChanged, [B, B, B], Do, |t| t["properties"]["name"]["type"] = "boolean".into(), "{}.name changed from string to boolean"),
    TypeCase(PropertyBecameRequired, [B, C, B], Undo, |t| drop(take(t, "required")), "{}.must is now required"),
    TypeCase(PropertyBecameOptional, [B, C, B], Do, |t| drop(take(t, "required")), "{}.must is now optional"),
    TypeCase(PropertyBecameNullable, [C, B, C], Do, |t| t["properties"]["name"]["nullable"] = true.into(), "{}.name may now be null"),
    TypeCase(PropertyBecameNonNull, [C, B, C], Undo, |t| t["properties"]["name"]["nullable"] = true.into(), "{}.name may no longer be null"),
    TypeCase(RequiredPropertyBecameNullable, [B, B, B], Do, |t| t["properties"]["must"]["nullable"] = true.into(), "{}.must is required and may now be null"),
    TypeCase(RequiredPropertyBecameNonNull, [B, B, B], Undo, |t| t["properties"]["must"]["nullable"] = true.into(), "{}.must is required and may no longer be null"),
    TypeCase(PropertyBecameReadOnly, [B, B, C], Do, |t| t["properties"]["name"]["readOnly"] = true.into(), "{}.name is now read-only"),
    TypeCase(PropertyBecameWritable, [C, C, C], Undo, |t| t["properties"]["name"]["readOnly"] = true.into(), "{}.name can now be written"),
    TypeCase(DefaultChanged, [B, C, C], Do, |t| t["properties"]["name"]["default"] = "x".into(), "{}.name has another default: \"x\" in place of none"),
    TypeCase(ConstraintChanged, [B, B, C], Do, |t| t["properties"]["name"]["maxLength"] = 3.into(), "{}.name has another constraint: maxLength: 3 in place of none"),
    TypeCase(ConstraintRemoved, [C, C, C], Undo, |t| t["properties"]["name"]["maxLength"] = 3.into(), "{}.name lost a constraint: maxLength: 3"),
    TypeCase(ValueRemoved, [B, B, B], Undo, |t| t["properties"]["name"]["enum"] = json!(["x"]), "{}.name lost the value x"),
    TypeCase(AnnotationChanged, [C, C, C], Do, |t| t["properties"]["@odata.type"]["default"] = "x".into(), "the annotation @odata.type of {} changed"),
    TypeCase(DocumentationChanged, [D, D, D], Do, |t| t["properties"]["name"]["description"] = "x".into(), "the description of {}.name changed"),
    TypeCase(TypeShapeChanged, [B, B, B], Do, |t| *t = json!({ "type": "string" }), "the type {} changed from an object to a plain value"),
];

/// The change of this kind among those that an edit makes.
fn change(kind: Kind, step: Step, edit: impl Fn(&mut Value)) -> Change {
    let changes = changes(step, edit);
    let found = changes.iter().find(|change| change.kind == kind);
    found
        .cloned()
        .unwrap_or_else(|| panic!("no {kind:?} in {changes:#?}"))
}

#[test]
fn each_change_of_a_contract_has_its_effect_and_its_sentence() {
    for Case(kind, effect, step, edit, sentence) in CASES {
        let change = change(*kind, *step, edit);
        assert_eq!(
            (change.effect, change.sentence().as_str()),
            (*effect, *sentence)
        );
    }
}

#[test]
fn the_effect_of_a_change_of_a_type_depends_on_its_use() {
    for TypeCase(kind, effects, step, edit, sentence) in TYPE_CASES {
        for (name, effect) in ["created", "updated", "answered"].into_iter().zip(effects) {
            let (kind, sentence) = match name {
                "answered" => (*kind, (*sentence).to_owned()),
                _ => of_input(*kind, sentence),
            };
            let change = change(kind, *step, |document| edit(schema(document, name)));
            let expected = (*effect, sentence.replace("{}", name));
            assert_eq!((change.effect, change.sentence()), expected, "{kind:?}");
        }
    }
}

/// What is said of a type that no operation answers: callers cannot read its properties.
fn of_input(kind: Kind, sentence: &str) -> (Kind, String) {
    let settable = sentence.replacen(" gained ", ".", 1);
    match kind {
        PropertyAdded => (InputAdded, settable + " can be set"),
        PropertyAddedWithoutDefault => (InputAddedWithoutDefault, settable + " can be set"),
        RequiredPropertyAdded => {
            let settable = settable.replace(", which is", " can be set, and is");
            (RequiredInputAdded, settable)
        }
        kind => (kind, sentence.to_owned()),
    }
}

#[test]
fn each_row_has_a_case_and_stands_at_its_place() {
    for (index, rule) in RULES.iter().enumerate() {
        let in_cases = CASES.iter().any(|case| case.0 == rule.kind);
        let in_type_cases = TYPE_CASES.iter().any(|case| case.0 == rule.kind);
        // It takes both versions: see `sharing`.
        let is_sharing = matches!(rule.kind, TypeShared | TypeNoLongerShared);
        let is_of_input = matches!(
            rule.kind,
            InputAdded | InputAddedWithoutDefault | RequiredInputAdded
        );
        // It takes the generated code: see `true_report`.
        let is_of_code = rule.kind == CodeChanged;
        assert!(
            in_cases || in_type_cases || is_sharing || is_of_input || is_of_code,
            "{:?}",
            rule.kind
        );
        assert_eq!(rule.kind as usize, index);
    }
}

#[test]
fn what_is_used_in_several_ways_has_the_worst_effect() {
    assert_eq!(
        Kind::RequiredPropertyAdded.effect([Use::Update, Use::Answer]),
        C
    );
    assert_eq!(
        Kind::RequiredPropertyAdded.effect([Use::Answer, Use::Create]),
        B
    );
}

#[test]
fn what_is_read_only_is_never_sent() {
    let edit = |document: &mut Value| {
        let created = schema(document, "created");
        created["properties"]["id"]["default"] = "x".into();
    };
    assert_eq!(change(DefaultChanged, Do, edit).effect, C);
}

#[test]
fn the_form_and_the_order_of_a_document_are_no_change() {
    let edit = |document: &mut Value| {
        let created = schema(document, "created");
        let mut own = take(created, "properties");
        let must = take(&mut own, "must");
        *created = json!({ "allOf": [
            { "type": "object", "properties": own },
            { "type": "object", "properties": { "must": must }, "required": ["must"] },
        ] });
        let values = schema(document, "color")["enum"].as_array_mut();
        values.unwrap().reverse();
        document["info"]["title"] = "Other words".into();
    };
    for step in [Do, Undo] {
        assert_eq!(changes(step, edit), []);
    }
}
