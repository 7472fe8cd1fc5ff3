//! `cargo xtask regen`: from documents to contracts and client crates. Everything is built and checked in memory;
//! then the tree is written, or compared.

mod build;
mod findings;
mod inputs;
mod report;

use std::time::Instant;

use serde_json::Value;

use crate::change::{ChangeReport, Contracts, compare_contracts};
use crate::contract::{Finding, Overlays};
use crate::error::Result;
use crate::project::Project;
use crate::read;
use crate::selection::read_selection;
use crate::snapshots::{self, Review, Snapshot};
use crate::source;
use crate::transaction::{self, Pending, Recovery};
use crate::version::GraphVersion;

pub use build::{Built, BuiltVersion};
pub use inputs::{Event, Reading};
pub use report::Report;

/// What a run shall do.
#[derive(Debug, Default)]
pub struct Options {
    /// Full documents to make `spec/upstream/` anew from; without them it is taken as it is.
    pub from: Option<source::Request>,
    /// Refuse a document with another digest than the recorded one.
    pub locked: bool,
    /// Write nothing, and tell what differs.
    pub check: bool,
    /// Write the snapshots that differ as well.
    pub accept: bool,
}

/// Rebuilds everything that is generated.
///
/// # Errors
///
/// Where an input cannot be used or the tree cannot be written. The tree is untouched then, or the next run finishes.
pub fn regen(
    project: &Project,
    options: &Options,
    progress: &mut dyn FnMut(Event<'_>),
) -> Result<Report> {
    let started = Instant::now();
    let run = if options.check {
        None
    } else {
        Some(transaction::Run::begin(project.root())?)
    };
    let recovery = run
        .as_ref()
        .map_or(Recovery::Nothing, |run| run.recovery().clone());
    let pending: Option<Pending> = if options.check {
        transaction::pending(project.root())
    } else {
        None
    };

    let built = rebuild(project, options, progress)?;
    let changes = compare_with_tree(project, &built)?;
    let mut snapshots = Review::of(project, snapshots::snapshots(&built.versions)?);
    let mut files = built.files;
    if options.accept {
        files.extend(snapshots.files());
    }
    let mut differences = match run {
        Some(run) => run.commit(&files)?,
        None => transaction::compare(project.root(), &files)?,
    };
    if options.accept {
        snapshots.accept(project)?;
        differences.retain(|difference| !difference.path().starts_with(Snapshot::FOLDER));
    }
    let findings: Vec<Finding> = built
        .versions
        .iter()
        .flat_map(|version| version.contract.findings.clone())
        .collect();
    Ok(Report {
        readings: built.readings,
        versions: built
            .versions
            .iter()
            .map(report::VersionReport::of)
            .collect(),
        check: options.check,
        changes: changes.with_findings(findings::sentences(&findings)),
        from: options.from.is_some(),
        differences,
        findings,
        snapshots,
        recovery,
        pending,
        time: started.elapsed(),
    })
}

/// What the run changes for callers; a contract that cannot be read is one that the run mends.
fn compare_with_tree(project: &Project, built: &Built) -> Result<ChangeReport> {
    let before: Contracts = GraphVersion::ALL
        .into_iter()
        .filter_map(|version| {
            let contract = project.read(&Project::contract(version)).ok()?;
            Some((version, read::parse(&contract).ok()?))
        })
        .collect();
    let after = built
        .versions
        .iter()
        .map(|built| (built.version, built.contract.document.clone()))
        .collect();
    Ok(compare_contracts(
        &before,
        &after,
        &read_selection(project)?,
    ))
}

/// Builds everything in memory, and writes nothing.
///
/// # Errors
///
/// Where an input cannot be used.
pub fn rebuild(
    project: &Project,
    options: &Options,
    progress: &mut dyn FnMut(Event<'_>),
) -> Result<Built> {
    let selection = read_selection(project)?;
    let overlays = Overlays::read(&project.root().join(Project::OVERLAYS))?;
    let inputs = inputs::read(project, options, &selection, progress)?;
    build::build(project, &inputs, &selection, &overlays, progress)
}

/// What was cut out for a version, as it stands in `spec/upstream/`.
///
/// # Errors
///
/// Where it cannot be read.
pub fn read_upstream(project: &Project, version: GraphVersion) -> Result<Value> {
    let selection = read_selection(project)?;
    let upstream = inputs::read_upstream(project, version, &selection)?;
    Ok(upstream.slice.document)
}
