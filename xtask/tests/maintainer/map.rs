//! `cargo xtask map`.

use xtask::map::draw;

use crate::tree::Tree;

#[test]
fn what_is_kept_is_drawn() {
    let tree = Tree::new();
    insta::assert_snapshot!(draw(&tree.project).unwrap());
}

#[test]
fn what_only_one_version_has_is_dashed() {
    let tree = Tree::new();
    let drawn = draw(&tree.project).unwrap();
    assert!(
        drawn.contains(
            "CrossTenantGroupSyncInbound([\"crossTenantGroupSyncInbound\"]):::onlyBeta\n"
        ),
        "{drawn}"
    );
    assert!(
        drawn.contains("CrossTenantIdentitySyncPolicyPartner -.->|\"groupSyncInbound (only beta)"),
        "{drawn}"
    );
    // The same contracts on both sides leave nothing to mark.
    std::fs::copy(tree.path("spec/v1.0.yaml"), tree.path("spec/beta.yaml")).unwrap();
    let drawn = draw(&tree.project).unwrap();
    let marks = ["only beta", "onlyBeta", "-.->"];
    assert!(marks.iter().all(|mark| !drawn.contains(mark)), "{drawn}");
}
