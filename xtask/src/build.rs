//! Builds every output of `cargo xtask regen` in memory, and writes nothing.

mod inputs;

use std::rc::Rc;

use serde_json::Value;

use crate::change::{Clients, Contracts};
use crate::contract::{self, Contract, Overlays, Refusal};
use crate::error::{Error, Result};
use crate::generate::generate;
use crate::lower::{Lowered, lower};
use crate::map;
use crate::project::Project;
use crate::selection::{Selection, read_selection};
use crate::slice::Absent;
use crate::snapshots::{Snapshot, snapshots_of_items};
use crate::source::Request;
use crate::threads::for_each_at_once;
use crate::upstream_lock::UpstreamLock;
use crate::version::GraphVersion;
use crate::write::OutputFile;
use crate::yaml;

pub use inputs::{Event, Reading};
use inputs::{Inputs, VersionSlice};

/// Everything that was built.
pub struct Built {
    /// The full documents that were read.
    pub readings: Vec<Reading>,
    /// One entry for each version.
    pub versions: Vec<BuiltVersion>,
    /// All output files, in the order in which they are written.
    pub files: Vec<OutputFile>,
}

/// What was built for a version.
pub struct BuiltVersion {
    /// The version.
    pub version: GraphVersion,
    /// What Microsoft says about the kept operations.
    pub upstream: Value,
    /// The contract.
    pub contract: Contract,
    /// The document that progenitor got.
    pub lowered: Lowered,
    /// The generated client.
    pub source: String,
    /// The snapshots of its types and methods.
    pub items: Vec<Snapshot>,
}

/// The contracts of what was built.
pub(crate) fn contracts_of(versions: &[BuiltVersion]) -> Contracts {
    let contracts = versions.iter();
    contracts
        .map(|built| (built.version, built.contract.document.clone()))
        .collect()
}

