//! `.ci/upstream propose`: one branch, one pull request.

use crate::scripts::checkout::{Checkout, read, text};

const REPORT: &str = "target/upstream/report.md";

/// A checkout in which upstream has changed something; `gh` notes what it is asked, and knows this open pull request.
fn checkout(open: &str) -> Checkout {
    let checkout = Checkout::new();
    checkout.write(".gitignore", "/target\n");
    checkout.write("spec/v1.0.yaml", "old\n");
    checkout.commit();
    checkout.write("spec/v1.0.yaml", "new\n");
    checkout.write(REPORT, "## What changed for callers\n");
    let asked = checkout.root().join("target/asked");
    checkout.stand_in(
        "gh",
        &format!(
            "echo \"$*\" >>{}; if [[ \"$1 $2\" == 'pr list' ]]; then echo '{open}'; fi",
            asked.display()
        ),
    );
    checkout
}

fn asked(checkout: &Checkout) -> String {
    read(&checkout.root().join("target/asked"))
}

#[test]
fn the_first_change_opens_a_pull_request() {
    let checkout = checkout("");
    let output = checkout.run("upstream", &["propose"]);
    assert!(output.status.success(), "{}", text(&output));
    let asked = asked(&checkout);
    assert!(
        asked.contains("pr create --head upstream --title Take Microsoft's newest documents --body-file target/upstream/report.md"),
        "{asked}"
    );
    let commit = checkout.git(&["rev-parse", "HEAD"]);
    assert_eq!(
        checkout.git(&["ls-remote", "origin", "upstream"]),
        format!("{}\trefs/heads/upstream\n", commit.trim())
    );
    assert_eq!(checkout.git(&["show", "HEAD:spec/v1.0.yaml"]), "new\n");
    assert_eq!(read(&checkout.output()), format!("commit={commit}"));
    let report = read(&checkout.root().join(REPORT));
    assert!(
        report.starts_with("## What changed for callers\n")
            && report.contains("The gates of this branch"),
        "{report}"
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
    assert!(
        asked.contains("pr edit 7 ") && !asked.contains("pr create"),
        "{asked}"
    );
    let commit = checkout.git(&["rev-parse", "HEAD"]);
    assert!(
        checkout
            .git(&["ls-remote", "origin", "upstream"])
            .starts_with(commit.trim())
    );
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
    let checkout = checkout("");
    checkout.git(&["checkout", "--", "spec"]);
    let output = checkout.run("upstream", &["propose"]);
    assert!(output.status.success());
    assert_eq!(text(&output), "nothing has changed upstream\n");
    assert_eq!(
        (asked(&checkout), read(&checkout.output())),
        (String::new(), String::new())
    );
}
