//! `cargo xtask diff`: what changed for callers between any two states of the contracts.

mod revision;

use std::path::Path;

use openapiv3::OpenAPI;
use serde::Deserialize as _;
use serde_json::Value;

use crate::change::{ChangeReport, Contracts, compare_contracts};
use crate::error::{Error, Result};
use crate::project::Project;
use crate::read;
use crate::selection::read_selection;
use crate::slice::version_of;
use crate::version::GraphVersion;

pub(crate) use revision::Revision;

/// Compares two states. A state is a file, a folder with `v1.0.yaml` and `beta.yaml`, a git revision (`REV`), or a file of a
/// revision (`REV:path`). Without a second state, the first is compared with the contracts of the tree.
///
/// # Errors
///
/// Returns an error if a state cannot be read, or if the two have no version in common.
pub fn diff(project: &Project, old: &str, new: Option<&str>) -> Result<ChangeReport> {
    let selection = read_selection(project)?;
    let mut before = read_state(project, old)?;
    let after = match new {
        Some(new) => read_state(project, new)?,
        None => read_folder(&project.root().join("spec"))?,
    };
    if before.len() == 1 && after.len() == 1 {
        // Two documents are compared even if they describe different versions; the report names that of the second.
        before = before
            .into_values()
            .zip(after.keys())
            .map(|(was, now)| (*now, was))
            .collect();
    }
    let after: Contracts = after
        .into_iter()
        .filter(|(version, _)| before.contains_key(version))
        .collect();
    if after.is_empty() {
        return Err(Error::new("the two have no version in common").at(old));
    }
    Ok(compare_contracts(&before, &after, &selection))
}

fn read_state(project: &Project, state: &str) -> Result<Contracts> {
    let path = Path::new(state);
    if path.is_dir() {
        return read_folder(path);
    }
    if path.is_file() {
        return Ok(Contracts::from([read_file(path)?]));
    }
    let revision = Revision::parse(project.root(), state)?;
    let paths = match &revision.path {
        Some(path) => vec![path.clone()],
        None => GraphVersion::ALL.map(Project::contract).to_vec(),
    };
    let read = |path: &String| read_contract(&revision.show(path)?, &format!("{state} ({path})"));
    paths.iter().map(read).collect()
}

fn read_folder(folder: &Path) -> Result<Contracts> {
    let mut contracts = Contracts::new();
    for version in GraphVersion::ALL {
        let file = folder.join(format!("{version}.yaml"));
        if file.is_file() {
            contracts.extend([read_file(&file)?]);
        }
    }
    if contracts.is_empty() {
        return Err(
            Error::new("the folder has no contract: neither v1.0.yaml nor beta.yaml")
                .at(folder.display()),
        );
    }
    Ok(contracts)
}

fn read_file(file: &Path) -> Result<(GraphVersion, Value)> {
    let name = file.display().to_string();
    let bytes = std::fs::read(file).map_err(|error| {
        Error::new("the file cannot be read")
            .because(error)
            .at(&name)
    })?;
    read_contract(&bytes, &name)
}

/// Reads a contract, and refuses a document that is damaged or not an OpenAPI document: comparing relies on its shape.
pub(crate) fn read_contract(bytes: &[u8], name: &str) -> Result<(GraphVersion, Value)> {
    let help = "compare contracts: spec/v1.0.yaml or spec/beta.yaml";
    let document = read::parse(bytes).map_err(|e| e.in_document(name).help_instead(help))?;
    let version = version_of(&document).ok_or_else(|| {
        Error::new("the document does not say which version of Microsoft Graph it describes")
            .at("/servers/0/url")
            .in_document(name)
            .help(help)
    })?;
    if let Err(error) = OpenAPI::deserialize(&document) {
        return Err(Error::new("the document is not an OpenAPI 3.0 document")
            .because(error)
            .at(name)
            .help(help));
    }
    Ok((version, document))
}
