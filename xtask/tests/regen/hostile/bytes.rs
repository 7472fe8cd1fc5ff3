//! Files that are no OpenAPI 3.0 document of Microsoft Graph, or only part of one.

use serde_json::{Value, json};
use xtask::GraphVersion;

use super::Outcome::Inert;
use super::{assert_outcome, assert_outcomes, kept, refused};
use crate::regen::document::{CONNECTORS, changed, full, operation, remove, yaml};

fn document() -> String {
    yaml(&full(GraphVersion::V1_0))
}

#[test]
fn another_version_of_openapi_is_refused() {
    let with_version = |version: Value| changed(|document| document["openapi"] = version);
    let swagger = changed(|document| {
        remove(document, "openapi");
        document["swagger"] = "2.0".into();
    });
    assert_outcomes([
        (
            "2.0",
            swagger,
            refused(["not an OpenAPI document", "msgraph-metadata"]),
        ),
        (
            "missing",
            changed(|document| {
                remove(document, "openapi");
            }),
            refused(["it has no `openapi`"]),
        ),
        (
            "3.1",
            with_version("3.1.0".into()),
            refused(["uses OpenAPI \"3.1.0\"", "/openapi", "convert it"]),
        ),
        (
            "a number",
            with_version(json!(3.0)),
            refused(["only 3.0.N is supported"]),
        ),
        (
            "null",
            with_version(Value::Null),
            refused(["only 3.0.N is supported"]),
        ),
        (
            "more than a version",
            with_version("3.0.4\n\"; pwn".into()),
            refused(["only 3.0.N is supported"]),
        ),
    ]);
}

#[test]
fn another_document_is_refused_with_all_that_it_lacks() {
    let pets = json!({
        "openapi": "3.0.0",
        "info": { "title": "Petstore", "version": "1.0.0" },
        "servers": [{ "url": "http://petstore.example/v1" }],
        "paths": { "/pets": { "get": { "operationId": "listPets", "responses": { "200": { "description": "Pets" } } } } },
        "components": { "schemas": { "Pet": { "type": "object" } } },
    });
    let other_graph = changed(|document| {
        let me = remove(&mut document["paths"], "/me");
        document["paths"] = json!({ "/me": me });
    });
    for (name, document) in [("pets", pets), ("another part of Graph", other_graph)] {
        let says = [
            "not there",
            "get, post /identity/apiConnectors",
            "put",
            "spec/selection.toml",
        ];
        assert_outcomes([(name, document, refused(says))]);
    }
}

#[test]
fn what_is_missing_at_the_end_is_noticed() {
    let document = document();
    let at = |text: &str| document.find(text).unwrap();
    for (name, length, says) in [
        (
            "in the paths",
            at("  /identity/apiConnectors/{") + 300,
            "no `components`",
        ),
        (
            "between paths",
            at("  /identity/apiConnectors/{"),
            "no `components`",
        ),
        ("after the paths", at("components:\n"), "no `components`"),
        (
            "in the schemas",
            at("    microsoft.graph.entity:\n"),
            "does not exist",
        ),
        (
            "after the schemas",
            at("  responses:\n    error:\n"),
            "does not exist",
        ),
        (
            "in a word",
            at("schemas/microsoft.graph.entity'\n") + 10,
            "YAML",
        ),
    ] {
        assert_outcome(
            name,
            &document.as_bytes()[..length],
            &refused([says, "complete"]),
        );
    }
    let document = full(GraphVersion::V1_0).to_string();
    for length in [
        1,
        document.len() / 3,
        document.len() / 2,
        document.len() - 1,
    ] {
        assert_outcome(
            "JSON",
            &document.as_bytes()[..length],
            &refused(["not well-formed JSON", "complete"]),
        );
    }
}

#[test]
fn bytes_that_are_no_utf_8_are_refused_with_their_place() {
    let text = document();
    let utf_16 = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        "\u{feff}"
            .encode_utf16()
            .chain(text.encode_utf16())
            .flat_map(bytes)
            .collect()
    };
    let latin = text
        .replace("schemas:", "schemas: # caf\u{fffd}")
        .into_bytes();
    let latin = latin.split(|byte| *byte == 0xbf).next().unwrap().to_vec();
    for (name, bytes) in [
        ("half a character", latin),
        ("UTF-16, little end first", utf_16(u16::to_le_bytes)),
        ("UTF-16, big end first", utf_16(u16::to_be_bytes)),
        ("any bytes", (0..=255).collect()),
        (
            "compressed",
            [&[0x1f, 0x8b, 8, 0], text.as_bytes()].concat(),
        ),
    ] {
        assert_outcome(name, &bytes, &refused(["UTF-8", "byte "]));
    }
}

#[test]
fn a_file_without_a_document_is_refused() {
    for (name, bytes, says) in [
        ("empty", "", "empty"),
        ("blank", " \n\t\n", "empty"),
        ("byte order mark", "\u{feff}", "empty"),
        ("comment", "# nothing\n", "no `openapi`"),
        ("null", "null\n", "no `openapi`"),
        ("list", "[]\n", "no `openapi`"),
        ("word", "hello\n", "no `openapi`"),
        (
            "page",
            "<!DOCTYPE html><html><body>404: Not Found</body></html>",
            "no `openapi`",
        ),
        ("zeros", "\0\0\0\0", "YAML"),
    ] {
        assert_outcome(name, bytes.as_bytes(), &refused([says]));
    }
}

#[test]
fn two_documents_in_one_file_are_refused() {
    let yaml = document();
    let json = full(GraphVersion::V1_0).to_string();
    assert_outcome(
        "YAML",
        format!("{yaml}---\n{yaml}").as_bytes(),
        &refused(["more than one document"]),
    );
    assert_outcome(
        "JSON",
        format!("{json}{json}").as_bytes(),
        &refused(["trailing characters"]),
    );
}

#[test]
fn a_key_that_stands_twice_is_refused() {
    let text = document();
    let json = full(GraphVersion::V1_0).to_string();
    for (name, bytes, says) in [
        (
            "operation",
            text.replacen("    get:\n", "    get: {}\n    get:\n", 1),
            "duplicate key `get`",
        ),
        (
            "path",
            text.replacen("paths:\n", "paths:\n  /identity/apiConnectors: {}\n", 1),
            "duplicate key `/identity/apiConnectors`",
        ),
        (
            "schema",
            text.replacen(
                "  schemas:\n",
                "  schemas:\n    microsoft.graph.entity: {}\n",
                1,
            ),
            "duplicate key `microsoft.graph.entity`",
        ),
        (
            "JSON",
            json.replacen("{\"get\":", "{\"get\":{},\"get\":", 1),
            "duplicate key `get`",
        ),
    ] {
        assert_outcome(name, bytes.as_bytes(), &refused([says]));
    }
}

#[test]
fn two_operations_of_one_name_are_refused() {
    let twins = changed(|document| {
        let id = operation(document, CONNECTORS, "get")["operationId"].take();
        operation(document, CONNECTORS, "get")["operationId"] = id.clone();
        operation(document, CONNECTORS, "post")["operationId"] = id;
    });
    assert_outcomes([(
        "twins",
        twins,
        refused([
            "two operations have the operationId",
            "/get/operationId",
            "/post/operationId",
        ]),
    )]);
}

#[test]
fn a_document_without_what_nobody_reads_is_complete() {
    for key in ["info", "servers", "tags"] {
        let document = changed(|document| {
            remove(document, key);
        });
        assert_outcomes([(key, document, Inert)]);
    }
    let older = changed(|document| document["openapi"] = "3.0.1".into());
    assert_outcomes([("3.0.1", older, kept([]))]);
}
