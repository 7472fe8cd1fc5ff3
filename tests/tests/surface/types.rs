//! Each generated type: fields with their types, names on the wire, and documentation. A file for each.

use msgraph_identity_tests::surface::Surface;
use xtask::GraphVersion;

use crate::snapshot::{Snapshot, check_all};

#[test]
fn generated_types() {
    check_all(&snapshots());
}

pub(crate) fn snapshots() -> Vec<Snapshot> {
    let of_version = |version| {
        let texts = Surface::committed(version).types();
        texts
            .into_iter()
            .map(move |(name, text)| Snapshot::new(version, "types", name, text))
    };
    GraphVersion::ALL.into_iter().flat_map(of_version).collect()
}
