//! The report of changes for a pull request.

use std::fmt::Write;

use super::report::NOTHING;
use super::summary::{Merged, Summary};
use super::{ChangeReport, Effect};

/// GitHub takes 65,536 characters in the body of a pull request; the rest is left for what stands around the changes.
const LENGTH: usize = 50_000;

/// The report as Markdown.
pub(super) fn markdown(report: &ChangeReport) -> String {
    let summary = Summary::of(report);
    let mut text = "## What changed for callers\n\n".to_owned();
    for sentence in &summary.lacking {
        text += &format!("- {sentence}\n");
    }
    match summary.count() {
        Some(count) => text += &format!("{count}\n"),
        None if summary.lacking.is_empty() => text += &format!("{NOTHING}\n"),
        None => {}
    }
    let mut room = LENGTH;
    for effect in Effect::ALL {
        let entries: Vec<String> = summary.of_effect(effect).map(entry).collect();
        if !entries.is_empty() {
            let (first, rest) = effect.name().split_at(1);
            text += &format!("\n### {}{rest}\n\n", first.to_uppercase());
            add_entries(&mut text, &entries, &mut room);
        }
    }
    if !report.findings.is_empty() {
        text += "\n## To mend\n\n";
    }
    for finding in &report.findings {
        for (index, line) in finding.lines().enumerate() {
            let indent = if index == 0 { "" } else { "  " };
            text += &format!("{indent}- {}\n", with_code(line));
        }
    }
    text
}

/// Adds entries as long as there is room.
fn add_entries(text: &mut String, entries: &[String], room: &mut usize) {
    for (index, entry) in entries.iter().enumerate() {
        if *room < entry.len() {
            let more = entries.len() - index;
            *text += &format!("- and {more} more; a `.json` report lists them all\n");
            return;
        }
        *room -= entry.len();
        *text += entry;
    }
}

/// A sentence, followed by the Rust items, the old and the new state, and the place in the contract.
fn entry(merged: &Merged) -> String {
    let change = &merged.change;
    let rule = change.kind.rule();
    let mut text = format!("- {}: {}\n", merged.sentence(code), rule.reason);
    // What the sentence says is not said again.
    let unsaid = |value: &'static str| !rule.sentence.contains(value);
    let items = change.items.iter().map(|item| ("Rust", code(item)));
    let was = change.old.iter().filter(|_| unsaid("{old}"));
    let was = was.map(|old| ("was", code(old)));
    let now = change.new.iter().filter(|_| unsaid("{new}"));
    let now = now.map(|new| ("is", code(new)));
    let place = [("at", code(&change.pointer.to_string()))];
    for (name, value) in items.chain(was).chain(now).chain(place) {
        let _ = writeln!(text, "  - {name} {value}");
    }
    text
}

/// Text with code between backticks.
fn with_code(text: &str) -> String {
    let text = one_line(text);
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return escape(&text);
    }
    let parts = parts
        .iter()
        .enumerate()
        .map(|(index, part)| match index % 2 {
            0 => escape(part),
            _ => format!("`{part}`"),
        });
    parts.collect()
}

/// Text as code. Names come from a document of others, so nothing may end the code early.
fn code(text: &str) -> String {
    let text = one_line(text).replace('`', "'");
    format!("`{text}`")
}

/// Text. Names come from a document of others: what Markdown, HTML or a mention would make of them is shown as it is.
fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        if r"<>*[]@#&!`\|_~".contains(c) {
            let _ = write!(escaped, "&#{};", u32::from(c));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
