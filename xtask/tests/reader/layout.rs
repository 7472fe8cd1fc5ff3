//! How the same document may be laid out, and which layouts leave a doubt.

use crate::{
    Edit, GET, MALFORMED, NO_COMPONENT, NO_KEY, NO_PATH, OPEN, Outcome, SMALL, THING, THINGS,
    UNFIT, assert_doubt, assert_doubt_of_bad, assert_doubt_of_good, assert_short, compare, edited,
    full, selection, short,
};

#[track_caller]
fn assert_each_short(edits: &[(&str, &str)]) {
    for (from, to) in edits {
        assert_short(&edited(from, to));
    }
}

#[track_caller]
fn assert_each_doubt_of_bad(edits: &[Edit<'_>]) {
    for (from, to, expected) in edits {
        assert_doubt_of_bad(&edited(from, to), expected);
    }
}

#[test]
fn comments_and_empty_lines_anywhere() {
    assert_short(SMALL);
    assert_short(SMALL.trim_end());
    assert_short(&format!("# A comment\n\n{SMALL}\n\n  # and another\n"));
    assert_short(&SMALL.replace('\n', "\n\n"));
    assert_each_short(&[
        (
            THINGS,
            "\n# 'one\n\n  # {two\n  /things: # three\n    # four",
        ),
        ("paths:\n", "paths: # comment\n\n# first\n"),
    ]);
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
            let indentation = " ".repeat(columns * (line.len() - text.len()) / 2);
            format!("{indentation}{}\n", text.replacen("- ", &dash, 1))
        });
        assert_short(&indented.collect::<String>());
    }
    let deep: String = (2..100)
        .map(|depth| format!("{}a:\n", " ".repeat(depth)))
        .collect();
    assert_short(&format!("{SMALL}x-deep:\n{deep}"));
    assert_each_doubt_of_bad(&[
        (THINGS, "\n   /things:", "no path `/things`"),
        (THINGS, "\n /things:", UNFIT),
        ("  responses:\n    error", "   responses:\n    error", UNFIT),
        (THING, "   thing:\n      title", UNFIT),
        ("      title: thing", "       title: thing", MALFORMED),
        ("          schema:", "         schema:", MALFORMED),
    ]);
    let far = format!("\n{}", " ".repeat(16));
    assert_doubt_of_good(&SMALL.replace("\n  ", &far), UNFIT);
}

#[test]
fn lists_as_far_out_as_their_keys() {
    assert_each_short(&[
        ("  - url:", "- url:"),
        ("  /dropped:", "  /list:\n  - a\n  -\n  /dropped:"),
        ("    dropped:", "    list:\n    - a\n    dropped:"),
    ]);
    let nested = "      - - dropped\n        -  - a\n           - b: c\n             d:\n             - e\n      -\n        f\n";
    assert_short(&edited("        - dropped\n", nested));
    for (from, to) in [
        ("paths:\n", "paths:\n- a\n"),
        ("paths:\n", "paths:\n  - a\n"),
        ("  schemas:\n", "  - schemas:\n"),
        ("  schemas:\n", "  schemas:\n  - a\n"),
    ] {
        assert_doubt(&edited(from, to), NO_KEY);
    }
}

#[test]
fn keys_in_quotes() {
    assert_each_short(&[
        (THINGS, "\n  '/things':"),
        (THINGS, "\n  \"/things\":"),
        (THING, "    \"thing\":\n      title"),
        ("paths:", "'paths':"),
        ("components:", "\"components\": "),
        ("  schemas:", "  'schemas':"),
        ("  /dropped:", "  /dröpped:"),
        ("  /dropped:", "  /d:ropped: # comment"),
        ("  /dropped:", "  /dropped:\t"),
        ("  /dropped:", "  dropped by us:"),
        ("  /dropped:", "  '/it''s ''''dropped''':"),
        ("  /dropped:", "  '':"),
    ]);
    for key in [
        "\"\\u002fthings\":",
        "/things :",
        "? /things # x\n  :",
        "? \"/th\\\n    ings\"\n  :",
        "? |-\n    /things\n  :",
        "!!str /things:",
        "&a /things:",
    ] {
        assert_doubt_of_good(&edited(THINGS, &format!("\n  {key}")), NO_KEY);
    }
    for key in [
        "",
        "/things",
        "/things:x",
        "/things\t:",
        "/things #:",
        "'/things",
        "'/things' :",
        "'/things':x",
        "- /things:",
        ": /things",
        "-/things:",
        "--- /things:",
        "... /things:",
        "*a :",
        "{a: b}",
        "[a]: b",
        "%a: b",
        "@a: b",
        "\t/things:",
    ] {
        assert_doubt(&edited(THINGS, &format!("\n  {key}")), "");
    }
    assert_doubt_of_good(&edited(THING, "    \"\\x74hing\":\n      title"), NO_KEY);
    let long = |length| edited("  /dropped:", &format!("  /{}:", "x".repeat(length)));
    assert_short(&long(900));
    assert_doubt_of_good(&long(1010), NO_KEY);
    assert_doubt(&long(1100), NO_KEY);
}

