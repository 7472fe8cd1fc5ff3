//! What `cargo xtask regen` says about the tree that it finds: contracts, the lock file, findings and snapshots.

use std::fs;

use serde_json::{Value, json};
use xtask::GraphVersion::{Beta, V1_0};
use xtask::Result;
use xtask::diff::diff;
use xtask::regen::{Options, Report, regen};
use xtask::upstream_lock::UpstreamLock;

use crate::maintainer::tree::Tree;

const CONTRACT: &str = "spec/v1.0.yaml";
const UP_TO_DATE: &str = "Everything is up to date.";

fn run(tree: &Tree, check: bool) -> Result<Report> {
    let options = Options {
        check,
        ..Options::default()
    };
    regen(&tree.project, &options, &mut |_| {})
}

#[test]
fn a_damaged_contract_is_written_anew() {
    let tree = Tree::new();
    let whole = tree.project.read_text(CONTRACT).unwrap();
    let conflict = format!("<<<<<<< ours\n{whole}=======\n{whole}>>>>>>> theirs\n");
    let half = whole[..whole.len() / 2].to_owned();
    let beta = tree.project.read_text("spec/beta.yaml").unwrap();
    let scalar = whole.replacen("  schemas:\n", "  schemas: 5\n  x:\n", 1);
    for damaged in [
        conflict,
        half,
        scalar,
        beta,
        String::new(),
        "- a\n- list\n".to_owned(),
        "openapi: [\n".to_owned(),
        "\u{0}\u{1}".to_owned(),
    ] {
        fs::write(tree.path(CONTRACT), &damaged).unwrap();
        let checked = run(&tree, true).unwrap();
        let text = checked.to_string();
        assert!(!checked.is_success(), "{text}");
        assert!(
            text.contains("spec/v1.0.yaml is damaged; `cargo xtask regen` writes it anew: "),
            "{text}"
        );
        assert!(text.contains("would be changed spec/v1.0.yaml\n"), "{text}");
        let text = run(&tree, false).unwrap().to_string();
        assert!(
            text.contains("spec/v1.0.yaml was damaged, and is written anew: "),
            "{text}"
        );
        assert_eq!(tree.project.read_text(CONTRACT).unwrap(), whole);
    }
}

/// Values of a contract, each replaced by one of another kind. Every third is enough, and quick.
#[test]
fn no_damage_of_a_contract_ends_a_comparison_by_panic() {
    let tree = Tree::new();
    let contract = xtask::read::parse(&tree.project.read(CONTRACT).unwrap()).unwrap();
    let mut places = Vec::new();
    collect(&contract, String::new(), &mut places);
    let file = tree.parent().join("damaged.json");
    let (old, new) = (
        file.display().to_string(),
        tree.path(CONTRACT).display().to_string(),
    );
    let mut compared = 0;
    for (index, place) in places.iter().enumerate().step_by(3) {
        let wrong = [json!(5), json!("text"), json!({}), json!([]), Value::Null];
        let mut damaged = contract.clone();
        *damaged.pointer_mut(place).unwrap() = wrong[index % wrong.len()].clone();
        fs::write(&file, damaged.to_string()).unwrap();
        compared += usize::from(diff(&tree.project, &old, Some(&new)).is_ok());
    }
    assert!(compared > 10, "{compared} of {}", places.len());
}

fn collect(value: &Value, place: String, places: &mut Vec<String>) {
    let entries: Vec<(String, &Value)> = match value {
        Value::Object(object) => object
            .iter()
            .map(|(key, value)| (key.clone(), value))
            .collect(),
        Value::Array(list) => list
            .iter()
            .enumerate()
            .map(|(index, value)| (index.to_string(), value))
            .collect(),
        _ => Vec::new(),
    };
    for (key, value) in entries {
        let key = key.replace('~', "~0").replace('/', "~1");
        collect(value, format!("{place}/{key}"), places);
    }
    places.push(place);
}

