//! Texts and collections that hide keys from a reader of lines.

use crate::{Outcome, assert_doubt, assert_doubt_of_good, assert_short, compare, edited};

const OPEN: &str = "a quoted text or a flow collection over several lines";

#[test]
fn block_scalars_that_look_like_keys() {
    for header in ["|", ">", "|-", ">+", "|2", ">-1 # x"] {
        assert_short(&edited(
            "    description: |\n      text\n",
            &format!(
                "    description: {header}\n      /things:\n        get: x\n      components:\n"
            ),
        ));
    }
    assert_short(&edited(
        "      text\n",
        "      text\n\n       /things:\n      paths:\n",
    ));
    assert_short(&edited(
        "      title: thing\n",
        "      title: |2\n         x\n        y: 'z'\n",
    ));
    for open in ["'open", "\"open", "[open", "{open"] {
        assert_doubt_of_good(&edited("      text\n", &format!("      {open}\n")), OPEN);
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
            let hidden = format!(
                "    get:\n      x:\n        {before}{quote}text\n  /things:\n    get: x\n  /x:\n    description: {quote}\n      tags:"
            );
            let text = edited("    get:\n      tags:", &hidden);
            match compare(text.as_bytes()) {
                Outcome::Doubt(doubt) => assert!(doubt.starts_with(OPEN), "{before}: {doubt}"),
                other => panic!("{before}: {other:?}"),
            }
        }
    }
    assert_doubt_of_good(
        &edited(
            "    get:\n      tags:",
            "    summary: 'text\n  /things:\n    x: '\n    get:\n      tags:",
        ),
        OPEN,
    );
    assert_doubt_of_good(
        &edited(
            "    get:\n      tags:",
            "    'a': \"b\\\"\n  /things:\n    x: y\"\n    get:\n      tags:",
        ),
        OPEN,
    );
    assert_doubt_of_good(
        &edited(
            "    get:\n      tags:",
            "    x: a 'b\n    y 'c: \"d\n  /things: x\"\n    get:\n      tags:",
        )
        .replace("    x: a 'b\n", ""),
        OPEN,
    );
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
        let text = edited(
            "    get:\n      tags:",
            &format!("    x-flow: {flow}\n    get:\n      tags:"),
        );
        assert_doubt_of_good(&text, &format!("{OPEN} at line 14"));
    }
    // A part of a plain key looks like a quoted text.
    for hidden in [
        "y 'z: [ x'\n  , /things]",
        "y 'z: '\n  /things: x'",
        "y 'z: \"'\n  /things: x\"",
    ] {
        let text = format!("    {hidden}\n    get:\n      tags:");
        assert_doubt_of_good(&edited("    get:\n      tags:", &text), OPEN);
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
        assert_short(&edited(
            "$ref: '#/components/schemas/part'",
            &format!("$ref: {spelling}"),
        ));
    }
}

#[test]
fn aliases_are_kept_if_their_anchors_are() {
    assert_short(&edited(
        "      title: thing\n",
        "      title: &a thing\n      x: *a\n",
    ));
    assert_short(&edited(
        "description: Retrieved\n",
        "description: &a Retrieved\n",
    ));
    assert_short(&edited(
        "description: Retrieved\n",
        "description: !!str Retrieved\n",
    ));
    let elsewhere = edited("        - dropped\n", "        - &a dropped\n");
    let text = elsewhere.replacen("      title: thing\n", "      title: *a\n", 1);
    assert_doubt_of_good(&text, "a part that is not well-formed by itself");
    let text = elsewhere.replacen("\n  /things:\n", "\n  /things: *a\n  /x:\n", 1);
    assert_doubt(&text, "a part that is not well-formed by itself");
    // Neither parser nor reader merges anything: it is a key like any other.
    assert_short(&edited(
        "    part:\n      type: object",
        "    part:\n      <<: { format: x }\n      type: object",
    ));
    assert_short(&edited(
        "  /dropped:",
        "  <<: { /things/x: { } }\n  /dropped:",
    ));
}
