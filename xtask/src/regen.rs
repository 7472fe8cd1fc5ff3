//! `cargo xtask regen`: from documents to contracts and client crates. Everything is built and checked in memory;
//! then the tree is written, or compared.

mod findings;
mod report;

use std::time::Instant;

use crate::build::{Built, Event, build};
use crate::change::{ChangeReport, Contracts, compare_contracts};
use crate::contract::Finding;
use crate::error::Result;
use crate::project::Project;
use crate::read;
use crate::selection::read_selection;
use crate::snapshots;
use crate::source;
use crate::transaction::{self, Pending, Recovery};
use crate::version::GraphVersion;

pub use report::Report;

/// What a run does.
#[derive(Debug, Default)]
pub struct Options {
    /// Full documents to make `spec/upstream/` from. Without them, it is taken as it is.
    pub from: Option<source::Request>,
    /// Write nothing, and list what differs.
    pub check: bool,
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

    let built = build(project, options.from.as_ref(), progress)?;
    let changes = compare_with_tree(project, &built)?;
    let snapshots = snapshots::differing(project, &snapshots::snapshots(&built.versions)?);
    let differences = match run {
        Some(run) => run.commit(&built.files)?,
        None => transaction::compare(project.root(), &built.files)?,
    };
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
