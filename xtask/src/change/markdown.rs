//! The report of changes for a pull request.

use std::fmt::{self, Write};

use super::report::NOTHING;
use super::summary::{Merged, Summary};
use super::{ChangeReport, Effect};

/// GitHub takes 65,536 characters in the body of a pull request; the rest is left for what stands around the changes.
const LENGTH: usize = 50_000;

/// The report as Markdown.
pub(super) struct Markdown<'a>(pub(super) &'a ChangeReport);

impl fmt::Display for Markdown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let summary = Summary::of(self.0);
        f.write_str("## What changed for callers\n\n")?;
        for sentence in &summary.lacking {
            writeln!(f, "- {sentence}")?;
        }
        match summary.count() {
            Some(count) => writeln!(f, "{count}")?,
            None if summary.lacking.is_empty() => writeln!(f, "{NOTHING}")?,
            None => {}
        }
        let mut room = LENGTH;
        for effect in Effect::ALL {
            let changes: Vec<_> = summary.of_effect(effect).collect();
            if !changes.is_empty() {
                let (first, rest) = effect.name().split_at(1);
                writeln!(f, "\n### {}{rest}\n", first.to_uppercase())?;
                write_changes(f, &changes, &mut room)?;
            }
        }
        if !self.0.findings.is_empty() {
            f.write_str("\n## To mend\n\n")?;
        }
        for finding in &self.0.findings {
            for (index, line) in finding.lines().enumerate() {
                let indent = if index == 0 { "" } else { "  " };
                writeln!(f, "{indent}- {}", with_code(line))?;
            }
        }
        Ok(())
    }
}

/// Writes changes as long as there is room.
fn write_changes(f: &mut impl Write, changes: &[&Merged], room: &mut usize) -> fmt::Result {
    for (index, change) in changes.iter().enumerate() {
        let text = entry(change);
        if *room < text.len() {
            let more = changes.len() - index;
            return writeln!(
                f,
                "- and {more} more, which a report with the ending `.json` holds"
            );
        }
        *room -= text.len();
        f.write_str(&text)?;
    }
    Ok(())
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
