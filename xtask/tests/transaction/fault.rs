//! A disk that refuses: each step once or for good, and a disk that is really full.

use std::cell::{Cell, RefCell};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use xtask::transaction::{Pending, Run, Step, pending};

use crate::transaction::tree::{
    assert_no_file_is_torn, new_files, new_state, old_state, old_tree, snapshot,
};

/// How long the disk refuses.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Refusal {
    Once,
    FromThenOn,
}

/// A run whose step `number` is refused: what was refused, and the run's error.
fn run_refused(
    root: &Path,
    number: usize,
    refusal: Refusal,
) -> (Option<(Step, PathBuf)>, xtask::Result<()>) {
    let refused = Rc::new(RefCell::new(None));
    let (count, first) = (Cell::new(0), Rc::clone(&refused));
    let observer = move |step: Step, path: &Path| {
        let now = count.replace(count.get() + 1);
        if now == number || (now > number && refusal == Refusal::FromThenOn) {
            first.borrow_mut().get_or_insert((step, path.to_path_buf()));
            return Err(io::Error::from(ErrorKind::StorageFull));
        }
        Ok(())
    };
    let result =
        Run::begin_observed(root, observer).and_then(|run| run.commit(&new_files()).map(drop));
    (refused.take(), result)
}

#[test]
fn a_refused_step_is_an_error_that_tells_the_state_of_the_tree() {
    for refusal in [Refusal::Once, Refusal::FromThenOn] {
        let mut commit_points = 0;
        for number in 0.. {
            let tree = old_tree();
            let (refused, result) = run_refused(tree.path(), number, refusal);
            let Some((step, path)) = refused else {
                assert!(number > 40, "only {number} steps seen");
                break;
            };
            let context = format!("{refusal:?} {number}: {step:?} {}", path.display());
            match result {
                // Everything is in place; what is left of the run means nothing to the next one.
                Ok(()) => {
                    let own = [".regen/lock", ".regen"].map(|own| tree.path().join(own));
                    let is_end = matches!(
                        step,
                        Step::RemoveFile | Step::RemoveFolder | Step::SyncFolder
                    );
                    assert!(is_end && own.contains(&path), "no error: {context}");
                    assert_eq!(pending(tree.path()), None, "{context}");
                }
                Err(error) => {
                    let is_committed =
                        assert_message_fits(tree.path(), &error.to_string(), step, refusal);
                    commit_points += usize::from(is_committed);
                }
            }
            assert_no_file_is_torn(tree.path(), &context);
            Run::begin(tree.path())
                .unwrap()
                .commit(&new_files())
                .unwrap();
            assert_eq!(snapshot(tree.path()), new_state(), "{context}");
        }
        assert!(
            commit_points > 10,
            "{refusal:?}: only {commit_points} refusals after the commit point"
        );
    }
}

/// Checks what the user reads against what is there. Whether the run was committed.
fn assert_message_fits(root: &Path, message: &str, step: Step, refusal: Refusal) -> bool {
    let context = format!("{refusal:?} {step:?}");
    assert!(message.contains("\n  at: "), "{context}: {message}");
    assert!(
        message.contains("make room on this disk"),
        "{context}: {message}"
    );
    assert!(
        !message.contains(root.to_str().unwrap()),
        "a folder of this machine: {message}"
    );
    if message.contains("it finishes this run first") {
        assert_eq!(pending(root), Some(Pending::Finish), "{context}: {message}");
        return true;
    }
    assert!(
        message.contains("the tree is untouched"),
        "{context}: {message}"
    );
    assert_ne!(pending(root), Some(Pending::Finish), "{context}");
    let mut now = snapshot(root);
    // A lock file that is not locked may be another run's by now; a disk that refuses to remove leaves that to the next run.
    if step == Step::Lock || refusal == Refusal::FromThenOn {
        now.retain(|path, _| !path.starts_with(".regen"));
    }
    assert_eq!(now, old_state(), "{context}");
    false
}

/// A real limit on the size of files, which cuts the first large file short while it is written.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_tree_untouched() {
    use crate::transaction::child::{Job, command_after};

    let tree = old_tree();
    let output = command_after("trap '' XFSZ; ulimit -f 1", Job::Commit, tree.path())
        .output()
        .unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{message}");
    assert!(
        message.starts_with("cannot write the new content of a file: "),
        "{message}"
    );
    assert!(message.contains("at: spec/v1.0.yaml"), "{message}");
    assert!(
        message.contains("the tree is untouched; make room on this disk or raise the limit"),
        "{message}"
    );
    assert_eq!(snapshot(tree.path()), old_state());
}
