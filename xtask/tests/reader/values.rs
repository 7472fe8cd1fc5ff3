//! How values may be written, and what hides in them.

use crate::{
    Outcome, SMALL, assert_doubt, assert_doubt_of_good, assert_short, compare, edited, full,
    selection,
};

#[test]
fn words_that_yaml_1_1_took_for_booleans_stay_strings() {
    let (document, _) = full(SMALL.as_bytes(), &selection()).unwrap();
    assert!(
        document.contains("- Yes\n          - No\n          - on\n"),
        "{document}"
    );
    assert_short(SMALL);
}

#[test]
fn block_scalars_that_look_like_keys() {
    for header in ["|", ">", "|-", ">+", "|2"] {
        let text = format!(
            "    description: {header}\n      /things:\n        get: x\n      '/things/{{x}}':\n      \"open\n      {{open\n"
        );
        let outcome = compare(edited("    description: |\n      text\n", &text).as_bytes());
        assert!(!matches!(outcome, Outcome::Error(_)), "{outcome:?}");
    }
    assert_short(&edited(
        "      text\n",
        "      text\n\n       /things:\n      components:\n",
    ));
    assert_doubt(&edited("paths:\n", "paths: |\n"), "nothing in `paths`");
    for (header, text) in [("|", "        \n      text\n"), ("|", "      \ttext\n")] {
        let text = edited("|\n      text\n", &format!("{header}\n{text}"));
        let outcome = compare(text.as_bytes());
        assert!(!matches!(outcome, Outcome::Error(_)), "{outcome:?}");
    }
    assert_short(&edited(
        "|\n      text\n",
        "|2-\n        text\n      more\n",
    ));
    assert_short(&edited("|\n      text\n", ">+1 # comment\n     text\n\n"));
    assert_doubt(&edited("|\n      text\n", "|0\n      text\n"), "a value");
    assert_doubt(&edited("|\n      text\n", "| text\n"), "a value");
    let empty = edited(
        "|\n      text\n      /things:\n        get: nothing\n",
        "|\n",
    );
    assert_short(&empty);
}

#[test]
fn quoted_texts_over_several_lines_hide_keys() {
    for quote in ["'", "\""] {
        let hidden = format!(
            "    summary: {quote}text\n  /things:\n    get: x\n    description: {quote}\n    get:\n      tags:"
        );
        let text = edited("    get:\n      tags:", &hidden);
        assert_short(&text);
        let text = text.replacen(
            "  /things:\n    description: P",
            "  /other:\n    description: P",
            1,
        );
        assert_doubt_of_good(&text, "no path `/things`");
        let marked = edited(
            "      text\n",
            &format!("      text\n    summary: {quote}a\n\n---\n{quote}\n"),
        );
        assert_doubt(&marked, "a quoted text without an end");
    }
    assert_short(&edited(
        "'Get what''s dropped'",
        "'Get what''s\n\n /things: it''s\ndropped' # '",
    ));
    assert_short(&edited(
        "\"Quoted: \\\"text\\\"\"",
        "\"Quoted: \\\n  \\\"text\\\" \\u00e4\\\\\"",
    ));
    for line in ["'a': \"b", "it: 'it''s", "- - \"", "'a': 'b"] {
        let text = edited(
            "    get:\n      tags:\n",
            &format!("    get:\n      x:\n        {line}\n"),
        );
        assert_doubt(&text, "");
        assert!(full(text.as_bytes(), &selection()).is_err(), "{line}");
    }
    for line in [
        "&a 'b",
        "!!str \"b\\\" c",
        "? 'a",
        "'a': 'b': 'c",
        "\"\\y\"",
        "\"\\ud800\"",
        "'a'b",
    ] {
        let text = edited(
            "summary: 'Get what''s dropped'",
            &format!("summary: {line}"),
        );
        assert_doubt(&text, "");
        assert!(full(text.as_bytes(), &selection()).is_err(), "{line}");
    }
}

#[test]
fn flow_collections_over_several_lines_hide_keys() {
    let hidden = "    x-flow: {a: b,\n  /things: {get: x},\n  c: d}\n    get:\n      tags:";
    assert_doubt_of_good(
        &edited("    get:\n      tags:", hidden),
        "a flow collection over several lines at line 14",
    );
    let hidden = "    x-flow: [\n  /things,\n  c: d]\n    get:\n      tags:";
    assert_doubt_of_good(
        &edited("    get:\n      tags:", hidden),
        "a flow collection over several lines",
    );
    for flow in [
        "{ a: [ 1, '}' ], b: c }",
        "[ { a: \"]\" } ]  ",
        "{ } # comment",
        "[[],{}]",
        "{}  ",
    ] {
        assert_short(&edited("{ a: [ 1, 2 ], b: c }", flow));
    }
    for flow in [
        "{ a: 1, a: 2 }",
        "{ a: [ 1, 2 }",
        "[ ] ]",
        "{ a: *b }",
        "{ } x",
    ] {
        let text = edited("{ a: [ 1, 2 ], b: c }", flow);
        assert_doubt(&text, "");
        assert!(full(text.as_bytes(), &selection()).is_err(), "{flow}");
    }
    assert_short(&edited("{ a: [ 1, 2 ], b: c }", "[ ]"));
}

#[test]
fn a_document_in_flow_style() {
    let value = xtask::read::parse(SMALL.as_bytes()).unwrap();
    assert_doubt_of_good(
        &format!("---\n{value}"),
        "a line without a plain key at line 1",
    );
    assert_doubt_of_good(&format!("# flow\n{value}"), "a line without a plain key");
}

#[test]
fn apostrophes_and_brackets_in_prose() {
    for text in [
        "don't 'quote",
        "a 'b' c",
        "5\" [wide",
        "the users' [own",
        "'a ''b'' c'",
        "\"a 'b\"",
        "a # 'b",
    ] {
        assert_short(&edited(
            "Provides operations\n      on more than one line",
            text,
        ));
    }
}

#[test]
fn references_in_every_spelling() {
    for spelling in [
        "\"#/components/schemas/part\"",
        "\"#/components/schemas/p\\x61rt\"",
        ">-\n            #/components/schemas/part",
        "'#/components/schemas/p%61rt'",
        "\"#/components/schemas/\\\n            part\"",
        "|-\n            #/components/schemas/part",
    ] {
        assert_short(&edited(
            "$ref: '#/components/schemas/part'",
            &format!("$ref: {spelling}"),
        ));
    }
}
