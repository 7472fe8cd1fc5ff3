//! The program as it is called: arguments, exit codes, what is said and where, what is touched.

use std::process::{Command, Stdio};

use xtask::GraphVersion;

use crate::checkout::{assert_says, rows};
use crate::regen::document::{changed, full, remove, text, yaml};
use crate::regen::project::{CONTRACT, GENERATED, LOCK, Project, SELECTION, UPSTREAM, difference};

/// A document that does not say which version it is.
fn silent() -> String {
    yaml(&changed(|document| drop(remove(document, "servers"))))
}

/// The words of a command line.
fn words(arguments: &str) -> Vec<&str> {
    arguments.split_whitespace().collect()
}

#[test]
fn help_explains_and_ends_well() {
    let project = Project::new();
    for arguments in ["--help", "-h", "help"] {
        let run = project.run_in("", &[arguments]);
        run.assert_ended(0, "regen … Exit codes: 0 done");
    }
    for arguments in ["regen --help", "help regen"] {
        let run = project.run_in("", &words(arguments));
        run.assert_ended(0, "spec/upstream/");
        run.assert_ended(
            0,
            "--from <FOLDER|FILE|URL> … --version <v1.0|beta> … --commit <SHA> … --locked … --check … Examples: … \
             Exit codes: 0 done, 1 refused or out of date, 2 wrong usage.",
        );
    }
}

#[test]
fn wrong_usage_ends_with_2_and_touches_nothing() {
    let project = Project::new();
    let before = project.times();
    for (arguments, says) in rows(
        "
                                        => Usage: cargo xtask <COMMAND>
        nope                            => unrecognized subcommand 'nope'
        --version                       => unexpected argument '--version'
        regen --nope                    => unexpected argument '--nope'
        regen extra                     => unexpected argument 'extra'
        regen --from                    => a value is required for '--from
        regen --version v1.0            => --from <FOLDER|FILE|URL>
        regen --locked                  => --from <FOLDER|FILE|URL>
        regen --from x --version v2     => possible values: v1.0, beta
        regen --from x --commit f54f11b => 40 hexadecimal digits
        regen --check --check           => cannot be used multiple times
        ",
    ) {
        let run = project.run_in("", &words(arguments));
        assert_eq!((run.status, &*run.stdout), (Some(2), ""), "{run:#?}");
        assert_says(&run.stderr, says);
    }
    assert_eq!(project.times(), before);
}

#[test]
fn a_source_that_cannot_be_used_is_refused() {
    let project = Project::new();
    project.put("v1.yaml", text());
    project.put("silent.yaml", silent());
    project.put("folder/v1.0.yaml", text());
    project.put("empty/README.md", "");
    let before = project.files();
    for (arguments, says) in rows(
        "
        nothing.yaml                      => `--from` cannot be opened … nothing.yaml … pass a folder, a file, or a URL
        ../v1.yaml --version beta         => describes v1.0, but beta was expected … /servers/0/url
        ../silent.yaml                    => does not say which version … `--version v1.0` or `--version beta`
        ../v1.yaml --locked               => `--locked`: the document for v1.0 is … upstream.lock.toml … without `--locked`
        ../v1.yaml --from ../v1.yaml      => two documents for v1.0
        ../folder                         => no document for beta … beta.yaml … openapi/beta/openapi.yaml … add `--version v1.0`
        ../empty                          => no document for v1.0 and beta
        http://graph.example/openapi.yaml => plain http is allowed on this machine only
        ",
    ) {
        let run = project.regen(&words(&format!("--from {arguments}")));
        assert_eq!((run.status, &*run.stdout), (Some(1), ""), "{run:#?}");
        assert_says(&run.stderr, says);
        assert_says(&run.stderr, "help: ");
    }
    assert_eq!(difference(&before, &project.files()), [""; 0]);
}

#[test]
fn the_version_is_told_by_the_document_or_by_the_argument() {
    let project = Project::new();
    project.put("b.yaml", yaml(&full(GraphVersion::Beta)));
    project.put("a.yaml", silent());
    let before = project.files();
    // A path in an argument is relative to where the command is called.
    let run = project.run_in("spec", &words("regen --from ../../b.yaml"));
    run.assert_done();
    project
        .regen(&words("--from ../a.yaml --version v1.0"))
        .assert_done();
    assert_eq!(difference(&before, &project.files()), [LOCK]);
    assert_says(
        &project.read(LOCK),
        "source = \"a.yaml\" … source = \"b.yaml\"",
    );
    project
        .regen(&words("--from ../b.yaml --locked"))
        .assert_done();
}

