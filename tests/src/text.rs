//! What a text says, and what it must not show.

use std::fmt::{Debug, Display};

/// Asserts that a text has these parts in this order. ` … ` stands between parts, for anything.
#[track_caller]
pub fn assert_says(text: impl Display, pattern: &str) {
    let text = text.to_string();
    let mut rest = text.as_str();
    for part in pattern.split(" … ") {
        let Some((_, after)) = rest.split_once(part) else {
            panic!("no {part:?} in: {text}");
        };
        rest = after;
    }
}

/// Asserts that neither `Display` nor `Debug` of a value shows a secret.
#[track_caller]
pub fn assert_hides(value: impl Display + Debug, secret: &str) {
    for text in [format!("{value} {value:?}"), format!("{value:#?}")] {
        assert!(!text.contains(secret), "{secret:?} is shown: {text}");
    }
}
