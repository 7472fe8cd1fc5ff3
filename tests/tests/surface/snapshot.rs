//! A snapshot: a text in a file of its own, named after what it shows.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use insta::{Settings, assert_snapshot};
use msgraph_identity_tests::checkout;
use xtask::GraphVersion;

/// A text to compare with a file.
pub(crate) struct Snapshot {
    /// The folder below `snapshots/`, with forward slashes.
    pub(crate) folder: String,
    /// The name of the file, without its ending.
    pub(crate) name: String,
    pub(crate) text: String,
}

impl Snapshot {
    /// A text about a version; `folder` may be empty.
    pub(crate) fn new(
        version: GraphVersion,
        folder: &str,
        name: impl Into<String>,
        text: String,
    ) -> Self {
        let folder = format!("{version}/{folder}");
        Self {
            folder: folder.trim_end_matches('/').to_owned(),
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
    checkout::root()
        .join("tests")
        .join("tests")
        .join("snapshots")
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
        "these snapshots differ: {}\nwhere that is meant, run `INSTA_UPDATE=always cargo test --package msgraph-identity-tests` and commit what it writes",
        differing.join(", ")
    );
}
