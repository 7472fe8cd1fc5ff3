//! Two runs in one tree.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};

use xtask::transaction::Run;

use crate::transaction::child::{Job, command};
use crate::transaction::tree::{new_files, new_state, old_state, old_tree, snapshot};

/// A process that holds the lock until it is killed or its input ends.
fn holder(root: &Path) -> Child {
    let mut child = command(Job::Hold, root).spawn().unwrap();
    let lines = BufReader::new(child.stdout.as_mut().unwrap()).lines();
    assert!(
        lines
            .map(Result::unwrap)
            .any(|line| line.contains("locked")),
        "it never took the lock"
    );
    child
}

#[test]
fn a_second_run_says_so_and_stops_while_the_first_is_at_work() {
    let tree = old_tree();
    let mut first = holder(tree.path());
    let second = command(Job::Commit, tree.path()).output().unwrap();
    assert!(
        first.try_wait().unwrap().is_none(),
        "the first run is no longer at work"
    );
    assert_eq!(second.status.code(), Some(1));
    let message = String::from_utf8(second.stderr).unwrap();
    assert!(
        message.starts_with("another run is at work in this tree\n"),
        "{message}"
    );
    assert!(message.contains("help: wait for its end"), "{message}");

    drop(first.stdin.take());
    assert!(first.wait().unwrap().success());
    assert_eq!(
        snapshot(tree.path()),
        old_state(),
        "one of the two left something behind"
    );
    Run::begin(tree.path())
        .unwrap()
        .commit(&new_files())
        .unwrap();
    assert_eq!(snapshot(tree.path()), new_state());
}

#[test]
fn a_run_that_is_killed_does_not_keep_the_next_one_out() {
    let tree = old_tree();
    let mut killed = holder(tree.path());
    killed.kill().unwrap();
    killed.wait().unwrap();
    drop(Run::begin(tree.path()).unwrap());
    assert_eq!(snapshot(tree.path()), old_state());
}

/// A run that ends, and perhaps another that begins, between the opening of the lock file and the lock.
#[cfg(unix)]
mod removed_lock_file {
    use std::cell::RefCell;
    use std::path::Path;
    use std::rc::Rc;

    use xtask::transaction::{Run, Step};

    use crate::transaction::tree::old_tree;

    fn begin_and_before_lock(root: &Path, once: impl FnOnce() + 'static) -> xtask::Result<Run> {
        let once = RefCell::new(Some(once));
        Run::begin_observed(root, move |step, _| {
            if step == Step::Lock
                && let Some(once) = once.take()
            {
                once();
            }
            Ok(())
        })
    }

    #[test]
    fn its_lock_is_worth_nothing() {
        let tree = old_tree();
        let root = tree.path().to_path_buf();
        let first = Run::begin(&root).unwrap();
        let second = begin_and_before_lock(tree.path(), move || drop(first)).unwrap();
        assert!(Run::begin(&root).is_err(), "two runs hold the lock at once");
        drop(second);
        Run::begin(&root).unwrap();
    }

    #[test]
    fn the_run_that_made_another_has_the_lock() {
        let tree = old_tree();
        let root = tree.path().to_path_buf();
        let first = Run::begin(&root).unwrap();
        let third = Rc::new(RefCell::new(None));
        let holder = Rc::clone(&third);
        let second = begin_and_before_lock(tree.path(), move || {
            drop(first);
            *holder.borrow_mut() = Some(Run::begin(&root).unwrap());
        });
        let error = second
            .expect_err("two runs hold the lock at once")
            .to_string();
        assert!(error.contains("another run is at work"), "{error}");
        assert!(third.borrow().is_some());
    }
}

#[test]
fn runs_that_race_never_mix() {
    let tree = tempfile::tempdir().unwrap();
    let runs: Vec<Child> = (0..4)
        .map(|_| {
            command(Job::Race, tree.path())
                .stdin(Stdio::null())
                .spawn()
                .unwrap()
        })
        .collect();
    for run in runs {
        let output = run.wait_with_output().unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    let left: Vec<String> = snapshot(tree.path()).into_keys().collect();
    assert_eq!(left, ["one", "two"]);
}
