//! Applies the corrections, and judges each as a whole: it applies, Microsoft has adopted it, or it no longer matches the
//! document.

mod target;

use roas_overlay::apply::{Apply, Operation};
use serde_json::Value;
use serde_json_path::JsonPath;

use super::Finding;
use super::overlay::Correction;
use crate::error::{Error, Result};
use crate::version::GraphVersion;
use target::{anchor_exists, nearest_target};

/// The effect of a correction on a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// It changes the document.
    Applied,
    /// The document already says so.
    Adopted,
    /// It no longer matches the document: this JSONPath selects nothing.
    Gone(String),
}

/// A correction, and its effect on the document of a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The correction's name.
    pub correction: String,
    /// Its effect.
    pub judgement: Judgement,
    /// If it no longer matches: the most similar entry of the document, in words.
    pub nearest: String,
}

/// Applies the corrections of a version to a document in order, and judges each.
///
/// # Errors
///
/// If a correction cannot be applied at all.
pub fn judge_corrections(
    document: &Value,
    version: GraphVersion,
    corrections: &[Correction],
) -> Result<Vec<Judged>> {
    Ok(apply_corrections(document, version, corrections)?.judged)
}

/// A corrected document.
pub(super) struct Corrected {
    pub(super) document: Value,
    pub(super) applied: Vec<String>,
    pub(super) findings: Vec<Finding>,
    judged: Vec<Judged>,
    gone: Vec<String>,
}

impl Corrected {
    /// Refuses corrections that no longer match the document, all in one message.
    pub(super) fn check_anchors(&self) -> Result<()> {
        if self.gone.is_empty() {
            return Ok(());
        }
        Err(Error::new(format!(
            "these corrections no longer match the document:\n    {}",
            self.gone.join("\n    ")
        ))
        .help("read what the document says now, then fix or delete each of them"))
    }
}

/// Applies all corrections of a version, in order.
pub(super) fn apply_corrections(
    document: &Value,
    version: GraphVersion,
    corrections: &[Correction],
) -> Result<Corrected> {
    let mut corrected = Corrected {
        document: document.clone(),
        applied: Vec::new(),
        findings: Vec::new(),
        judged: Vec::new(),
        gone: Vec::new(),
    };
    for correction in corrections
        .iter()
        .filter(|correction| correction.about.versions.contains(&version))
    {
        let judgement = apply(&mut corrected.document, correction)
            .map_err(|error| error.in_document(&correction.file))?;
        let mut nearest = String::new();
        match &judgement {
            Judgement::Applied => corrected.applied.push(correction.name.clone()),
            Judgement::Adopted => corrected.findings.push(Finding::Adopted {
                version,
                correction: correction.name.clone(),
                file: correction.file.clone(),
            }),
            Judgement::Gone(target) => {
                nearest = nearest_target(&corrected.document, target);
                corrected.gone.push(format!(
                    "{version}: {}: `{target}` selects nothing{nearest}",
                    correction.file
                ));
            }
        }
        corrected.judged.push(Judged {
            correction: correction.name.clone(),
            judgement,
            nearest,
        });
    }
    Ok(corrected)
}

/// Applies one correction, and leaves the document unchanged unless it applies.
fn apply(document: &mut Value, correction: &Correction) -> Result<Judgement> {
    if let Some(adopted) = &correction.about.adopted {
        let path = JsonPath::parse(adopted).map_err(|error| {
            Error::new(format!("`adopted` is not a valid JSONPath: `{adopted}`"))
                .because(error.to_string())
        })?;
        if !path.query(document).is_empty() {
            return Ok(Judgement::Adopted);
        }
    }
    let mut changed = document.clone();
    let report = correction
        .overlay
        .apply(&mut changed, Default::default())
        .map_err(|error| Error::new("the correction cannot be applied").because(error))?;
    let (removes, updates): (Vec<_>, Vec<_>) = report
        .actions
        .iter()
        .partition(|action| action.operation == Operation::Remove);
    if let Some(action) = updates.iter().find(|action| action.matched == 0) {
        return Ok(Judgement::Gone(action.target.clone()));
    }
    if let Some(action) = removes
        .iter()
        .find(|action| !anchor_exists(document, &action.target))
    {
        return Ok(Judgement::Gone(action.target.clone()));
    }
    let nothing_to_remove = !removes.is_empty() && removes.iter().all(|action| action.matched == 0);
    if nothing_to_remove || changed == *document {
        return Ok(Judgement::Adopted);
    }
    *document = changed;
    Ok(Judgement::Applied)
}
