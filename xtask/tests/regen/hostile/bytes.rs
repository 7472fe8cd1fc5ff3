//! Files that are no OpenAPI 3.0 document of Microsoft Graph, or only part of one.

use serde_json::{Value, json};
use xtask::GraphVersion;

use super::Outcome::Inert;
use super::{assert_each_kept, assert_each_refused, assert_outcomes, assert_refused, refused};
use crate::regen::document::{CONNECTORS, changed, full, operation, remove, text};

#[test]
fn another_version_of_openapi_is_refused() {
    let with_version = |version: Value| changed(|document| document["openapi"] = version);
    assert_each_refused(
        with_version,
        "/openapi",
        r#"
        3.1.0               => uses OpenAPI "3.1.0" … convert it
        !!float 3.0         => only 3.0.N is supported
        null                => only 3.0.N is supported
        "3.0.4\n\"; pwn"    => only 3.0.N is supported
        "#,
    );
    assert_each_kept(with_version, "3.0.1 => fn list_api_connectors");
    let missing = changed(|document| drop(remove(document, "openapi")));
    let swagger = changed(|document| {
        remove(document, "openapi");
        document["swagger"] = "2.0".into();
    });
    assert_outcomes([
        ("missing", missing, refused(["it has no `openapi`"])),
        (
            "2.0",
            swagger,
            refused(["not an OpenAPI document … msgraph-metadata"]),
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
    let says = "not there … get, post /identity/apiConnectors … put … spec/selection.toml";
    assert_outcomes([
        ("pets", pets, refused([says])),
        ("another part of Graph", other_graph, refused([says])),
    ]);
}

#[test]
fn what_is_missing_at_the_end_is_noticed() {
    let document = text();
    let before = |text: &str| &document[..document.find(text).unwrap()];
    let path = before("  /identity/apiConnectors/{");
    let entity = "    microsoft.graph.entity:\n";
    let in_word = &document[..before("'#/components/schemas").len() + 10];
    for (part, says) in [
        (&document[..path.len() + 300], "no `components`"),
        (path, "no `components`"),
        (before("components:\n"), "no `components`"),
        (before(entity), "does not exist"),
        (before("  responses:\n    error:\n"), "does not exist"),
        (in_word, "YAML"),
    ] {
        let end = part.lines().last().unwrap();
        assert_refused(end, part, &format!("{says} … complete"));
    }
    let json = full(GraphVersion::V1_0).to_string();
    for length in [1, json.len() / 2, json.len() - 1] {
        assert_refused("JSON", &json[..length], "not well-formed JSON … complete");
    }
}

#[test]
fn bytes_that_are_no_utf_8_are_refused_with_their_place() {
    let text = text();
    let utf_16 = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        let units = "\u{feff}".encode_utf16().chain(text.encode_utf16());
        units.flat_map(bytes).collect()
    };
    let half = [b"openapi: 3.0.4 # caf\xc3\n", text.as_bytes()].concat();
    let compressed = [&[0x1f, 0x8b, 8, 0], text.as_bytes()].concat();
    let any = (0..=255).collect();
    let (little, big) = (utf_16(u16::to_le_bytes), utf_16(u16::to_be_bytes));
    for bytes in [half, little, big, any, compressed] {
        assert_refused(&format!("{:?}", &bytes[..4]), &bytes, "UTF-8 … byte ");
    }
}

#[test]
fn a_file_without_a_document_is_refused() {
    let page = "<!DOCTYPE html><html><body>404: Not Found</body></html>";
    for (text, says) in [
        ("", "empty"),
        (" \n\t\n", "empty"),
        ("\u{feff}", "empty"),
        ("# nothing\n", "no `openapi`"),
        ("null\n", "no `openapi`"),
        ("[]\n", "no `openapi`"),
        ("hello\n", "no `openapi`"),
        (page, "no `openapi`"),
        ("\0\0\0\0", "YAML"),
    ] {
        assert_refused(text, text, says);
    }
}

#[test]
fn two_documents_in_one_file_are_refused() {
    let yaml = text();
    let json = full(GraphVersion::V1_0).to_string();
    assert_refused(
        "YAML",
        format!("{yaml}---\n{yaml}"),
        "more than one document",
    );
    assert_refused("JSON", format!("{json}{json}"), "trailing characters");
}

#[test]
fn a_key_that_stands_twice_is_refused() {
    let text = text();
    for (indentation, key) in [
        ("    ", "get"),
        ("  ", "/identity/apiConnectors"),
        ("    ", "microsoft.graph.entity"),
    ] {
        let line = format!("{indentation}{key}:");
        let twice = text.replacen(&line, &format!("{line} {{}}\n{line}"), 1);
        assert_refused(key, twice, &format!("duplicate key `{key}`"));
    }
    let json = full(GraphVersion::V1_0).to_string();
    let twice = json.replacen("\"get\":", "\"get\":{},\"get\":", 1);
    assert_refused("JSON", twice, "duplicate key `get`");
}

#[test]
fn two_operations_of_one_name_are_refused() {
    let twins = changed(|document| {
        let id = operation(document, CONNECTORS, "get")["operationId"].clone();
        operation(document, CONNECTORS, "post")["operationId"] = id;
    });
    let says = "two operations have the operationId … /get/operationId … /post/operationId";
    assert_outcomes([("twins", twins, refused([says]))]);
}

#[test]
fn a_document_without_what_nobody_reads_is_complete() {
    let document = changed(|document| {
        for key in ["info", "servers", "tags"] {
            remove(document, key);
        }
    });
    assert_outcomes([("incomplete", document, Inert)]);
}
