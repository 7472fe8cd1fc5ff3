//! Writing the tree: what is replaced, what is refused, and what an interrupted run leaves.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

use tempfile::TempDir;
use xtask::Result;
use xtask::write::{Difference, OutputFile, TreeLock, compare, write};

use crate::checkout::assert_says;
use crate::regen::project::files_in;

const OLD: [(&str, &str); 4] = [
    ("spec/v1.0.yaml", "old"),
    ("spec/same.yaml", "same"),
    ("crates/v1/src/generated.rs", "// old"),
    ("lock.toml", "old = true"),
];
const NEW: [(&str, &str); 5] = [
    ("spec/v1.0.yaml", "new"),
    ("spec/same.yaml", "same"),
    ("crates/v1/src/generated.rs", "// newer"),
    ("crates/beta/src/generated.rs", "// first"),
    ("lock.toml", "new = true"),
];

fn tree() -> TempDir {
    let tree = tempfile::tempdir().unwrap();
    OLD.iter()
        .for_each(|(path, text)| put(tree.path(), path, text));
    tree
}

fn put(root: &Path, path: &str, text: &str) {
    let place = root.join(path);
    fs::create_dir_all(place.parent().unwrap()).unwrap();
    fs::write(place, text).unwrap();
}

fn new_files() -> Vec<OutputFile> {
    NEW.map(|(path, text)| OutputFile::new(path, text)).to_vec()
}

fn write_new(root: &Path) -> Result<Vec<Difference>> {
    write(&TreeLock::acquire(root)?, &new_files())
}

fn shown(differences: &[Difference]) -> Vec<String> {
    differences.iter().map(ToString::to_string).collect()
}

/// The files of a tree with their text, the lock file of runs apart.
fn files(root: &Path) -> BTreeMap<String, String> {
    let mut files = files_in(root);
    files.remove(TreeLock::FILE);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let files = files.into_iter();
    files.map(|(path, bytes)| (path, text(bytes))).collect()
}

#[track_caller]
fn assert_is(root: &Path, expected: &[(&str, &str)]) {
    let expected = expected.iter();
    let expected: BTreeMap<_, _> = expected
        .map(|(path, text)| (path.to_string(), text.to_string()))
        .collect();
    assert_eq!(files(root), expected);
}

#[test]
fn what_differs_is_written_and_nothing_is_left_behind() {
    let tree = tree();
    let expected = [
        "changed spec/v1.0.yaml",
        "changed crates/v1/src/generated.rs",
        "created crates/beta/src/generated.rs",
        "changed lock.toml",
    ];
    let compared = compare(tree.path(), &new_files()).unwrap();
    assert_eq!(shown(&compared), expected);
    assert_is(tree.path(), &OLD);
    assert_eq!(shown(&write_new(tree.path()).unwrap()), expected);
    assert_is(tree.path(), &NEW);
    assert_eq!(compare(tree.path(), &new_files()).unwrap(), []);
    assert_eq!(write_new(tree.path()).unwrap(), []);
}

#[test]
fn an_unchanged_file_is_not_touched() {
    let tree = tree();
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let time = |path: &str| {
        let metadata = tree.path().join(path).metadata().unwrap();
        metadata.modified().unwrap()
    };
    for path in ["spec/same.yaml", "spec/v1.0.yaml"] {
        let file = File::options().write(true).open(tree.path().join(path));
        file.unwrap().set_modified(long_ago).unwrap();
    }
    write_new(tree.path()).unwrap();
    assert_eq!(time("spec/same.yaml"), long_ago);
    assert_ne!(time("spec/v1.0.yaml"), long_ago);
}

/// Wherever a run was killed, the files before that point are new, and new content may lie beside the others.
#[test]
fn the_next_run_completes_a_run_that_was_killed() {
    for written in 0..=NEW.len() {
        let tree = tree();
        for (path, text) in &NEW[..written] {
            put(tree.path(), path, text);
        }
        for (path, _) in &NEW[written..] {
            let (folder, name) = path.rsplit_once('/').unwrap_or((".", path));
            put(tree.path(), &format!("{folder}/.{name}.regen"), "hal");
        }
        let left = compare(tree.path(), &new_files()).unwrap();
        assert_eq!(left.is_empty(), written == NEW.len(), "{written}");
        assert_eq!(write_new(tree.path()).unwrap(), left);
        assert_is(tree.path(), &NEW);
    }
}

