//! The public API of each hand-written crate is written down, so that a pull request shows what it changes.

use xtask::api;
use xtask::project::Project;

use crate::checkout::root;

#[test]
fn the_public_api_is_written_down() {
    let differences = api::write(&Project::at(&root()), true).unwrap();
    let listed: Vec<String> = differences.iter().map(ToString::to_string).collect();
    assert!(
        listed.is_empty(),
        "run `cargo xtask api` and commit what it writes: {}",
        listed.join(", ")
    );
}
