//! The report of changes for a pull request.

use std::fmt::Write;

use super::merged::{Merged, count, merged};
use super::{ChangeReport, Effect};

/// GitHub takes 65,536 characters in the body of a pull request; the rest is left for what stands around the changes.
const LENGTH: usize = 50_000;

const EFFECTS: [(Effect, &str); 3] = [
    (Effect::Breaking, "Breaking"),
    (Effect::Compatible, "Compatible"),
    (Effect::Documentation, "Documentation"),
];

/// The report as Markdown.
pub fn to_markdown(report: &ChangeReport) -> String {
    let mut text = "## What changed for callers\n\n".to_owned();
    let merged = merged(report);
    let lacking: Vec<_> = report.without_comparison().collect();
    for sentence in &lacking {
        let _ = writeln!(text, "- {sentence}");
    }
    match (merged.is_empty(), lacking.is_empty()) {
        (true, true) => text.push_str("Nothing changed for callers.\n"),
        (true, false) => {}
        (false, _) => {
            let _ = writeln!(text, "{}", count(&merged));
        }
    }
    for (effect, title) in EFFECTS {
        let of_effect: Vec<_> = merged
            .iter()
            .filter(|merged| merged.change.effect == effect)
            .collect();
        if !of_effect.is_empty() {
            let _ = writeln!(text, "\n### {title}\n");
            write_changes(&mut text, &of_effect);
        }
    }
    if !report.findings.is_empty() {
        text.push_str("\n## To mend\n\n");
        for finding in &report.findings {
            let mut lines = finding.lines();
            let _ = writeln!(text, "- {}", with_code(lines.next().unwrap_or_default()));
            for line in lines {
                let _ = writeln!(text, "  - {}", with_code(line));
            }
        }
    }
    text
}

fn write_changes(text: &mut String, changes: &[&Merged<'_>]) {
    for (index, change) in changes.iter().enumerate() {
        if text.len() > LENGTH {
            let more = changes.len() - index;
            let _ = writeln!(
                text,
                "- and {more} more, which a report with the ending `.json` holds"
            );
            return;
        }
        write_change(text, change);
    }
}

/// A sentence, and below it what it is about: the Rust items, what was and what is, and where in the contract.
fn write_change(text: &mut String, merged: &Merged<'_>) {
    let change = merged.change;
    let rule = change.kind.rule();
    let (versions, sentence) = (merged.versions(), change.sentence_of(code));
    let _ = writeln!(text, "- {versions}: {sentence}: {}", rule.reason);
    // What the sentence says is not said again.
    let unsaid = |value: &'static str| !rule.sentence.contains(value);
    let items = merged.items.iter().map(|item| ("Rust", code(item)));
    let was = change.old.iter().filter(|_| unsaid("{old}"));
    let was = was.map(|old| ("was", code(old)));
    let now = change.new.iter().filter(|_| unsaid("{new}"));
    let now = now.map(|new| ("is", code(new)));
    let place = [("at", code(&change.pointer.to_string()))];
    for (name, value) in items.chain(was).chain(now).chain(place) {
        let _ = writeln!(text, "  - {name} {value}");
    }
}

/// Text with code between backticks.
fn with_code(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return escape(text);
    }
    let parts = parts.into_iter().enumerate().map(|(index, part)| {
        if index % 2 == 1 {
            return code(part);
        }
        let spaces = part.len() - part.trim_start().len();
        let end = if part.trim_end().len() < part.len() {
            " "
        } else {
            ""
        };
        let start = if spaces > 0 && index > 0 { " " } else { "" };
        format!("{start}{}{end}", escape(part))
    });
    parts.collect::<String>().trim().to_owned()
}

/// Text as code. Names come from a document of others, so nothing may end the code early.
fn code(text: &str) -> String {
    let text = one_line(text).replace('`', "'");
    format!("`{text}`")
}

/// Text. Names come from a document of others: what Markdown, HTML or a mention would make of them is shown as it is.
fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for c in one_line(text).chars() {
        match c {
            '<' | '>' | '*' | '[' | ']' | '@' | '#' | '&' | '!' | '`' | '\\' | '|' | '_' | '~' => {
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
    fn names_of_a_document_are_shown_as_they_are() {
        assert_eq!(code("a`b|c\n\nd"), "`a'b|c d`");
        let hostile = "x | <img> @team #1 `code` [a](b)\n# title _a_ ~b~";
        let expected = "x &#124; &#60;img&#62; &#64;team &#35;1 &#96;code&#96; &#91;a&#93;(b) &#35; title &#95;a&#95; &#126;b&#126;";
        assert_eq!(escape(hostile), expected);
    }

    #[test]
    fn code_within_a_sentence_stays_code() {
        assert_eq!(with_code("see `a<b>`, or #1"), "see `a<b>`, or &#35;1");
        assert_eq!(with_code("    `$.a['b']`"), "`$.a['b']`");
        assert_eq!(with_code("one ` only"), "one &#96; only");
    }
}
