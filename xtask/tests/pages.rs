//! What the project says about itself is true: its pages, its documentation text, its licences, its `rust-version`.

mod documentation;
mod links;
mod packages;
mod snapshot_diff;

use crate::checkout::read;

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
