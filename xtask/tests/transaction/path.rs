//! Paths that a run refuses to write, and links that would lead it out of the project.

use std::fs;

use xtask::transaction::{OutputFile, Run, compare};

use crate::transaction::tree::{old_state, old_tree, snapshot};

/// Both the comparison and the run refuse, with the same words; the tree stays as it is.
fn refusal(paths: &[&str]) -> String {
    let tree = old_tree();
    let files: Vec<OutputFile> = paths
        .iter()
        .map(|path| OutputFile::new(*path, "new"))
        .collect();
    let compared = compare(tree.path(), &files)
        .expect_err("was compared")
        .to_string();
    let committed = Run::begin(tree.path())
        .unwrap()
        .commit(&files)
        .expect_err("was written")
        .to_string();
    assert_eq!(compared, committed);
    assert_eq!(snapshot(tree.path()), old_state(), "{paths:?}");
    committed
}

#[test]
fn a_path_that_is_not_plainly_in_the_project_is_refused() {
    let paths = [
        "",
        ".",
        "..",
        "../evil",
        "spec/../../evil",
        "spec/../lock.toml",
        "./lock.toml",
        "/etc/evil",
        "spec//v1.0.yaml",
        "spec/",
        "C:/evil",
        "C:evil",
        "\\\\server\\evil",
        "spec\\v1.0.yaml",
        "spec/v1.0.yaml:stream",
        "nul\0",
        "line\nbreak",
        ".git/hooks/post-checkout",
        ".GIT/config",
        ".regen/journal.json",
        ".Regen/lock",
    ];
    for path in paths {
        let message = refusal(&["spec/v1.0.yaml", path]);
        assert!(
            message.contains(&format!("outside `.git` and `.regen`\n  at: {path:?}")),
            "{message}"
        );
    }
}

#[test]
fn a_name_that_only_looks_odd_is_written() {
    let tree = old_tree();
    let paths = [
        "spec/..yaml",
        "spec/.hidden",
        ".gitattributes",
        "sp ec/ä.yaml",
        "spec/.git.yaml",
    ];
    let files = paths.map(|path| OutputFile::new(path, "new"));
    Run::begin(tree.path()).unwrap().commit(&files).unwrap();
    for path in paths {
        assert_eq!(fs::read(tree.path().join(path)).unwrap(), b"new", "{path}");
    }
}

#[test]
fn one_place_for_two_files_is_refused() {
    assert!(refusal(&["spec/new", "spec/new"]).contains("same path\n  at: spec/new"));
    assert!(refusal(&["spec/new", "spec/New"]).contains("same path\n  at: spec/New"));
    assert!(
        refusal(&["spec/new/inner", "spec/new"])
            .contains("lies in another generated file\n  at: spec/new/inner")
    );
}

#[test]
fn a_folder_in_place_of_a_file_is_refused() {
    let message = refusal(&["crates/v1"]);
    assert!(
        message.contains("this is not a file, but a file has to be written here\n  at: crates/v1"),
        "{message}"
    );
}

#[test]
fn a_file_in_place_of_a_folder_is_refused() {
    let message = refusal(&["README.md/inner"]);
    assert!(
        message
            .contains("this is not a folder, but a folder has to be written here\n  at: README.md"),
        "{message}"
    );
}

#[test]
fn a_root_that_is_not_there_is_an_error() {
    let tree = old_tree();
    let error = Run::begin(&tree.path().join("missing"))
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("cannot create the folder of a run"),
        "{error}"
    );
}

#[cfg(unix)]
mod links {
    use std::fs;
    use std::os::unix::fs::symlink;

    use xtask::transaction::{OutputFile, Run, compare};

    use crate::transaction::tree::{old_tree, snapshot};

    fn assert_refused(link: &str, target: &str, path: &str) {
        let outside = old_tree();
        let tree = old_tree();
        let link_place = tree.path().join(link);
        if link_place.is_dir() {
            fs::remove_dir_all(&link_place).unwrap();
        } else {
            fs::remove_file(&link_place).unwrap();
        }
        symlink(outside.path().join(target), &link_place).unwrap();
        let before = snapshot(outside.path());
        let files = [
            OutputFile::new("lock.toml", "new"),
            OutputFile::new(path, "new"),
        ];
        let compared = compare(tree.path(), &files)
            .expect_err("was compared")
            .to_string();
        let error = Run::begin(tree.path())
            .unwrap()
            .commit(&files)
            .expect_err("was written")
            .to_string();
        assert_eq!(compared, error);
        assert!(error.starts_with("a symbolic link stands where"), "{error}");
        assert!(error.contains(&format!("at: {link}\n")), "{error}");
        assert_eq!(snapshot(outside.path()), before);
        assert_ne!(fs::read(tree.path().join("lock.toml")).unwrap(), b"new");
        assert!(link_place.is_symlink());
    }

    #[test]
    fn a_linked_folder_is_refused() {
        assert_refused("spec", "spec", "spec/v1.0.yaml");
        assert_refused("crates", "crates", "crates/v1/src/generated.rs");
        assert_refused("crates/v1", "crates/v1", "crates/v1/new/folder/file.rs");
    }

    #[test]
    fn a_linked_file_is_refused() {
        assert_refused("spec/v1.0.yaml", "spec/v1.0.yaml", "spec/v1.0.yaml");
        assert_refused("spec/v1.0.yaml", "nowhere", "spec/v1.0.yaml");
    }

    #[test]
    fn a_linked_folder_of_a_run_is_refused() {
        for link in [".regen", ".regen/stage"] {
            let outside = old_tree();
            let before = snapshot(outside.path());
            let tree = old_tree();
            fs::create_dir_all(tree.path().join(link).parent().unwrap()).unwrap();
            symlink(outside.path(), tree.path().join(link)).unwrap();
            let error = Run::begin(tree.path()).unwrap_err().to_string();
            assert!(
                error.contains(&format!("this is not a folder\n  at: {link}\n")),
                "{error}"
            );
            assert_eq!(snapshot(outside.path()), before);
        }
    }
}
