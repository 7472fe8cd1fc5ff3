//! A run that nothing disturbs, and the comparison that writes nothing.

use std::fs::{self, File};
use std::time::{Duration, SystemTime};

use xtask::transaction::{Difference, OutputFile, Recovery, Run, compare, pending};

use crate::transaction::tree::{new_files, new_state, old_state, old_tree, snapshot};

fn expected() -> Vec<String> {
    vec![
        "changed spec/v1.0.yaml".to_owned(),
        "changed spec/emptied.yaml".to_owned(),
        "changed spec/filled.yaml".to_owned(),
        "changed crates/v1/src/generated.rs".to_owned(),
        "created crates/beta/src/generated.rs".to_owned(),
        "changed lock.toml".to_owned(),
    ]
}

fn shown(differences: &[Difference]) -> Vec<String> {
    differences.iter().map(ToString::to_string).collect()
}

#[test]
fn a_run_writes_what_differs_and_leaves_nothing_behind() {
    let tree = old_tree();
    let run = Run::begin(tree.path()).unwrap();
    assert_eq!(run.recovery(), &Recovery::Nothing);
    assert_eq!(shown(&run.commit(&new_files()).unwrap()), expected());
    assert_eq!(snapshot(tree.path()), new_state());
}

#[test]
fn a_second_run_finds_nothing_to_do() {
    let tree = old_tree();
    Run::begin(tree.path())
        .unwrap()
        .commit(&new_files())
        .unwrap();
    assert_eq!(compare(tree.path(), &new_files()).unwrap(), []);
    assert_eq!(
        Run::begin(tree.path())
            .unwrap()
            .commit(&new_files())
            .unwrap(),
        []
    );
    assert_eq!(snapshot(tree.path()), new_state());
}

#[test]
fn a_comparison_tells_the_same_and_writes_nothing() {
    let tree = old_tree();
    assert_eq!(
        shown(&compare(tree.path(), &new_files()).unwrap()),
        expected()
    );
    assert_eq!(pending(tree.path()), None);
    assert_eq!(snapshot(tree.path()), old_state());
}

#[test]
fn a_file_without_a_difference_keeps_its_time() {
    let tree = old_tree();
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    for path in ["spec/same.yaml", "spec/v1.0.yaml"] {
        File::options()
            .write(true)
            .open(tree.path().join(path))
            .unwrap()
            .set_modified(long_ago)
            .unwrap();
    }
    Run::begin(tree.path())
        .unwrap()
        .commit(&new_files())
        .unwrap();
    let time = |path| {
        fs::metadata(tree.path().join(path))
            .unwrap()
            .modified()
            .unwrap()
    };
    assert_eq!(time("spec/same.yaml"), long_ago);
    assert_ne!(time("spec/v1.0.yaml"), long_ago);
}

#[test]
fn a_difference_names_its_path() {
    let tree = old_tree();
    let file = OutputFile::new("spec/another.yaml", "");
    let differences = compare(tree.path(), &[file]).unwrap();
    assert_eq!(
        differences,
        [Difference::Created("spec/another.yaml".to_owned())]
    );
    assert_eq!(differences[0].path(), "spec/another.yaml");
}

/// Who has the old file open still reads the old file: it is replaced, never written to.
#[cfg(unix)]
#[test]
fn a_file_is_replaced_in_one_step() {
    use std::io::Read as _;

    let tree = old_tree();
    let place = tree.path().join("spec/v1.0.yaml");
    let before = fs::read(&place).unwrap();
    let mut open = File::open(&place).unwrap();
    Run::begin(tree.path())
        .unwrap()
        .commit(&new_files())
        .unwrap();
    let mut read = Vec::new();
    open.read_to_end(&mut read).unwrap();
    assert!(read == before && fs::read(&place).unwrap() != before);
}

#[cfg(unix)]
#[test]
fn modes_do_not_depend_on_the_umask() {
    use crate::transaction::child::{Job, command_after};

    let tree = old_tree();
    let output = command_after("umask 077", Job::Commit, tree.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    // `new_state` has 0644 for the new file, 0755 and 0600 kept for two that were replaced.
    assert_eq!(snapshot(tree.path()), new_state());
}