/// The comparison and the run both refuse, with the same words, and change nothing.
fn refusal(tree: &Path, path: &str) -> String {
    let before = files(tree);
    let refused = [
        OutputFile::new("lock.toml", "new"),
        OutputFile::new(path, "new"),
    ];
    let compared = compare(tree, &refused).expect_err(path).to_string();
    let lock = TreeLock::acquire(tree).unwrap();
    let written = write(&lock, &refused).expect_err(path).to_string();
    assert_eq!(compared, written);
    assert_eq!(files(tree), before, "{path}");
    written
}

#[test]
fn a_path_that_is_not_plainly_in_the_project_is_refused() {
    let paths = ". .. ../evil spec/../../evil spec/../lock.toml ./lock.toml /etc/evil spec//v1.0.yaml spec/ C:/evil \
        \\\\server\\evil spec\\v1.0.yaml spec/v1.0.yaml:stream .git/hooks/post-checkout .GIT/config .regen.lock";
    let tree = tree();
    for path in paths.split(' ').chain(["", "nul\0", "line\nbreak"]) {
        let error = refusal(tree.path(), path);
        assert_says(&error, "needs a relative path with forward slashes");
    }
    for (path, says) in [
        ("Lock.toml", "the same path\n  at: Lock.toml"),
        (
            "crates/v1",
            "has to be a file, and is something else\n  at: crates/v1",
        ),
        (
            "spec/same.yaml/inner",
            "has to be a folder, and is something else\n  at: spec/same",
        ),
    ] {
        assert_says(&refusal(tree.path(), path), says);
    }
}

#[cfg(unix)]
mod unix {
    use std::io::Read as _;
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    #[test]
    fn nothing_is_written_through_a_link() {
        for (link, target, path) in [
            ("spec", "spec", "spec/v1.0.yaml"),
            ("crates", "crates", "crates/v1/src/generated.rs"),
            ("crates/v1", "crates/v1", "crates/v1/new/folder/file.rs"),
            ("spec/v1.0.yaml", "spec/v1.0.yaml", "spec/v1.0.yaml"),
            ("spec/v1.0.yaml", "nowhere", "spec/v1.0.yaml"),
        ] {
            let (tree, outside) = (tree(), tree());
            let place = tree.path().join(link);
            if place.is_dir() {
                fs::remove_dir_all(&place).unwrap();
            } else {
                fs::remove_file(&place).unwrap();
            }
            symlink(outside.path().join(target), &place).unwrap();
            let error = refusal(tree.path(), path);
            assert_says(
                &error,
                &format!("a symbolic link stands in place of … at: {link}\n"),
            );
            assert_is(outside.path(), &OLD);
            assert!(place.is_symlink());
        }
    }

    #[test]
    fn a_linked_lock_file_is_refused() {
        let (tree, outside) = (tree(), tree());
        let target = outside.path().join("created");
        symlink(&target, tree.path().join(TreeLock::FILE)).unwrap();
        let error = TreeLock::acquire(tree.path()).unwrap_err().to_string();
        assert_says(&error, "a symbolic link stands in place of");
        assert!(!target.exists());
    }

    /// A leftover that is a link is removed itself; its target is not written.
    #[test]
    fn a_linked_leftover_is_not_followed() {
        let (tree, outside) = (tree(), tree());
        let target = outside.path().join("lock.toml");
        symlink(&target, tree.path().join("spec/.v1.0.yaml.regen")).unwrap();
        write_new(tree.path()).unwrap();
        assert_is(tree.path(), &NEW);
        assert_is(outside.path(), &OLD);
    }

    /// A program that has the old file open still reads the old file: it is replaced, never written to.
    #[test]
    fn a_file_is_replaced_in_one_step() {
        let tree = tree();
        let place = tree.path().join("spec/v1.0.yaml");
        let mut open = File::open(&place).unwrap();
        write_new(tree.path()).unwrap();
        let mut text = String::new();
        open.read_to_string(&mut text).unwrap();
        let replaced = fs::read_to_string(&place).unwrap();
        assert_eq!((&*text, &*replaced), ("old", "new"));
    }

    #[test]
    fn a_file_keeps_its_permissions_and_a_new_one_has_those_of_any_new_file() {
        let tree = tree();
        let mode = |path: &str| {
            let metadata = tree.path().join(path).metadata().unwrap();
            metadata.permissions().mode() & 0o7777
        };
        for (path, bits) in [("spec/v1.0.yaml", 0o444), ("lock.toml", 0o755)] {
            let permissions = fs::Permissions::from_mode(bits);
            fs::set_permissions(tree.path().join(path), permissions).unwrap();
        }
        fs::write(tree.path().join("another"), "").unwrap();
        write_new(tree.path()).unwrap();
        assert_eq!((mode("spec/v1.0.yaml"), mode("lock.toml")), (0o444, 0o755));
        assert_eq!(mode("crates/beta/src/generated.rs"), mode("another"));
    }
}
