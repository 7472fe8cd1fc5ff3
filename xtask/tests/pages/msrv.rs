//! `rust-version` is at least what the dependencies ask for: with less, the project would not build.

use std::process::Command;

use serde_json::Value;

use crate::checkout::{read, root};

#[test]
fn no_dependency_here_asks_for_a_newer_rust() {
    let host = host();
    let highest = highest(&metadata(&["--offline", "--filter-platform", &host]));
    assert!(highest <= ours(), "{highest:?}");
}

#[test]
#[ignore = "needs the registry: packages of other platforms are not downloaded for a build"]
fn no_dependency_anywhere_asks_for_a_newer_rust() {
    let highest = highest(&metadata(&["--all-features"]));
    assert!(highest <= ours(), "{highest:?}");
}

#[test]
fn the_workflow_builds_with_it() {
    let [major, minor] = ours()[..] else {
        panic!("{:?}", ours());
    };
    let workflow = read(".github/workflows/ci.yml");
    let expected = format!("toolchain: [stable, \"{major}.{minor}\"]");
    assert!(workflow.contains(&expected), "{expected}");
    assert!(workflow.contains(&format!("- toolchain: \"{major}.{minor}\"")));
}

fn ours() -> Vec<u32> {
    let manifest: toml::Table = read("Cargo.toml").parse().unwrap();
    let version = manifest["workspace"]["package"]["rust-version"].as_str();
    parse(version.unwrap())
}

fn highest(metadata: &Value) -> Vec<u32> {
    let packages = metadata["packages"].as_array().unwrap().iter();
    let dependencies = packages.filter(|package| !package["source"].is_null());
    let versions = dependencies.filter_map(|package| package["rust_version"].as_str());
    versions.map(parse).max().unwrap()
}

/// `1.89` and `1.89.0` are one version.
fn parse(version: &str) -> Vec<u32> {
    let parts = version.split('.').map(|part| part.parse().unwrap());
    parts.take(2).collect()
}

fn metadata(arguments: &[&str]) -> Value {
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .args(["metadata", "--format-version", "1", "--locked"])
        .args(arguments);
    let output = cargo.current_dir(root()).output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

fn host() -> String {
    let output = Command::new("rustc").arg("-vV").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.unwrap().to_owned()
}
