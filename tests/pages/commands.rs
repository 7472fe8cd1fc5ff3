//! The commands that the pages tell people to run.

use crate::project::{blocks, read};

#[test]
fn the_readme_shows_its_two_commands() {
    assert_eq!(
        blocks("README.md", "sh"),
        ["cargo xtask regen\ncargo test --workspace"]
    );
}

#[test]
fn the_test_command_of_the_readme_ends_the_gates() {
    let gates = read(".ci/run");
    assert!(
        gates.contains("  step \"tests\"\n  cargo test --workspace\n}\n"),
        "{gates}"
    );
    assert!(
        gates.contains("set -- tree generated lints api packages documents load interop tests\n")
    );
}
