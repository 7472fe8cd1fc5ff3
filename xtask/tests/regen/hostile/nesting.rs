//! Documents that are deeper, or hold more, than any that Microsoft publishes.

use serde_json::{Map, Value, json};

use super::Outcome::Inert;
use super::{assert_outcome, assert_outcomes, assert_refused, kept, refused};
use crate::regen::document::{changed, reference, text, with_property, with_schemas, yaml};

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

#[test]
fn yaml_of_ten_thousand_levels_is_refused() {
    let block: String = (0..DEEP)
        .map(|level| format!("\n{}a:", " ".repeat(level + 12)))
        .collect();
    let list = format!("\n            {}a", "- ".repeat(DEEP));
    for (name, property) in [
        ("arrays", nested("[", "", "]", DEEP)),
        ("objects", nested("{a: ", "b", "}", DEEP)),
        ("allOf", nested("{allOf: [", "{}", "]}", DEEP)),
        ("block mappings", block),
        ("block sequences", list),
    ] {
        assert_refused(
            name,
            with_text(&property),
            "nested more than 128 deep … line ",
        );
    }
}

#[test]
fn json_of_a_million_levels_is_refused() {
    let document = with_property("added", json!("HERE")).to_string();
    for (name, property) in [
        ("arrays", nested("[", "", "]", 1_000_000)),
        ("objects", nested("{\"a\":", "1", "}", 1_000_000)),
    ] {
        let deep = document.replace("\"HERE\"", &property);
        assert_refused(name, deep, "recursion limit exceeded");
    }
}

#[test]
fn a_schema_that_the_reader_takes_and_typify_might_not_is_refused() {
    let deep = |depth| {
        let text = json!({ "type": "string" });
        let array = |items, _| json!({ "type": "array", "items": items });
        with_property("added", (0..depth).fold(text, array))
    };
    let says = "nested too deep … /properties/added/items/items/items";
    assert_outcomes([
        ("100 levels", deep(100), refused([says])),
        ("20 levels", deep(20), kept(["Vec<::std::vec::Vec<"])),
    ]);
}

/// Schemas of which each needs the one before it.
fn chain(length: usize, link: impl Fn(Value) -> Value) -> Value {
    let name = |i: usize| format!("link{}", length - i);
    let last = json!({ "type": "object", "properties": { "end": { "type": "string" } } });
    let links = (1..=length)
        .rev()
        .map(|i| (name(i), link(reference(&name(i - 1)))));
    let schemas: Map<_, _> = links.chain([(name(0), last)]).collect();
    with_schemas(schemas.into())
}

#[test]
fn a_long_chain_of_references_is_refused_where_each_is_part_of_the_next() {
    let own = || json!({ "type": "object", "properties": { "own": {} } });
    let inherit = |parent: Value| json!({ "allOf": [parent, own()] });
    let says = "chain of more than 64 others … /components/schemas/";
    // Each level has the one above it twice, so 2^40 ways lead to the first. An ancestor counts once.
    let both = |parent: Value| json!({ "allOf": [parent, parent, own()] });
    // A chain of properties is a chain of types.
    let hold = |next: Value| json!({ "type": "object", "properties": { "next": next } });
    assert_outcomes([
        ("aliases", chain(20_000, |parent| parent), refused([says])),
        ("heirs", chain(5_000, inherit), refused([says])),
        (
            "few heirs",
            chain(20, inherit),
            kept(["pub struct Link0 {", "pub end: "]),
        ),
        (
            "diamonds",
            chain(40, both),
            kept(["pub struct Link0 {", "pub end: "]),
        ),
        (
            "properties",
            chain(1_000, hold),
            kept(["pub struct Link0 {", "pub struct Link1000 {"]),
        ),
    ]);
}

/// Other bombs are in the tests of the reader.
#[test]
fn an_alias_bomb_is_refused() {
    let level = |i: usize| format!(", &a{i} [{}]", vec![format!("*a{}", i - 1); 9].join(", "));
    let levels: String = (1..9).map(level).collect();
    let bomb = with_text(&format!("[&a0 [x, x, x, x, x, x, x, x, x]{levels}]"));
    let says = "aliases that repeat more than ten times the document";
    assert_refused("bomb", bomb, says);
}

#[test]
fn an_alias_of_what_holds_it_or_of_nothing_is_refused() {
    assert_refused("cyclic", with_text("&a [*a]"), "recursion limit exceeded");
    assert_refused("unknown", with_text("*nothing"), "unknown anchor");
}

#[test]
fn an_alias_is_what_it_stands_for() {
    let document = text();
    let anchored = document.replacen("type: boolean", "type: &flag boolean", 1);
    let anchored = anchored.replace("type: boolean", "type: *flag");
    assert!(anchored.contains("*flag"));
    assert_outcome("aliases", anchored, &Inert);
}

#[test]
fn a_string_of_megabytes_is_no_more_than_a_string() {
    let prose = changed(|document| {
        document["info"]["description"] = "x".repeat(8 << 20).into();
        document["paths"]["/identity/apiConnectors"]["get"]["description"] =
            "line\n".repeat(1 << 20).into();
    });
    let name = with_property(&"x".repeat(100_000), json!({ "type": "string" }));
    let says = "cannot become the name of a Rust field … 256 characters";
    assert_outcomes([("prose", prose, Inert), ("name", name, refused([says]))]);
}
