//! The report of changes for machines.

use serde_json::{Value, json};

use super::ChangeReport;

/// The report as JSON.
pub fn to_json(report: &ChangeReport) -> Value {
    let changes = report.changes().map(|(version, change)| {
        json!({
            "version": version,
            "effect": change.effect,
            "kind": change.kind,
            "subject": change.subject,
            "member": change.member,
            "old": change.old,
            "new": change.new,
            "pointer": change.pointer.to_string(),
            "items": change.items,
            "sentence": change.sentence(),
            "reason": change.kind.rule().reason,
        })
    });
    let versions = report.versions.iter().map(|version| {
        json!({
            "version": version.version,
            "compared": version.changes.is_some(),
            "effect": report.worst(version.version),
        })
    });
    json!({
        "versions": versions.collect::<Vec<_>>(),
        "changes": changes.collect::<Vec<_>>(),
        "findings": report.findings,
    })
}