/// Builds everything from full documents, or from `spec/upstream/` if there is no request for documents.
///
/// # Errors
///
/// Returns an error if an input cannot be used.
pub fn build(
    project: &Project,
    request: Option<&Request>,
    progress: &mut dyn FnMut(Event<'_>),
) -> Result<Built> {
    build_with_clients(project, request, progress).map(|(built, _)| built)
}

/// The same, with the clients, which cannot be sent to another thread.
pub(crate) fn build_with_clients(
    project: &Project,
    request: Option<&Request>,
    progress: &mut dyn FnMut(Event<'_>),
) -> Result<(Built, Clients)> {
    let selection = read_selection(project)?;
    let overlays = Overlays::read(&project.root().join(Project::OVERLAYS))?;
    let inputs = inputs::read(project, request, &selection, progress)?;
    inputs::report_added(project, &inputs.slices, progress);
    let contracts = contracts(&inputs, &selection, &overlays)?;
    let mut versions = Vec::new();
    let mut clients = Clients::new();
    for (input, contract) in inputs.slices.iter().zip(contracts) {
        let version = input.version;
        progress(Event::Generating(version));
        let in_contract = |error: Error| error.in_document(Project::contract(version));
        let lowered = lower(&contract.document, &selection).map_err(in_contract)?;
        let client = generate(&lowered, version).map_err(in_contract)?;
        let written = match clients.get(&GraphVersion::V1_0) {
            Some(v1) => client.sharing_types_of(v1),
            None => client.clone(),
        };
        versions.push(BuiltVersion {
            version,
            upstream: input.slice.document.clone(),
            contract,
            lowered,
            source: written.source(),
            items: snapshots_of_items(written, version)?,
        });
        clients.insert(version, Rc::new(client));
    }
    let files = files(&versions, &inputs.lock, project, &selection)?;
    let built = Built {
        readings: inputs.readings,
        versions,
        files,
    };
    Ok((built, clients))
}

/// What Microsoft says about the kept operations of a version, as it stands in `spec/upstream/`.
///
/// # Errors
///
/// Returns an error if it cannot be read.
pub fn read_upstream(project: &Project, version: GraphVersion) -> Result<Value> {
    let selection = read_selection(project)?;
    let upstream = inputs::read_upstream(project, version, &selection)?;
    Ok(upstream.slice.document)
}

/// The contracts of both versions. One error lists everything that is absent from either.
fn contracts(inputs: &Inputs, selection: &Selection, overlays: &Overlays) -> Result<Vec<Contract>> {
    let mut contracts = Vec::new();
    let mut absent = Vec::new();
    let built = for_each_at_once(&inputs.slices, |input| {
        contract::build(&input.slice, input.version, selection, overlays)
    });
    for (input, contract) in inputs.slices.iter().zip(built) {
        match contract {
            Ok(contract) => contracts.push(contract),
            Err(Refusal::Absent(operations)) => {
                absent.extend(operations.into_iter().map(|entry| (input, entry)))
            }
            Err(Refusal::Error(error)) => return Err(error.in_document(&input.document)),
        }
    }
    if absent.is_empty() {
        Ok(contracts)
    } else {
        Err(refuse_absent(&absent))
    }
}

/// One line for each path that lacks operations, with all its missing methods.
fn refuse_absent(absent: &[(&VersionSlice, Absent)]) -> Error {
    let mut lines: Vec<String> = Vec::new();
    for lacking in absent.chunk_by(|(_, one), (_, next)| one.same_path(next)) {
        let (input, first) = &lacking[0];
        let methods: Vec<_> = lacking
            .iter()
            .map(|(_, entry)| entry.method.as_str())
            .collect();
        let (version, path) = (first.version, &first.path);
        let instead = if input.full {
            format!(" ({})", first.instead)
        } else {
            String::new()
        };
        lines.push(format!(
            "    {version}: {} {path}{instead}, in {}",
            methods.join(", "),
            input.document
        ));
    }
    let help = if absent.iter().any(|(input, _)| !input.full) {
        "spec/upstream/ holds what was selected when it was made: run `cargo xtask regen --from FOLDER` with Microsoft's \
         documents, or correct spec/selection.toml"
    } else {
        "correct spec/selection.toml, or add a correction in spec/overlays/corrections"
    };
    Error::new(format!(
        "selected operations are not there:\n{}",
        lines.join("\n")
    ))
    .help(help)
}

fn files(
    versions: &[BuiltVersion],
    lock: &UpstreamLock,
    project: &Project,
    selection: &Selection,
) -> Result<Vec<OutputFile>> {
    let mut files = Vec::new();
    for built in versions {
        let version = built.version;
        let upstream = yaml::write(&built.upstream, &upstream_comment(version))?;
        let contract = yaml::write(&built.contract.document, &contract_comment(version))?;
        files.push(OutputFile::new(Project::upstream(version), upstream));
        files.push(OutputFile::new(
            Project::contract(version),
            contract.clone(),
        ));
        files.push(OutputFile::new(Project::fake_contract(version), contract));
        files.push(OutputFile::new(
            Project::generated(version),
            built.source.as_bytes(),
        ));
    }
    files.extend(page_with_map(versions, project, selection)?);
    // Last: until it is written, it says that the tree is not yet made from the new documents.
    files.push(OutputFile::new(UpstreamLock::FILE, lock.to_toml()?));
    Ok(files)
}

/// The page that shows the map, if the project has it. Without the lines around the map, it would silently stay as it is.
fn page_with_map(
    versions: &[BuiltVersion],
    project: &Project,
    selection: &Selection,
) -> Result<Option<OutputFile>> {
    let Ok(page) = project.read_text(map::PAGE) else {
        return Ok(None);
    };
    let drawing = map::draw_contracts(&contracts_of(versions), selection);
    let page = map::redraw(&page, &drawing).ok_or_else(|| {
        Error::new("the page has no place for the map")
            .at(map::PAGE)
            .help(format!(
                "put these lines where the map belongs: {} and {}",
                map::BEGIN,
                map::END
            ))
    })?;
    Ok(Some(OutputFile::new(map::PAGE, page)))
}

fn upstream_comment(version: GraphVersion) -> String {
    format!(
        "What Microsoft says about the kept operations of Microsoft Graph {version}, without prose.\n\
         @generated by `cargo xtask regen --from DOCUMENTS`. Do not edit it: corrections are overlays, see spec/overlays.\n\
         Derived from the OpenAPI documents of microsoftgraph/msgraph-metadata, Copyright (c) Microsoft Corporation, MIT License."
    )
}

fn contract_comment(version: GraphVersion) -> String {
    format!(
        "The contract of the kept operations of Microsoft Graph {version}: spec/upstream/{version}.yaml with spec/overlays.\n\
         @generated by `cargo xtask regen`. Do not edit it.\n\
         Derived from the OpenAPI documents of microsoftgraph/msgraph-metadata, Copyright (c) Microsoft Corporation, MIT License."
    )
}
