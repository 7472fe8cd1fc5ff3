//! The contract of a version: what Microsoft says, corrected and documented. It is the honest description of the
//! HTTP service that people, validators and the fake service read.

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

pub use apply_corrections::{Judged, Judgement, judge_corrections};
pub use overlay::{Correction, Documentation, Overlays};

/// A contract, and what became of the overlays.
#[derive(Clone, Debug)]
pub struct Contract {
    /// The version it describes.
    pub version: GraphVersion,
    /// The document.
    pub document: Value,
    /// The corrections in force, by name.
    pub applied: Vec<String>,
    /// What the maintainer should mend; `--check` fails on it.
    pub findings: Vec<Finding>,
}

/// Something that does not stop a run and must not stay.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finding {
    /// The document says already what a correction makes it say.
    Adopted {
        /// The version whose document says it.
        version: GraphVersion,
        /// The correction's name.
        correction: String,
        /// The file to delete, or to narrow to the other version.
        file: String,
    },
    /// Documentation describes something that is not in the document.
    Undescribed {
        /// The version that lacks it.
        version: GraphVersion,
        /// The overlay's file.
        file: String,
        /// The JSONPath that selects nothing.
        target: String,
    },
}

/// Why a contract could not be made.
#[derive(Debug)]
pub enum Refusal {
    /// Selected operations that neither the document nor a correction has.
    Absent(Vec<Absent>),
    /// Any other error.
    Error(Error),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

/// Makes the contract from what was cut out of a document.
///
/// # Errors
///
/// Where a selected operation is absent, a correction hangs on something that is gone, or a polymorphic type does
/// not show a kind that the selection expects.
pub fn build(
    slice: &Slice,
    version: GraphVersion,
    selection: &Selection,
    overlays: &Overlays,
) -> Result<Contract, Refusal> {
    let corrected =
        apply_corrections::apply_corrections(&slice.document, version, &overlays.corrections)?;
    let absent = still_absent(&slice.absent, &corrected.document, version, selection);
    if !absent.is_empty() {
        return Err(Refusal::Absent(absent));
    }
    // A kind that is gone takes corrections with it, so it is told first.
    express_polymorphism::check_kinds(&corrected.document, version, selection)?;
    corrected.check_anchors()?;
    // Every reference of a slice leads somewhere.
    slice::drop_unreachable(&corrected.document).map_err(|error| {
        error.help_instead("a correction refers to it: mend it in spec/overlays/corrections")
    })?;
    let mut document = name_operations::name_operations(corrected.document, version, selection)?;
    document = express_polymorphism::express_polymorphism(&document)?;
    let mut findings = corrected.findings;
    findings.extend(apply_documentation::apply_documentation(
        &mut document,
        version,
        &overlays.documentation,
    )?);
    document = slice::drop_unreachable(&document)?;
    type_null::type_null(&mut document);
    Ok(Contract {
        version,
        document: slice::order_keywords(document),
        applied: corrected.applied,
        findings,
    })
}

/// A method that a correction adds is there; what is said about the others is said by the full document.
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
        if let Some(known) = before
            .iter()
            .find(|known| known.path == entry.path && known.method == entry.method)
        {
            entry.instead.clone_from(&known.instead);
        }
    }
    absent
}
