//! CONTRIBUTING's recipe "keep another path", performed in a copy of the checkout.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;

use msgraph_identity_tests::checkout::{self, copy_into};
use xtask::GraphVersion;
use xtask::client_surface::Surface;
use xtask::project::Project;
use xtask::regen::{Options, regen};
use xtask::source::Request;

use crate::committed_tree::INPUTS;
use crate::full_documents;

/// What cargo needs to check the generated crates.
const WORKSPACE: [&str; 5] = ["Cargo.toml", "Cargo.lock", "crates", "tests", "xtask"];

/// Adds the entries that the page shows to the selection of a copy.
fn select_partners(project: &Project) {
    let page = checkout::project().read_text("CONTRIBUTING.md").unwrap();
    let (_, block) = page
        .split_once("```toml\n")
        .expect("the page shows the entries");
    let (entries, _) = block.split_once("```").expect("a block has an end");
    let entries: String = entries
        .lines()
        .map(|line| format!("{}\n", line.trim_start()))
        .collect();
    let selection = project.read_text(Project::SELECTION).unwrap();
    // Entries stand before the other tables of the file.
    let (before, after) = selection
        .split_once("\n[[path]]")
        .expect("the selection has paths");
    let selection = format!("{before}\n{entries}\n[[path]]{after}");
    fs::write(project.root().join(Project::SELECTION), selection).unwrap();
}

#[test]
fn spec_upstream_lacks_what_was_not_selected() {
    let folder = tempfile::tempdir().unwrap();
    copy_into(folder.path(), &INPUTS);
    let project = Project::at(folder.path());
    select_partners(&project);
    let error = regen(&project, &Options::default(), &mut |_| {})
        .unwrap_err()
        .to_string();
    for version in GraphVersion::ALL {
        let upstream = Project::upstream(version);
        let told: String = error
            .lines()
            .filter(|line| line.contains(&upstream))
            .collect();
        for missing in [
            "get, post /policies/crossTenantAccessPolicy/partners,",
            "delete, get, patch /policies/crossTenantAccessPolicy/partners/{crossTenantAccessPolicyConfigurationPartner-tenantId},",
        ] {
            assert!(told.contains(missing), "{missing} is not told: {error}");
        }
    }
    assert!(error.contains("cargo xtask regen --from"), "{error}");
    assert!(!folder.path().join("crates").exists(), "nothing is written");
}

#[test]
#[ignore = "needs the full documents of Microsoft Graph (GRAPH_OPENAPI_DIR)"]
fn another_path_is_one_entry_and_one_command() {
    let documents = full_documents::folder();
    // Always the same place, so that cargo builds what others have not changed only once.
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("another-path");
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    copy_into(&folder, &INPUTS);
    copy_into(&folder, &WORKSPACE);
    let project = Project::at(&folder);
    select_partners(&project);
    let from = Some(Request {
        from: vec![OsString::from(documents)],
        ..Request::default()
    });
    let options = Options {
        from,
        ..Options::default()
    };
    let report = regen(&project, &options, &mut |_| {}).unwrap_or_else(|error| panic!("{error}"));
    assert!(report.findings.is_empty(), "{report}");

    for version in GraphVersion::ALL {
        check_partners(
            version,
            &project.read_text(&Project::generated(version)).unwrap(),
        );
    }
    check_crates(&folder);
    fs::remove_dir_all(&folder).unwrap();
}

/// The methods and the types of partners are there, and what was there before.
fn check_partners(version: GraphVersion, source: &str) {
    let surface = Surface::parse(source).unwrap();
    let operations = surface.operations();
    for added in [
        "list_partners",
        "create_partner",
        "get_partner",
        "update_partner",
        "delete_partner",
    ] {
        assert!(operations.contains(added), "{version}: no method {added}");
    }
    assert_eq!(operations.len(), 15, "{version}: {operations:?}");
    let types = surface.types();
    let partner = &types["CrossTenantAccessPolicyConfigurationPartner"];
    for field in [
        "tenant_id: Option<String>",
        "b2b_collaboration_inbound: Option<CrossTenantAccessPolicyB2bSetting>",
    ] {
        assert!(partner.contains(field), "{version}: {partner}");
    }
    let update = &types["CrossTenantAccessPolicyConfigurationPartnerUpdate"];
    assert!(update.contains("inbound_trust: Option<msgraph_identity_core::Nullable<CrossTenantAccessPolicyInboundTrust>>"), "{update}");
    assert!(
        surface.unused_types().is_empty(),
        "{version}: {:?}",
        surface.unused_types()
    );
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
    let target = temporary.parent().expect("it lies in the target folder");
    command
        .current_dir(workspace)
        .env("CARGO_TARGET_DIR", target);
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.is_empty(), "{said}");
}
