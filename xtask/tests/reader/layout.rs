//! How the same document may be laid out, and which layouts leave a doubt.

use crate::{
    Outcome, SMALL, assert_doubt, assert_doubt_of_good, assert_short, compare, edited, full,
    selection, short,
};

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
    let deep: String = (2..100)
        .map(|depth| format!("{}a:\n", " ".repeat(depth)))
        .collect();
    assert_short(&format!("{SMALL}x-deep:\n{deep}"));
    for (from, to, expected) in [
        ("\n  /things:", "\n   /things:", "no path `/things`"),
        (
            "\n  /things:",
            "\n /things:",
            "an indentation that does not fit",
        ),
        (
            "  responses:\n    error",
            "   responses:\n    error",
            "an indentation that does not fit",
        ),
        (
            "    thing:\n      title",
            "   thing:\n      title",
            "an indentation that does not fit",
        ),
        (
            "      title: thing",
            "       title: thing",
            "a part that is not well-formed",
        ),
        (
            "          schema:",
            "         schema:",
            "a part that is not well-formed",
        ),
    ] {
        let text = edited(from, to);
        assert_doubt(&text, expected);
        assert!(full(text.as_bytes(), &selection()).is_err(), "{to}");
    }
    let far = " ".repeat(16);
    let far = SMALL.replace("\n  ", &format!("\n{far}"));
    assert_doubt_of_good(&far, "an indentation that does not fit");
}

#[test]
fn lists_as_far_out_as_their_keys() {
    assert_short(&edited("  - url:", "- url:"));
    assert_short(&edited("  /dropped:", "  /list:\n  - a\n  -\n  /dropped:"));
    assert_short(&edited(
        "    dropped:\n      type",
        "    list:\n    - a\n    dropped:\n      type",
    ));
    assert_short(&edited(
        "    get:\n      tags:\n        - dropped\n",
        "    get:\n      tags:\n      - - dropped\n        -  - a\n           - b: c\n             d:\n             - e\n      -\n        f\n",
    ));
    for (from, to) in [
        ("paths:\n", "paths:\n- a\n"),
        ("paths:\n", "paths:\n  - a\n"),
        ("  schemas:\n", "  - schemas:\n"),
        ("  schemas:\n", "  schemas:\n  - a\n"),
    ] {
        assert_doubt(&edited(from, to), "a line without a plain key");
    }
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
        ("  /dropped:", "  /dröpped:"),
    ] {
        assert_short(&edited(from, to));
    }
    for to in [
        "\"\\u002fthings\":",
        "/things :",
        "? /things # x\n  :",
        "? \"/th\\\n    ings\"\n  :",
        "? |-\n    /things\n  :",
        "!!str /things:",
        "&a /things:",
    ] {
        assert_doubt_of_good(
            &edited("\n  /things:", &format!("\n  {to}")),
            "a line without a plain key",
        );
    }
    assert_doubt_of_good(
        &edited("    thing:\n      title", "    \"\\x74hing\":\n      title"),
        "a line without a plain key",
    );
    let long = |length| edited("  /dropped:", &format!("  /{}:", "x".repeat(length)));
    assert_short(&long(900));
    assert_doubt_of_good(&long(1010), "a line without a plain key");
    assert_doubt(&long(1100), "a line without a plain key");
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
    for to in [
        "  ? /things\n   :",
        "  ? /things\n :",
        "  ? /things\n    /more\n  :",
        "  ? /x\n  - a\n  /things:",
        "  : /things:",
        "  /x:\n  : /things:",
    ] {
        assert_doubt(&edited("\n  /things:", &format!("\n{to}")), "");
    }
    for (from, to) in [("paths:", "? paths\n:"), ("  schemas:", "  ? schemas\n  :")] {
        assert_doubt_of_good(&edited(from, to), "a value that is not in lines of its own");
    }
    let twice = edited("\n  /things:", "\n  ? /things\n  : x\n  /things:");
    assert_doubt(&twice, "a second `/things`");
}

