//! Texts and collections that hide keys from a reader of lines, and keys that occur twice.

use crate::{
    GET, MALFORMED, OPEN, Outcome, TWICE, assert_doubt, assert_doubt_of_bad, assert_doubt_of_good,
    assert_short, compare, edited,
};

const TEXT: &str = "      text\n";
const TITLE: &str = "      title: thing\n";

/// The small document with more lines in the part that is thrown away.
fn before_get(more: &str) -> String {
    edited(GET, &format!("    {more}\n{GET}"))
}

#[test]
fn block_scalars_that_look_like_keys() {
    for header in ["|", ">", "|-", ">+", "|2", ">-1 # x"] {
        let keys = "      /things:\n        get: x\n      components:\n";
        let block = format!("description: {header}\n{keys}");
        assert_short(&edited("description: |\n      text\n", &block));
    }
    assert_short(&edited(
        TEXT,
        "      text\n\n       /things:\n      paths:\n",
    ));
    assert_short(&edited(
        TITLE,
        "      title: |2\n         x\n        y: 'z'\n",
    ));
    for open in ["'open", "\"open", "[open", "{open"] {
        assert_doubt_of_good(&edited(TEXT, &format!("      {open}\n")), OPEN);
    }
}

#[test]
fn quoted_texts_over_several_lines_hide_keys() {
    for quote in ["'", "\""] {
        for before in [
            "summary: ",
            "- ",
            "- - ",
            "? ",
            "&a ",
            "'b': ",
            "b: &a ",
            "b: !!str ",
            "b : ",
            "",
        ] {
            let text = format!("        {before}{quote}text\n  /things:\n    get: x\n");
            let hidden =
                format!("    get:\n      x:\n{text}  /x:\n    description: {quote}\n      tags:");
            assert_doubt(&edited(GET, &hidden), OPEN);
        }
    }
    for hidden in [
        "summary: 'text\n  /things:\n    x: '",
        "'a': \"b\\\"\n  /things:\n    x: y\"",
        // A part of a plain key looks like a quoted text.
        "y 'c: \"d\n  /things: x\"",
        "y 'z: [ x'\n  , /things]",
        "y 'z: '\n  /things: x'",
        "y 'z: \"'\n  /things: x\"",
    ] {
        assert_doubt_of_good(&before_get(hidden), OPEN);
    }
}

#[test]
fn flow_collections_over_several_lines_hide_keys() {
    for flow in [
        "{a: b,\n  /things: {get: x},\n  c: d}",
        "[\n  /things,\n  c: d]",
        "[a, ']',\n  /things]",
        "{a: \"}\", b: c # }\n  , /things: x}",
        "[&a x, 'y\n  /things: z']",
        "{\"a\":'b\n  /things: z'}",
    ] {
        assert_doubt_of_good(
            &before_get(&format!("x-flow: {flow}")),
            &format!("{OPEN} at line 14"),
        );
    }
    for flow in [
        "{ a: [ 1, '}' ], b: c }",
        "[ { a: \"]\" } ]  ",
        "{ } # comment",
        "[[],{}]",
        "['a', \"b\"]",
        "[ don't ]",
    ] {
        assert_short(&edited("{ a: [ 1, 2 ], b: c }", flow));
    }
}

#[test]
fn quotes_and_brackets_in_prose() {
    for text in [
        "don't 'quote",
        "a 'b' c",
        "5\" [wide",
        "the users' [own",
        "'a ''b'' c'",
        "\"a 'b\"",
        "\"a \\\" 'b\"",
        "a # 'b",
        "'it''s {this}, \"that\" [and] more'",
        "|\n      a 'b\n      it's [c\n",
    ] {
        assert_short(&edited(
            "Provides operations\n      on more than one line",
            text,
        ));
    }
    assert_short(&edited(
        "'Get what''s dropped'",
        "'Get what''s dropped' # '",
    ));
    assert_short(&edited("on more than", "on 'more than"));
}

#[test]
fn references_in_every_spelling() {
    for spelling in [
        "\"#/components/schemas/part\"",
        "\"#/components/schemas/p\\x61rt\"",
        ">-\n            #/components/schemas/part",
        "'#/components/schemas/p%61rt'",
        "|-\n            #/components/schemas/part",
    ] {
        let reference = format!("$ref: {spelling}");
        assert_short(&edited("$ref: '#/components/schemas/part'", &reference));
    }
}

#[test]
fn aliases_are_kept_if_their_anchors_are() {
    assert_short(&edited(TITLE, "      title: &a thing\n      x: *a\n"));
    assert_short(&edited(
        "description: Retrieved\n",
        "description: &a Retrieved\n",
    ));
    assert_short(&edited(
        "description: Retrieved\n",
        "description: !!str Retrieved\n",
    ));
    let elsewhere = edited("        - dropped\n", "        - &a dropped\n");
    let text = elsewhere.replacen(TITLE, "      title: *a\n", 1);
    assert_doubt_of_good(&text, MALFORMED);
    let text = elsewhere.replacen("\n  /things:\n", "\n  /things: *a\n  /x:\n", 1);
    assert_doubt(&text, MALFORMED);
    // Neither parser nor reader merges anything: it is a key like any other.
    let merged = "    part:\n      <<: { format: x }\n      type";
    assert_short(&edited("    part:\n      type", merged));
    assert_short(&edited(
        "  /dropped:",
        "  <<: { /things/x: { } }\n  /dropped:",
    ));
}

#[test]
fn a_kept_name_that_occurs_twice_is_a_doubt() {
    for (before, more, expected) in [
        ("components:\n", "  /things: { }\n", "a second `/things`"),
        ("components:\n", "  '/things': { }\n", "a second `/things`"),
        (
            "components:\n",
            "  \"/things/{thing-id}\": { }\n",
            "a second `/things/{thing-id}`",
        ),
        (
            "components:\n",
            "  '/things/{other}': { }\n",
            "a part that cannot be kept",
        ),
        ("    dropped:", "    thing: { }\n", "a second `thing`"),
        ("    dropped:", "    'thing': { }\n", "a second `thing`"),
        ("  examples:", "  schemas:\n    x: { }\n", TWICE),
        ("  examples:", "  'schemas':\n    x: { }\n", TWICE),
        ("tags:\n  - name", "paths:\n  /x: { }\n", TWICE),
        ("tags:\n  - name", "\"info\": { }\n", TWICE),
        ("      title: thing\n", "      type: x\n", MALFORMED),
    ] {
        assert_doubt_of_bad(&edited(before, &format!("{more}{before}")), expected);
    }
}

#[test]
fn a_name_that_is_thrown_away_or_of_another_section_may_occur_twice() {
    let text = edited("    dropped:", "    dropped: { }\n    dropped:");
    assert_eq!(compare(text.as_bytes()), Outcome::ShortOnly);
    let error = "    error:\n      description: error";
    assert_short(&edited(error, &error.replace(": error", ": other")));
}
