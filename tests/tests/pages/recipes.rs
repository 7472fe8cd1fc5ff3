//! The recipes of CONTRIBUTING.md, followed in a copy of the project with the very blocks that the page shows.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use xtask::project::Project;
use xtask::regen::{Options, Report, regen};
use xtask::source::Request;

use crate::project::{blocks, root};

const PAGE: &str = "CONTRIBUTING.md";
const METHODS: [&str; 5] = [
    "list_partners",
    "create_partner",
    "get_partner",
    "update_partner",
    "delete_partner",
];

#[test]
#[ignore = "needs Microsoft's full documents: GRAPH_OPENAPI_DIR, or ../shared/graph-openapi"]
fn another_path_is_kept_and_corrected() {
    let copy = tempfile::tempdir().unwrap();
    for part in [
        "Cargo.lock",
        "Cargo.toml",
        "README.md",
        "crates",
        "spec",
        "tests/Cargo.toml",
        "tests/src",
        "xtask",
    ] {
        copy_into(&root().join(part), &copy.path().join(part));
    }
    let project = Project::at(copy.path());

    let entries = &blocks(PAGE, "toml")[0];
    let selection = project.read_text(Project::SELECTION).unwrap();
    let selection = selection.replacen("[parameters]", &format!("{entries}\n\n[parameters]"), 1);
    fs::write(copy.path().join(Project::SELECTION), selection).unwrap();
    let refusal = run(&project, Options::default()).unwrap_err().to_string();
    assert!(refusal.contains("cargo xtask regen --from"), "{refusal}");

    let request = Request {
        from: vec![documents().into()],
        ..Request::default()
    };
    let options = Options {
        from: Some(request),
        ..Options::default()
    };
    let report = run(&project, options).unwrap();
    assert!(report.findings.is_empty(), "{:?}", report.findings);
    let before = clients(&project);
    for (client, method) in before
        .iter()
        .zip(["v1", "beta"])
        .flat_map(|(client, name)| {
            METHODS.map(|method| (client, format!("{name}: pub async fn {method}<'a>")))
        })
    {
        let signature = method.split_once(": ").unwrap().1;
        assert!(client.contains(signature), "{method}");
    }

    let correction = &blocks(PAGE, "yaml")[0];
    let file = "spec/overlays/corrections/partner-update-answers-204.yaml";
    fs::write(copy.path().join(file), correction).unwrap();
    let report = run(&project, Options::default()).unwrap();
    assert!(report.findings.is_empty(), "{:?}", report.findings);
    assert_ne!(clients(&project), before, "the correction does nothing");

    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .args(["check", "--quiet", "--locked", "--offline"])
        .args(["-p", "msgraph-identity-v1", "-p", "msgraph-identity-beta"])
        .env(
            "CARGO_TARGET_DIR",
            Path::new(env!("CARGO_TARGET_TMPDIR")).join("recipes"),
        )
        .current_dir(copy.path());
    assert!(cargo.status().unwrap().success());
}

fn run(project: &Project, options: Options) -> xtask::Result<Report> {
    regen(project, &options, &mut |_| {})
}

fn clients(project: &Project) -> [String; 2] {
    ["v1", "beta"].map(|name| {
        let path = format!("crates/msgraph-identity-{name}/src/generated.rs");
        project.read_text(&path).unwrap()
    })
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
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(from, to).unwrap();
    }
}
