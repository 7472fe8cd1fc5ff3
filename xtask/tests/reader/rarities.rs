//! What YAML has and writers hardly use.

use crate::{SMALL, assert_doubt, assert_doubt_of_good, assert_short, edited};

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
