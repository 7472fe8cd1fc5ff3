//! The report of changes for a pull request.

use std::fmt::Write;

use super::{Change, ChangeReport, Effect, VersionChanges};

const EFFECTS: [(Effect, &str); 3] = [
    (Effect::Breaking, "Breaking"),
    (Effect::Compatible, "Compatible"),
    (Effect::Documentation, "Documentation"),
];

/// The report as Markdown.
pub fn to_markdown(report: &ChangeReport) -> String {
    let mut text = "## What changed for callers\n".to_owned();
    let changed = |version: &VersionChanges| version.changes.as_ref().is_none_or(|c| !c.is_empty());
    if !report.versions.iter().any(changed) {
        text.push_str("\nNothing changed for callers.\n");
    }
    for version in report.versions.iter().filter(|version| changed(version)) {
        let _ = writeln!(text, "\n### {}", version.version);
        match &version.changes {
            None => text.push_str("\nNo contract to compare with.\n"),
            Some(changes) => write_changes(&mut text, changes),
        }
    }
    if !report.findings.is_empty() {
        text.push_str("\n## To mend\n\n");
        for finding in &report.findings {
            let _ = writeln!(text, "- {}", escape(finding));
        }
    }
    text
}

fn write_changes(text: &mut String, changes: &[Change]) {
    for (effect, title) in EFFECTS {
        let of_effect: Vec<_> = changes
            .iter()
            .filter(|change| change.effect == effect)
            .collect();
        if of_effect.is_empty() {
            continue;
        }
        let _ = write!(
            text,
            "\n#### {title} ({})\n\n| Change | Old | New | Rust | Contract | Why |\n|---|---|---|---|---|---|\n",
            of_effect.len()
        );
        for change in of_effect {
            write_row(text, change);
        }
    }
}

fn write_row(text: &mut String, change: &Change) {
    let items: Vec<_> = change.items.iter().map(|item| code(item)).collect();
    let _ = writeln!(
        text,
        "| {} | {} | {} | {} | {} | {} |",
        escape(&change.sentence()),
        change.old.as_deref().map(code).unwrap_or_default(),
        change.new.as_deref().map(code).unwrap_or_default(),
        items.join("<br>"),
        code(&change.pointer.to_string()),
        change.kind.rule().reason
    );
}

/// Text as code in a cell of a table. Names come from a document of others, so nothing may end the code early.
fn code(text: &str) -> String {
    let text = one_line(text).replace('`', "'").replace('|', "\\|");
    format!("`{text}`")
}

/// Text in a cell of a table. Names come from a document of others: what Markdown, HTML or a mention would make of them
/// is shown as it is.
fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for c in one_line(text).chars() {
        match c {
            '|' => escaped.push_str("\\|"),
            '<' | '>' | '*' | '[' | ']' | '@' | '#' | '&' | '!' | '`' | '\\' => {
                let _ = write!(escaped, "&#{};", u32::from(c));
            }
            c => escaped.push(c),
        }
    }
    escaped
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_a_document_stay_within_their_cell() {
        assert_eq!(code("a`b|c\n\nd"), "`a'b\\|c d`");
        let hostile = "x | <img> @team #1 `code` [a](b)\n# title";
        let expected =
            "x \\| &#60;img&#62; &#64;team &#35;1 &#96;code&#96; &#91;a&#93;(b) &#35; title";
        assert_eq!(escape(hostile), expected);
    }
}
