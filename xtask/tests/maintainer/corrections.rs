//! `cargo xtask corrections`.

use xtask::corrections::list_corrections;

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
    entry
        .unwrap_or_else(|| panic!("{name} is not in\n{listed}"))
        .to_owned()
}

#[test]
fn every_correction_is_listed_and_in_force() {
    let tree = Tree::new();
    let files = std::fs::read_dir(tree.path(FOLDER)).unwrap().count();
    let listed = listed(&tree);
    assert_eq!(listed.matches("\n  truth     ").count(), files);
    assert!(
        listed.ends_with(&format!("{files} corrections, all in force")),
        "{listed}"
    );
}

#[test]
fn claim_truth_and_source_are_shown() {
    let tree = Tree::new();
    insta::assert_snapshot!(about(&tree, "identity-synchronization-patch"));
}

#[test]
fn what_upstream_has_adopted_is_to_be_deleted() {
    let tree = Tree::new();
    let adopted =
        format!("          roleEnabledGroupSyncInbound:\n            type: boolean\n{PROPERTY}");
    tree.edit("spec/upstream/beta.yaml", PROPERTY, &adopted);
    let entry = about(&tree, "role-enabled-group-sync-inbound");
    let expected = "  beta      adopted by upstream: delete spec/overlays/corrections/role-enabled-group-sync-inbound.yaml";
    assert!(entry.contains(expected), "{entry}");
    assert!(listed(&tree).ends_with(", 1 to mend"));
}

#[test]
fn what_one_version_has_adopted_is_to_be_narrowed() {
    let tree = Tree::new();
    let read_only = format!("{PROPERTY}            readOnly: true\n");
    tree.edit("spec/upstream/beta.yaml", PROPERTY, &read_only);
    let entry = about(&tree, "tenant-id-is-read-only");
    assert!(entry.contains("  v1.0      in force"), "{entry}");
    assert!(
        entry.contains("  beta      adopted by upstream: take beta out of `versions` in spec/"),
        "{entry}"
    );
}

#[test]
fn what_has_moved_is_shown_with_the_nearest_target() {
    let tree = Tree::new();
    let file = format!("{FOLDER}/role-enabled-group-sync-inbound.yaml");
    tree.edit(
        &file,
        "target: $.components.schemas['microsoft.graph.crossTenantIdentitySyncPolicyPartner']",
        "target: $.components.schemas['microsoft.graph.crossTenantIdentitySyncPartner']",
    );
    insta::assert_snapshot!(about(&tree, "role-enabled-group-sync-inbound"));
}
