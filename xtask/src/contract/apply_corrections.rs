//! Applies the corrections, and judges each as a whole: it applies, Microsoft has adopted it, or it no longer matches the
//! document.

mod target;

use roas_overlay::apply::{Apply, Operation};
use serde_json::Value;
use serde_json_path::JsonPath;

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
    /// It no longer matches the document, for this reason.
    Gone(String),
}

/// Applies the corrections of a version to a document in order, and judges each.
///
/// # Errors
///
/// If a correction cannot be applied at all.
pub fn apply_corrections<'a>(
    document: &mut Value,
    version: GraphVersion,
    corrections: &'a [Correction],
) -> Result<Vec<(&'a Correction, Judgement)>> {
    let of_version = |correction: &&Correction| correction.about.versions.contains(&version);
    let judge = |correction: &'a Correction| match apply(document, correction) {
        Ok(judgement) => Ok((correction, judgement)),
        Err(error) => Err(error.in_document(&correction.file)),
    };
    corrections.iter().filter(of_version).map(judge).collect()
}

/// Refuses corrections that no longer match the document, all in one message.
pub(super) fn refuse_gone(
    version: GraphVersion,
    judged: &[(&Correction, Judgement)],
) -> Result<()> {
    let gone = judged
        .iter()
        .filter_map(|(correction, judgement)| match judgement {
            Judgement::Gone(reason) => {
                Some(format!("\n    {version}: {}: {reason}", correction.file))
            }
            _ => None,
        });
    let gone: String = gone.collect();
    if gone.is_empty() {
        return Ok(());
    }
    Err(Error::new(format!(
        "these corrections no longer match the document:{gone}"
    ))
    .help("read what the document says now, then fix or delete each of them"))
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
    let lost_update = updates.iter().find(|action| action.matched == 0);
    let lost_remove = removes
        .iter()
        .find(|action| !anchor_exists(document, &action.target));
    if let Some(action) = lost_update.or(lost_remove) {
        let target = &action.target;
        let nearest = nearest_target(document, target);
        return Ok(Judgement::Gone(format!(
            "`{target}` selects nothing{nearest}"
        )));
    }
    let nothing_to_remove = !removes.is_empty() && removes.iter().all(|action| action.matched == 0);
    if nothing_to_remove || changed == *document {
        return Ok(Judgement::Adopted);
    }
    *document = changed;
    Ok(Judgement::Applied)
}
