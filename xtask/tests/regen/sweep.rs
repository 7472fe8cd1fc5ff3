//! Random paths of Microsoft's documents are kept, or refused with a reason that is in the document; and their clients compile.
//!
//! `SWEEP_SEED` and `SWEEP_PATHS` choose others, and more of them.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use xtask::GraphVersion;
use xtask::contract::{Overlays, Refusal, build};
use xtask::generate::generate;
use xtask::lower::lower;
use xtask::openapi::METHODS;
use xtask::read;
use xtask::selection::Selection;
use xtask::slice::slice;

use crate::checkout::documents;

/// How many clients are checked by one run of the compiler.
const IN_A_CRATE: usize = 20;

fn number(variable: &str, default: u64) -> u64 {
    let value = std::env::var(variable).ok();
    value.map_or(default, |value| value.parse().unwrap())
}

/// The selection of a path with all its methods, and without navigation properties: their types are other paths' types.
fn selection(path: &str, item: &Value) -> Selection {
    let methods = METHODS
        .into_iter()
        .filter(|method| item.get(method).is_some());
    let operations: Vec<_> = methods
        .map(|method| format!("{method} = \"{method}_it\""))
        .collect();
    let operations = operations.join(", ");
    Selection::parse(&format!(
        "[[path]]\npath = {path:?}\noperations = {{ {operations} }}\n[[omit]]\nnavigation-properties-of = \"*\""
    ))
    .unwrap()
}

/// The source of the client of one path.
fn client(
    document: &Value,
    version: GraphVersion,
    path: &str,
    overlays: &Overlays,
) -> xtask::Result<String> {
    let selection = selection(path, &document["paths"][path]);
    let slice = slice(document, version, &selection)?;
    let contract =
        build(&slice, version, &selection, overlays).map_err(|refusal| match refusal {
            Refusal::Error(error) => error,
            Refusal::Absent(absent) => panic!("{path}: {absent:?}"),
        })?;
    let lowered = lower(&contract.document, &selection)?;
    Ok(generate(&lowered, version)?.source())
}

#[test]
#[ignore = "needs the full documents of Microsoft Graph (GRAPH_OPENAPI_DIR), and compiles for a long time"]
fn random_paths_are_kept_or_refused_with_a_reason_and_their_clients_compile() {
    let no_overlays = tempfile::tempdir().unwrap();
    let overlays = Overlays::read(no_overlays.path()).unwrap();
    let mut random = fastrand::Rng::with_seed(number("SWEEP_SEED", 1));
    for version in GraphVersion::ALL {
        let text = fs::read(documents().join(format!("{version}.yaml"))).unwrap();
        let document = read::parse(&text).unwrap();
        let paths: Vec<&String> = document["paths"].as_object().unwrap().keys().collect();
        let (mut sources, mut refusals) = (Vec::new(), Vec::new());
        for path in random.choose_multiple(paths, number("SWEEP_PATHS", 300) as usize) {
            match client(&document, version, path, &overlays) {
                Ok(source) => sources.push(source),
                Err(error) => refusals.push(format!("{path}: {error}")),
            }
        }
        println!(
            "{version}: {} kept, {} refused\n{}",
            sources.len(),
            refusals.len(),
            refusals.join("\n")
        );
        for refusal in &refusals {
            // These are faults of the pipeline, and not reasons.
            for fault in ["progenitor", "not valid Rust", "generated"] {
                assert!(!refusal.contains(fault), "{refusal}");
            }
        }
        assert!(refusals.len() <= sources.len() / 20, "{version}");
        for sources in sources.chunks(IN_A_CRATE) {
            check(sources);
        }
    }
}

/// Checks clients with the compiler, as modules of one crate.
fn check(sources: &[String]) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sweep");
    let crates = root.join("crates").canonicalize().unwrap();
    let source = folder.join("src");
    fs::create_dir_all(&source).unwrap();
    let manifest = format!(
        "[package]\nname = \"sweep\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n\
         msgraph-identity-core = {{ path = {:?} }}\nprogenitor-client = \"0.15\"\n\
         reqwest = {{ version = \"0.13\", default-features = false, features = [\"json\", \"query\", \"stream\"] }}\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\nserde_json = \"1\"\n",
        crates.join("msgraph-identity-core")
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let hooks = fs::read_to_string(crates.join("msgraph-identity-v1/src/hooks.rs")).unwrap();
    let mut library = "#![allow(warnings)]\n".to_owned();
    for (number, client) in sources.iter().enumerate() {
        for (name, text) in [("client", client), ("hooks", &hooks)] {
            library += &format!("mod {name}_{number};\n");
            let text = text.replace("crate::generated::", &format!("crate::client_{number}::"));
            fs::write(source.join(format!("{name}_{number}.rs")), text).unwrap();
        }
    }
    fs::write(source.join("lib.rs"), library).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["check", "--quiet"])
        .current_dir(&folder)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    let start: String = errors.lines().take(60).collect::<Vec<_>>().join("\n");
    assert!(output.status.success(), "{start}");
}