#[test]
fn comments_and_empty_lines_anywhere() {
    assert_short(&SMALL.replace('\n', "\n\n"));
    assert_short(&edited(
        "\n  /things:\n",
        "\n# 'one\n\n  # {two\n  /things: # three\n    # four\n",
    ));
    assert_short(&edited("paths:\n", "paths:\n\n# first\n"));
    assert_short(&edited("paths:", "paths: # comment"));
}

#[test]
fn structure_in_values_is_a_doubt() {
    for (from, to) in [
        ("paths:\n", "paths: &a\n"),
        ("paths:\n", "paths: !!map\n"),
        ("components:\n", "components: |\n"),
        ("  schemas:\n", "  schemas: {}\n"),
        ("paths:\n", "paths: 'x\n"),
    ] {
        assert_doubt(&edited(from, to), "a value that is not in lines of its own");
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
    for tabs in ["\tsummary:", "  \tsummary:"] {
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
    for text in [
        format!("---\n{SMALL}"),
        format!("%YAML 1.1\n---\n{SMALL}"),
        format!("--- # comment\n{SMALL}"),
        format!("{SMALL}...\n"),
    ] {
        assert_doubt_of_good(&text, "a line without a plain key");
    }
    for text in [
        format!("{SMALL}---\na: b\n"),
        format!("{SMALL}--- a: b\n"),
        format!("{SMALL}... a: b\n"),
    ] {
        assert_doubt(&text, "a line without a plain key");
    }
}

#[test]
fn json_and_flow_style_are_parsed_in_full() {
    let document = xtask::read::parse(SMALL.as_bytes()).unwrap();
    let yaml = full(SMALL.as_bytes(), &selection()).unwrap();
    for text in [
        document.to_string(),
        format!("{document:#}\r\n"),
        format!("---\n{document}"),
        format!("# flow\n{document}"),
    ] {
        assert!(short(text.as_bytes(), &selection()).is_err());
        assert_eq!(full(text.as_bytes(), &selection()).unwrap(), yaml);
    }
}

#[test]
fn what_is_absent_or_empty() {
    assert_doubt_of_good(&edited("\n  /things:", "\n  /thingz:"), "no path `/things`");
    for (from, to, expected) in [
        ("paths:", "x-a:", "no `paths`"),
        ("components:", "x-a:", "no `components`"),
        (
            "openapi: 3.0.4",
            "swagger: '2.0'",
            "a part that cannot be kept",
        ),
        (
            "    thing:\n      title",
            "    gone:\n      title",
            "no `#/components/schemas/thing`",
        ),
        (
            "$ref: '#/components/schemas/part'",
            "$ref: other.yaml",
            "a part that cannot be kept",
        ),
    ] {
        let text = edited(from, to);
        assert_doubt(&text, expected);
        assert!(full(text.as_bytes(), &selection()).is_err(), "{to}");
    }
    for (from, to) in [
        ("components:\n", "components:\nx-a:\n"),
        ("paths:\n", "paths:\n# none\nx-a:\n"),
        ("  schemas:\n", "  schemas:\n  x-a:\n"),
    ] {
        assert_doubt(&edited(from, to), "a mapping without entries");
    }
    assert_short(&edited("    thing:\n      title: thing\n", "    thing:\n"));
    assert_doubt("", "no `paths`");
    assert!(matches!(
        compare(edited("graph.microsoft.com/v1.0", "x").as_bytes()),
        Outcome::Error(_)
    ));
}

#[test]
fn a_document_that_is_cut_off_keeps_nothing_else() {
    for end in 0..SMALL.len() {
        compare(&SMALL.as_bytes()[..end]);
    }
}

#[test]
fn nesting_too_deep_is_refused_if_it_is_kept() {
    for depth in [1, 123, 124, 125, 140, 100_000] {
        let flow = format!("x-deep: {}{}", "[".repeat(depth), "]".repeat(depth));
        let kept = edited("      title: thing", &format!("      {flow}"));
        if depth < 60_000 {
            let outcome = compare(kept.as_bytes());
            assert_eq!(
                outcome == Outcome::Short,
                depth <= 124,
                "{depth}: {outcome:?}"
            );
        } else {
            assert_doubt(&kept, "a line of more than 64 KiB");
        }
    }
}
