//! What an interrupted run left, and what happened to it before the next one.

use std::fs;
use std::io;
use std::path::Path;

use tempfile::TempDir;
use xtask::transaction::{Pending, Recovery, Run, Step, pending};

use crate::transaction::tree::{CHANGED, new_files, new_state, old_tree, set_mode, snapshot};

const JOURNAL: &str = ".regen/journal.json";

/// A project whose run was committed and stopped with three of its six files in place.
fn interrupted() -> TempDir {
    let tree = old_tree();
    let root = tree.path().to_path_buf();
    let fourth = root.join(CHANGED[3]);
    let observer = move |step: Step, path: &Path| {
        if step == Step::Rename && path == fourth {
            Err(io::Error::other("stopped"))
        } else {
            Ok(())
        }
    };
    Run::begin_observed(&root, observer)
        .unwrap()
        .commit(&new_files())
        .expect_err("not stopped");
    assert_eq!(pending(&root), Some(Pending::Finish));
    tree
}

/// The next run refuses and touches nothing.
fn refusal(root: &Path) -> String {
    let before = snapshot(root);
    let error = Run::begin(root).expect_err("not refused").to_string();
    assert_eq!(snapshot(root), before);
    error
}

fn assert_finishes(root: &Path) {
    let run = Run::begin(root).unwrap();
    assert_eq!(
        run.recovery(),
        &Recovery::Finished(CHANGED.map(str::to_owned).to_vec())
    );
    drop(run);
    assert_eq!(snapshot(root), new_state());
}

/// What the messages tell the user to do where nothing else helps.
fn assert_giving_up_helps(root: &Path) {
    fs::remove_dir_all(root.join(".regen")).unwrap();
    let run = Run::begin(root).unwrap();
    assert_eq!(run.recovery(), &Recovery::Nothing);
    run.commit(&new_files()).unwrap();
    assert_eq!(snapshot(root), new_state());
}

#[test]
fn a_damaged_journal_is_refused_with_a_way_out() {
    let whole = fs::read_to_string(interrupted().path().join(JOURNAL)).unwrap();
    let half = &whole[..whole.len() / 2];
    let other_version = whole.replace(r#""version": "1""#, r#""version": "2""#);
    let other_field = whole.replace(r#""version""#, r#""remove": ["README.md"], "version""#);
    assert!(other_version != whole && other_field != whole);
    for text in ["", "{}", "\0\0\0\0", half, &other_version, &other_field] {
        let tree = interrupted();
        fs::write(tree.path().join(JOURNAL), text).unwrap();
        let message = refusal(tree.path());
        assert!(
            message.starts_with("the journal of an interrupted run cannot be read: "),
            "{message}"
        );
        assert!(
            message.contains(&format!(
                "at: {JOURNAL}\n  help: delete the folder `.regen`"
            )),
            "{message}"
        );
        assert_giving_up_helps(tree.path());
    }
}

#[test]
fn a_journal_that_leads_out_of_the_project_is_refused() {
    let outside = tempfile::tempdir().unwrap();
    let folder = outside.path().file_name().unwrap().to_str().unwrap();
    let up = format!("../{folder}/evil");
    let detour = format!("spec/../{up}");
    let absolute = outside.path().join("evil");
    for path in [
        &up,
        &detour,
        absolute.to_str().unwrap(),
        ".git/config",
        CHANGED[3],
    ] {
        let tree = interrupted();
        let journal = fs::read_to_string(tree.path().join(JOURNAL)).unwrap();
        let evil = journal.replace(CHANGED[4], &path.replace('\\', "\\\\"));
        fs::write(tree.path().join(JOURNAL), evil).unwrap();
        let message = refusal(tree.path());
        assert!(message.contains(&format!("at: {JOURNAL}: ")), "{message}");
        assert!(
            message.contains("\n  help: delete the folder `.regen`"),
            "{message}"
        );
        assert!(snapshot(outside.path()).is_empty(), "{path}");
        assert_giving_up_helps(tree.path());
    }
}

#[test]
fn an_edit_in_between_is_not_overwritten() {
    // One that was in place already, one that was not, one that was to be created.
    for path in [CHANGED[0], CHANGED[3], CHANGED[4]] {
        let tree = interrupted();
        let place = tree.path().join(path);
        let untouched = fs::read(&place).ok();
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(&place, "my edit").unwrap();
        let message = refusal(tree.path());
        assert!(
            message.starts_with("a generated file was edited in the middle of a run"),
            "{message}"
        );
        assert!(message.contains(&format!("at: {path}\n")), "{message}");
        assert!(
            message.contains(&format!("undo the edit (`git restore {path}`)")),
            "{message}"
        );

        // Both ways out work: undo the edit, or give the run up.
        let given_up = crate::transaction::tree::copy(tree.path());
        match untouched {
            Some(bytes) => fs::write(&place, bytes).unwrap(),
            None => fs::remove_file(&place).unwrap(),
        }
        assert_finishes(tree.path());
        assert_giving_up_helps(given_up.path());
    }
}

#[test]
fn a_removed_file_counts_as_an_edit() {
    let tree = interrupted();
    fs::remove_file(tree.path().join(CHANGED[3])).unwrap();
    assert!(refusal(tree.path()).contains(&format!("at: {}\n", CHANGED[3])));
}

#[test]
fn a_file_that_became_what_the_run_wants_is_taken_as_done() {
    let tree = interrupted();
    let file = &new_files()[4];
    assert_eq!(file.path, CHANGED[3]);
    fs::write(tree.path().join(&file.path), &file.bytes).unwrap();
    set_mode(&tree.path().join(&file.path), 0o755);
    assert_finishes(tree.path());
}

#[test]
fn a_staged_file_that_is_lost_or_damaged_is_not_put_in_place() {
    for damage in [None, Some("half of i")] {
        let tree = interrupted();
        let staged = tree.path().join(".regen/stage/5");
        match damage {
            None => fs::remove_file(&staged).unwrap(),
            Some(text) => fs::write(&staged, text).unwrap(),
        }
        let message = refusal(tree.path());
        assert!(
            message.starts_with("the new content of a file, staged by an interrupted run, is lost"),
            "{message}"
        );
        assert!(
            message.contains(&format!(
                "at: {}\n  help: delete the folder `.regen`",
                CHANGED[5]
            )),
            "{message}"
        );
        assert_giving_up_helps(tree.path());
    }
}

#[cfg(unix)]
#[test]
fn a_staged_file_that_became_a_link_is_not_put_in_place() {
    let tree = interrupted();
    let staged = tree.path().join(".regen/stage/5");
    let elsewhere = tree.path().join("elsewhere");
    fs::rename(&staged, &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, &staged).unwrap();
    let message = refusal(tree.path());
    assert!(
        message.contains(&format!("at: {}\n", CHANGED[5])),
        "{message}"
    );
}

#[cfg(unix)]
#[test]
fn a_folder_that_became_a_link_is_not_followed() {
    let tree = interrupted();
    let outside = old_tree();
    let before = snapshot(outside.path());
    fs::remove_dir_all(tree.path().join("crates")).unwrap();
    std::os::unix::fs::symlink(outside.path().join("crates"), tree.path().join("crates")).unwrap();
    let message = Run::begin(tree.path()).unwrap_err().to_string();
    assert!(
        message.contains(&format!("at: {JOURNAL}: crates\n")),
        "{message}"
    );
    assert_eq!(snapshot(outside.path()), before);
}
