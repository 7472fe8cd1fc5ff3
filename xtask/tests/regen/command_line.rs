//! The program as it is called: arguments, exit codes, what is said and where, what is touched.

use std::ffi::OsStr;
use std::fs;
use std::process::{Command, Stdio};

use xtask::GraphVersion;

use crate::regen::document::{changed, full, remove, yaml};
use crate::regen::project::{
    CONTRACT, GENERATED, LOCK, Project, Run, UPSTREAM, difference, program,
};

fn run<S: AsRef<OsStr>>(project: &Project, arguments: &[S]) -> Run {
    Run::of(program().args(arguments).current_dir(project.root()))
}

fn document() -> String {
    yaml(&full(GraphVersion::V1_0))
}

#[test]
fn help_explains_and_ends_well() {
    let project = Project::new();
    for arguments in [&["--help"][..], &["-h"], &["help"]] {
        let run = run(&project, arguments);
        assert!(
            run.stdout.contains("regen") && run.stderr.is_empty(),
            "{run:#?}"
        );
        assert!(run.stdout.contains("Exit codes: 0 done"), "{run:#?}");
        assert_eq!(run.status, Some(0));
    }
    for arguments in [&["regen", "--help"][..], &["help", "regen"]] {
        let run = run(&project, arguments);
        assert!(run.status == Some(0) && run.stderr.is_empty(), "{run:#?}");
        for part in [
            "--from <FOLDER|FILE|URL>",
            "--version <v1.0|beta>",
            "--commit <SHA>",
            "--locked",
            "--check",
            "spec/upstream/",
            "Examples:",
            "Exit codes: 0 done, 1 refused or out of date, 2 wrong usage.",
        ] {
            assert!(run.stdout.contains(part), "no {part:?} in {run:#?}");
        }
    }
}

#[test]
fn wrong_usage_ends_with_2_and_touches_nothing() {
    let project = Project::new();
    let before = project.times();
    for (arguments, says) in [
        (&[][..], "Usage: cargo xtask <COMMAND>"),
        (&["nope"][..], "unrecognized subcommand 'nope'"),
        (&["--version"], "unexpected argument '--version'"),
        (&["regen", "--nope"], "unexpected argument '--nope'"),
        (&["regen", "extra"], "unexpected argument 'extra'"),
        (&["regen", "--from"], "a value is required for '--from"),
        (&["regen", "--version", "v1.0"], "--from <FOLDER|FILE|URL>"),
        (&["regen", "--locked"], "--from <FOLDER|FILE|URL>"),
        (
            &["regen", "--from", "x", "--version", "v2"],
            "possible values: v1.0, beta",
        ),
        (
            &["regen", "--from", "x", "--commit", "f54f11b"],
            "40 hexadecimal digits",
        ),
        (
            &["regen", "--check", "--check"],
            "cannot be used multiple times",
        ),
    ] {
        let run = run(&project, arguments);
        assert_eq!(run.status, Some(2), "{run:#?}");
        assert!(
            run.stdout.is_empty() && run.stderr.contains(says),
            "no {says:?} in {run:#?}"
        );
    }
    assert_eq!(project.times(), before);
}

#[test]
fn a_source_that_cannot_be_used_is_refused() {
    let project = Project::new();
    let v1 = project.put("v1/openapi.yaml", document());
    let silent = project.put(
        "silent.yaml",
        yaml(&changed(|document| {
            remove(document, "servers");
        })),
    );
    let folder = project.put("folder/v1.0.yaml", document());
    let empty = project.put("empty/README.md", "");
    let place = |path: &std::path::Path| path.to_str().unwrap().to_owned();
    let (v1, silent) = (place(&v1), place(&silent));
    let (folder, empty) = (
        place(folder.parent().unwrap()),
        place(empty.parent().unwrap()),
    );
    let before = project.files();
    for (arguments, says) in [
        (
            vec!["--from", "nothing.yaml"],
            vec![
                "`--from` cannot be opened",
                "nothing.yaml",
                "pass a folder, a file, or a URL",
            ],
        ),
        (
            vec!["--from", &v1, "--version", "beta"],
            vec!["describes v1.0, but beta was expected", "/servers/0/url"],
        ),
        (
            vec!["--from", &silent],
            vec![
                "does not say which version",
                "`--version v1.0` or `--version beta`",
            ],
        ),
        (
            vec!["--from", &v1, "--locked"],
            vec![
                "`--locked`: the document for v1.0 is",
                LOCK,
                "without `--locked`",
            ],
        ),
        (
            vec!["--from", &v1, "--from", &v1],
            vec!["two documents for v1.0"],
        ),
        (
            vec!["--from", &folder],
            vec![
                "no document for beta",
                "beta.yaml",
                "openapi/beta/openapi.yaml",
                "add `--version v1.0`",
            ],
        ),
        (
            vec!["--from", &empty],
            vec!["no document for v1.0 and beta"],
        ),
        (
            vec!["--from", "http://graph.example/openapi.yaml"],
            vec!["plain http is allowed on this machine only"],
        ),
    ] {
        let run = project.regen(&arguments);
        assert_eq!((run.status, run.stdout.as_str()), (Some(1), ""), "{run:#?}");
        for part in says.into_iter().chain(["help: "]) {
            assert!(run.stderr.contains(part), "no {part:?} in {run:#?}");
        }
    }
    assert_eq!(difference(&before, &project.files()), [""; 0]);
}

