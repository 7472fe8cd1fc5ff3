//! Adds our documentation to the contract. It becomes the documentation of the generated code.

use roas_overlay::apply::Apply;
use serde_json::Value;

use super::{Documentation, Finding};
use crate::error::{Error, Result};
use crate::version::GraphVersion;

/// Applies the documentation of a version. An action without a target is a finding.
pub(super) fn apply_documentation(
    document: &mut Value,
    version: GraphVersion,
    documentation: &[Documentation],
) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for text in documentation
        .iter()
        .filter(|text| text.versions.contains(&version))
    {
        let report = text
            .overlay
            .apply(document, Default::default())
            .map_err(|error| {
                Error::new("the documentation cannot be applied")
                    .because(error)
                    .in_document(&text.file)
            })?;
        findings.extend(
            report
                .actions
                .into_iter()
                .filter(|action| action.matched == 0)
                .map(|action| Finding::Undescribed {
                    version,
                    file: text.file.clone(),
                    target: action.target,
                }),
        );
    }
    Ok(findings)
}
