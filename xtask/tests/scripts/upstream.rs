//! `.ci/upstream`: a patch from a job that may only read, and from it one branch and one pull request.

use std::fs;
use std::os::unix::fs::symlink;

use crate::checkout::assert_says;
use crate::scripts::checkout::{Checkout, read, text};

const REPORT: &str = "target/upstream/report.md";
const PATCH: &str = "target/upstream/changes.patch";

/// A checkout in which upstream has changed nothing yet. `gh` notes what it is asked, and knows this open pull request.
fn unchanged(open: &str) -> Checkout {
    let checkout = Checkout::new();
    checkout.write(".gitignore", "/target\n");
    checkout.write("spec/v1.0.yaml", "old\n");
    checkout.commit();
    checkout.write(REPORT, "## What changed for callers\n");
    checkout.write(PATCH, "");
    let asked = checkout.root().join("target/asked");
    let note = format!("echo \"$*\" >>{}", asked.display());
    let list = format!("if [[ \"$1 $2\" == 'pr list' ]]; then echo '{open}'; fi");
    checkout.stand_in("gh", &format!("{note}; {list}"));
    checkout
}

/// The same, with a patch of what `change` does to it.
fn patched(open: &str, change: impl FnOnce(&Checkout)) -> Checkout {
    let checkout = unchanged(open);
    change(&checkout);
    checkout.git(&["add", "--all"]);
    let patch = checkout.git(&["diff", "--binary", "--cached"]);
    checkout.write(PATCH, &patch);
    checkout.git(&["reset", "--quiet", "--hard"]);
    checkout
}

fn checkout(open: &str) -> Checkout {
    patched(open, |checkout| {
        checkout.write("spec/v1.0.yaml", "new\n");
        checkout.write("spec/snapshots/v1.0/types/New.snap", "new\n");
    })
}

/// Neither `gh` nor the workflow is told to do anything.
#[track_caller]
fn assert_nothing_is_asked(checkout: &Checkout) {
    assert_eq!(asked(checkout), "");
    assert_eq!(read(&checkout.output()), "");
}

fn asked(checkout: &Checkout) -> String {
    read(&checkout.root().join("target/asked"))
}

#[test]
fn the_first_change_opens_a_pull_request() {
    let checkout = checkout("");
    let output = checkout.run("upstream", &["propose"]);
    assert!(output.status.success(), "{}", text(&output));
    let title = "--title Take Microsoft's newest documents";
    let create = format!("pr create --head upstream {title} --body-file target/upstream/report.md");
    assert_says(&asked(&checkout), &create);
    let commit = checkout.git(&["rev-parse", "HEAD"]);
    assert_eq!(
        checkout.git(&["ls-remote", "origin", "upstream"]),
        format!("{}\trefs/heads/upstream\n", commit.trim())
    );
    for file in ["spec/v1.0.yaml", "spec/snapshots/v1.0/types/New.snap"] {
        let object = format!("HEAD:{file}");
        assert_eq!(checkout.git(&["show", &object]), "new\n", "{file}");
    }
    assert_eq!(read(&checkout.output()), format!("commit={commit}"));
    let report = read(&checkout.root().join(REPORT));
    assert_says(
        &report,
        "## What changed for callers\n … The gates of this branch",
    );
}

#[test]
fn a_further_change_updates_it() {
    let checkout = checkout("7");
    // The branch is there already, as an earlier run left it.
    let bot = "user.email=41898282+github-actions[bot]@users.noreply.github.com";
    let commit = ["commit", "--quiet", "--allow-empty", "-m", "Earlier"];
    checkout.git(&[&["-c", "user.name=bot", "-c", bot][..], &commit].concat());
    checkout.git(&["push", "--quiet", "origin", "HEAD:refs/heads/upstream"]);
    let output = checkout.run("upstream", &["propose"]);
    assert!(output.status.success(), "{}", text(&output));
    let asked = asked(&checkout);
    let is_edit = asked.contains("pr edit 7 ") && !asked.contains("pr create");
    assert!(is_edit, "{asked}");
    let commit = checkout.git(&["rev-parse", "HEAD"]);
    let pushed = checkout.git(&["ls-remote", "origin", "upstream"]);
    assert!(pushed.starts_with(commit.trim()), "{pushed}");
}

