//! Documents that are deeper, or hold more, than any that Microsoft publishes.

use serde_json::{Value, json};

use super::Outcome::{self, Inert};
use super::{assert_outcome, assert_outcomes, kept, refused};
use crate::regen::document::{changed, reference, with_property, with_schemas, yaml};

const DEEP: usize = 10_000;

/// A YAML document whose added property is this text.
fn with_text(property: &str) -> String {
    let document = yaml(&with_property("added", json!("HERE")));
    assert!(document.contains("added: HERE\n"));
    document.replace("added: HERE\n", &format!("added: {property}\n"))
}

fn nested(open: &str, inside: &str, close: &str, depth: usize) -> String {
    format!("{}{inside}{}", open.repeat(depth), close.repeat(depth))
}

fn too_deep() -> Outcome {
    refused(["nested more than 128 deep", "line "])
}

#[test]
fn yaml_of_ten_thousand_levels_is_refused() {
    let block: String = (0..DEEP)
        .map(|level| format!("\n{}a:", " ".repeat(level + 12)))
        .collect();
    let list = format!("\n            {}a", "- ".repeat(DEEP));
    for (name, property) in [
        ("arrays", nested("[", "", "]", DEEP)),
        ("objects", nested("{a: ", "b", "}", DEEP)),
        ("items", nested("{items: ", "{}", "}", DEEP)),
        ("allOf", nested("{allOf: [", "{}", "]}", DEEP)),
        ("block mappings", block),
        ("block sequences", list),
    ] {
        assert_outcome(name, with_text(&property).as_bytes(), &too_deep());
    }
}

#[test]
fn json_of_a_million_levels_is_refused() {
    let document = with_property("added", json!("HERE")).to_string();
    for (name, property) in [
        ("arrays", nested("[", "", "]", 1_000_000)),
        ("objects", nested("{\"a\":", "1", "}", 1_000_000)),
        ("allOf", nested("{\"allOf\":[", "{}", "]}", 1_000_000)),
    ] {
        assert_outcome(
            name,
            document.replace("\"HERE\"", &property).as_bytes(),
            &refused(["recursion limit exceeded"]),
        );
    }
}

#[test]
fn a_schema_that_the_reader_takes_and_typify_might_not_is_refused() {
    let deep = |depth| {
        (0..depth).fold(
            json!({ "type": "string" }),
            |inside, _| json!({ "type": "array", "items": inside }),
        )
    };
    assert_outcomes([
        (
            "100 levels",
            with_property("added", deep(100)),
            refused(["nested too deep", "/properties/added/items/items/items"]),
        ),
        (
            "20 levels",
            with_property("added", deep(20)),
            kept(["Vec<::std::vec::Vec<"]),
        ),
    ]);
}

/// Schemas of which each needs the one before it.
fn chain(length: usize, link: impl Fn(Value) -> Value) -> Value {
    let name = |i: usize| format!("link{}", length - i);
    let last = (
        name(0),
        json!({ "type": "object", "properties": { "end": { "type": "string" } } }),
    );
    let links = (1..=length).map(|i| (name(i), link(reference(&name(i - 1)))));
    let schemas: serde_json::Map<_, _> = std::iter::once(last).chain(links).collect();
    with_schemas(
        schemas
            .into_iter()
            .rev()
            .collect::<serde_json::Map<_, _>>()
            .into(),
    )
}

#[test]
fn a_long_chain_of_references_is_refused_where_each_is_part_of_the_next() {
    let inherit = |parent: Value| json!({ "allOf": [parent, { "type": "object", "properties": { "own": {} } }] });
    assert_outcomes([
        (
            "aliases",
            chain(20_000, |parent| parent),
            refused(["chain of more than 64 others", "/components/schemas/"]),
        ),
        (
            "heirs",
            chain(5_000, inherit),
            refused(["chain of more than 64 others"]),
        ),
        (
            "few heirs",
            chain(20, inherit),
            kept(["pub struct Link0 {", "pub end: "]),
        ),
    ]);
}

#[test]
fn a_chain_of_properties_is_a_chain_of_types() {
    let hold = |next: Value| json!({ "type": "object", "properties": { "next": next } });
    assert_outcomes([(
        "properties",
        chain(1_000, hold),
        kept(["pub struct Link0 {", "pub struct Link1000 {"]),
    )]);
}

/// Each level has the one above it twice: 2^40 ways lead to the first.
#[test]
fn an_ancestor_counts_once_whatever_the_number_of_ways_to_it() {
    let both = |parent: Value| json!({ "allOf": [parent, parent, { "type": "object", "properties": { "own": {} } }] });
    assert_outcomes([(
        "diamonds",
        chain(40, both),
        kept(["pub struct Link0 {", "pub end: "]),
    )]);
}

#[test]
fn an_alias_bomb_is_refused() {
    let lists: String = (1..9)
        .map(|i| format!(", &a{i} [{}]", vec![format!("*a{}", i - 1); 9].join(", ")))
        .collect();
    let objects: String = (1..9)
        .map(|i| {
            format!(
                ", &b{i} {{{}}}",
                (0..9)
                    .map(|j| format!("k{j}: *b{}", i - 1))
                    .collect::<Vec<_>>()
                    .join(", ")
            )
        })
        .collect();
    for (name, property) in [
        ("lists", format!("[&a0 [x, x, x, x, x, x, x, x, x]{lists}]")),
        ("objects", format!("[&b0 {{type: string}}{objects}]")),
    ] {
        assert_outcome(
            name,
            with_text(&property).as_bytes(),
            &refused(["aliases that repeat more than ten times the document"]),
        );
    }
}

#[test]
fn an_alias_of_what_holds_it_or_of_nothing_is_refused() {
    assert_outcome(
        "cyclic",
        with_text("&a [*a]").as_bytes(),
        &refused(["recursion limit exceeded"]),
    );
    assert_outcome(
        "unknown",
        with_text("*nothing").as_bytes(),
        &refused(["unknown anchor"]),
    );
}

#[test]
fn an_alias_is_what_it_stands_for() {
    let document = yaml(&changed(|_| ()));
    let anchored = document
        .replacen("type: boolean", "type: &flag boolean", 1)
        .replace("type: boolean", "type: *flag");
    assert!(anchored.contains("*flag"));
    assert_outcome("aliases", anchored.as_bytes(), &Inert);
}

#[test]
fn a_string_of_megabytes_is_no_more_than_a_string() {
    let prose = changed(|document| {
        document["info"]["description"] = "x".repeat(8 << 20).into();
        document["paths"]["/identity/apiConnectors"]["get"]["description"] =
            "line\n".repeat(1 << 20).into();
    });
    let name = with_property(&"x".repeat(100_000), json!({ "type": "string" }));
    assert_outcomes([
        ("prose", prose, Inert),
        (
            "name",
            name,
            refused(["cannot become the name of a Rust field", "256 characters"]),
        ),
    ]);
}
