//! What regenerating makes of what is committed: what is kept, the document that progenitor gets, and each type and method of
//! the generated clients. A file for each.

use std::fs;

use msgraph_identity_tests::checkout;
use xtask::build::{BuiltVersion, build};
use xtask::project::Project;
use xtask::snapshots;

use crate::surface::snapshot::{Snapshot, check_all};

#[test]
fn what_is_generated() {
    check_all(&snapshots());
}

#[test]
fn a_run_counts_what_differs() {
    let made = snapshots::snapshots(&built()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let project = Project::at(folder.path());
    // Who has no snapshots at all has none to review.
    assert!(snapshots::differing(&project, &made).is_none());

    let root = folder.path().join("spec").join("snapshots");
    for snapshot in &made {
        let file = root.join(snapshot.path());
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, format!("---\nsource: a test\n---\n{}", snapshot.text)).unwrap();
    }
    assert!(snapshots::differing(&project, &made).is_none());
    let beta = root.join("beta");
    let kept = fs::read_to_string(beta.join("kept.snap")).unwrap();
    fs::write(beta.join("kept.snap"), kept.replace("GET", "PUT")).unwrap();
    fs::remove_file(beta.join("lowered.snap")).unwrap();
    fs::write(beta.join("types").join("Gone.snap"), "---\n---\nold").unwrap();
    let method = root
        .join("v1.0")
        .join("methods")
        .join("list_api_connectors.snap");
    let text = fs::read_to_string(&method).unwrap();
    // Other line endings are no difference.
    fs::write(&method, text.replace('\n', "\r\n")).unwrap();
    let differing = snapshots::differing(&project, &made);
    assert_eq!(
        (differing.contract, differing.lowered, differing.surface),
        (1, 1, 1)
    );
    let text = differing.to_string();
    assert!(
        text.starts_with("Snapshots that differ: 1 of what is kept, 1 of the lowered documents, 1 of the generated surface."),
        "{text}"
    );
}

fn built() -> Vec<BuiltVersion> {
    let built = build(&checkout::project(), None, &mut |_| {});
    built.unwrap_or_else(|error| panic!("{error}")).versions
}

pub(crate) fn snapshots() -> Vec<Snapshot> {
    let snapshots = snapshots::snapshots(&built()).unwrap_or_else(|error| panic!("{error}"));
    snapshots.into_iter().map(Snapshot::from).collect()
}
