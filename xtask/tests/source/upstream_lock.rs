//! `spec/upstream.lock.toml`: what it records, what it leaves alone, what it refuses.

use std::fs;

use xtask::GraphVersion::{Beta, V1_0};
use xtask::source::{Commit, Digest, SourceName};
use xtask::upstream_lock::UpstreamLock;

use crate::checkout::{assert_says, rows};
use crate::source::COMMIT;

const WRITTEN: &str = "\
# Where the full documents that spec/upstream/ was cut from came from, and what they hashed to.
# Written by `cargo xtask regen --from …`; an unchanged document leaves its entry alone. Not edited by hand.

[[document]]
version = \"v1.0\"
source = \"https://example.com/openapi/v1.0/openapi.yaml\"
commit = \"f54f11b60956ea7b185ca0447b2b80805836ec7b\"
bytes = 40030825
sha256 = \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"

[[document]]
version = \"beta\"
source = 'beta \"new\".yaml'
bytes = 33217828
sha256 = \"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\"
";

fn digest(bytes: u64, digit: &str) -> Digest {
    Digest {
        bytes,
        sha256: digit.repeat(64),
    }
}

fn source(text: &str) -> SourceName {
    text.to_owned().try_into().unwrap()
}

fn commit() -> Commit {
    COMMIT.parse().unwrap()
}

fn written() -> UpstreamLock {
    UpstreamLock::parse(WRITTEN).unwrap()
}

#[test]
fn is_written_sorted_and_read_back() {
    let mut lock = UpstreamLock::default();
    let file = source("beta \"new\".yaml");
    assert!(lock.record(Beta, &file, None, &digest(33_217_828, "b")));
    let url = source("https://example.com/openapi/v1.0/openapi.yaml");
    assert!(lock.record(V1_0, &url, Some(&commit()), &digest(40_030_825, "a")));
    assert_eq!(lock.to_toml().unwrap(), WRITTEN);
    assert_eq!(written(), lock);
    let windows = WRITTEN.replace('\n', "\r\n");
    assert_eq!(UpstreamLock::parse(&windows).unwrap(), lock);
}

#[test]
fn an_unchanged_document_leaves_its_entry_alone() {
    let mut lock = written();
    let other = Commit::try_from("0".repeat(40)).unwrap();
    for (version, digest) in [
        (V1_0, digest(40_030_825, "a")),
        (Beta, digest(33_217_828, "b")),
    ] {
        assert!(!lock.record(version, &source("openapi.yaml"), Some(&other), &digest));
    }
    assert_eq!(lock.to_toml().unwrap(), WRITTEN);
}

#[test]
fn a_changed_document_replaces_its_whole_entry() {
    for changed in [digest(40_030_826, "a"), digest(40_030_825, "c")] {
        let mut lock = written();
        assert!(lock.record(V1_0, &source("v1.0.yaml"), None, &changed));
        let entry = lock.entry(V1_0).unwrap();
        assert_eq!(entry.source.to_string(), "v1.0.yaml");
        assert_eq!(entry.commit, None);
        assert_eq!(entry.digest(), changed);
        assert_eq!(lock.entry(Beta), written().entry(Beta));
    }
}

#[test]
fn locked_refuses_another_document_and_a_version_without_an_entry() {
    let lock = written();
    assert!(lock.verify(V1_0, &digest(40_030_825, "a")).is_ok());
    for other in [digest(40_030_825, "c"), digest(1, "a")] {
        let error = lock.verify(V1_0, &other).unwrap_err().to_string();
        assert_says(&error, &format!("`--locked` … v1.0 … {other}"));
        assert_says(&error, "aaaaaaaaaaaa… (40030825 bytes)");
        assert_says(&error, "openapi/v1.0/openapi.yaml at commit f54f11b");
        assert_says(
            &error,
            &format!("{} … without `--locked`", UpstreamLock::FILE),
        );
        assert!(!error.contains(&"a".repeat(13)), "not shortened: {error}");
    }
    let error = UpstreamLock::default()
        .verify(Beta, &digest(1, "a"))
        .unwrap_err();
    let says = format!(
        "no document is recorded for beta … {} … without `--locked`",
        UpstreamLock::FILE
    );
    assert_says(&error.to_string(), &says);
}

