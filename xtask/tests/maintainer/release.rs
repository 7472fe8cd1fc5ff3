//! `cargo xtask release`.

use std::fs;

use serde_json::json;
use time::{Date, Month};
use xtask::GraphVersion::Beta;
use xtask::release::{propose, release};

use crate::maintainer::tree::Tree;

/// The day of each release here.
const TODAY: Date = match Date::from_calendar_date(2026, Month::March, 9) {
    Ok(date) => date,
    Err(_) => Date::MIN,
};

/// A tree at version 0.1.0, before its first release.
fn unreleased() -> Tree {
    let tree = Tree::new();
    let _ = fs::remove_dir_all(tree.path("spec/released"));
    fs::write(
        tree.path("CHANGELOG.md"),
        "# Changelog\n\n## [Unreleased]\n\n- All of it.\n",
    )
    .unwrap();
    let manifest = tree.project.read_text("Cargo.toml").unwrap();
    let (head, rest) = manifest.split_once("\nversion = \"").unwrap();
    let (_, rest) = rest.split_once('"').unwrap();
    let manifest = format!("{head}\nversion = \"0.1.0\"{rest}");
    fs::write(tree.path("Cargo.toml"), manifest).unwrap();
    tree
}

/// A tree whose beta has lost a property since the first release.
fn broken() -> Tree {
    let tree = unreleased();
    release(&tree.project, TODAY).unwrap();
    let mut document = tree.upstream(Beta);
    let schema =
        &mut document["components"]["schemas"]["microsoft.graph.crossTenantGroupSyncInbound"];
    schema["properties"] = json!({ "isOrdered": { "type": "boolean" } });
    tree.take(&[(Beta, document)]).unwrap();
    tree
}

#[test]
fn the_first_release_is_recorded() {
    let tree = unreleased();
    let proposal = propose(&tree.project).unwrap();
    assert!(
        proposal.to_string().starts_with("Nothing is released yet"),
        "{proposal}"
    );
    release(&tree.project, TODAY).unwrap();
    let proposal = propose(&tree.project).unwrap();
    assert!(
        proposal
            .to_string()
            .ends_with("\nEvery version says what has changed."),
        "{proposal}"
    );
    assert!(
        tree.path("spec/released/api/msgraph-identity.txt")
            .is_file()
    );
    // A second time changes nothing.
    let changelog = tree.project.read("CHANGELOG.md").unwrap();
    release(&tree.project, TODAY).unwrap();
    assert_eq!(tree.project.read("CHANGELOG.md").unwrap(), changelog);
}

#[test]
fn a_breaking_change_without_a_version_is_refused() {
    let tree = broken();
    let proposal = propose(&tree.project).unwrap();
    assert!(proposal.hides_a_break());
    insta::assert_snapshot!("a_break_needs_a_version", proposal.to_string());
    let error = release(&tree.project, TODAY).unwrap_err().to_string();
    assert!(
        error.contains("the versions do not say what has changed"),
        "{error}"
    );
    assert!(
        error.contains("msgraph-identity-beta 0.1.0: breaking, needs 0.2.0"),
        "{error}"
    );
}

#[test]
fn a_release_with_its_version_goes_into_the_changelog() {
    let tree = broken();
    tree.edit(
        "Cargo.toml",
        "version = \"0.1.0\"\nedition",
        "version = \"0.2.0\"\nedition",
    );
    let proposal = release(&tree.project, TODAY).unwrap();
    assert!(proposal.is_satisfied() && !proposal.hides_a_break());
    let page = tree.project.read_text("CHANGELOG.md").unwrap();
    let (_, entry) = page.split_once("## [0.2.0] - 2026-03-09\n").unwrap();
    let (entry, _) = entry.split_once("## [0.1.0]").unwrap();
    insta::assert_snapshot!("a_release_in_the_changelog", entry.trim());
    assert!(!propose(&tree.project).unwrap().hides_a_break());
}

#[test]
fn a_break_of_the_public_api_needs_a_version() {
    let tree = unreleased();
    let lib = "crates/msgraph-identity/src/lib.rs";
    let source = tree.project.read_text(lib).unwrap();
    let with = |item: &str| fs::write(tree.path(lib), format!("{source}\n{item}\n")).unwrap();
    with("pub fn renamed() {}");
    release(&tree.project, TODAY).unwrap();

    with("pub fn renamed() {} pub fn added() {}");
    assert!(!propose(&tree.project).unwrap().hides_a_break());
    with("pub fn new_name() {}");
    let proposal = propose(&tree.project).unwrap();
    assert!(proposal.hides_a_break());
    let expected = "The contracts are those of the last release.\n\
        msgraph-identity-core 0.1.0: no change\n\
        msgraph-identity-v1 0.1.0: no change\n\
        msgraph-identity-beta 0.1.0: no change\n\
        msgraph-identity 0.1.0: breaking, needs 0.2.0\n    \
            lost: pub fn msgraph_identity::renamed()\n";
    assert!(proposal.to_string().starts_with(expected), "{proposal}");
}
