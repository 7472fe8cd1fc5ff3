//! The report of changes: for the terminal, as Markdown, and as JSON.

use std::fs;

use xtask::GraphVersion;
use xtask::change::{Change, ChangeReport, Effect, Kind, VersionChanges};
use xtask::openapi::Pointer;

/// The longest short form, in changes.
const LINES: usize = 20;

fn change(number: usize) -> Change {
    Change {
        kind: Kind::PropertyAdded,
        effect: Effect::Compatible,
        subject: "thing".to_owned(),
        member: format!("name{number}"),
        old: None,
        new: Some("string".to_owned()),
        pointer: Pointer::new(["components", "schemas", "thing"]),
        items: vec!["thing::Thing::name".to_owned()],
    }
}

fn report(changes: usize) -> ChangeReport {
    ChangeReport {
        versions: vec![VersionChanges {
            version: GraphVersion::Beta,
            changes: Some((0..changes).map(change).collect()),
        }],
        findings: Vec::new(),
    }
}

#[test]
fn no_change_is_said_in_one_line() {
    assert_eq!(report(0).to_string(), "Nothing changed for callers.");
    assert_eq!(
        report(0).to_json()["versions"][0]["effect"],
        serde_json::Value::Null
    );
    assert!(
        report(0)
            .to_markdown()
            .ends_with("\nNothing changed for callers.\n")
    );
}

#[test]
fn a_change_is_said_in_one_line() {
    let text = report(1).to_string();
    assert_eq!(
        text,
        "Changes for callers: 1 compatible\nbeta: thing gained name0 (compatible)"
    );
    assert_eq!(report(1).to_json()["versions"][0]["effect"], "compatible");
}

#[test]
fn a_change_of_the_contract_alone_is_listed_but_is_none_for_callers() {
    let mut report = report(1);
    let changes = report.versions[0].changes.as_mut().unwrap();
    changes[0].effect = Effect::Contract;
    assert_eq!(
        report.to_string(),
        "Nothing changed for callers.\nbeta: thing gained name0 (contract only)"
    );
    let markdown = report.to_markdown();
    assert!(markdown.contains("Nothing changed for callers.\n\n### Contract only\n"));
}

#[test]
fn what_happened_to_both_versions_is_one_change() {
    let mut report = report(2);
    report.versions.insert(
        0,
        VersionChanges {
            version: GraphVersion::V1_0,
            changes: Some(vec![change(1)]),
        },
    );
    let expected = "Changes for callers: 2 compatible\n\
        v1.0 and beta: thing gained name1 (compatible)\n\
        beta: thing gained name0 (compatible)";
    assert_eq!(report.to_string(), expected);
    assert!(
        report
            .to_markdown()
            .contains("- v1.0 and beta: `thing` gained `name1`: a new field")
    );
}

#[test]
fn a_report_for_a_pull_request_fits_into_one() {
    let markdown = report(5000).to_markdown();
    assert!(markdown.len() < 65_536, "{}", markdown.len());
    assert!(markdown.contains("\n- and "), "{markdown}");
}

#[test]
fn the_short_form_ends_somewhere() {
    let text = report(LINES + 2).to_string();
    assert_eq!(text.lines().count(), LINES + 2);
    assert!(
        text.ends_with("\nand 2 more; `--report FILE` lists them all"),
        "{text}"
    );
}

#[test]
fn the_end_of_the_file_name_chooses_the_form() {
    let folder = tempfile::tempdir().unwrap();
    let [json, markdown] = ["a.json", "a.md"].map(|name| folder.path().join(name));
    report(1).write(&json).unwrap();
    report(1).write(&markdown).unwrap();
    let json: serde_json::Value = serde_json::from_str(&fs::read_to_string(json).unwrap()).unwrap();
    assert_eq!(json["changes"][0]["effect"], "compatible");
    assert!(
        fs::read_to_string(markdown)
            .unwrap()
            .starts_with("## What changed")
    );
    let error = report(1).write(folder.path()).unwrap_err().to_string();
    assert!(error.contains("the report cannot be written"), "{error}");
}

#[test]
fn names_of_a_document_are_shown_as_they_are() {
    let hostile = "x | <img> @team #1 `a<b>` [a](b)\n# title _a_ ~b~ one ` only";
    let mut report = report(1);
    report.findings = vec![
        hostile.to_owned(),
        "see `a<b>`, or #1\n    `$.a['b']`".to_owned(),
    ];
    report.versions[0].changes.as_mut().unwrap()[0].subject = hostile.to_owned();
    let markdown = report.to_markdown();
    for shown in [
        "- beta: `x | <img> @team #1 'a<b>' [a](b) # title _a_ ~b~ one ' only` gained `name0`",
        "- x &#124; &#60;img&#62; &#64;team &#35;1 `a<b>` &#91;a&#93;(b)\n",
        "  - &#35; title &#95;a&#95; &#126;b&#126; one &#96; only\n",
        "- see `a<b>`, or &#35;1\n  - `$.a['b']`\n",
    ] {
        assert!(markdown.contains(shown), "no {shown} in\n{markdown}");
    }
}
