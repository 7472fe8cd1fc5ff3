//! Links between the pages: each leads to a file, and to a heading of it.

use std::path::{Path, PathBuf};

use crate::checkout::{read, root};

/// The pages, from the root.
fn pages() -> Vec<String> {
    let crates = std::fs::read_dir(root().join("crates")).unwrap();
    let crates = crates.map(|entry| Path::new("crates").join(entry.unwrap().file_name()));
    let folders = ["", "docs", "tests"].map(PathBuf::from);
    let pages = folders.into_iter().chain(crates).flat_map(|folder| {
        let entries = std::fs::read_dir(root().join(&folder)).unwrap();
        let paths = entries.map(move |entry| folder.join(entry.unwrap().file_name()));
        paths.map(|path| path.to_string_lossy().replace('\\', "/"))
    });
    pages.filter(|path| path.ends_with(".md")).collect()
}

/// The text of a page without its blocks of code.
fn prose(page: &str) -> String {
    let text = read(page);
    let parts = text.split("```");
    parts.step_by(2).collect()
}

/// What the links of a page lead to, within the project.
fn links(page: &str) -> Vec<String> {
    let text = prose(page);
    let inline = text.split("](").skip(1);
    let inline = inline.filter_map(|rest| rest.split_once(')').map(|(link, _)| link));
    let defined = text.lines().filter_map(|line| {
        line.strip_prefix('[')?
            .split_once("]: ")
            .map(|(_, link)| link)
    });
    let links = inline.chain(defined).map(str::trim);
    links
        .filter(|link| !link.contains("://") && !link.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The anchors that GitHub gives the headings of a page.
fn anchors(page: &str) -> Vec<String> {
    let text = prose(page);
    let headings = text.lines().filter_map(|line| {
        let title = line.trim_start_matches('#');
        (title.len() < line.len()).then(|| title.trim().to_lowercase())
    });
    headings
        .map(|title| {
            let kept = title
                .chars()
                .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
            kept.collect::<String>().replace(' ', "-")
        })
        .collect()
}

#[test]
fn every_link_leads_somewhere() {
    let (pages, mut count, mut dead) = (pages(), 0, Vec::new());
    for page in &pages {
        let folder = Path::new(page).parent().unwrap();
        for link in links(page) {
            count += 1;
            let (file, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let target = if file.is_empty() {
                page.clone()
            } else {
                folder.join(file).to_string_lossy().into_owned()
            };
            let is_there = root().join(&target).exists();
            if !is_there || !anchor.is_empty() && !anchors(&target).iter().any(|a| a == anchor) {
                dead.push(format!("{page}: {link}"));
            }
        }
    }
    assert!(dead.is_empty(), "{}", dead.join("\n"));
    assert!(pages.len() > 8 && count > 30, "{count} links of {pages:?}");
}
