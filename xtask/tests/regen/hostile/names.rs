//! Names that become the same Rust name, no name at all, or something that is not a name.

use serde_json::{Value, json};

use super::{
    assert_each_kept, assert_each_refused, assert_outcomes, assert_refused, kept, refused,
};
use crate::regen::document::{
    CONNECTORS, changed, operation, properties, reference, schema, with_property, with_schemas,
    yaml,
};
use crate::regen::project::Project;

fn object() -> Value {
    json!({ "type": "object", "properties": { "own": { "type": "string" } } })
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn with_properties(names: Value) -> Value {
    changed(|document| {
        for name in names.as_array().unwrap() {
            properties(document)[name.as_str().unwrap()] = text();
        }
    })
}

fn with_object(name: Value) -> Value {
    with_schemas(json!({ name.as_str().unwrap(): object() }))
}

/// The listing with more parameters in one place.
fn with_parameters(place: &str, names: Value) -> Value {
    changed(|document| {
        let parameters = &mut operation(document, CONNECTORS, "get")["parameters"];
        for name in names.as_array().unwrap() {
            let parameter = json!({ "name": name, "in": place, "schema": text() });
            parameters.as_array_mut().unwrap().push(parameter);
        }
    })
}

#[test]
fn properties_that_become_one_field_are_refused() {
    assert_each_refused(
        with_properties,
        "spec/overlays",
        r#"
        [a-b, a_b]    => `a-b` and `a_b` would both become the Rust field `a_b` … /properties/
        [self, Self]  => would both become the Rust field `self` … /properties/
        [aB, a_b]     => Rust field `a_b` … /properties/
        [1a, x1a]     => Rust field `x1a` … /properties/
        [type, type_] => Rust field `type` … /properties/
        ["it's", its] => Rust field `its` … /properties/
        "#,
    );
}

#[test]
fn schemas_that_become_one_type_are_refused() {
    let twins = |names: Value| {
        let [one, other] = [0, 1].map(|index| names[index].as_str().unwrap());
        let next = json!({ "type": "object", "properties": { "next": reference(other) } });
        with_schemas(json!({ one: next, other: object() }))
    };
    assert_each_refused(
        twins,
        "/components/schemas/",
        "
        [foo, Foo]                 => would both become the Rust type `Foo`
        [microsoft.graph.foo, foo] => would both become the Rust type `Foo`
        [foo-bar, foo_bar]         => would both become the Rust type `FooBar`
        [1a, x1a]                  => would both become the Rust type `X1a`
        ",
    );
}

/// Names that are made for types without one, or beside one.
#[test]
fn a_schema_with_the_name_of_a_generated_type_is_refused() {
    let generated = "
        identityApiConnectorUpdate                => `IdentityApiConnectorUpdate`
        uploadClientCertificateBody               => `UploadClientCertificateBody`
        unknownApiAuthenticationConfigurationBase => unknownApiAuthenticationConfigurationBase
        NullableString                            => `NullableString`
        basicAuthenticationOdataType              => two generated types are called `BasicAuthenticationOdataType`
        ";
    assert_each_refused(with_object, "", generated);
    let qualified =
        |name: Value| with_object(format!("microsoft.graph.{}", name.as_str().unwrap()).into());
    assert_each_refused(qualified, "", generated);

    let inline = changed(|document| {
        let part = "crossTenantIdentitySyncPolicyPartnerPart";
        properties(document)["part"] = object();
        properties(document)["other"] = reference(part);
        document["components"]["schemas"][part] = json!({ "type": "object" });
    });
    assert_refused("written out inside", yaml(&inline), "two generated types");
}

#[test]
fn a_schema_with_a_name_that_the_generated_code_uses_is_refused() {
    for name in ["Vec", "Option", "Box", "string", "self", "Client", "error"] {
        let says = "which the generated code already uses";
        assert_refused(name, yaml(&with_object(name.into())), says);
    }
}

#[test]
fn names_that_are_no_names_are_refused() {
    let names = ["", "..", "@", "_", "a\0b", "a\nb", "é", "аdmin", "ﬀ", "🦀"];
    let steering = ["\u{202e}x", "\u{1b}[31mx"];
    for name in names.iter().chain(&steering) {
        let says = "cannot become the name of a Rust field … ASCII";
        assert_refused(name, yaml(&with_property(name, text())), says);
    }
    for name in ["é", "a\0b", &"x".repeat(257)] {
        let says = "is not a valid component name … OpenAPI allows letters";
        assert_refused(name, yaml(&with_object(name.into())), says);
    }
}

#[test]
fn a_message_steers_no_terminal() {
    let document = with_property("\u{1b}[31m\u{202e}", text());
    let project = Project::new();
    let said = project
        .regen_from(&project.put("hostile.yaml", yaml(&document)))
        .stderr;
    let is_steering = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
    assert!(!said.contains(is_steering), "{said:?}");
    assert!(said.contains(r"properties/\u{1b}[31m\u{202e}"), "{said}");
}

/// The set of files is fixed; a name in a document never becomes a path.
#[test]
fn names_that_are_paths_are_names() {
    assert_each_kept(
        with_properties,
        r#"[../x, CON, /etc/passwd, '..\y'] => rename = "../x" … pub con: … pub etc_passwd: … pub y:"#,
    );
    assert_each_kept(
        with_object,
        "
        CON => pub struct Con {
        ..x => pub struct X {
        ",
    );
    let slashes = changed(|document| {
        document["components"]["schemas"]["../x"] = object();
        properties(document)["added"] = reference("..~1x");
    });
    let operation_id = changed(|document| {
        operation(document, CONNECTORS, "get")["operationId"] = "../../x".into();
    });
    assert_outcomes([
        ("slashes", slashes, refused(["leads into a component"])),
        ("operation", operation_id, kept(["fn list_api_connectors"])),
    ]);
}

#[test]
fn keywords_of_rust_are_names_of_properties() {
    let keywords = "as async await box crate dyn enum extern fn gen impl macro match mod move self static struct super \
        trait try type union unsafe use yield true r#raw";
    let document = with_properties(keywords.split(' ').collect());
    let fields = [
        "pub fn_: ",
        "pub self_: ",
        "pub type_: ",
        "rename = \"crate\"",
        "pub union: ",
        "pub r_raw: ",
    ];
    assert_outcomes([("keywords", document, kept(fields))]);
}

#[test]
fn names_of_the_prelude_are_names_of_types() {
    let names = "Result Some None Ok Default Clone From HashMap Value ResponseValue types";
    let document = changed(|document| {
        for name in names.split(' ') {
            properties(document)[format!("of{name}")] = reference(name);
            document["components"]["schemas"][name] = object();
        }
    });
    assert_outcomes([("prelude", document, kept(["pub struct HashMap {"]))]);
}

#[test]
fn members_of_enumerations_stay_apart() {
    let named =
        |members: Value| with_schemas(json!({ "kind": { "type": "string", "enum": members } }));
    assert_each_kept(
        named,
        "
        [basic, self, Other] => pub enum KindKnown { … Self_,
        [a-b, a_b]           => pub struct Kind(pub ::std::string::String)
        ",
    );
    assert_each_refused(
        named,
        "",
        "
        [a, é] => `é` cannot become the name of a Rust variant
        [1, 2] => only an enumeration of strings
        ",
    );
    assert_each_kept(
        |schema| with_property("added", schema),
        "{ type: string, enum: [a-b, a_b] } => pub added: ::std::option::Option<::std::string::String>",
    );
}

#[test]
fn parameters_that_become_one_argument_are_refused() {
    let place = "/paths/~1identity~1apiConnectors/get";
    assert_each_refused(
        |names| with_parameters("query", names),
        place,
        "
        [top]  => `$top` and `top` would both become the Rust argument `top`
        [$top] => Rust argument `top`
        [body] => `body` would become the Rust argument `body`
        ['']   => cannot become the name of a Rust argument
        ",
    );
    assert_each_refused(
        |names| with_parameters("header", names),
        place,
        r#"
        [Self]               => which the generated code already uses
        [header_map]         => which the generated code already uses
        ["a\r\nHost: b"]     => is not a header
        [Authorization]      => is not a header
        [content-type]       => is not a header
        "#,
    );
}

#[test]
fn local_names_of_a_generated_method_are_names_of_parameters() {
    assert_each_kept(
        |names| with_parameters("query", names),
        "['url', request, response, result, client, info, type, '1'] => type_: Option< … let mut _request … let _response",
    );
}

#[test]
fn a_kind_is_told_apart_by_its_own_name() {
    const BASE: &str = "apiAuthenticationConfigurationBase";
    assert_each_refused(
        |mapping| {
            changed(|document| {
                for (tag, target) in mapping.as_object().unwrap() {
                    schema(document, BASE)["discriminator"]["mapping"][tag] = target.clone();
                }
            })
        },
        "/components/schemas/microsoft.graph.apiAuthenticationConfigurationBase/discriminator/mapping",
        r##"
        { '#other': '#/components/schemas/microsoft.graph.pkcs12Certificate' } => the tag `other` … is not the name of the kind
        { "#x\"]\nfn pwn() {}": '#/components/schemas/microsoft.graph.pkcs12Certificate' } => the tag `x\"]\nfn pwn() {}` … is not the name
        { microsoft.graph.pkcs12Certificate: '#/components/schemas/microsoft.graph.pkcs12Certificate' } => occurs twice
        { '#x': 'http://127.0.0.1:9/x' }   => leads out of the document
        { '#x': '#/components/schemas/x' } => does not exist
        { '#x': 5 }                        => is not a string
        "##,
    );
}
