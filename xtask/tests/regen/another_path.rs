//! CONTRIBUTING's recipes "keep another path" and "correct upstream", performed in a copy of the checkout with the blocks
//! that the page shows.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use xtask::GraphVersion;
use xtask::project::Project;
use xtask::regen::{Options, Report, regen};
use xtask::snapshots::{Kind, Snapshot, snapshots};

use crate::checkout::{BUILT, assert_says, copy_into};
use crate::pages::blocks;
use crate::regen::committed_tree::{from_documents, unused_types};
use crate::regen::project::INPUTS;

const PAGE: &str = "CONTRIBUTING.md";
/// What cargo needs to check the generated crates.
const WORKSPACE: [&str; 5] = ["Cargo.toml", "Cargo.lock", "crates", "tests", "xtask"];
const ADDED: [&str; 2] = [
    "get_authentication_flows_policy",
    "update_authentication_flows_policy",
];

/// Adds the entries that the page shows to the selection of a copy.
fn select_another_path(project: &Project) {
    let entries = &blocks(PAGE, "toml")[0];
    let selection = project.read_text(Project::SELECTION).unwrap();
    let selection = selection.replacen("[parameters]", &format!("{entries}\n\n[parameters]"), 1);
    fs::write(project.root().join(Project::SELECTION), selection).unwrap();
}

#[test]
fn spec_upstream_lacks_what_was_not_selected() {
    let folder = tempfile::tempdir().unwrap();
    copy_into(folder.path(), &INPUTS);
    let project = Project::at(folder.path());
    select_another_path(&project);
    let refused = regen(&project, &Options::default(), &mut |_| {});
    let error = refused.unwrap_err().to_string();
    for version in GraphVersion::ALL {
        let upstream = Project::upstream(version);
        let told = error.lines().filter(|line| line.contains(&upstream));
        let told: String = told.collect();
        assert_says(&told, "get, patch /policies/authenticationFlowsPolicy,");
    }
    assert_says(&error, "cargo xtask regen --from");
    assert!(!folder.path().join("crates").exists(), "nothing is written");
}

#[test]
#[ignore = "needs the full documents of Microsoft Graph (GRAPH_OPENAPI_DIR)"]
fn another_path_is_kept_and_corrected() {
    // Always the same place, so that cargo builds what others have not changed only once.
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("another-path");
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    copy_into(&folder, &INPUTS);
    copy_into(&folder, &WORKSPACE);
    let project = Project::at(&folder);
    select_another_path(&project);
    let options = Options {
        from: from_documents(),
        ..Options::default()
    };
    let report = run(&project, &options);
    let shown = &blocks(PAGE, "text")[0];
    for version in &report.versions {
        let (operations, schemas) = (version.operations, version.schemas);
        let kept = format!("{operations} operations and {schemas} schemas kept");
        assert_says(shown, &format!("{}: {kept}", version.version));
    }
    check_policy(&project);
    check_crates(&folder);
    assert!(update_answers_the_policy(&project));

    let correction = &blocks(PAGE, "yaml")[0];
    let file = "spec/overlays/corrections/authentication-flows-policy-update-answers-204.yaml";
    fs::write(folder.join(file), correction).unwrap();
    let corrected = run(&project, &Options::default());
    for (before, after) in report.versions.iter().zip(&corrected.versions) {
        assert_eq!(after.corrections, before.corrections + 1);
    }
    assert!(!update_answers_the_policy(&project));
    fs::remove_dir_all(&folder).unwrap();
}

/// The methods of a client that send a request.
fn operations(made: &[Snapshot], version: GraphVersion) -> BTreeSet<&str> {
    let methods = made.iter().filter(|made| {
        made.version == version && made.kind == Kind::Method && made.text.contains("pub async fn")
    });
    methods.map(|method| method.name.as_str()).collect()
}

fn run(project: &Project, options: &Options) -> Report {
    let report = regen(project, options, &mut |_| {}).unwrap_or_else(|error| panic!("{error}"));
    assert!(report.findings.is_empty(), "{report}");
    report
}

/// The methods and the types of the policy are there, and what was there before.
fn check_policy(project: &Project) {
    let built = xtask::build::build(project, None, &mut |_| {}).unwrap();
    let made = snapshots(&built.versions).unwrap();
    let before = snapshots(&BUILT.versions).unwrap();
    for version in GraphVersion::ALL {
        let mut expected = operations(&before, version);
        expected.extend(ADDED);
        assert_eq!(operations(&made, version), expected, "{version}");

        // Beta re-exports these types.
        let v1 = Project::generated(GraphVersion::V1_0);
        let source = project.read_text(&v1).unwrap();
        let source: String = source.split_whitespace().collect();
        for field in [
            "pubself_service_sign_up:::std::option::Option<SelfServiceSignUpAuthenticationFlowConfiguration,>",
            "pubself_service_sign_up:::std::option::Option<::msgraph_identity_core::Nullable<crate::generated::types::SelfServiceSignUpAuthenticationFlowConfiguration,>,>",
        ] {
            assert!(source.contains(field), "{version}: no {field}");
        }
        let unused = unused_types(made.iter().filter(|made| made.version == version));
        assert!(unused.is_empty(), "{version}: {unused:?}");
    }
}

/// The generated crates compile, without a warning.
fn check_crates(workspace: &Path) {
    let temporary = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let mut command = Command::new(env!("CARGO"));
    command.args(["check", "--offline", "--quiet"]);
    for version in GraphVersion::ALL {
        command.args(["--package", version.crate_name()]);
    }
    // With the target folder of the checkout, dependencies are checked already.
    let target = temporary.parent().unwrap();
    let output = command
        .current_dir(workspace)
        .env("CARGO_TARGET_DIR", target)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.is_empty(), "{said}");
}

/// Whether the update of v1.0 may answer with the policy.
fn update_answers_the_policy(project: &Project) -> bool {
    let source = project.read_text(&Project::generated(GraphVersion::V1_0));
    let source = source.unwrap();
    let (_, method) = source
        .split_once("pub async fn update_authentication_flows_policy<'a>")
        .unwrap();
    let (_, answer) = method.split_once("ResponseValue<").unwrap();
    let (answer, _) = answer.split_once("Error<").unwrap();
    answer.contains("types::AuthenticationFlowsPolicy")
}
