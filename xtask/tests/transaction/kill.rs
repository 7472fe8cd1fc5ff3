//! A run killed before each of its steps, and the run after it.

use std::path::Path;

use tempfile::TempDir;
use xtask::transaction::{Pending, Recovery, Run, pending};

use crate::transaction::child::{Job, command, kill_at};
use crate::transaction::tree::{
    CHANGED, assert_no_file_is_torn, copy, new_files, new_state, old_state, old_tree, snapshot,
};

/// Whether the run came to its end before the step.
fn run_until(job: Job, root: &Path, step: usize) -> bool {
    let output = kill_at(&mut command(job, root), step).output().unwrap();
    let was_killed = output.status.code() != Some(0);
    assert!(
        !was_killed || output.stderr.is_empty(),
        "not killed but failed: {output:?}"
    );
    !was_killed
}

fn assert_next_run_completes(root: &Path, context: &str) {
    Run::begin(root)
        .and_then(|run| run.commit(&new_files()))
        .unwrap_or_else(|error| panic!("{context}: {error}"));
    assert_eq!(snapshot(root), new_state(), "{context}");
}

fn assert_recovery_is_all_or_nothing(root: &Path, context: &str) -> Recovery {
    let announced = pending(root);
    let is_left = |path: &String| path.starts_with(".regen/") && path != ".regen/lock";
    let is_anything_left = snapshot(root).keys().any(is_left);
    assert_eq!(announced.is_some(), is_anything_left, "{context}");
    let run = Run::begin(root).unwrap_or_else(|error| panic!("{context}: {error}"));
    let recovery = run.recovery().clone();
    drop(run);
    let now = snapshot(root);
    match &recovery {
        Recovery::Finished(paths) => {
            assert_eq!(announced, Some(Pending::Finish), "{context}");
            assert_eq!(paths, &CHANGED, "{context}");
            assert_eq!(now, new_state(), "{context}");
        }
        Recovery::RolledBack => {
            assert_eq!(announced, Some(Pending::RollBack), "{context}");
            assert_eq!(now, old_state(), "{context}");
        }
        Recovery::Nothing => {
            assert_eq!(announced, None, "{context}");
            assert!(
                now == old_state() || now == new_state(),
                "{context}: {now:#?}"
            );
        }
    }
    recovery
}

#[test]
fn a_run_killed_at_any_step_is_finished_or_rolled_back_by_the_next() {
    let mut recoveries = Vec::new();
    for step in 0.. {
        let context = format!("killed at step {step}");
        let tree = old_tree();
        if run_until(Job::Commit, tree.path(), step) {
            assert_eq!(snapshot(tree.path()), new_state());
            break;
        }
        assert_no_file_is_torn(tree.path(), &context);
        recoveries.push(assert_recovery_is_all_or_nothing(
            copy(tree.path()).path(),
            &context,
        ));
        assert_next_run_completes(tree.path(), &context);
    }
    // One kill before, at and after each thing that can be half done.
    recoveries.dedup();
    let finished = Recovery::Finished(CHANGED.map(str::to_owned).to_vec());
    assert_eq!(
        recoveries,
        [
            Recovery::Nothing,
            Recovery::RolledBack,
            finished,
            Recovery::Nothing
        ]
    );
}

#[test]
fn a_recovery_killed_at_any_step_is_taken_up_by_the_next() {
    for state in [Pending::RollBack, Pending::Finish] {
        let interrupted = interrupted(state);
        for step in 0.. {
            let context = format!("{state:?} killed at step {step}");
            let tree = copy(interrupted.path());
            if run_until(Job::Recover, tree.path(), step) {
                break;
            }
            assert_no_file_is_torn(tree.path(), &context);
            assert_recovery_is_all_or_nothing(copy(tree.path()).path(), &context);
            assert_next_run_completes(tree.path(), &context);
        }
    }
}

/// The project after the latest kill that leaves this to roll back, or the earliest that leaves it to finish.
fn interrupted(state: Pending) -> TempDir {
    let mut last = old_tree();
    for step in 0.. {
        let tree = old_tree();
        assert!(
            !run_until(Job::Commit, tree.path(), step),
            "never {state:?}"
        );
        match (pending(tree.path()), state) {
            (Some(Pending::Finish), Pending::Finish) => return tree,
            (Some(Pending::Finish), Pending::RollBack) => return last,
            _ => last = tree,
        }
    }
    unreachable!("the steps of a run have an end")
}
