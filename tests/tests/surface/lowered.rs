//! The document that progenitor gets, and the types of the core crate that stand for some of its schemas.

use serde_json::json;
use xtask::lower::Lowered;

use crate::kept::built;
use crate::snapshot::{Snapshot, check_all};

#[test]
fn lowered_document() {
    check_all(&snapshots());
}

pub(crate) fn snapshots() -> Vec<Snapshot> {
    let built = built();
    built
        .iter()
        .map(|built| Snapshot::new(built.version, "", "lowered", text(&built.lowered)))
        .collect()
}

fn text(lowered: &Lowered) -> String {
    let document = json!({ "replacements": lowered.replacements, "document": lowered.document });
    yaml_serde::to_string(&document).expect("JSON is YAML")
}
