//! The blocks that CONTRIBUTING.md shows, used as it says, in a copy of the project.

use std::fs;
use std::path::{Path, PathBuf};

use xtask::project::Project;
use xtask::regen::{Options, Report, regen};
use xtask::source::Request;

use crate::project::{blocks, root};

const PAGE: &str = "CONTRIBUTING.md";

#[test]
#[ignore = "needs the full documents of Microsoft Graph (GRAPH_OPENAPI_DIR)"]
fn another_path_is_kept_and_corrected() {
    let copy = tempfile::tempdir().unwrap();
    copy_into(&root().join("spec"), &copy.path().join("spec"));
    let project = Project::at(copy.path());

    let entries = &blocks(PAGE, "toml")[0];
    let selection = project.read_text(Project::SELECTION).unwrap();
    let selection = selection.replacen("[parameters]", &format!("{entries}\n\n[parameters]"), 1);
    fs::write(copy.path().join(Project::SELECTION), selection).unwrap();
    let request = Request {
        from: vec![documents().into()],
        ..Request::default()
    };
    let options = Options {
        from: Some(request),
        ..Options::default()
    };
    let report = run(&project, &options);
    let applied = corrections(&report);
    let shown = &blocks(PAGE, "text")[0];
    for version in &report.versions {
        let line = format!(
            "{}: {} operations and {} schemas kept",
            version.version, version.operations, version.schemas
        );
        assert!(shown.contains(&line), "the page does not show \"{line}\"");
    }
    assert!(update_answers_the_partner(&project));

    let correction = &blocks(PAGE, "yaml")[0];
    let file = "spec/overlays/corrections/partner-update-answers-204.yaml";
    fs::write(copy.path().join(file), correction).unwrap();
    let report = run(&project, &Options::default());
    let expected: Vec<usize> = applied.iter().map(|count| count + 1).collect();
    assert_eq!(corrections(&report), expected);
    assert!(!update_answers_the_partner(&project));
}

fn run(project: &Project, options: &Options) -> Report {
    let report = regen(project, options, &mut |_| {}).unwrap();
    assert!(report.findings.is_empty(), "{report}");
    report
}

fn corrections(report: &Report) -> Vec<usize> {
    let versions = report.versions.iter();
    versions.map(|version| version.corrections).collect()
}

/// Whether `update_partner` of v1.0 may answer with the partner.
fn update_answers_the_partner(project: &Project) -> bool {
    let path = "crates/msgraph-identity-v1/src/generated.rs";
    let source = project.read_text(path).unwrap();
    let (_, method) = source
        .split_once("pub async fn update_partner<'a>")
        .unwrap();
    let (_, answer) = method.split_once("ResponseValue<").unwrap();
    let (answer, _) = answer.split_once("Error<").unwrap();
    answer.contains("types::CrossTenantAccessPolicyConfigurationPartner")
}

/// A path in the variable is seen from the root of the project, as `.ci/run` sees it.
fn documents() -> PathBuf {
    let folder = std::env::var_os("GRAPH_OPENAPI_DIR");
    root().join(folder.unwrap_or_else(|| "../shared/graph-openapi".into()))
}

fn copy_into(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let name = entry.unwrap().file_name();
            copy_into(&from.join(&name), &to.join(&name));
        }
    } else {
        fs::copy(from, to).unwrap();
    }
}
