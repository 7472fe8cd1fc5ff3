//! The files of the project, and the code blocks of its pages.

use std::fs;
use std::path::{Path, PathBuf};

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

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
