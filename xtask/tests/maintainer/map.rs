//! `cargo xtask map`.

use xtask::map::draw;

use crate::maintainer::tree::Tree;

#[test]
fn what_only_one_version_has_is_dashed() {
    let tree = Tree::new();
    let drawn = draw(&tree.project).unwrap();
    assert!(
        drawn.contains(
            "CrossTenantGroupSyncInbound([\"crossTenantGroupSyncInbound\"]):::oneVersion\n"
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
    let marks = ["only beta", "oneVersion", "-.->"];
    assert!(marks.iter().all(|mark| !drawn.contains(mark)), "{drawn}");
}
