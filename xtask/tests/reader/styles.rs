//! Everything that YAML allows and that could be taken for something else.

use crate::{Outcome, SMALL, compare, edited, full, selection};

#[track_caller]
fn assert_short(text: &str) {
    assert_eq!(compare(text.as_bytes()), Outcome::Short);
}

#[track_caller]
fn assert_doubt(text: &str, expected: &str) {
    match compare(text.as_bytes()) {
        Outcome::Doubt(doubt) if doubt.starts_with(expected) => {}
        other => panic!("{other:?}"),
    }
}

/// The full parse takes the document too: without that, the doubt was about nothing.
#[track_caller]
fn assert_doubt_of_good(text: &str, expected: &str) {
    assert_doubt(text, expected);
    if let Err(error) = full(text.as_bytes(), &selection()) {
        panic!("{error}");
    }
}

#[test]
fn the_style_of_microsofts_writer() {
    assert_short(SMALL);
    assert_short(SMALL.trim_end());
    assert_short(&format!("# A comment\n\n{SMALL}\n\n  # and another\n"));
}

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
fn other_orders_of_the_same_parts() {
    let (head, rest) = SMALL.split_once("paths:\n").unwrap();
    let (paths, rest) = rest.split_once("components:\n").unwrap();
    let (components, tags) = rest.split_once("tags:\n").unwrap();
    assert_short(&format!(
        "tags:\n{tags}components:\n{components}paths:\n{paths}{head}"
    ));
}

#[test]
fn lists_as_far_out_as_their_keys() {
    assert_short(&edited("  - url:", "- url:"));
    assert_short(&edited("        - name: $select\n          in", "        -   name: $select\n            in").replace(
        "          style: form\n          schema:\n            type: array\n            items:\n              type: string\n",
        "            style: form\n",
    ));
    assert_short(&edited("  /dropped:", "  /list:\n  - a\n  -\n  /dropped:"));
    assert_short(&edited(
        "    get:\n      tags:\n        - dropped\n",
        "    get:\n      tags:\n      - - dropped\n        -  - a\n           - b: c\n             d:\n             - e\n      -\n        f\n",
    ));
    for lost in [
        "          - a\n        - dropped\n",
        "        - a\n       - dropped\n",
    ] {
        assert_doubt(&edited("        - dropped\n", lost), "");
    }
    assert_doubt(
        &edited("paths:\n", "paths:\n- a\n"),
        "a list in place of a mapping",
    );
}

#[test]
fn keys_in_quotes() {
    for (from, to) in [
        ("\n  /things:", "\n  '/things':"),
        ("\n  /things:", "\n  \"/things\":"),
        ("    thing:\n      title", "    \"thing\":\n      title"),
        ("paths:", "'paths':"),
        ("components:", "\"components\": "),
        ("  schemas:", "  'schemas':"),
    ] {
        assert_short(&edited(from, to));
    }
    for (to, expected) in [
        ("  \"\\u002fthings\":", "a key that is not written plainly"),
        ("  /things :", "a key that is not written plainly"),
        ("  ? /things\n  :", "a line without a plain key"),
        ("  !!str /things:", "a line without a plain key"),
        ("  &a /things:", "a line without a plain key"),
    ] {
        assert_doubt_of_good(&edited("\n  /things:", &format!("\n{to}")), expected);
    }
    assert_short(&edited("  /dropped:", "  /dröpped:"));
    assert_doubt_of_good(
        &edited("    thing:\n      title", "    \"\\x74hing\":\n      title"),
        "a key that is not written plainly",
    );
    let long = |length| edited("  /dropped:", &format!("  /{}:", "x".repeat(length)));
    assert_short(&long(900));
    assert_doubt_of_good(&long(1010), "a key that is not written plainly");
    assert_doubt(&long(1100), "a key that is not written plainly");
}

