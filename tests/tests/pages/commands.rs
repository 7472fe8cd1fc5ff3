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
    let last = gates.lines().rev().find(|line| !line.trim().is_empty());
    assert_eq!(last, Some("cargo test --workspace"));
}
