//! Folders and files that the user may not write or read. Root may everything, so the run is another user's then.

use std::env;
use std::fs;
use std::os::unix::fs::{MetadataExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::transaction::child::{Job, prepare};
use crate::transaction::tree::{Snapshot, new_state, old_tree, set_mode, snapshot};

const NOBODY: u32 = 65_534;

/// A project, and an executable that its owner, who is not root, can start.
struct Owned {
    tree: TempDir,
    executable: TempDir,
    is_nobody: bool,
}

impl Owned {
    fn new() -> Self {
        let (tree, executable) = (old_tree(), tempfile::tempdir().unwrap());
        // Not copied by this process: what another test is just starting would have the copy open for writing.
        let copied = Command::new("cp")
            .arg(env::current_exe().unwrap())
            .arg(executable.path().join("run"))
            .status();
        assert!(copied.unwrap().success());
        set_mode(executable.path(), 0o755);
        set_mode(&executable.path().join("run"), 0o755);
        let is_nobody = tree.path().metadata().unwrap().uid() == 0;
        if is_nobody {
            give(tree.path());
        }
        Self {
            tree,
            executable,
            is_nobody,
        }
    }

    /// The run's message, or nothing where it succeeds.
    fn run(&self) -> Option<String> {
        let mut command = Command::new(self.executable.path().join("run"));
        if self.is_nobody {
            command.uid(NOBODY).gid(NOBODY).current_dir("/");
        }
        let output = prepare(command, Job::Commit, self.tree.path())
            .output()
            .unwrap();
        let message = String::from_utf8(output.stderr).unwrap();
        match output.status.code() {
            Some(0) => None,
            Some(1) => Some(message),
            _ => panic!("{message}"),
        }
    }

    /// The run with one thing of another mode, which it has its own again after.
    fn run_with_mode(&self, path: &str, mode: u32) -> String {
        let place = self.tree.path().join(path);
        let before = place.metadata().unwrap().mode();
        set_mode(&place, mode);
        let message = self.run();
        set_mode(&place, before);
        message.expect("it was not refused")
    }

    fn snapshot(&self) -> Snapshot {
        snapshot(self.tree.path())
    }
}

fn give(place: &Path) {
    chown(place, Some(NOBODY), Some(NOBODY)).unwrap();
    if place.is_dir() {
        for entry in fs::read_dir(place).unwrap() {
            give(&entry.unwrap().path());
        }
    }
}

#[test]
fn a_read_only_folder_leaves_the_tree_untouched() {
    let owned = Owned::new();
    let before = owned.snapshot();
    let cases = [
        ("", "cannot create the folder of a run: ", "at: .regen\n"),
        (
            "spec",
            "cannot replace a generated file: ",
            "at: spec/v1.0.yaml\n",
        ),
        (
            "crates/v1/src",
            "cannot replace a generated file: ",
            "at: crates/v1/src/generated.rs\n",
        ),
        // The folder in which the folders of a new file would be created.
        (
            "crates",
            "cannot replace a generated file: ",
            "at: crates/beta/src/generated.rs\n",
        ),
    ];
    for (path, start, place) in cases {
        let message = owned.run_with_mode(path, 0o555);
        assert!(message.starts_with(start), "{path}: {message}");
        assert!(message.contains(place), "{path}: {message}");
        assert!(
            message
                .contains("the tree is untouched; make this file and its folder writable for you"),
            "{message}"
        );
        assert_eq!(owned.snapshot(), before, "{path}");
    }
    assert_eq!(owned.run(), None);
    assert_eq!(owned.snapshot(), new_state());
}

#[test]
fn a_file_that_cannot_be_read_leaves_the_tree_untouched() {
    let owned = Owned::new();
    let before = owned.snapshot();
    let message = owned.run_with_mode("spec/filled.yaml", 0o000);
    assert!(
        message.starts_with("cannot read a generated file: "),
        "{message}"
    );
    assert!(message.contains("at: spec/filled.yaml\n"), "{message}");
    assert_eq!(owned.snapshot(), before);
}

#[test]
fn a_read_only_file_is_replaced_and_stays_read_only() {
    let owned = Owned::new();
    let place = owned.tree.path().join("spec/v1.0.yaml");
    set_mode(&place, 0o444);
    assert_eq!(owned.run(), None);
    assert_eq!(place.metadata().unwrap().mode() & 0o7777, 0o444);
    set_mode(&place, 0o644);
    assert_eq!(owned.snapshot(), new_state());
}
