//! What the project says about itself is true: its pages, its documentation text, its licences, its `rust-version`.

mod commands;
mod documentation;
mod links;
mod snapshot_diff;

use std::fs;

use crate::checkout::{assert_says, read, root};

/// The blocks of a page in one language, without the indentation of the list that they stand in.
pub(crate) fn blocks(page: &str, language: &str) -> Vec<String> {
    let (text, fence) = (read(page), format!("```{language}"));
    let mut blocks = Vec::new();
    let mut lines = text.lines();
    while let Some(opening) = lines.next() {
        if opening.trim() == fence {
            let indent = opening.len() - opening.trim_start().len();
            let body = lines.by_ref().take_while(|line| line.trim() != "```");
            let body: Vec<&str> = body
                .map(|line| line.get(indent..).unwrap_or_default())
                .collect();
            blocks.push(body.join("\n"));
        }
    }
    blocks
}

#[test]
fn each_crate_has_the_licences_of_the_project_and_the_notice_of_microsofts_documents() {
    let mut crates = 0;
    for entry in fs::read_dir(root().join("crates")).unwrap() {
        let folder = entry.unwrap().path();
        crates += 1;
        for file in ["LICENSE-MIT", "LICENSE-APACHE", "NOTICE"] {
            let holds_documents =
                !folder.ends_with("msgraph-identity") && !folder.ends_with("msgraph-identity-core");
            if file != "NOTICE" || holds_documents {
                let copy = fs::read_to_string(folder.join(file)).unwrap_or_default();
                assert_eq!(copy, read(file), "copy {file} to {}", folder.display());
            }
        }
    }
    assert!(crates >= 5, "{crates} crates");
}

/// Jobs on all systems build with it, so no dependency may ask for a newer one.
#[test]
fn the_workflow_builds_with_the_oldest_rust_that_is_promised() {
    let manifest: toml::Table = read("Cargo.toml").parse().unwrap();
    let oldest = &manifest["workspace"]["package"]["rust-version"];
    let workflow = read(".github/workflows/ci.yml");
    assert_says(
        &workflow,
        &format!("toolchain: [stable, {oldest}] … - toolchain: {oldest}"),
    );
}