#[test]
fn what_was_edited_by_hand_is_refused_with_its_line() {
    for (edit, expected) in rows(
        r#"
        bytes = 40030825 -> bytes = "40030825"      => 8: expected u64
        bytes = 40030825 -> bytes = -1              => 8: u64
        bytes = 40030825 -> bytes = 0               => 8: at least one byte
        version = "beta" -> version = "v2.0"        => 12: v2.0
        version = "beta" -> version = "v1.0"        => 11: a second entry for v1.0
        commit = "f -> commit = "x                  => 7: 40 hexadecimal digits
        sha256 = "bbb -> sha256 = "BBB              => 15: 64 lower-case hexadecimal digits
        sha256 = "bbb -> sha256 = "                 => 15: 64 lower-case hexadecimal digits
        https://example.com/ -> https://u@example.com/ => 6: without user information
        openapi.yaml" -> openapi.yaml?token=1"      => 6: without user information
        https://example.com -> /home/someone        => 6: bare file name
        commit = -> branch =                        => 7: unknown field `branch`
        ]]\nversion = "beta" -> s]]\nversion = "beta" => 11: unknown field
        bytes = 33217828\n ->                       => 11: missing field `bytes`
        bytes = 33217828 -> bytes =                 => 14:
        bytes = 33217828\n -> bytes = 1\nbytes = 2\n => 15: duplicate
        bbb"\n -> bbb"\n<<<<<<< HEAD\n              => 16:
        "#,
    ) {
        let edit = edit.replace(r"\n", "\n");
        let (from, to) = edit.split_once(" ->").unwrap();
        assert!(WRITTEN.contains(from), "{from}");
        let (line, said) = expected.split_once(':').unwrap();
        let text = WRITTEN.replace(from, to.trim_start_matches(' '));
        let error = UpstreamLock::parse(&text).unwrap_err().to_string();
        assert_says(&error, said.trim());
        assert_says(
            &error,
            &format!("at: spec/upstream.lock.toml:{line}\n … help:"),
        );
    }
}

#[test]
fn a_workspace_without_the_file_has_nothing_recorded() {
    let root = tempfile::tempdir().unwrap();
    assert_eq!(
        UpstreamLock::read(root.path()).unwrap(),
        UpstreamLock::default()
    );
    assert_eq!(UpstreamLock::parse("").unwrap(), UpstreamLock::default());

    fs::create_dir(root.path().join("spec")).unwrap();
    fs::write(root.path().join(UpstreamLock::FILE), WRITTEN).unwrap();
    assert_eq!(UpstreamLock::read(root.path()).unwrap(), written());

    fs::write(root.path().join(UpstreamLock::FILE), b"\xff").unwrap();
    let error = UpstreamLock::read(root.path()).unwrap_err().to_string();
    assert_says(&error, &format!("cannot be read … {}", UpstreamLock::FILE));
}

#[test]
fn a_source_is_recorded_without_secrets_and_folders() {
    for text in [
        "v1.0.yaml",
        "https://example.com/a/openapi.yaml",
        "http://127.0.0.1:8080/x.json",
    ] {
        assert_eq!(source(text).to_string(), text);
    }
    for text in [
        "",
        "..",
        "/home/someone/v1.0.yaml",
        r"C:\graph\v1.0.yaml",
        "graph/v1.0.yaml",
        "https://user@example.com/x",
        "https://example.com/x?token=1",
        "https://example.com/x#part",
        "http://example.com/x",
        "file:///v1.0.yaml",
    ] {
        assert!(SourceName::try_from(text.to_owned()).is_err(), "{text}");
    }
}

#[test]
fn a_commit_is_recorded_in_full() {
    assert_eq!(COMMIT.to_uppercase().parse(), Ok(commit()));
    for text in [
        "",
        "f54f11b",
        "master",
        &COMMIT[1..],
        &format!("{COMMIT}0"),
        &COMMIT.replace('f', "g"),
        &"é".repeat(20),
    ] {
        assert!(text.parse::<Commit>().is_err(), "{text}");
    }
}
