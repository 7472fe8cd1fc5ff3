//! What is missing, stands twice or is cut off.

use crate::{
    Outcome, SMALL, assert_doubt, assert_doubt_of_good, assert_short, compare, edited, full,
    selection,
};

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
    for depth in [1, 60, 61, 122, 123, 124, 140] {
        let nested = format!("      x-deep: {}{}", "[".repeat(depth), "]".repeat(depth));
        let outcome = compare(edited("      title: thing", &nested).as_bytes());
        assert_eq!(outcome == Outcome::Short, depth <= 60, "{depth}");
    }
}