#[test]
fn garbage_in_the_lock_file_is_refused() {
    let whole = Tree::new().project.read_text(UpstreamLock::FILE).unwrap();
    let (first, beta) = whole
        .split_once("[[document]]\nversion = \"beta\"")
        .unwrap();
    let line = |start: &str| {
        first
            .lines()
            .find(|line| line.starts_with(start))
            .unwrap()
            .to_owned()
    };
    let (bytes, sha256) = (line("bytes = "), line("sha256 = "));
    for (name, text, says) in [
        ("garbage", "garbage".to_owned(), "is not as xtask writes it"),
        (
            "not UTF-8",
            "\u{fffd}".to_owned(),
            "is not as xtask writes it",
        ),
        (
            "conflict",
            format!("<<<<<<< ours\n{whole}"),
            "is not as xtask writes it",
        ),
        (
            "no entry",
            String::new(),
            "no document is recorded for v1.0",
        ),
        (
            "one entry",
            first.to_owned(),
            "no document is recorded for beta",
        ),
        (
            "twice",
            format!("{whole}\n[[document]]\nversion = \"beta\"{beta}"),
            "a second entry for beta",
        ),
        (
            "unknown key",
            whole.replacen("bytes", "extra = 1\nbytes", 1),
            "unknown field `extra`",
        ),
        (
            "unknown table",
            format!("{whole}\n[more]\na = 1\n"),
            "unknown field `more`",
        ),
        (
            "missing key",
            whole.replacen(&bytes, "", 1),
            "missing field `bytes`",
        ),
        (
            "type",
            whole.replacen(&bytes, "bytes = \"many\"", 1),
            "invalid type",
        ),
        (
            "no bytes",
            whole.replacen(&bytes, "bytes = 0", 1),
            "at least one byte",
        ),
        (
            "negative",
            whole.replacen(&bytes, "bytes = -1", 1),
            "invalid value",
        ),
        (
            "length",
            whole.replacen(&sha256, "sha256 = \"abc\"", 1),
            "64 lower-case hexadecimal digits",
        ),
        (
            "case",
            whole.replacen(
                &sha256,
                &sha256.to_uppercase().replace("SHA256", "sha256"),
                1,
            ),
            "64 lower-case",
        ),
        ("version", whole.replacen("\"v1.0\"", "\"v2.0\"", 1), "v2.0"),
        (
            "source",
            whole.replacen("source = \"", "source = \"https://user:pass@", 1),
            "source",
        ),
        (
            "commit",
            whole.replacen(&bytes, &format!("commit = \"abc\"\n{bytes}"), 1),
            "40",
        ),
    ] {
        let tree = Tree::new();
        fs::write(tree.path(UpstreamLock::FILE), text).unwrap();
        for check in [true, false] {
            let error = run(&tree, check).expect_err(name).to_string();
            assert!(error.contains(says), "{name}: {error}");
            assert!(
                error.contains("at: spec/upstream.lock.toml"),
                "{name}: {error}"
            );
            assert!(
                error.contains("help: restore the file from version control"),
                "{name}: {error}"
            );
        }
    }
    let tree = Tree::new();
    tree.delete(UpstreamLock::FILE);
    let error = run(&tree, true).unwrap_err().to_string();
    assert!(
        error.contains("no document is recorded for v1.0"),
        "{error}"
    );
}

#[test]
fn the_lock_file_gets_its_form_back() {
    let tree = Tree::new();
    let whole = tree.project.read_text(UpstreamLock::FILE).unwrap();
    fs::write(
        tree.path(UpstreamLock::FILE),
        format!("{whole}\n# by hand\n"),
    )
    .unwrap();
    let text = run(&tree, true).unwrap().to_string();
    assert!(
        text.contains("would be changed spec/upstream.lock.toml\n"),
        "{text}"
    );
    run(&tree, false).unwrap();
    assert_eq!(tree.project.read_text(UpstreamLock::FILE).unwrap(), whole);
}

#[test]
fn an_open_finding_is_not_up_to_date() {
    let tree = Tree::new();
    let property = "          tenantId:\n            type: string\n";
    let read_only = format!("{property}            readOnly: true\n");
    tree.edit("spec/upstream/beta.yaml", property, &read_only);
    run(&tree, false).unwrap();
    for check in [false, true] {
        let report = run(&tree, check).unwrap();
        let text = report.to_string();
        assert!(
            text.contains("beta: upstream has adopted the correction"),
            "{text}"
        );
        assert!(!report.is_success() && !text.contains(UP_TO_DATE), "{text}");
        assert!(
            text.contains("No file differs, but what is listed above is left to do."),
            "{text}"
        );
    }
}

#[test]
fn a_snapshot_that_differs_is_not_up_to_date() {
    let tree = Tree::new();
    tree.copy("spec/snapshots");
    assert!(run(&tree, false).unwrap().to_string().contains(UP_TO_DATE));
    tree.edit("spec/snapshots/v1.0/kept.snap", "operations", "others");
    for check in [false, true] {
        let report = run(&tree, check).unwrap();
        let text = report.to_string();
        assert!(text.contains("Snapshots that differ"), "{text}");
        assert!(!report.is_success() && !text.contains(UP_TO_DATE), "{text}");
    }
}

/// However often `regen` runs before a commit, it says what the pull request changes.
#[test]
fn changes_are_those_since_the_last_commit() {
    let tree = Tree::new();
    tree.commit();
    let mut document = tree.upstream(Beta);
    let group = "/components/schemas/microsoft.graph.crossTenantGroupSyncInbound/properties";
    document.pointer_mut(group).unwrap()["isOrdered"] = json!({ "type": "boolean" });
    let gained = "beta: crossTenantGroupSyncInbound gained isOrdered (compatible)";
    let first = tree.take(&[(Beta, document)]).unwrap().to_string();
    assert!(first.contains(gained), "{first}");
    let second = run(&tree, false).unwrap().to_string();
    assert!(second.contains(gained), "{second}");

    // What the tree gained and loses again before a commit breaks nobody.
    let document = tree.upstream(V1_0);
    let mut beta = tree.upstream(Beta);
    beta.pointer_mut(group)
        .unwrap()
        .as_object_mut()
        .unwrap()
        .remove("isOrdered");
    let third = tree
        .take(&[(V1_0, document), (Beta, beta)])
        .unwrap()
        .to_string();
    assert!(third.contains("Nothing changed for callers."), "{third}");
}
