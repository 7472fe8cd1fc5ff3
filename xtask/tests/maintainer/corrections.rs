//! What a maintainer reads with `cargo xtask corrections` and `cargo xtask map`.

use xtask::corrections::list_corrections;
use xtask::map::draw;

use crate::checkout::assert_says;
use crate::maintainer::tree::Tree;

const FOLDER: &str = "spec/overlays/corrections";
const PROPERTY: &str = "          tenantId:\n            type: string\n";

fn listed(tree: &Tree) -> String {
    list_corrections(&tree.project).unwrap().to_string()
}

/// The part of the list that is about a correction.
fn about(tree: &Tree, name: &str) -> String {
    let listed = listed(tree);
    let entry = listed.split("\n\n").find(|entry| entry.starts_with(name));
    entry.expect(name).to_owned()
}

#[test]
fn every_correction_is_listed_and_in_force() {
    let tree = Tree::whole();
    let files = std::fs::read_dir(tree.path(FOLDER)).unwrap().count();
    let listed = listed(&tree);
    assert_eq!(listed.matches("\n  truth     ").count(), files);
    let end = format!("{files} corrections, all in force");
    assert!(listed.ends_with(&end), "{listed}");
}

#[test]
fn a_file_that_would_be_ignored_is_refused() {
    let tree = Tree::new();
    tree.write(&format!("{FOLDER}/.editor.swp"), "");
    listed(&tree);
    tree.write(&format!("{FOLDER}/mine.yml"), "");
    let error = list_corrections(&tree.project).unwrap_err().to_string();
    assert_says(
        &error,
        "the name of an overlay ends in `.yaml`\n  at: spec/overlays/corrections/mine.yml",
    );
}

#[test]
fn claim_truth_and_source_are_shown() {
    let tree = Tree::new();
    insta::assert_snapshot!(about(&tree, "identity-synchronization-patch"));
}

#[test]
fn what_upstream_has_adopted_is_to_be_deleted_or_narrowed() {
    let tree = Tree::new();
    let added = "          roleEnabledGroupSyncInbound:\n            type: boolean\n";
    let read_only = "            readOnly: true\n";
    tree.replace(
        "spec/upstream/beta.yaml",
        PROPERTY,
        &format!("{added}{PROPERTY}{read_only}"),
    );
    assert_says(
        &about(&tree, "role-enabled-group-sync-inbound"),
        "  beta      adopted by upstream: delete spec/overlays/corrections/role-enabled-group-sync-inbound.yaml",
    );
    assert_says(
        &about(&tree, "tenant-id-is-read-only"),
        "  v1.0      in force\n  beta      adopted by upstream: take beta out of `versions` in spec/",
    );
    assert!(listed(&tree).ends_with(", 2 to correct"));
}

#[test]
fn what_has_moved_is_shown_with_the_nearest_target() {
    let tree = Tree::new();
    let file = format!("{FOLDER}/role-enabled-group-sync-inbound.yaml");
    tree.replace(
        &file,
        "target: $.components.schemas['microsoft.graph.crossTenantIdentitySyncPolicyPartner']",
        "target: $.components.schemas['microsoft.graph.crossTenantIdentitySyncPartner']",
    );
    insta::assert_snapshot!(about(&tree, "role-enabled-group-sync-inbound"));
}

#[test]
fn the_map_marks_what_only_one_version_has() {
    let tree = Tree::whole();
    let drawn = draw(&tree.project).unwrap();
    let node = "([\"crossTenantIdentitySyncPolicyPartner<br>only beta:<br>deletedDateTime<br>";
    let row = "- groupSyncInbound (only beta), ";
    assert_says(&drawn, &format!("{node} … {row}"));
    // The same contracts on both sides leave nothing to mark.
    tree.write("spec/beta.yaml", tree.read("spec/v1.0.yaml"));
    let drawn = draw(&tree.project).unwrap();
    let marks = ["only beta", "oneVersion", "-.->"];
    assert!(marks.iter().all(|mark| !drawn.contains(mark)), "{drawn}");
}