#[test]
fn comments_and_empty_lines_anywhere() {
    assert_short(&SMALL.replace('\n', "\n\n"));
    let comments = edited(
        "\n  /things:\n",
        "\n# 'one\n\n  # {two\n  /things: # three\n    # four\n",
    );
    assert_short(&comments);
    assert_short(&edited("paths:\n", "paths:\n\n# first\n"));
    assert_short(&edited("paths:", "paths: # comment"));
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
fn line_breaks_and_blanks_of_other_kinds() {
    assert_doubt_of_good(&SMALL.replace('\n', "\r\n"), "a carriage return at line 1");
    assert_doubt_of_good(
        &edited("      text\n", "      text\r      more\n"),
        "a carriage return at line 11",
    );
    assert_short(&edited("Provides", "Provides\tmany\t"));
    assert_short(&edited("      text\n", "      text\t\n       \tmore\n"));
    for tabs in [
        "\tsummary:",
        "    \tsummary:",
        "    summary\t:",
        "    summary:\t",
    ] {
        assert_doubt(&edited("      summary:", tabs), "");
    }
    for separator in ['\u{85}', '\u{2028}', '\u{2029}'] {
        let text = edited(
            "    get:\n      tags:",
            &format!("    x: y{separator}  /hidden: z{separator}    get:\n      tags:"),
        );
        assert_doubt(&text, "a Unicode line break at line 14");
    }
    assert_short(&edited("Provides", "“Provides” • ünd … 漢"));
}

#[test]
fn marks_of_streams_and_documents() {
    assert_doubt_of_good(&format!("\u{feff}{SMALL}"), "a byte order mark at line 1");
    let end = SMALL.lines().count() + 1;
    for (text, line) in [
        (format!("---\n{SMALL}"), 1),
        (format!("%YAML 1.1\n---\n{SMALL}"), 1),
        (format!("--- # comment\n{SMALL}"), 1),
        (format!("{SMALL}...\n"), end),
    ] {
        assert_doubt_of_good(&text, &format!("a line without a plain key at line {line}"));
    }
    for text in [
        format!("{SMALL}---\na: b\n"),
        format!("{SMALL}--- a: b\n"),
        format!("{SMALL}... a: b\n"),
    ] {
        assert_doubt(&text, &format!("a line without a plain key at line {end}"));
    }
}

#[test]
fn anchors_aliases_and_merge_keys() {
    for (from, to) in [
        ("description: Retrieved\n", "description: &a Retrieved\n"),
        ("description: Retrieved\n", "description: !!str Retrieved\n"),
        (
            "        - dropped\n",
            "        - &a dropped\n        - *a\n",
        ),
        (
            "      title: thing\n",
            "      title: &a thing\n      x: *a\n",
        ),
    ] {
        assert_doubt_of_good(&edited(from, to), "an anchor, an alias or a tag");
    }
    assert_doubt_of_good(
        &edited("  /dropped:", "  /a: &a\n    get: { }\n  /dropped:"),
        "an anchor, an alias or a tag at line 9",
    );
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

#[test]
fn other_indentations() {
    for columns in [3, 4, 5] {
        let dash = format!("-{}", " ".repeat(columns - 1));
        let indented = SMALL.lines().map(|line| {
            let text = line.trim_start();
            let depth = (line.len() - text.len()) / 2;
            format!(
                "{}{}\n",
                " ".repeat(columns * depth),
                text.replacen("- ", &dash, 1)
            )
        });
        assert_short(&indented.collect::<String>());
    }
    for (from, to) in [
        ("\n  /things:", "\n   /things:"),
        ("\n  /things:", "\n /things:"),
        ("  responses:\n    error", "   responses:\n    error"),
        ("    thing:\n      title", "   thing:\n      title"),
        ("      title: thing", "       title: thing"),
        ("          schema:", "         schema:"),
    ] {
        let text = edited(from, to);
        assert_doubt(&text, "an indentation that fits nowhere");
        assert!(full(text.as_bytes(), &selection()).is_err(), "{to}");
    }
    let deep: String = (2..80)
        .map(|depth| format!("{}a:\n", " ".repeat(depth)))
        .collect();
    assert_doubt_of_good(
        &format!("{SMALL}x-deep:\n{deep}"),
        "an indentation of 64 spaces",
    );
}

#[test]
fn values_in_lines_of_their_own() {
    for value in [
        "Get what",
        "'Get what''s dropped'",
        "|\n         text",
        "{ a: b }",
        "[ ]",
    ] {
        assert_short(&edited(
            "'Get what''s dropped'",
            &format!("\n        {value}"),
        ));
    }
    assert_doubt(
        &edited("'Get what''s dropped'", "Get\n        what: is"),
        "a colon within a value",
    );
    assert_doubt(
        &edited("'Get what''s dropped'", "\n      dropped"),
        "a line without a plain key",
    );
}

#[test]
fn keys_that_stand_twice() {
    for (from, to) in [
        ("components:\n", "  /things: { }\ncomponents:\n"),
        ("components:\n", "  '/things': { }\ncomponents:\n"),
        (
            "components:\n",
            "  \"/things/{thing-id}/get(name='{name}')\": { }\ncomponents:\n",
        ),
        ("    dropped:", "    thing: { }\n    dropped:"),
        ("  examples:", "  schemas:\n    x: { }\n  examples:"),
        ("\ntags:\n", "\npaths:\n  /x: { }\ntags:\n"),
        ("\ntags:\n", "\ninfo: { }\ntags:\n"),
        (
            "      title: thing\n",
            "      title: thing\n      type: x\n",
        ),
        (
            "      summary: 'Get",
            "      tags: [ ]\n      summary: 'Get",
        ),
        ("  - name: dropped\n", "  - name: dropped\n    name: kept\n"),
    ] {
        let text = edited(from, to);
        assert_doubt(&text, "a key that stands twice");
        assert!(full(text.as_bytes(), &selection()).is_err(), "{to}");
    }
    let many: String = (0..40).map(|n| format!("        p{n}: x\n")).collect();
    assert_short(&edited(
        "      example:",
        &format!("      example:\n{many}      x:"),
    ));
    let text = edited(
        "      example:",
        &format!("      example:\n{many}        p7: x\n      x:"),
    );
    assert_doubt(&text, "a key that stands twice");
    let twins = edited("components:\n", "  '/things/{other}': { }\ncomponents:\n");
    assert_doubt(&twins, "a part that cannot be kept");
    assert!(full(twins.as_bytes(), &selection()).is_err());
}

#[test]
fn names_that_repeat_in_other_sections_are_told_apart() {
    assert_short(&edited(
        "    error:\n      description: error",
        "    error:\n      description: other",
    ));
    let gone = edited("    thing:\n      title", "    gone:\n      title");
    assert_doubt(&gone, "no `#/components/schemas/thing`");
    assert!(full(gone.as_bytes(), &selection()).is_err());
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

#[test]
fn what_is_absent_or_broken() {
    assert_doubt_of_good(&edited("\n  /things:", "\n  /thingz:"), "no path `/things`");
    for (from, to, expected) in [
        ("paths:", "x-a:", "nothing in `paths`"),
        ("components:", "x-a:", "nothing in `components`"),
        ("paths:", "paths: 5\nx-a:", "nothing in `paths`"),
        ("paths:", "paths:\n  5\nx-a:", "nothing in `paths`"),
        (
            "openapi: 3.0.4",
            "swagger: '2.0'",
            "a part that cannot be kept",
        ),
        ("    thing:\n      title: thing\n", "    thing:\n", ""),
        (
            "$ref: '#/components/schemas/part'",
            "$ref: other.yaml",
            "a part that cannot be kept",
        ),
    ] {
        let text = edited(from, to);
        if expected.is_empty() {
            assert_short(&text);
        } else {
            assert_doubt(&text, expected);
            assert!(full(text.as_bytes(), &selection()).is_err(), "{to}");
        }
    }
    assert_doubt("", "nothing in `paths`");
    assert!(matches!(
        compare(edited("graph.microsoft.com/v1.0", "x").as_bytes()),
        Outcome::Error(_)
    ));
}

#[test]
fn a_cut_off_document_is_no_small_result() {
    for end in 0..SMALL.len() {
        compare(&SMALL.as_bytes()[..end]);
    }
}

#[test]
fn nesting_too_deep_is_refused_both_ways() {
    for depth in [1, 16, 17, 100, 122, 123, 124, 140] {
        let nested = format!("      x-deep: {}{}", "[".repeat(depth), "]".repeat(depth));
        let outcome = compare(edited("      title: thing", &nested).as_bytes());
        assert_eq!(outcome == Outcome::Short, depth <= 16, "{depth}");
    }
}
