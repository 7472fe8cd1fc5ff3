//! The committed tree is what `cargo xtask regen` makes of `spec/upstream/`.

use crate::checkout::{BUILT, project};

#[test]
fn the_committed_tree_is_what_spec_upstream_makes() {
    let differs = |path: &str, bytes: &[u8]| project().read(path).unwrap() != bytes;
    let files = BUILT.files.iter();
    let differing: Vec<&str> = files
        .filter(|file| differs(&file.path, &file.bytes))
        .map(|file| file.path.as_str())
        .collect();
    assert!(
        differing.is_empty(),
        "out of date: {differing:?}; run `cargo xtask regen` and commit what it writes"
    );
    for built in &BUILT.versions {
        assert!(
            built.contract.findings.is_empty(),
            "{:?}",
            built.contract.findings
        );
    }
}
