//! The same inputs make the same bytes, wherever and for whomever.
#![cfg(unix)]

use std::path::PathBuf;
use std::process::Command;

use crate::checkout::{copy, rows};
use crate::regen::project::{INPUTS, Project, Run, difference, files_in};

/// A project of inputs only, in a folder of this name.
fn inputs_in(project: &Project, name: &str) -> PathBuf {
    let root = project.root().with_file_name("elsewhere").join(name);
    for input in INPUTS {
        copy(&project.root().join(input), &root.join(input));
    }
    root
}

/// Fresh outputs of a run in this shell are those of the project.
fn assert_same(project: &Project, name: &str, shell: &str) {
    let root = inputs_in(project, name);
    let mut command = Command::new("sh");
    let script = format!("{shell} exec \"$0\" regen");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_xtask")]);
    Run::of(command.current_dir(&root)).assert_done();
    assert_eq!(
        difference(&project.files(), &files_in(&root)),
        [""; 0],
        "{shell}"
    );
}

#[test]
fn place_and_environment_make_no_difference() {
    let project = Project::new();
    for (name, shell) in rows(
        "
        a                 => TZ=Pacific/Kiritimati LANG=tr_TR.UTF-8 LC_ALL=tr_TR.UTF-8
        a/b/c/d/e/f       => LC_ALL=C LANG=C RUST_BACKTRACE=1 RUST_LOG=trace
        with space        => HOME=/nonexistent USER=nobody CARGO_HOME=/nonexistent
        ü 日本            => NO_COLOR=1 TERM=dumb COLUMNS=20
        umask of one user => umask 077;
        umask of all      => umask 000;
        ",
    ) {
        assert_same(&project, name, shell);
    }
}
