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
    assert_doubt_of_good(
        &edited("  /dropped:", "  /list:\n  - a\n  /dropped:"),
        "a key that is not written plainly",
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
    for to in [
        "  \"\\u002fthings\":",
        "  ? /things\n  :",
        "  !!str /things:",
        "  &a /things:",
        "  /things :",
    ] {
        assert_doubt_of_good(
            &edited("\n  /things:", &format!("\n{to}")),
            "a key that is not written plainly",
        );
    }
    assert_doubt_of_good(
        &edited("  /dropped:", "  /dröpped:"),
        "a key that is not written plainly",
    );
    assert_doubt_of_good(
        &edited("    thing:\n      title", "    \"\\x74hing\":\n      title"),
        "a key",
    );
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
    assert_doubt(
        &edited("paths:\n", "paths: |\n"),
        "`paths` with a value on its line",
    );
}

#[test]
fn quoted_texts_over_several_lines_hide_keys() {
    for quote in ["'", "\""] {
        let hidden = format!(
            "    summary: {quote}text\n  /things:\n    get: x\n    description: {quote}\n    get:\n      tags:"
        );
        let text = edited("    get:\n      tags:", &hidden);
        assert_doubt_of_good(&text, "a quoted text over several lines at line 14");
        let text = text.replacen(
            "  /things:\n    description: P",
            "  /other:\n    description: P",
            1,
        );
        assert_doubt(&text, "a quoted text over several lines");
    }
    for line in [
        "'a': \"b",
        "- 'it''s",
        "&a 'b",
        "!!str \"b\\\" c",
        "? 'a",
        "- - \"",
        "'a': 'b': 'c",
    ] {
        assert_doubt(
            &edited("      text\n", &format!("      {line}\n")),
            "a quoted text over several lines",
        );
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
    assert_doubt_of_good(
        &edited("{ a: [ 1, 2 ], b: c }", "{ a: [ 1, '}' ], b: c }"),
        "a flow collection over several lines",
    );
    assert_short(&edited("{ a: [ 1, 2 ], b: c }", "[ ]"));
}

#[test]
fn a_document_in_flow_style() {
    let value = xtask::read::parse(SMALL.as_bytes()).unwrap();
    assert_doubt_of_good(
        &format!("---\n{value}"),
        "a key that is not written plainly at line 1",
    );
    assert_doubt_of_good(&format!("# flow\n{value}"), "a flow collection");
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
    assert_doubt_of_good(&edited("Provides", "Provides\tmany"), "a tab at line 24");
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
    assert_doubt_of_good(
        &format!("\u{feff}{SMALL}"),
        "a key that is not written plainly at line 1",
    );
    assert_doubt_of_good(
        &format!("---\n{SMALL}"),
        "a key that is not written plainly at line 1",
    );
    assert_doubt_of_good(
        &format!("{SMALL}...\n"),
        "a key that is not written plainly",
    );
    assert_doubt_of_good(
        &format!("%YAML 1.1\n---\n{SMALL}"),
        "a key that is not written plainly at line 1",
    );
    assert_doubt(
        &format!("{SMALL}---\na: b\n"),
        "a key that is not written plainly",
    );
}

#[test]
fn anchors_aliases_and_merge_keys() {
    let within = edited(
        "    part:\n      type: object",
        "    part:\n      x-a: &a\n        type: string\n      x-b: *a\n      type: object",
    );
    assert_short(&within);
    let across = edited(
        "    error:\n      type: object",
        "    error:\n      x-e: &e\n        type: string\n      type: object",
    )
    .replacen(
        "    part:\n      type: object\n",
        "    part:\n      type: object\n      not: *e\n",
        1,
    );
    assert_doubt_of_good(&across, "a part that is not well-formed by itself");
    let twice = across.replacen(
        "    part:\n      type: object\n",
        "    part:\n      type: object\n      x-a: &e\n        type: number\n",
        1,
    );
    assert_short(&twice);
    let merged = edited(
        "    part:\n      type: object",
        "    part:\n      <<: { format: x }\n      type: object",
    );
    assert_short(&merged);
    let key = edited("  /dropped:", "  <<: { /things/x: { } }\n  /dropped:");
    assert_doubt_of_good(&key, "a key that is not written plainly");
    let alias_of_dropped = edited(
        "    get:\n      tags:",
        "    x: &x\n      a: b\n    get:\n      tags:",
    )
    .replacen(
        "      operationId: things.List",
        "      operationId: things.List\n      x-b: *x",
        1,
    );
    assert_doubt_of_good(
        &alias_of_dropped,
        "a part that is not well-formed by itself",
    );
}

#[test]
fn other_indentations() {
    let four = SMALL.replace("\n  ", "\n    ");
    assert_doubt_of_good(&four, "another indentation than two spaces");
    let three = edited(
        "    error:\n      type: object\n      properties:\n        code:\n          type: string\n",
        "",
    );
    let three = three.replacen("    thing:\n      title", "   thing:\n      title", 1);
    assert_doubt(&three, "another indentation");
    assert_doubt(
        &edited("\n  /things:", "\n   /things:"),
        "no path `/things`",
    );
    assert_doubt(
        &edited("\n  /things:", "\n /things:"),
        "another indentation",
    );
    assert_doubt(
        &edited("  responses:\n    error", "   responses:\n    error"),
        "another indentation",
    );
    assert_short(
        &edited(
            "    thing:\n      value:\n        id: string\n",
            "     thing:\n      value: string\n",
        )
        .replacen("     thing:\n      value: string\n", "     thing: x\n", 1),
    );
}

#[test]
fn keys_that_stand_twice() {
    let path = "  /things: { }\n";
    assert_doubt(
        &edited("components:\n", &format!("{path}components:\n")),
        "a second `/things`",
    );
    assert_doubt(
        &edited("components:\n", "  '/things': { }\ncomponents:\n"),
        "a second `/things`",
    );
    assert_doubt(
        &edited("    dropped:", "    thing: { }\n    dropped:"),
        "a second `thing`",
    );
    assert_doubt(
        &edited("  examples:", "  schemas:\n    x: { }\n  examples:"),
        "a second `schemas`",
    );
    assert_doubt(
        &edited("\ntags:\n", "\npaths:\n  /x: { }\ntags:\n"),
        "a second `paths`",
    );
    assert_doubt(
        &edited("\ntags:\n", "\ninfo: { }\ntags:\n"),
        "a second `info`",
    );
    assert_doubt(
        &edited(
            "      title: thing\n",
            "      title: thing\n      type: x\n",
        ),
        "a part that is not well-formed",
    );
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
    assert_doubt(&gone, "no `thing`");
    assert!(full(gone.as_bytes(), &selection()).is_err());
}

#[test]
fn references_in_every_spelling() {
    for spelling in [
        "\"#/components/schemas/part\"",
        "\"#/components/schemas/p\\x61rt\"",
        ">-\n            #/components/schemas/part",
        "'#/components/schemas/p%61rt'",
        "!!str '#/components/schemas/part'",
        "|-\n            #/components/schemas/part",
    ] {
        assert_short(&edited(
            "$ref: '#/components/schemas/part'",
            &format!("$ref: {spelling}"),
        ));
    }
    let folded = "$ref: \"#/components/schemas/\\\n            part\"";
    assert_doubt_of_good(
        &edited("$ref: '#/components/schemas/part'", folded),
        "a quoted text over several lines",
    );
}

#[test]
fn what_is_absent_or_broken() {
    assert_doubt_of_good(&edited("\n  /things:", "\n  /thingz:"), "no path `/things`");
    for (from, to, expected) in [
        ("paths:", "x-a:", "no `paths`"),
        ("components:", "x-a:", "no `components`"),
        (
            "openapi: 3.0.4",
            "swagger: '2.0'",
            "a key that OpenAPI does not know",
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
    assert_doubt("", "a key without a value at the end");
    assert!(matches!(
        compare(edited("graph.microsoft.com/v1.0", "x").as_bytes()),
        Outcome::Error(_)
    ));
}

#[test]
fn a_cut_off_document_is_no_small_result() {
    let whole = full(SMALL.as_bytes(), &selection()).unwrap();
    for end in 0..SMALL.len() {
        let text = &SMALL.as_bytes()[..end];
        if let Ok(short) = crate::short(text, &selection()) {
            // Where the end is missing, and only parts that are dropped, nothing is.
            let expected = full(text, &selection()).unwrap_or_else(|_| whole.clone());
            assert_eq!(short, expected, "cut off after {end} bytes");
        }
    }
}

#[test]
fn nesting_too_deep_is_refused_both_ways() {
    let mut outcomes = Vec::new();
    for depth in 40..140 {
        let nested = format!("      x-deep: {}{}", "[".repeat(depth), "]".repeat(depth));
        outcomes.push(compare(edited("      title: thing", &nested).as_bytes()) == Outcome::Short);
    }
    assert!(outcomes[0] && !outcomes[99]);
}
