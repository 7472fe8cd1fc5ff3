//! `cargo xtask diff` between files, folders and git revisions.

use serde_json::json;
use xtask::diff::diff;
use xtask::read;

use crate::checkout::assert_says;
use crate::maintainer::tree::Tree;

const BETA: &str = "spec/beta.yaml";
const GAINED: &str = "Changes for callers: 1 compatible\nbeta: crossTenantGroupSyncInbound gained isOrdered (compatible)";

/// A repository with the project in a subfolder: one commit with today's contracts, and a tree where beta has one
/// property more.
struct Repository(Tree);

impl Repository {
    fn new() -> Self {
        let repository = Self(Tree::new());
        repository.0.commit();
        let mut beta = read::parse(&repository.0.project.read(BETA).unwrap()).unwrap();
        let schema =
            &mut beta["components"]["schemas"]["microsoft.graph.crossTenantGroupSyncInbound"];
        schema["properties"]["isOrdered"] = json!({ "type": "boolean" });
        repository.0.write(BETA, beta.to_string());
        repository
    }

    fn path(&self, name: &str) -> String {
        self.0.path(&format!("spec/{name}")).display().to_string()
    }

    fn diff(&self, old: &str, new: Option<&str>) -> String {
        match diff(&self.0.project, old, new) {
            Ok(report) => report.to_string(),
            Err(error) => error.to_string(),
        }
    }
}

#[test]
fn a_revision_is_compared_with_the_tree() {
    let repository = Repository::new();
    assert_eq!(repository.diff("HEAD", None), GAINED);
    assert_eq!(
        repository.diff("HEAD", Some("HEAD")),
        "Nothing changed for callers."
    );
    let lost = repository.diff(&repository.path(""), Some("HEAD"));
    assert_eq!(
        lost,
        "Changes for callers: 1 breaking\nbeta: crossTenantGroupSyncInbound lost isOrdered (breaking)"
    );
}

#[test]
fn a_file_of_a_revision_is_compared_with_a_file() {
    let repository = Repository::new();
    let beta = repository.path("beta.yaml");
    assert_eq!(repository.diff("HEAD:spec/beta.yaml", Some(&beta)), GAINED);
    // A file takes its own version out of a state with both.
    assert_eq!(repository.diff("HEAD", Some(&beta)), GAINED);
}

#[test]
fn two_documents_are_compared_whatever_their_versions() {
    let repository = Repository::new();
    let [v1, beta] = ["v1.0.yaml", "beta.yaml"].map(|name| repository.path(name));
    let added = "beta: the type crossTenantGroupSyncInbound was added (compatible)";
    assert_says(&repository.diff(&v1, Some(&beta)), added);
}

#[test]
fn what_cannot_be_compared_is_named() {
    let repository = Repository::new();
    let selection = repository.path("selection.toml");
    let root = repository.0.project.root().display().to_string();
    for (old, expected) in [
        (
            "nowhere",
            "`nowhere` is neither a file, a folder nor a git revision",
        ),
        ("--output=x", "`--output=x` is neither a file"),
        (
            "HEAD:spec/gone.yaml",
            "the revision does not have this file",
        ),
        (root.as_str(), "the folder has no contract"),
        (selection.as_str(), "selection.toml"),
    ] {
        let text = repository.diff(old, None);
        assert_says(&text, expected);
        let has_more = text.contains("\n  help: ") || text.contains("\n  at: ");
        assert!(has_more, "{text}");
    }
}