#[test]
fn a_run_says_what_it_did_in_a_few_lines_and_the_next_one_has_nothing_to_do() {
    let project = Project::whole();
    project.delete(CONTRACT);
    project.delete(GENERATED);
    let first = project.regen(&[]);
    first.assert_ended(0, "corrections applied");
    for part in [
        "v1.0: 29 operations and 50 schemas kept",
        "beta: 29 operations and 44 schemas kept",
        &format!("created {CONTRACT}\n"),
        &format!("created {GENERATED}\n"),
        "2 files written. …  s)",
    ] {
        first.assert_ended(0, part);
    }
    assert!(first.stdout.lines().count() < 10, "{first:#?}");

    let before = project.times();
    project
        .regen(&[])
        .assert_ended(0, "Everything is up to date.");
    assert_eq!(project.times(), before);
}

/// Whatever it finds, a check leaves not even a trace of a lock.
#[test]
fn a_check_writes_nothing() {
    let project = Project::new();
    project.put("v1.0.yaml", text());
    let check = |arguments: &str| {
        let before = (project.files(), project.times());
        let run = project.regen(&words(&format!("--check {arguments}")));
        assert_eq!(difference(&before.0, &project.files()), [""; 0]);
        assert_eq!(project.times(), before.1);
        run
    };
    check("").assert_ended(0, "Everything is up to date.");
    let from = check("--from ../v1.0.yaml");
    let advice = "run `cargo xtask regen --from …` and commit";
    from.assert_ended(1, &format!("would be changed {LOCK}\n … {advice}"));

    project.replace(GENERATED, "pub async fn", "pub fn");
    project.delete(CONTRACT);
    let both = check("");
    both.assert_ended(1, &format!("would be changed {GENERATED}\n"));
    both.assert_ended(
        1,
        &format!("would be created {CONTRACT}\n … run `cargo xtask regen` and commit"),
    );
    project.regen(&[]).assert_done();

    project.edit(UPSTREAM, |text| format!("# by hand\n{text}"));
    check("").assert_ended(1, &format!("would be changed {UPSTREAM}\n"));
    project.edit(UPSTREAM, |_| "openapi: 3.1.0\n".to_owned());
    check("").assert_refused("check", &["uses OpenAPI \"3.1.0\"", UPSTREAM]);
}

#[test]
fn the_project_is_found_from_any_folder_in_it() {
    let project = Project::new();
    for folder in ["spec/overlays", "crates/msgraph-identity-v1/src"] {
        project.run_in(folder, &["regen", "--check"]).assert_done();
    }
    let run = project.run_in("..", &["regen"]);
    assert_eq!(run.status, Some(1), "{run:#?}");
    let says = "no spec/selection.toml here or in a folder above … help: run the command inside a checkout";
    assert_says(&run.stderr, says);
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
    assert_eq!((output.status.code(), &*output.stderr), (Some(0), &b""[..]));
}

#[test]
fn the_selection_is_refused_with_its_file() {
    let project = Project::new();
    let selection = project.read(SELECTION);
    for (to, says) in rows(
        "
        fetch = \"list_api_connectors\"  => `fetch` is not an HTTP method
        get = \"list-connectors\"        => `list-connectors` is not the name of a Rust method
        get = \"create_api_connector\"   => two operations are called `create_api_connector`
        get = 5                          => cannot be read
        ",
    ) {
        let from = "get = \"list_api_connectors\"";
        project.edit(SELECTION, |_| selection.replacen(from, to, 1));
        let run = project.regen(&[]);
        assert_eq!(run.status, Some(1), "{run:#?}");
        assert_says(&run.stderr, says);
        assert_says(&run.stderr, SELECTION);
    }
}

#[test]
fn a_report_that_cannot_be_written_costs_nothing_else() {
    let project = Project::new();
    project.delete(CONTRACT);
    let run = project.regen(&["--report", "no-such-folder/changes.md"]);
    assert_eq!(run.status, Some(1), "{run:#?}");
    assert_says(&run.stdout, &format!("created {CONTRACT}\n"));
    assert_says(
        &run.stderr,
        "error: the report cannot be written … at: no-such-folder/changes.md … `cargo xtask diff HEAD --report FILE`",
    );
}
