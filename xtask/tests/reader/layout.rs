//! How the same document may be laid out.

use crate::{SMALL, assert_doubt, assert_doubt_of_good, assert_short, edited, full, selection};

#[test]
fn the_style_of_microsofts_writer() {
    assert_short(SMALL);
    assert_short(SMALL.trim_end());
    assert_short(&format!("# A comment\n\n{SMALL}\n\n  # and another\n"));
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
        ("  ? /things # x\n  :", "a key that is not written plainly"),
        (
            "  ? \"/th\\\n    ings\"\n  :",
            "a key that is not written plainly",
        ),
        (
            "  ? |-\n    /things\n  :",
            "a key that is not written plainly",
        ),
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
fn keys_in_lines_of_their_own() {
    for to in [
        "  ? /things\n  :",
        "  ? '/things'\n\n  # comment\n  : ",
        "  ?   \"/things\"\n  :   # comment",
        "  ? /other\n  /things:",
        "  ? /other\n  ? /things\n  :",
    ] {
        assert_short(&edited("\n  /things:", &format!("\n{to}")));
    }
    assert_short(&edited(
        "  /things:\n    description: Provides operations",
        "  ? /things\n  : description: Provides operations",
    ));
    assert_short(&edited(
        "    thing:\n      title: thing\n",
        "    ? thing\n    : title: thing\n",
    ));
    assert_short(&edited(
        "      title: thing\n",
        "      title: thing\n      ? x\n      : - - a: b\n            c: d\n        - e\n",
    ));
    for to in [
        "  ? /things\n   :",
        "  ? /things\n :",
        "  ? /things\n    /more\n  :",
        "  ? /things\n  - :",
        "  : /things:",
    ] {
        assert_doubt(&edited("\n  /things:", &format!("\n{to}")), "");
    }
    let twice = edited("\n  /things:", "\n  ? /things\n  : x\n  /things:");
    assert_doubt(&twice, "a key that stands twice");
    assert!(full(twice.as_bytes(), &selection()).is_err());
}