#[test]
fn the_version_is_told_by_the_document_or_by_the_argument() {
    let project = Project::new();
    let beta = project.put("b.yaml", yaml(&full(GraphVersion::Beta)));
    let silent = project.put(
        "a.yaml",
        yaml(&changed(|document| {
            remove(document, "servers");
        })),
    );
    let before = project.files();
    project
        .regen(&["--from", beta.to_str().unwrap()])
        .assert_done();
    project
        .regen(&["--from", silent.to_str().unwrap(), "--version", "v1.0"])
        .assert_done();
    assert_eq!(difference(&before, &project.files()), [LOCK]);
    let lock = project.read(LOCK);
    assert!(
        lock.contains("source = \"a.yaml\"") && lock.contains("source = \"b.yaml\""),
        "{lock}"
    );
    project
        .regen(&["--from", beta.to_str().unwrap(), "--locked"])
        .assert_done();
}

#[test]
fn a_run_says_what_it_did_in_a_few_lines_and_the_next_one_has_nothing_to_do() {
    let project = Project::new();
    for file in [CONTRACT, GENERATED] {
        fs::remove_file(project.root().join(file)).unwrap();
    }
    let first = project.regen(&[]);
    first.assert_done();
    for part in [
        "v1.0: 10 operations and 15 schemas kept",
        "beta: 10 operations and 17 schemas kept",
        "corrections applied",
        &format!("created {CONTRACT}\n"),
        &format!("created {GENERATED}\n"),
        "2 files written.",
        " s)",
    ] {
        assert!(first.stdout.contains(part), "no {part:?} in {first:#?}");
    }
    assert!(first.stdout.lines().count() < 10, "{first:#?}");

    let before = project.times();
    let second = project.regen(&[]);
    second.assert_done();
    assert!(
        second.stdout.contains("Everything is up to date."),
        "{second:#?}"
    );
    let after = project.times();
    assert_eq!(after, before);
}

/// Whatever it finds, a check leaves not even a trace of a lock.
#[test]
fn a_check_writes_nothing() {
    let project = Project::new();
    let document = project.put("v1.0.yaml", document());
    let check = |arguments: &[&str], status: i32, says: &[&str]| {
        let before = (project.files(), project.times());
        let run = project.regen(&[&["--check"], arguments].concat());
        assert!(
            run.status == Some(status) && run.stderr.is_empty(),
            "{run:#?}"
        );
        for part in says {
            assert!(run.stdout.contains(part), "no {part:?} in {run:#?}");
        }
        let (files, times) = (project.files(), project.times());
        assert_eq!(difference(&before.0, &files), [""; 0]);
        assert_eq!(times, before.1);
    };
    check(&[], 0, &["Everything is up to date."]);
    let from = ["--from", document.to_str().unwrap()];
    let lock_differs = format!("would be changed {LOCK}\n");
    check(
        &from,
        1,
        &[&lock_differs, "run `cargo xtask regen --from …` and commit"],
    );

    project.edit(GENERATED, |text| text.replace("pub async fn", "pub fn"));
    fs::remove_file(project.root().join(CONTRACT)).unwrap();
    let changed = format!("would be changed {GENERATED}\n");
    let created = format!("would be created {CONTRACT}\n");
    check(
        &[],
        1,
        &[&changed, &created, "run `cargo xtask regen` and commit"],
    );
    project.regen(&[]).assert_done();

    project.edit(UPSTREAM, |text| format!("# by hand\n{text}"));
    check(&[], 1, &[&format!("would be changed {UPSTREAM}\n")]);
    project.edit(UPSTREAM, |_| "openapi: 3.1.0\n".to_owned());
    let before = project.times();
    let run = project.regen(&["--check"]);
    run.assert_refused("check", &["uses OpenAPI \"3.1.0\"", UPSTREAM]);
    assert_eq!(project.times(), before);
}

