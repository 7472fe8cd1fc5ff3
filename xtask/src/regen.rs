//! `cargo xtask regen`: from documents to contracts and client crates. Everything is built and checked in memory; then the tree
//! is written, or compared.

mod baseline;
mod findings;
mod report;

use std::time::Instant;

use crate::build::{Event, build_with_clients, contracts_of};
use crate::change::{compare_clients, generate_clients};
use crate::contract::Finding;
use crate::error::Result;
use crate::project::Project;
use crate::selection::read_selection;
use crate::snapshots::{self, Review, Snapshot};
use crate::source;
use crate::write::{TreeLock, compare, write};

use baseline::Baseline;
pub use report::Report;

/// What a run does, as the command line says it.
#[derive(Debug, Default, clap::Args)]
pub struct Options {
    /// Full documents to make `spec/upstream/` from. Without them, it is taken as it is.
    #[command(flatten)]
    pub from: Option<source::Request>,

    /// Write nothing; list the files that would change, and exit with 1 if there are any
    #[arg(long)]
    pub check: bool,

    /// Write the snapshots of what is generated too (spec/snapshots/), for review with git
    #[arg(long, conflicts_with = "check")]
    pub accept: bool,
}

/// Rebuilds everything that is generated.
///
/// # Errors
///
/// Returns an error if an input cannot be used, if another run is at work, or if a file cannot be written.
pub fn regen(
    project: &Project,
    options: &Options,
    progress: &mut dyn FnMut(Event<'_>),
) -> Result<Report> {
    let started = Instant::now();
    let lock = if options.check {
        None
    } else {
        Some(TreeLock::acquire(project.root())?)
    };
    let (built, clients) = build_with_clients(project, options.from.as_ref(), progress)?;
    let after = contracts_of(&built.versions);
    let Baseline {
        contracts: before,
        damaged,
    } = baseline::read(project, &after, &built.files);
    let selection = read_selection(project)?;
    let was = generate_clients(&before, &selection, Some((&after, &clients)));
    let mut changes = compare_clients((&before, &was), (&after, &clients), &selection);
    let mut snapshots = Review::of(project, snapshots::snapshots(&built.versions)?);
    let mut files = built.files;
    if options.accept {
        files.extend(snapshots.files());
    }
    let mut differences = match &lock {
        Some(lock) => write(lock, &files)?,
        None => compare(project.root(), &files)?,
    };
    if options.accept {
        snapshots.accept(project)?;
        differences.retain(|difference| !difference.path.starts_with(Snapshot::FOLDER));
    }
    let versions = built.versions.iter();
    let findings: Vec<Finding> = versions
        .clone()
        .flat_map(|version| version.contract.findings.clone())
        .collect();
    changes.findings = findings::sentences(&findings);
    Ok(Report {
        readings: built.readings,
        versions: versions.map(report::VersionReport::of).collect(),
        check: options.check,
        changes,
        from: options.from.is_some(),
        damaged,
        differences,
        findings,
        snapshots,
        time: started.elapsed(),
    })
}
