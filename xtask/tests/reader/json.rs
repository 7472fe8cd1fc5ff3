//! JSON documents: the same rules on borrowed text.

use proptest::prelude::*;
use serde_json::Value;

use crate::{Outcome, SMALL, assert_doubt, compare, full, selection, short};

fn document() -> Value {
    xtask::read::parse(SMALL.as_bytes()).unwrap()
}

#[test]
fn compact_and_indented_documents_slice_as_the_yaml_one() {
    let yaml = full(SMALL.as_bytes(), &selection()).unwrap();
    let document = document();
    for text in [document.to_string(), format!("{document:#}\n")] {
        assert_eq!(compare(text.as_bytes()), Outcome::Short);
        assert_eq!(short(text.as_bytes(), &selection()).unwrap(), yaml);
    }
}

#[test]
fn escapes_in_keys_are_undone() {
    let text = document()
        .to_string()
        .replace("\"/things\"", "\"\\u002fthings\"")
        .replace("\"paths\"", "\"p\\u0061ths\"");
    assert_eq!(compare(text.as_bytes()), Outcome::Short);
}

#[test]
fn keys_that_stand_twice() {
    let text = document().to_string();
    for (from, to) in [
        ("\"/things\":", "\"/things\":{},\"/things\":"),
        ("\"/dropped\":", "\"/dr\\u006fpped\":{},\"/dropped\":"),
        ("\"thing\":{\"title\"", "\"thing\":{},\"thing\":{\"title\""),
        (
            "\"dropped\":{\"type\"",
            "\"dropped\":{},\"dropped\":{\"type\"",
        ),
        ("\"paths\":", "\"paths\":{},\"paths\":"),
        ("\"info\":", "\"info\":{},\"info\":"),
        ("\"schemas\":{", "\"schemas\":{},\"schemas\":{"),
        ("\"title\":\"thing\"", "\"title\":\"thing\",\"title\":\"x\""),
        (
            "\"name\":\"dropped\"",
            "\"name\":\"dropped\",\"name\":\"x\"",
        ),
    ] {
        assert!(text.contains(from), "{from}");
        let text = text.replacen(from, to, 1);
        assert_doubt(&text, "a key that stands twice");
        assert!(full(text.as_bytes(), &selection()).is_err(), "{to}");
    }
}

#[test]
fn what_is_no_such_document() {
    for (text, expected) in [
        ("{", "EOF while parsing an object"),
        ("{}", "no `paths`"),
        (
            "{\"paths\": [], \"components\": {}}",
            "invalid type: sequence",
        ),
        (
            "{\"paths\": {}, \"components\": {\"schemas\": null}}",
            "invalid type: null",
        ),
        ("{openapi: 3.0.4}", "key must be a string"),
        (
            "{\"paths\": {}, \"components\": {}} x",
            "trailing characters",
        ),
    ] {
        assert_doubt(text, expected);
    }
    let mut document = document();
    document["paths"].as_object_mut().unwrap().remove("/things");
    assert_doubt(&document.to_string(), "no path `/things`");
}

#[test]
fn nesting_too_deep_is_refused_both_ways() {
    for depth in 115..130 {
        let deep = |key: &str| {
            let deep = format!(
                "\"x-deep\":{}{},{key}",
                "[".repeat(depth),
                "]".repeat(depth)
            );
            compare(document().to_string().replacen(key, &deep, 1).as_bytes())
        };
        for (key, within) in [
            ("\"title\":\"thing\"", 4),
            ("\"example\":", 4),
            ("\"summary\":", 4),
            ("\"tags\":[{", 1),
        ] {
            assert_eq!(
                deep(key) == Outcome::Short,
                depth + within < 128,
                "{depth} at {key}"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_document_is_read_as_the_full_parse_reads_it(
        at in any::<prop::sample::Index>(),
        delete in 0..30_usize,
        piece in prop::sample::select(&["", "\"", "{", "}", "[", "]", ",", ":", "\\", "\"a\":1,", "\0", "\n", "e9"][..]),
    ) {
        let mut text = document().to_string().into_bytes();
        let at = at.index(text.len());
        let end = (at + delete).min(text.len());
        text.splice(at..end, piece.bytes());
        let selection = selection();
        match (short(&text, &selection), full(&text, &selection)) {
            (Ok(short), Ok(full)) => prop_assert_eq!(short, full),
            (Ok(_), Err(error)) => prop_assert!(false, "only the full parse refuses: {}", error),
            _ => {}
        }
    }
}
