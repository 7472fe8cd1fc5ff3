//! Names that occur twice.

use crate::{MALFORMED, Outcome, TWICE, assert_doubt_of_bad, assert_short, compare, edited};

const EXAMPLES: &str = "  examples:";

#[test]
fn a_kept_name_that_occurs_twice_is_a_doubt() {
    for (before, more, expected) in [
        ("components:\n", "  /things: { }\n", "a second `/things`"),
        ("components:\n", "  '/things': { }\n", "a second `/things`"),
        (
            "components:\n",
            "  \"/things/{thing-id}\": { }\n",
            "a second `/things/{thing-id}`",
        ),
        (
            "components:\n",
            "  '/things/{other}': { }\n",
            "a part that cannot be kept",
        ),
        ("    dropped:", "    thing: { }\n", "a second `thing`"),
        ("    dropped:", "    'thing': { }\n", "a second `thing`"),
        (EXAMPLES, "  schemas:\n    x: { }\n", TWICE),
        (EXAMPLES, "  'schemas':\n    x: { }\n", TWICE),
        ("tags:\n  - name", "paths:\n  /x: { }\n", TWICE),
        ("tags:\n  - name", "\"info\": { }\n", TWICE),
        ("      title: thing\n", "      type: x\n", MALFORMED),
    ] {
        assert_doubt_of_bad(&edited(before, &format!("{more}{before}")), expected);
    }
}

#[test]
fn a_name_that_is_thrown_away_or_of_another_section_may_occur_twice() {
    let text = edited("    dropped:", "    dropped: { }\n    dropped:");
    assert_eq!(compare(text.as_bytes()), Outcome::ShortOnly);
    let error = "    error:\n      description: error";
    assert_short(&edited(error, &error.replace(": error", ": other")));
}
