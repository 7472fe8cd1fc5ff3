//! A run that is killed, meets a full disk, or may not write; and a second run at once.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;

use xtask::write::TreeLock;

use crate::regen::project::{CONTRACT, Project, Run, UPSTREAM, difference};

/// The temporary file of the contract, which a killed run leaves.
const LEFTOVER: &str = "spec/.v1.0.yaml.regen";
const NOBODY: u32 = 65_534;

/// A project in which two files have to be written: a small one, and then one that is larger than [`LIMITED`] allows.
fn out_of_date() -> Project {
    let project = Project::whole();
    project.edit(UPSTREAM, |text| format!("# by hand\n{text}"));
    project.edit(CONTRACT, |text| format!("# by hand\n{text}"));
    project
}

/// A limit on the size of files between that of the two.
const LIMITED: &str = "ulimit -f 120; exec \"$0\" regen";

fn run(script: &str, project: &Project) -> Run {
    let mut command = Command::new("sh");
    command.args(["-c", script, env!("CARGO_BIN_EXE_xtask")]);
    Run::of(command.current_dir(project.root()))
}

/// What a run has changed, other than the file that locks the tree.
fn changed(before: &BTreeMap<String, Vec<u8>>, project: &Project) -> Vec<String> {
    let mut changed = difference(before, &project.files());
    changed.retain(|path| path != TreeLock::FILE);
    changed
}

/// `--check` lists both files, and the next run writes them and removes what was left.
fn assert_next_run_completes(project: &Project) {
    let says = format!("would be changed {UPSTREAM}\n … would be changed {CONTRACT}\n");
    project.regen(&["--check"]).assert_ended(1, &says);
    project.regen(&[]).assert_done();
    let up_to_date = Project::whole().files();
    assert_eq!(difference(&up_to_date, &project.files()), [""; 0]);
}

#[test]
fn a_run_that_is_killed_while_it_writes_leaves_whole_files() {
    let project = out_of_date();
    let before = project.files();
    let killed = run(LIMITED, &project);
    assert_eq!(killed.status, None, "not killed: {killed:#?}");
    assert_eq!(
        changed(&before, &project),
        [LEFTOVER, "spec/upstream/.v1.0.yaml.regen"]
    );
    assert_next_run_completes(&project);
}

#[test]
fn a_full_disk_changes_no_file() {
    let project = out_of_date();
    let before = project.files();
    let refused = run(&format!("trap '' XFSZ; {LIMITED}"), &project);
    let says = format!("cannot write the new content of a generated file:  … \n  at: {CONTRACT}\n");
    let advice = "no file is changed; make room on this disk or raise the limit";
    refused.assert_refused("full disk", &[&says, advice]);
    assert_eq!(changed(&before, &project), [""; 0]);
    assert_next_run_completes(&project);
}

#[test]
fn a_second_run_stops_and_a_check_does_not_wait() {
    let project = out_of_date();
    let lock = TreeLock::acquire(&project.root()).unwrap();
    let second = project.regen(&[]);
    second.assert_refused("second", &["another run is at work", "wait for its end"]);
    project.regen(&["--check"]).assert_ended(1, "");
    drop(lock);
    assert_next_run_completes(&project);
}

/// Root may write everywhere, so the run is another user's then.
#[test]
fn a_read_only_folder_changes_no_file() {
    let project = out_of_date();
    project.delete(TreeLock::FILE);
    let program = project.put("bin/xtask", "");
    // Not copied by this process: a test that is just starting a program would have the copy open for writing.
    let copied = Command::new("cp")
        .arg(env!("CARGO_BIN_EXE_xtask"))
        .arg(&program)
        .status();
    assert!(copied.unwrap().success());
    set_mode(&program, 0o755);
    let folder = project.root().parent().unwrap().to_owned();
    set_mode(&folder, 0o755);
    let is_root = folder.metadata().unwrap().uid() == 0;
    if is_root {
        give(&folder);
    }
    for (read_only, place) in [("", TreeLock::FILE), ("spec", CONTRACT)] {
        let before = project.files();
        set_mode(&project.root().join(read_only), 0o555);
        let mut command = Command::new(&program);
        if is_root {
            command.uid(NOBODY).gid(NOBODY);
        }
        let refused = Run::of(command.arg("regen").current_dir(project.root()));
        set_mode(&project.root().join(read_only), 0o755);
        let advice = "no file is changed; make this file and its folder writable for you";
        refused.assert_refused(read_only, &[&format!("\n  at: {place}\n"), advice]);
        assert_eq!(changed(&before, &project), [""; 0]);
    }
    assert_next_run_completes(&project);
}

fn set_mode(place: &Path, mode: u32) {
    fs::set_permissions(place, fs::Permissions::from_mode(mode)).unwrap();
}

fn give(place: &Path) {
    chown(place, Some(NOBODY), Some(NOBODY)).unwrap();
    if place.is_dir() {
        for entry in fs::read_dir(place).unwrap() {
            give(&entry.unwrap().path());
        }
    }
}
