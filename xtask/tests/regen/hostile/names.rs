//! Names that become the same Rust name, no name at all, or something that is not a name.

use serde_json::{Value, json};

use super::{assert_outcomes, kept, refused};
use crate::regen::document::{
    CONNECTORS, changed, operation, properties, schema, with_property, with_schemas,
};

fn object() -> Value {
    json!({ "type": "object", "properties": { "own": { "type": "string" } } })
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn with_properties(names: &[&str]) -> Value {
    changed(|document| {
        for name in names {
            properties(document)[*name] = text();
        }
    })
}

fn with_parameter(name: &str, place: &str) -> Value {
    changed(|document| {
        let parameters = operation(document, CONNECTORS, "get")["parameters"]
            .as_array_mut()
            .unwrap();
        parameters.push(json!({ "name": name, "in": place, "schema": text() }));
    })
}

#[test]
fn properties_that_become_one_field_are_refused() {
    for (names, says) in [
        (
            ["a-b", "a_b"],
            "`a-b` and `a_b` would both become the Rust field `a_b`",
        ),
        (["self", "Self"], "would both become the Rust field `self`"),
        (["aB", "a_b"], "Rust field `a_b`"),
        (["1a", "x1a"], "Rust field `x1a`"),
        (["type", "type_"], "Rust field `type`"),
        (["it's", "its"], "Rust field `its`"),
    ] {
        assert_outcomes([(
            says,
            with_properties(&names),
            refused([says, "/properties/", "spec/overlays"]),
        )]);
    }
}

#[test]
fn schemas_that_become_one_type_are_refused() {
    let twins = |one: &str, other: &str| {
        with_schemas(
            json!({ one: { "type": "object", "properties": { "next": { "$ref": format!("#/components/schemas/{other}") } } }, other: object() }),
        )
    };
    assert_outcomes([
        (
            "case",
            twins("foo", "Foo"),
            refused([
                "would both become the Rust type `Foo`",
                "/components/schemas/",
            ]),
        ),
        (
            "namespace",
            twins("microsoft.graph.foo", "foo"),
            refused(["would both become the Rust type `Foo`"]),
        ),
        (
            "separator",
            twins("foo-bar", "foo_bar"),
            refused(["would both become the Rust type `FooBar`"]),
        ),
        (
            "digit",
            twins("1a", "x1a"),
            refused(["would both become the Rust type `X1a`"]),
        ),
    ]);
}

/// Names that are made for types without one, or beside one.
#[test]
fn a_schema_with_the_name_of_a_generated_type_is_refused() {
    for (name, says) in [
        ("identityApiConnectorUpdate", "`IdentityApiConnectorUpdate`"),
        (
            "uploadClientCertificateBody",
            "`UploadClientCertificateBody`",
        ),
        (
            "unknownApiAuthenticationConfigurationBase",
            "unknownApiAuthenticationConfigurationBase",
        ),
        ("NullableString", "`NullableString`"),
        (
            "basicAuthenticationOdataType",
            "two generated types are called `BasicAuthenticationOdataType`",
        ),
    ] {
        assert_outcomes([(
            name,
            with_schemas(json!({ name: object() })),
            refused([says]),
        )]);
        let qualified = format!("microsoft.graph.{name}");
        assert_outcomes([(
            name,
            with_schemas(json!({ qualified: object() })),
            refused([says]),
        )]);
    }
    let inline = changed(|document| {
        properties(document)["part"] = object();
        properties(document)["other"] =
            json!({ "$ref": "#/components/schemas/crossTenantIdentitySyncPolicyPartnerPart" });
        document["components"]["schemas"]["crossTenantIdentitySyncPolicyPartnerPart"] =
            json!({ "type": "object" });
    });
    assert_outcomes([(
        "written out inside",
        inline,
        refused(["two generated types"]),
    )]);
}

#[test]
fn a_schema_with_a_name_that_the_generated_code_uses_is_refused() {
    for name in ["Vec", "Option", "Box", "string", "self", "Client", "error"] {
        assert_outcomes([(
            name,
            with_schemas(json!({ name: object() })),
            refused(["which the generated code already uses"]),
        )]);
    }
}

#[test]
fn names_that_are_no_names_are_refused() {
    for (case, name) in [
        ("empty", ""),
        ("dots", ".."),
        ("sign", "@"),
        ("underscore", "_"),
        ("NUL", "a\0b"),
        ("line", "a\nb"),
        ("accent", "é"),
        ("other script", "аdmin"),
        ("joined letters", "ﬀ"),
        ("crab", "🦀"),
        ("right to left", "\u{202e}x"),
        ("steering a terminal", "\u{1b}[31mx"),
    ] {
        let document = with_property(name, text());
        assert_outcomes([(
            case,
            document,
            refused(["cannot become the name of a Rust field", "ASCII"]),
        )]);
    }
    for (case, name) in [
        ("accent", "é"),
        ("NUL", "a\0b"),
        ("longest", &"x".repeat(257)),
    ] {
        let document = with_schemas(json!({ name: object() }));
        assert_outcomes([(
            case,
            document,
            refused(["is not a valid component name", "OpenAPI allows letters"]),
        )]);
    }
}

#[test]
fn a_message_steers_no_terminal() {
    let document = with_property("\u{1b}[31m\u{202e}", text());
    let project = crate::regen::project::Project::new();
    let run =
        project.regen_from(&project.put("hostile.yaml", crate::regen::document::yaml(&document)));
    let is_steering = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
    assert!(!run.stderr.contains(is_steering), "{:?}", run.stderr);
    assert!(
        run.stderr.contains(r"properties/\u{1b}[31m\u{202e}"),
        "{}",
        run.stderr
    );
}

/// The set of files is fixed; a name in a document never becomes a path.
#[test]
fn names_that_are_paths_are_names() {
    assert_outcomes([
        (
            "property",
            with_properties(&["../x", "CON", "/etc/passwd", r"..\y"]),
            kept(["rename = \"../x\"", "pub con:", "pub etc_passwd:", "pub y:"]),
        ),
        (
            "device",
            with_schemas(json!({ "CON": object() })),
            kept(["pub struct Con {"]),
        ),
        (
            "dots",
            with_schemas(json!({ "..x": object() })),
            kept(["pub struct X {"]),
        ),
        (
            "slashes",
            changed(|document| {
                document["components"]["schemas"]["../x"] = object();
                properties(document)["added"] = json!({ "$ref": "#/components/schemas/..~1x" });
            }),
            refused(["leads into a component"]),
        ),
        (
            "operation",
            changed(|document| {
                operation(document, CONNECTORS, "get")["operationId"] = "../../x".into()
            }),
            kept(["fn list_api_connectors"]),
        ),
    ]);
}

#[test]
fn keywords_of_rust_are_names_of_properties() {
    let keywords = [
        "as", "async", "await", "box", "crate", "dyn", "enum", "extern", "fn", "gen", "impl",
        "macro", "match", "mod", "move", "self", "static", "struct", "super", "trait", "try",
        "type", "union", "unsafe", "use", "yield", "true", "r#raw",
    ];
    let fields = [
        "pub fn_: ",
        "pub self_: ",
        "pub type_: ",
        "rename = \"crate\"",
        "pub union: ",
        "pub r_raw: ",
    ];
    assert_outcomes([("keywords", with_properties(&keywords), kept(fields))]);
}

#[test]
fn names_of_the_prelude_are_names_of_types() {
    for name in [
        "Result",
        "Some",
        "None",
        "Ok",
        "Default",
        "Clone",
        "From",
        "HashMap",
        "Value",
        "ResponseValue",
        "types",
    ] {
        assert_outcomes([(name, with_schemas(json!({ name: object() })), kept([]))]);
    }
}

#[test]
fn members_of_enumerations_stay_apart() {
    let named =
        |members: Value| with_schemas(json!({ "kind": { "type": "string", "enum": members } }));
    let inline = with_property("added", json!({ "type": "string", "enum": ["a-b", "a_b"] }));
    let text = "pub added: ::std::option::Option<::std::string::String>";
    assert_outcomes([
        (
            "apart",
            named(json!(["basic", "self", "Other"])),
            kept(["pub enum KindKnown {", "Self_,"]),
        ),
        (
            "twins",
            named(json!(["a-b", "a_b"])),
            kept(["pub struct Kind(pub ::std::string::String)"]),
        ),
        ("in no type of their own", inline, kept([text])),
        (
            "other text",
            named(json!(["a", "é"])),
            refused(["`é` cannot become the name of a Rust variant"]),
        ),
        (
            "numbers",
            named(json!([1, 2])),
            refused(["only an enumeration of strings"]),
        ),
    ]);
}

#[test]
fn parameters_that_become_one_argument_are_refused() {
    for (name, place, says) in [
        (
            "top",
            "query",
            "`$top` and `top` would both become the Rust argument `top`",
        ),
        ("$top", "query", "Rust argument `top`"),
        (
            "body",
            "query",
            "`body` would become the Rust argument `body`",
        ),
        ("Self", "header", "which the generated code already uses"),
        (
            "header_map",
            "header",
            "which the generated code already uses",
        ),
        ("", "query", "cannot become the name of a Rust argument"),
    ] {
        assert_outcomes([(
            says,
            with_parameter(name, place),
            refused([says, "/paths/~1identity~1apiConnectors/get"]),
        )]);
    }
    for (name, says) in [
        ("a\r\nHost: b", "is not a header"),
        ("Authorization", "is not a header"),
        ("content-type", "is not a header"),
    ] {
        assert_outcomes([(name, with_parameter(name, "header"), refused([says]))]);
    }
}

#[test]
fn local_names_of_a_generated_method_are_names_of_parameters() {
    let document = changed(|document| {
        let parameters = operation(document, CONNECTORS, "get")["parameters"]
            .as_array_mut()
            .unwrap();
        for name in [
            "url", "request", "response", "result", "client", "info", "type", "1",
        ] {
            parameters.push(json!({ "name": name, "in": "query", "schema": text() }));
        }
    });
    assert_outcomes([(
        "locals",
        document,
        kept(["let mut _request", "let _response", "type_: Option<"]),
    )]);
}

#[test]
fn a_kind_is_told_apart_by_its_own_name() {
    const BASE: &str = "apiAuthenticationConfigurationBase";
    const OWN: &str = "#/components/schemas/microsoft.graph.pkcs12Certificate";
    let with_tag = |tag: &str, target: &str| {
        changed(|document| schema(document, BASE)["discriminator"]["mapping"][tag] = target.into())
    };
    let place = "/components/schemas/microsoft.graph.apiAuthenticationConfigurationBase/discriminator/mapping";
    assert_outcomes([
        (
            "other name",
            with_tag("#other", OWN),
            refused(["the tag `other`", "is not the name of the kind", place]),
        ),
        (
            "leaving a literal",
            with_tag("#x\"]\nfn pwn() {}", OWN),
            refused([r#"the tag `x\"]\nfn pwn() {}`"#, "is not the name"]),
        ),
        (
            "twice",
            with_tag("microsoft.graph.pkcs12Certificate", OWN),
            refused(["occurs twice", place]),
        ),
        (
            "elsewhere",
            with_tag("#x", "http://127.0.0.1:9/x"),
            refused(["leads out of the document", place]),
        ),
        (
            "nowhere",
            with_tag("#x", "#/components/schemas/x"),
            refused(["does not exist", place]),
        ),
        (
            "no text",
            changed(|document| schema(document, BASE)["discriminator"]["mapping"]["#x"] = 5.into()),
            refused(["is not a string", place]),
        ),
    ]);
}
