//! The folder of snapshots: nothing lies there that no test writes, and every system can hold its names.

use std::collections::BTreeSet;

use msgraph_identity_tests::checkout::files_below;

use crate::surface::snapshot::{self, Snapshot};
use crate::surface::{generated, wire};

/// Every snapshot that the tests compare.
fn all() -> Vec<Snapshot> {
    let mut all = generated::snapshots();
    all.extend(wire::snapshots());
    all
}

/// With `INSTA_UPDATE=always`, which writes what is new, it deletes what is old.
#[test]
fn no_snapshot_lingers() {
    let written: BTreeSet<String> = all().iter().map(Snapshot::path).collect();
    let root = snapshot::root();
    let lingering: Vec<String> = files_below(&root)
        .iter()
        .map(|path| {
            path.strip_prefix(&root)
                .unwrap()
                .to_string_lossy()
                .replace('\\', "/")
        })
        .filter(|path| !path.ends_with(".snap.new") && !written.contains(path))
        .collect();
    if std::env::var_os("INSTA_UPDATE").is_some_and(|update| update == "always") {
        for path in &lingering {
            std::fs::remove_file(root.join(path)).unwrap();
        }
        return;
    }
    assert!(
        lingering.is_empty(),
        "no test writes these any more; delete them from spec/snapshots: {}",
        lingering.join(", ")
    );
}

#[test]
fn names_can_be_held_by_every_file_system() {
    let mut names = BTreeSet::new();
    for path in all().iter().map(Snapshot::path) {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '_' | '-');
        assert!(path.chars().all(is_plain), "{path}");
        assert!(path.len() < 120, "{path}");
        assert!(
            names.insert(path.to_lowercase()),
            "two snapshots differ in case only: {path}"
        );
    }
}