#[test]
fn keys_in_lines_of_their_own() {
    assert_each_short(&[
        (THINGS, "\n  ? /things\n  :"),
        (THINGS, "\n  ? '/things'\n\n  # comment\n  : "),
        (THINGS, "\n  ?   \"/things\"\n  :   # comment"),
        (THINGS, "\n  ? /other\n  /things:"),
        (THINGS, "\n  ? /other\n  ? /things\n  :"),
        ("  /things:\n    desc", "  ? /things\n  : desc"),
        (
            "    thing:\n      title: thing\n",
            "    ? thing\n    : title: thing\n",
        ),
    ]);
    for to in [
        "  ? /things\n   :",
        "  ? /things\n :",
        "  ? /things\n    /more\n  :",
        "  ? /x\n  - a\n  /things:",
        "  : /things:",
        "  /x:\n  : /things:",
    ] {
        assert_doubt(&edited(THINGS, &format!("\n{to}")), "");
    }
    assert_doubt_of_good(&edited("paths:", "? paths\n:"), NO_PATH);
    assert_doubt_of_good(&edited("  schemas:", "  ? schemas\n  :"), NO_COMPONENT);
    assert_doubt(
        &edited(THINGS, "\n  ? /things\n  : x\n  /things:"),
        "a second `/things`",
    );
}

#[test]
fn structure_in_values_is_a_doubt() {
    for (key, value, expected) in [
        ("paths:\n", "&a", NO_PATH),
        ("paths:\n", "!!map", NO_PATH),
        ("paths:\n", "'x", OPEN),
        ("components:\n", "|", NO_COMPONENT),
        ("  schemas:\n", "{}", NO_COMPONENT),
    ] {
        let to = key.replace('\n', &format!(" {value}\n"));
        assert_doubt(&edited(key, &to), expected);
    }
}

#[test]
fn line_breaks_and_blanks_of_other_kinds() {
    let windows = SMALL.replace('\n', "\r\n");
    assert_doubt_of_good(&windows, "a carriage return at line 1");
    let bare = edited("      text\n", "      text\r      more\n");
    assert_doubt_of_good(&bare, "a carriage return at line 11");
    assert_each_short(&[
        ("Provides", "Provides\tmany\t"),
        ("      text\n", "      text\t\n       \tmore\n"),
        ("Provides", "“Provides” • ünd … 漢"),
    ]);
    for tabs in ["\tsummary:", "  \tsummary:"] {
        assert_doubt(&edited("      summary:", tabs), "");
    }
    for separator in ['\u{85}', '\u{2028}', '\u{2029}'] {
        let hidden = format!("    x: y{separator}  /hidden: z{separator}{GET}");
        assert_doubt(&edited(GET, &hidden), "a Unicode line break at line 14");
    }
}

#[test]
fn marks_of_streams_and_documents() {
    assert_doubt_of_good(&format!("\u{feff}{SMALL}"), "a byte order mark at line 1");
    for before in ["---\n", "%YAML 1.1\n---\n", "--- # comment\n"] {
        assert_doubt_of_good(&format!("{before}{SMALL}"), NO_KEY);
    }
    assert_doubt_of_good(&format!("{SMALL}...\n"), NO_KEY);
    for after in ["---\na: b\n", "--- a: b\n", "... a: b\n"] {
        assert_doubt(&format!("{SMALL}{after}"), NO_KEY);
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
    assert_doubt_of_good(&edited(THINGS, "\n  /thingz:"), "no path `/things`");
    assert_each_doubt_of_bad(&[
        ("paths:", "x-a:", NO_PATH),
        ("components:", "x-a:", NO_COMPONENT),
        (
            "openapi: 3.0.4",
            "swagger: '2.0'",
            "a part that cannot be kept",
        ),
        (
            THING,
            "    gone:\n      title",
            "no `#/components/schemas/thing`",
        ),
        (
            "$ref: '#/components/schemas/part'",
            "$ref: other.yaml",
            "a part that cannot be kept",
        ),
    ]);
    for (from, to, expected) in [
        ("components:\n", "components:\nx-a:\n", NO_COMPONENT),
        ("paths:\n", "paths:\n# none\nx-a:\n", NO_PATH),
        ("  schemas:\n", "  schemas:\n  x-a:\n", NO_COMPONENT),
    ] {
        assert_doubt(&edited(from, to), expected);
    }
    assert_short(&edited("    thing:\n      title: thing\n", "    thing:\n"));
    assert_doubt("", NO_PATH);
    let no_version = edited("graph.microsoft.com/v1.0", "x");
    assert_doubt_of_bad(&no_version, "a part that cannot be kept");
}

#[test]
fn a_document_that_is_cut_off_keeps_nothing_else() {
    for end in 0..SMALL.len() {
        compare(&SMALL.as_bytes()[..end]);
    }
}

#[test]
fn nesting_too_deep_is_refused_if_it_is_kept() {
    let kept = |depth| {
        let flow = format!("      x-deep: {}{}", "[".repeat(depth), "]".repeat(depth));
        edited("      title: thing", &flow)
    };
    for depth in [1, 123, 124] {
        assert_short(&kept(depth));
    }
    for depth in [125, 140] {
        assert_ne!(compare(kept(depth).as_bytes()), Outcome::Short, "{depth}");
    }
    assert_doubt(&kept(100_000), "a line of more than 64 KiB");
}
