//! What must be on the disk before what, so that a loss of power does no more harm than a kill.

use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;

use xtask::transaction::{Run, Step};

use crate::transaction::tree::{CHANGED, new_files, old_tree};

/// The steps of a whole run, each with its path from the project's root.
fn steps() -> Vec<(Step, String)> {
    let tree = old_tree();
    let root = tree.path().to_path_buf();
    let steps = Rc::new(RefCell::new(Vec::new()));
    let seen = Rc::clone(&steps);
    let observer = move |step: Step, path: &Path| {
        let below = path.strip_prefix(&root).unwrap();
        seen.borrow_mut()
            .push((step, below.to_str().unwrap().replace('\\', "/")));
        Ok(())
    };
    Run::begin_observed(tree.path(), observer)
        .unwrap()
        .commit(&new_files())
        .unwrap();
    steps.take()
}

#[test]
fn everything_is_synced_before_what_relies_on_it() {
    let steps = steps();
    let position = |step, path: &str| {
        let found = steps
            .iter()
            .position(|(one, at)| *one == step && at == path);
        found.unwrap_or_else(|| panic!("no {step:?} of {path:?} in {steps:#?}"))
    };
    let last_sync_of_folder = |path: &str, before: usize| {
        let mut earlier = steps[..before].iter();
        let found = earlier.rposition(|(step, at)| *step == Step::SyncFolder && at == path);
        assert!(
            found.is_some(),
            "no sync of {path:?} before step {before} of {steps:#?}"
        );
        found
    };

    let commit_point = position(Step::Rename, ".regen/journal.json");
    for index in 0..CHANGED.len() {
        let staged = format!(".regen/stage/{index}");
        assert!(position(Step::Write, &staged) < position(Step::SyncFile, &staged));
        assert!(position(Step::SetPermissions, &staged) < position(Step::SyncFile, &staged));
        assert!(
            Some(position(Step::SyncFile, &staged))
                < last_sync_of_folder(".regen/stage", commit_point)
        );
    }
    let journal_synced = position(Step::SyncFile, ".regen/journal.json.new");
    assert!(Some(journal_synced) < last_sync_of_folder(".regen", commit_point));
    last_sync_of_folder("", commit_point);

    let renames: Vec<usize> = CHANGED
        .iter()
        .map(|path| position(Step::Rename, path))
        .collect();
    let first_rename = *renames.iter().min().unwrap();
    assert!(
        Some(commit_point) < last_sync_of_folder(".regen", first_rename),
        "the commit point is not on the disk"
    );

    let end = position(Step::RemoveFile, ".regen/journal.json");
    for (path, renamed) in CHANGED.iter().zip(renames) {
        for folder in Path::new(path).ancestors().skip(1) {
            assert!(
                Some(renamed) < last_sync_of_folder(folder.to_str().unwrap(), end),
                "{path}"
            );
        }
    }
}
