//! The same inputs make the same bytes, wherever and for whomever.

use std::collections::BTreeMap;
use std::path::Path;

use crate::checkout::copy;
use crate::regen::project::{INPUTS, Project, Run, difference, files_in, program};

/// A project of inputs only, in a folder of this name.
fn inputs_in(project: &Project, name: &str) -> std::path::PathBuf {
    let root = project.root().with_file_name("elsewhere").join(name);
    for input in INPUTS {
        copy(&project.root().join(input), &root.join(input));
    }
    root
}

fn regenerated(root: &Path, environment: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
    let mut command = program();
    command
        .arg("regen")
        .current_dir(root)
        .envs(environment.iter().copied());
    Run::of(&mut command).assert_done();
    files_in(root)
}

#[test]
fn the_place_makes_no_difference() {
    let project = Project::new();
    for name in ["a", "a/b/c/d/e/f", "with space", "ü 日本"] {
        let root = inputs_in(&project, name);
        assert_eq!(
            difference(&project.files(), &regenerated(&root, &[])),
            [""; 0],
            "{name}"
        );
    }
}

#[test]
fn the_environment_makes_no_difference() {
    let project = Project::new();
    let environments: [&[(&str, &str)]; 5] = [
        &[("TZ", "Pacific/Kiritimati")],
        &[("LANG", "tr_TR.UTF-8"), ("LC_ALL", "tr_TR.UTF-8")],
        &[("LC_ALL", "C"), ("LANG", "C")],
        &[
            ("HOME", "/nonexistent"),
            ("USER", "nobody"),
            ("CARGO_HOME", "/nonexistent"),
        ],
        &[
            ("RUST_BACKTRACE", "1"),
            ("RUST_LOG", "trace"),
            ("NO_COLOR", "1"),
            ("TERM", "dumb"),
            ("COLUMNS", "20"),
        ],
    ];
    for (number, environment) in environments.iter().enumerate() {
        let root = inputs_in(&project, &number.to_string());
        let files = regenerated(&root, environment);
        assert_eq!(
            difference(&project.files(), &files),
            [""; 0],
            "{environment:?}"
        );
    }
}

#[cfg(unix)]
#[test]
fn the_umask_makes_no_difference_to_what_is_written() {
    let project = Project::new();
    for umask in ["077", "022", "000"] {
        let root = inputs_in(&project, umask);
        let mut command = std::process::Command::new("sh");
        let program = env!("CARGO_BIN_EXE_xtask");
        command.args(["-c", &format!("umask {umask}; exec \"$0\" regen"), program]);
        Run::of(command.current_dir(&root)).assert_done();
        assert_eq!(
            difference(&project.files(), &files_in(&root)),
            [""; 0],
            "{umask}"
        );
    }
}
