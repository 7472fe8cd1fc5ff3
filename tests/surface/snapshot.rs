//! A snapshot: a text in a file of its own, named after what it shows.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use insta::{Settings, assert_snapshot};
use msgraph_identity_tests::checkout;
use xtask::GraphVersion;
use xtask::snapshots;

/// A text to compare with a file.
pub(crate) struct Snapshot {
    /// The folder below `snapshots/`, with forward slashes.
    pub(crate) folder: String,
    /// The name of the file, without its ending.
    pub(crate) name: String,
    pub(crate) text: String,
}

impl From<snapshots::Snapshot> for Snapshot {
    fn from(made: snapshots::Snapshot) -> Self {
        Self {
            folder: made.folder(),
            name: made.name,
            text: made.text,
        }
    }
}

impl Snapshot {
    /// A request of a version's client.
    pub(crate) fn of_wire(version: GraphVersion, name: impl Into<String>, text: String) -> Self {
        Self {
            folder: format!("{version}/wire"),
            name: name.into(),
            text,
        }
    }

    /// The path of the file, below `snapshots/`.
    pub(crate) fn path(&self) -> String {
        format!("{}/{}.snap", self.folder, self.name)
    }

    fn check(&self) {
        let mut settings = Settings::new();
        settings.set_snapshot_path(
            self.folder
                .split('/')
                .fold(root(), |way, part| way.join(part)),
        );
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| assert_snapshot!(self.name.as_str(), self.text));
    }
}

/// The folder of all snapshots.
pub(crate) fn root() -> PathBuf {
    checkout::root().join("spec").join("snapshots")
}

/// Compares all of them before it fails.
pub(crate) fn check_all(snapshots: &[Snapshot]) {
    let differs =
        |snapshot: &&Snapshot| catch_unwind(AssertUnwindSafe(|| snapshot.check())).is_err();
    let differing: Vec<String> = snapshots
        .iter()
        .filter(differs)
        .map(Snapshot::path)
        .collect();
    assert!(
        differing.is_empty(),
        "these snapshots differ: {}\nwhere that is meant, run `INSTA_UPDATE=always cargo test --package msgraph-identity-tests --test clients surface` and commit what it writes",
        differing.join(", ")
    );
}