#[test]
fn the_project_is_found_from_any_folder_in_it() {
    let project = Project::new();
    for folder in ["spec", "spec/overlays", "crates/msgraph-identity-v1/src"] {
        let mut command = program();
        command
            .args(["regen", "--check"])
            .current_dir(project.root().join(folder));
        Run::of(&mut command).assert_done();
    }
    let outside = project.put("outside/README.md", "");
    let mut command = program();
    command
        .args(["regen"])
        .current_dir(outside.parent().unwrap());
    let run = Run::of(&mut command);
    assert!(
        run.status == Some(1)
            && run
                .stderr
                .contains("no spec/selection.toml here or in a folder above"),
        "{run:#?}"
    );
    assert!(
        run.stderr
            .contains("help: run the command inside a checkout"),
        "{run:#?}"
    );
}

/// A path in an argument is relative to where the command is called.
#[test]
fn arguments_are_relative_to_the_folder_of_the_call() {
    let project = Project::new();
    project.put("full.yaml", document());
    let mut command = program();
    command
        .args(["regen", "--from", "../../full.yaml"])
        .current_dir(project.root().join("spec"));
    Run::of(&mut command).assert_done();
}

#[test]
fn a_reader_that_goes_away_does_no_harm() {
    let project = Project::new();
    let mut child = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["regen", "--check"])
        .current_dir(project.root())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        (output.status.code(), output.stderr.as_slice()),
        (Some(0), &b""[..])
    );
}

#[test]
fn the_selection_is_refused_with_its_file() {
    let project = Project::new();
    for (from, to, says) in [
        (
            "get = \"list_api_connectors\"",
            "fetch = \"list_api_connectors\"",
            "`fetch` is no HTTP method",
        ),
        (
            "list_api_connectors",
            "list-connectors",
            "`list-connectors` is not the name of a Rust method",
        ),
        (
            "list_api_connectors",
            "create_api_connector",
            "two operations are called `create_api_connector`",
        ),
        ("[[path]]", "[[paths]]", "cannot be read"),
    ] {
        let selection = project.read("spec/selection.toml");
        project.edit("spec/selection.toml", |text| text.replacen(from, to, 1));
        let run = project.regen(&[]);
        assert_eq!(run.status, Some(1), "{run:#?}");
        assert!(
            run.stderr.contains(says) && run.stderr.contains("spec/selection.toml"),
            "{run:#?}"
        );
        project.edit("spec/selection.toml", |_| selection);
    }
}

#[test]
fn a_path_that_is_only_selected_asks_for_the_full_documents() {
    let project = Project::new();
    project.edit("spec/selection.toml", |text| {
        text.replacen(
            "[parameters]",
            "[[path]]\npath = \"/me\"\noperations = { get = \"get_me\" }\n\n[parameters]",
            1,
        )
    });
    let run = project.regen(&[]);
    assert_eq!(run.status, Some(1), "{run:#?}");
    for part in ["v1.0: get /me", "beta: get /me", "cargo xtask regen --from"] {
        assert!(run.stderr.contains(part), "no {part:?} in {run:#?}");
    }
}

#[test]
fn a_report_that_cannot_be_written_costs_nothing_else() {
    let project = Project::new();
    fs::remove_file(project.root().join(CONTRACT)).unwrap();
    let run = project.regen(&["--report", "no-such-folder/changes.md"]);
    assert_eq!(run.status, Some(1), "{run:#?}");
    assert!(
        run.stdout.contains(&format!("created {CONTRACT}\n")),
        "{run:#?}"
    );
    for part in [
        "error: the report cannot be written",
        "at: no-such-folder/changes.md",
        "`cargo xtask diff HEAD --report FILE`",
    ] {
        assert!(run.stderr.contains(part), "no {part:?} in {run:#?}");
    }
}
