//! The same inputs make the same bytes, wherever and for whomever.

use std::path::PathBuf;

use crate::checkout::copy;
use crate::regen::project::{INPUTS, Project, Run, difference, files_in, program};

/// A project of inputs only, in a folder of this name.
fn inputs_in(project: &Project, name: &str) -> PathBuf {
    let root = project.root().with_file_name("elsewhere").join(name);
    for input in INPUTS {
        copy(&project.root().join(input), &root.join(input));
    }
    root
}

#[test]
fn place_and_environment_make_no_difference() {
    let project = Project::new();
    let environments: [&[(&str, &str)]; 4] = [
        &[
            ("TZ", "Pacific/Kiritimati"),
            ("LANG", "tr_TR.UTF-8"),
            ("LC_ALL", "tr_TR.UTF-8"),
        ],
        &[
            ("LC_ALL", "C"),
            ("LANG", "C"),
            ("RUST_BACKTRACE", "1"),
            ("RUST_LOG", "trace"),
        ],
        &[
            ("HOME", "/nonexistent"),
            ("USER", "nobody"),
            ("CARGO_HOME", "/nonexistent"),
        ],
        &[("NO_COLOR", "1"), ("TERM", "dumb"), ("COLUMNS", "20")],
    ];
    for (name, environment) in ["a", "a/b/c/d/e/f", "with space", "ü 日本"]
        .iter()
        .zip(environments)
    {
        let root = inputs_in(&project, name);
        Run::of(
            program()
                .arg("regen")
                .current_dir(&root)
                .envs(environment.iter().copied()),
        )
        .assert_done();
        assert_eq!(
            difference(&project.files(), &files_in(&root)),
            [""; 0],
            "{name} {environment:?}"
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
