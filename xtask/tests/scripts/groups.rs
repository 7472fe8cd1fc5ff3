//! `.ci/run` by groups.

use crate::scripts::checkout::{Checkout, text};

#[test]
fn an_unknown_group_is_refused() {
    let output = Checkout::new().run("run", &["everything"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        text(&output).starts_with("no group of gates is called everything"),
        "{}",
        text(&output)
    );
}

#[test]
fn gates_without_their_documents_fail() {
    let output = Checkout::new().run("run", &["documents"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        text(&output).contains("no v1.0.yaml in "),
        "{}",
        text(&output)
    );
}
