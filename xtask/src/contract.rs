//! The contract of a version: what Microsoft's document says, corrected and documented. People, validators and the fake
//! service read it.

mod apply_corrections;
mod apply_documentation;
mod express_polymorphism;
mod name_operations;
mod overlay;
mod type_null;

use serde_json::Value;

use crate::error::{Error, Result};
use crate::selection::Selection;
use crate::slice::{self, Absent, Slice, absent_operations};
use crate::version::GraphVersion;

pub use apply_corrections::{Judgement, apply_corrections};
pub use overlay::{About, Correction, Documentation, Overlays};

/// A contract, and the result of applying the overlays.
#[derive(Clone, Debug)]
pub struct Contract {
    /// The version that it describes.
    pub version: GraphVersion,
    /// The document.
    pub document: Value,
    /// The number of corrections in force.
    pub applied: usize,
    /// What the maintainer should fix; `--check` fails if there are any.
    pub findings: Vec<Finding>,
}

/// A problem that does not stop a run, but has to be fixed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finding {
    /// The document already says what a correction would change.
    Adopted {
        /// The version of the document.
        version: GraphVersion,
        /// The correction's name.
        correction: String,
        /// The file to delete, or to restrict to the other version.
        file: String,
    },
    /// A documentation overlay describes something that the document lacks.
    Undescribed {
        /// The version of the document.
        version: GraphVersion,
        /// The overlay's file.
        file: String,
        /// The JSONPath that selects nothing.
        target: String,
    },
}

/// Why a contract could not be built.
#[derive(Debug)]
pub enum Refusal {
    /// Neither the document nor a correction has these selected operations.
    Absent(Vec<Absent>),
    /// Any other error.
    Error(Error),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

/// Builds the contract from the slice of a document.
///
/// # Errors
///
/// If a selected operation is absent, a correction no longer matches the document, or a polymorphic type lacks a kind that
/// the selection expects.
pub fn build(
    slice: &Slice,
    version: GraphVersion,
    selection: &Selection,
    overlays: &Overlays,
) -> Result<Contract, Refusal> {
    let mut document = slice.document.clone();
    let judged = apply_corrections(&mut document, version, &overlays.corrections)?;
    let absent = still_absent(&slice.absent, &document, version, selection);
    if !absent.is_empty() {
        return Err(Refusal::Absent(absent));
    }
    // If a kind is removed, its corrections no longer match either: report the cause first.
    express_polymorphism::check_kinds(&document, version, selection)?;
    apply_corrections::refuse_gone(version, &judged)?;
    // A slice is well formed and its references have targets, so only a correction can have changed that.
    let reachable = slice::drop_unreachable(document.clone()).map_err(|error| {
        error.help_instead("a correction refers to it: fix it in spec/overlays/corrections")
    })?;
    slice::check(&reachable).map_err(|error| {
        error.help_instead("a correction says so: fix it in spec/overlays/corrections")
    })?;
    name_operations::name_operations(&mut document, version, selection)?;
    document = express_polymorphism::express_polymorphism(&document)?;
    let mut findings = adopted(version, &judged);
    findings.extend(apply_documentation::apply_documentation(
        &mut document,
        version,
        &overlays.documentation,
    )?);
    document = slice::drop_unreachable(document)?;
    type_null::type_null(&mut document);
    Ok(Contract {
        version,
        document: slice::order_keywords(document),
        applied: judged
            .iter()
            .filter(|(_, judgement)| *judgement == Judgement::Applied)
            .count(),
        findings,
    })
}

fn adopted(version: GraphVersion, judged: &[(&Correction, Judgement)]) -> Vec<Finding> {
    let adopted = judged
        .iter()
        .filter(|(_, judgement)| *judgement == Judgement::Adopted);
    let finding = |(correction, _): &(&Correction, Judgement)| Finding::Adopted {
        version,
        correction: correction.name.clone(),
        file: correction.file.clone(),
    };
    adopted.map(finding).collect()
}

/// The operations that are still absent after corrections, described as in the full document.
fn still_absent(
    before: &[Absent],
    document: &Value,
    version: GraphVersion,
    selection: &Selection,
) -> Vec<Absent> {
    let Some(paths) = document["paths"].as_object() else {
        return before.to_vec();
    };
    let mut absent = absent_operations(paths, paths, version, selection);
    for entry in &mut absent {
        let is_same = |known: &&Absent| known.same_path(entry) && known.method == entry.method;
        if let Some(known) = before.iter().find(is_same) {
            entry.instead.clone_from(&known.instead);
        }
    }
    absent
}