#[test]
fn what_others_have_pushed_is_kept() {
    let checkout = checkout("7");
    checkout.git(&["push", "--quiet", "origin", "HEAD:refs/heads/upstream"]);
    let theirs = checkout.git(&["ls-remote", "origin", "upstream"]);
    let output = checkout.run("upstream", &["propose"]);
    assert_eq!(output.status.code(), Some(1));
    let expected = "somebody has worked on the branch upstream: merge it, or delete it\n";
    assert_eq!(text(&output), expected);
    assert_eq!(checkout.git(&["ls-remote", "origin", "upstream"]), theirs);
}

#[test]
fn no_change_proposes_nothing() {
    let checkout = unchanged("");
    let output = checkout.run("upstream", &["propose"]);
    assert!(output.status.success());
    assert_eq!(text(&output), "nothing has changed upstream\n");
    assert_nothing_is_asked(&checkout);
}

/// The job that makes the patch runs code of others.
#[test]
fn a_patch_of_what_regen_does_not_write_is_refused() {
    let link = "spec/beta.yaml";
    for file in [
        ".ci/upstream",
        ".github/workflows/ci.yml",
        "xtask/src/main.rs",
        "spec/selection.toml",
        link,
    ] {
        let checkout = patched("", |checkout| {
            checkout.write("spec/v1.0.yaml", "new\n");
            if file == link {
                symlink("/etc/passwd", checkout.root().join(link)).unwrap();
            } else {
                checkout.write(file, "evil\n");
            }
        });
        let output = checkout.run("upstream", &["propose"]);
        assert_eq!(output.status.code(), Some(1), "{file}");
        let text = text(&output);
        assert_says(
            &text,
            &format!("the patch changes what regen does not write:\n … {file}"),
        );
        assert!(!text.contains("spec/v1.0.yaml"), "{text}");
        assert_eq!(checkout.git(&["ls-remote", "origin", "upstream"]), "");
        assert_nothing_is_asked(&checkout);
    }
}

/// A stand-in for `cargo`: `regen` changes files, writes a report, and ends with this code.
fn regenerate(code: i32, has_report: bool) -> (Checkout, std::process::Output) {
    let checkout = unchanged("");
    let report = if has_report {
        "echo changed >\"${@: -1}\""
    } else {
        ":"
    };
    let files = "echo new >spec/v1.0.yaml; echo new >spec/beta.yaml";
    let script = format!("if [[ \"$1\" == xtask-https ]]; then {files}; {report}; exit {code}; fi");
    checkout.stand_in("cargo", &script);
    let output = checkout.run("upstream", &["regenerate", "v1.0.yaml"]);
    (checkout, output)
}

#[test]
fn what_regen_changes_is_proposed() {
    // A finding that is left ends with 1 and has a report.
    for code in [0, 1] {
        let (checkout, output) = regenerate(code, true);
        assert!(output.status.success(), "{}", text(&output));
        checkout.git(&["reset", "--quiet", "--hard"]);
        let _ = fs::remove_file(checkout.root().join("spec/beta.yaml"));
        let output = checkout.run("upstream", &["propose"]);
        assert!(output.status.success(), "{}", text(&output));
        for file in ["HEAD:spec/v1.0.yaml", "HEAD:spec/beta.yaml"] {
            assert_eq!(checkout.git(&["show", file]), "new\n");
        }
        assert!(read(&checkout.root().join(REPORT)).starts_with("changed\n"));
    }
}

#[test]
fn a_refusal_of_regen_fails() {
    let (checkout, output) = regenerate(1, false);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(read(&checkout.root().join(PATCH)), "");
}
