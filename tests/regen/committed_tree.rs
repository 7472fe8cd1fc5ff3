//! What is committed is what comes out of `spec/upstream/`, in any folder.

use msgraph_identity_tests::checkout::{self, copy_into};
use xtask::GraphVersion;
use xtask::project::Project;
use xtask::regen::{Options, regen};

/// What regenerating starts from.
pub(crate) const INPUTS: [&str; 3] = [Project::SELECTION, Project::OVERLAYS, "spec/upstream"];

#[test]
fn the_tree_is_what_spec_upstream_makes() {
    let folder = tempfile::tempdir().unwrap();
    copy_into(folder.path(), &INPUTS);
    let report = regen(
        &Project::at(folder.path()),
        &Options::default(),
        &mut |_| {},
    );
    let report = report.unwrap_or_else(|error| panic!("{error}"));
    assert!(report.findings.is_empty(), "{report}");

    let outputs: Vec<String> = GraphVersion::ALL.into_iter().flat_map(outputs).collect();
    for written in &report.differences {
        assert!(
            outputs.iter().any(|output| output == written.path()),
            "{written}: an output that is not compared"
        );
    }
    let (made, committed) = (Project::at(folder.path()), checkout::project());
    let differs = |output: &&String| made.read(output).unwrap() != committed.read(output).unwrap();
    let differing: Vec<_> = outputs.iter().filter(differs).collect();
    assert!(
        differing.is_empty(),
        "out of date: {differing:?}; run `cargo xtask regen` and commit what it writes"
    );
}

fn outputs(version: GraphVersion) -> [String; 4] {
    [
        Project::upstream(version),
        Project::contract(version),
        Project::fake_contract(version),
        Project::generated(version),
    ]
}
