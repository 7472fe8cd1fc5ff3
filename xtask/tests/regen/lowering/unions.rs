//! Polymorphic types. OData JSON 4.01, section 4.5.3: the annotation is there only if the type of a value is not the declared
//! one.

use serde_json::{Value, json};

use super::{family, field, generate_described, generated, named, nullable, with_thing};

#[test]
fn a_type_that_is_declared_and_a_kind_needs_a_tag_only_as_a_kind() {
    let schemas = family(
        json!({ "id": { "type": "string" } }),
        &[
            ("event", json!({ "subject": { "type": "string" } })),
            ("note", json!({ "text": { "type": "string" } })),
        ],
    );
    let properties = json!({ "any": named("base"), "event": nullable(named("event")) });
    let code = generated(&with_thing(properties, schemas.into()));
    assert_eq!(
        code["Base"],
        ["TaggedEvent", "Note", "PlainBase", "UnknownBase"]
    );
    assert_eq!(field(&code, "Thing", "event"), "Option<Event>");
    assert!(
        !code["Event"]
            .iter()
            .any(|field| field.starts_with("odata_type"))
    );
    assert_eq!(
        field(&code, "TaggedEvent", "odata_type"),
        "TaggedEventOdataType"
    );
    assert_eq!(field(&code, "Note", "odata_type"), "NoteOdataType");
    assert_eq!(
        field(&code, "PlainBase", "odata_type"),
        "Option<PlainBaseOdataType>"
    );
    assert_eq!(field(&code, "Event", "subject"), "Option<String>");
}

/// `tenantRestrictions` of Microsoft Graph is of a type that also derives from that of other properties.
#[test]
fn a_derived_type_is_sent_and_read_without_annotation_where_it_is_declared() {
    let schemas = family(
        json!({ "usersAndGroups": { "type": "string", "nullable": true } }),
        &[(
            "restrictions",
            json!({ "devices": { "type": "string", "nullable": true } }),
        )],
    );
    let properties = json!({ "inbound": nullable(named("base")), "restrictions": nullable(named("restrictions")) });
    let code = generated(&with_thing(properties, schemas.into()));
    assert_eq!(
        field(&code, "Thing", "restrictions"),
        "Option<Restrictions>"
    );
    assert_eq!(
        field(&code, "ThingUpdate", "restrictions"),
        "Option<Nullable<RestrictionsUpdate>>"
    );
    for owner in ["Restrictions", "RestrictionsUpdate"] {
        assert!(
            !code[owner]
                .iter()
                .any(|field| field.starts_with("odata_type")),
            "{owner}"
        );
    }
}

/// One more property that refers to the base must not change how its kinds are read.
#[test]
fn a_reference_to_a_base_leaves_declared_types_as_they_are() {
    let schemas = family(
        json!({ "id": { "type": "string" } }),
        &[("connector", json!({ "name": { "type": "string" } }))],
    );
    let before = generated(&with_thing(
        json!({ "own": named("connector") }),
        schemas.clone().into(),
    ));
    let properties = json!({ "own": named("connector"), "related": named("base") });
    let after = generated(&with_thing(properties, schemas.into()));
    assert_eq!(before["Connector"], after["Connector"]);
}

/// `policyBase` of Microsoft Graph is a kind of `directoryObject` and of `entity`, and only the properties of the first are described.
#[test]
fn a_kind_of_two_bases_is_one_type_if_only_one_of_them_is_described() {
    let mut schemas = family(
        json!({ "id": { "type": "string" } }),
        &[
            ("object", json!({ "deleted": { "type": "string" } })),
            ("policy", json!({ "name": { "type": "string" } })),
        ],
    );
    let object = &mut schemas["microsoft.graph.object"]["allOf"][1];
    object["discriminator"] = json!({ "propertyName": "@odata.type",
        "mapping": { "#microsoft.graph.policy": named("policy")["$ref"] } });
    schemas["microsoft.graph.policy"]["allOf"][0] = named("object");
    let properties =
        json!({ "any": named("base"), "object": named("object"), "own": named("policy") });
    let document = with_thing(properties, schemas.into());
    let describe = |contract: &mut Value| {
        let branches = &mut contract["components"]["schemas"]["microsoft.graph.object"]["oneOf"];
        for branch in branches.as_array_mut().unwrap() {
            branch["properties"]["deleted"]["description"] = "When it was deleted.".into();
        }
    };
    let code = generate_described(&document, describe).unwrap();
    assert_eq!(
        code["Object"],
        ["TaggedPolicy", "PlainObject", "UnknownObject"]
    );
    assert!(
        code["Base"].contains(&"TaggedPolicy".to_owned()),
        "{code:?}"
    );
}

/// As OpenAPI.NET.OData has written it at times (its issue 219).
#[test]
fn a_base_in_its_own_mapping_says_nothing() {
    let schemas = family(
        json!({ "id": { "type": "string" } }),
        &[("note", json!({ "text": { "type": "string" } }))],
    );
    let mut own = schemas.clone();
    own["microsoft.graph.base"]["discriminator"]["mapping"]["#microsoft.graph.base"] =
        named("base")["$ref"].clone();
    let properties = json!({ "any": named("base") });
    let plain = generated(&with_thing(properties.clone(), schemas.into()));
    assert_eq!(generated(&with_thing(properties, own.into())), plain);
    assert_eq!(plain["Base"], ["Note", "PlainBase", "UnknownBase"]);
}

#[test]
fn a_base_that_maps_only_itself_is_no_polymorphic_type() {
    let schemas = family(json!({ "id": { "type": "string" } }), &[]);
    let mut own = schemas.clone();
    own["microsoft.graph.base"]["discriminator"]["mapping"]["#microsoft.graph.base"] =
        named("base")["$ref"].clone();
    let code = generated(&with_thing(json!({ "any": named("base") }), own.into()));
    assert_eq!(field(&code, "Base", "id"), "Option<String>");
}
