//! Names that occur twice.

use crate::{Outcome, assert_doubt, assert_short, compare, edited, full, selection};

#[test]
fn a_kept_name_that_occurs_twice_is_a_doubt() {
    for (from, to, expected) in [
        (
            "components:\n",
            "  /things: { }\ncomponents:\n",
            "a second `/things`",
        ),
        (
            "components:\n",
            "  '/things': { }\ncomponents:\n",
            "a second `/things`",
        ),
        (
            "components:\n",
            "  \"/things/{thing-id}\": { }\ncomponents:\n",
            "a second `/things/{thing-id}`",
        ),
        (
            "components:\n",
            "  '/things/{other}': { }\ncomponents:\n",
            "a part that cannot be kept",
        ),
        (
            "    dropped:",
            "    thing: { }\n    dropped:",
            "a second `thing`",
        ),
        (
            "    dropped:",
            "    'thing': { }\n    dropped:",
            "a second `thing`",
        ),
        (
            "  examples:",
            "  schemas:\n    x: { }\n  examples:",
            "a key that occurs twice",
        ),
        (
            "  examples:",
            "  'schemas':\n    x: { }\n  examples:",
            "a key that occurs twice",
        ),
        (
            "\ntags:\n",
            "\npaths:\n  /x: { }\ntags:\n",
            "a key that occurs twice",
        ),
        (
            "\ntags:\n",
            "\n\"info\": { }\ntags:\n",
            "a key that occurs twice",
        ),
        (
            "      title: thing\n",
            "      title: thing\n      type: x\n",
            "a part that is not well-formed",
        ),
    ] {
        let text = edited(from, to);
        assert_doubt(&text, expected);
        assert!(full(text.as_bytes(), &selection()).is_err(), "{to}");
    }
}

#[test]
fn a_name_that_is_thrown_away_may_occur_twice() {
    for (from, to) in [
        ("components:\n", "  /dropped: { }\ncomponents:\n"),
        ("    dropped:", "    dropped: { }\n    dropped:"),
        (
            "      summary: 'Get",
            "      tags: [ ]\n      summary: 'Get",
        ),
    ] {
        assert_eq!(compare(edited(from, to).as_bytes()), Outcome::ShortOnly);
    }
}

#[test]
fn names_that_repeat_in_other_sections_are_told_apart() {
    assert_short(&edited(
        "    error:\n      description: error",
        "    error:\n      description: other",
    ));
}
