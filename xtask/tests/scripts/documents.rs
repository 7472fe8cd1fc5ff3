//! `.ci/documents`, the full documents as the lock records them, and `.ci/run` by groups.

use xtask::upstream_lock::UpstreamLock;

use crate::checkout::{assert_says, read};
use crate::scripts::checkout::{Checkout, text};

/// The digest of `the document`.
const DIGEST: &str = "058ad513dff2b80ff50ca6e7f47125d4a6923ba5985adffc9fa18df7f4db81c0";
const URL: &str = "https://example.com/0/openapi.yaml";

fn lock(source: &str, digest: &str) -> String {
    let entry = |version| {
        format!(
            "[[document]]\nversion = \"{version}\"\nsource = \"{source}\"\nbytes = 12\nsha256 = \"{digest}\"\n"
        )
    };
    format!("# Words\n\n{}\n{}", entry("v1.0"), entry("beta"))
}

/// A checkout whose downloads all bring `the document`.
fn checkout(lock: &str) -> Checkout {
    let checkout = Checkout::new();
    checkout.write(UpstreamLock::FILE, lock);
    checkout.stand_in(
        "curl",
        "while [[ $# -gt 1 ]]; do if [[ \"$1\" == --output ]]; then printf 'the document' >\"$2\"; fi; shift; done",
    );
    checkout
}

#[test]
fn a_bare_file_is_not_run_and_says_so() {
    let checkout = checkout(&lock("v1.0.yaml", DIGEST));
    for argument in ["--can", "documents"] {
        let output = checkout.run("documents", &[argument]);
        assert_eq!(output.status.code(), Some(3));
        let expected = "not run: the document of v1.0 is `v1.0.yaml`, which nobody can download (spec/upstream.lock.toml)\n";
        assert_eq!(text(&output), expected);
    }
}

#[test]
fn the_committed_lock_is_understood() {
    let text_of_lock = read(UpstreamLock::FILE);
    let output = checkout(&text_of_lock).run("documents", &["--can"]);
    let is_download = text_of_lock.contains("source = \"https://");
    let expected = if is_download { 0 } else { 3 };
    assert_eq!(output.status.code(), Some(expected), "{}", text(&output));
}

#[test]
fn what_is_downloaded_is_verified() {
    let good = checkout(&lock(URL, DIGEST));
    assert_eq!(good.run("documents", &["--can"]).status.code(), Some(0));
    let output = good.run("documents", &["documents"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    for file in ["documents/v1.0.yaml", "documents/beta.yaml"] {
        assert!(good.root().join(file).is_file());
    }

    let bad = checkout(&lock(URL, &"0".repeat(64)));
    let output = bad.run("documents", &["documents"]);
    assert_eq!(output.status.code(), Some(1));
    let says = "the document of v1.0 is not the one that spec/upstream.lock.toml records";
    assert_says(&text(&output), says);
    assert!(!bad.root().join("documents/v1.0.yaml").exists());
}

#[test]
fn an_unknown_group_and_gates_without_their_documents_fail() {
    let checkout = Checkout::new();
    for (group, status, says) in [
        ("everything", 2, "no group of gates is called everything"),
        ("documents", 1, "no v1.0.yaml in "),
    ] {
        let output = checkout.run("run", &[group]);
        assert_eq!(output.status.code(), Some(status));
        assert_says(&text(&output), says);
    }
}
