//! The snapshots of what is generated: the committed ones are current, and `regen --accept` takes changes over.

use std::collections::BTreeSet;
use std::fs;

use insta::{Settings, assert_snapshot};
use xtask::regen::{Options, regen};
use xtask::snapshots::{Review, Snapshot, snapshots};

use crate::checkout::{BUILT, assert_says, copy_into, project, root};
use crate::maintainer::tree::Tree;

const UP_TO_DATE: &str = "Everything is up to date.";

fn made() -> Vec<Snapshot> {
    snapshots(&BUILT.versions).unwrap()
}

#[test]
fn the_committed_snapshots_are_current() {
    for snapshot in made() {
        let mut settings = Settings::new();
        settings.set_snapshot_path(root().join(snapshot.folder()));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| assert_snapshot!(snapshot.name.as_str(), snapshot.text));
    }
    let review = Review::of(&project(), made());
    let paths: Vec<String> = review.paths().collect();
    assert!(paths.is_empty(), "{review}\n{}", paths.join("\n"));
}

#[test]
fn every_file_system_can_hold_their_names() {
    let mut names = BTreeSet::new();
    for path in made().iter().map(Snapshot::path) {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '_' | '-');
        assert!(path.chars().all(is_plain) && path.len() < 120, "{path}");
        assert!(
            names.insert(path.to_lowercase()),
            "two snapshots differ in case only: {path}"
        );
    }
}

/// Whether a run succeeds, and what it says.
fn run(tree: &Tree, check: bool, accept: bool) -> (bool, String) {
    let options = Options {
        check,
        accept,
        ..Options::default()
    };
    let report = regen(&tree.project, &options, &mut |_| {}).unwrap();
    (report.is_success(), report.to_string())
}

#[test]
fn accepting_writes_all_snapshots_of_a_tree_that_has_none() {
    let tree = Tree::whole();
    assert_says(&run(&tree, false, true).1, "Snapshots accepted: 2 of what");
    for snapshot in made() {
        assert!(tree.path(&snapshot.path()).is_file(), "{}", snapshot.path());
    }
    assert_says(&run(&tree, true, false).1, UP_TO_DATE);
}

#[test]
fn accepting_writes_what_differs_and_deletes_what_is_gone() {
    let tree = Tree::whole();
    copy_into(&tree.root(), &["spec/snapshots"]);
    let path = |name: &str| tree.path("spec/snapshots").join(name);
    let (kept, lowered) = (path("beta/kept.snap"), path("beta/lowered.snap"));
    let method = path("v1.0/methods/list_api_connectors.snap");
    let gone = path("beta/types/Gone.snap");
    let committed = fs::read_to_string(&kept).unwrap();
    fs::write(&kept, committed.replace("GET", "PUT")).unwrap();
    fs::remove_file(&lowered).unwrap();
    fs::write(&gone, "---\n---\nold").unwrap();
    // Other line ends are no difference.
    let windows = fs::read_to_string(&method).unwrap().replace('\n', "\r\n");
    fs::write(&method, &windows).unwrap();

    let run = |check, accept| run(&tree, check, accept);
    let numbers = "1 of what is kept, 1 of the lowered documents, 1 of generated types and methods";
    for check in [true, false] {
        let (is_success, text) = run(check, false);
        assert_says(
            &text,
            &format!("Snapshots that differ: {numbers}. Accept them: cargo xtask regen --accept"),
        );
        assert!(!is_success && !text.contains(UP_TO_DATE), "{text}");
    }
    assert!(gone.exists() && !lowered.exists());
    let review = "Review them: git add spec && git diff --cached spec";
    assert_says(
        &run(false, true).1,
        &format!("Snapshots accepted: {numbers}. {review}"),
    );
    assert!(run(false, false).1.contains(UP_TO_DATE));
    assert!(!gone.exists() && lowered.exists());
    let text = |text: &str| text.split_once("\n---\n").unwrap().1.to_owned();
    assert_eq!(text(&fs::read_to_string(kept).unwrap()), text(&committed));
    assert_eq!(fs::read_to_string(method).unwrap(), windows);
}
