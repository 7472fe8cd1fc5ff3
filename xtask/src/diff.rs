//! `cargo xtask diff`: what changed for callers between any two states of the contracts.

mod revision;

use std::path::Path;

use serde_json::Value;

use crate::change::{ChangeReport, Contracts, compare_contracts};
use crate::error::{Error, Result};
use crate::project::Project;
use crate::read;
use crate::selection::read_selection;
use crate::slice::version_of;
use crate::version::GraphVersion;

use revision::Revision;

/// Compares two states: each a file, a folder with `v1.0.yaml` and `beta.yaml`, a git revision (`REV`), or a file of
/// one (`REV:path`). Without a second one, the first is compared with the contracts of the tree.
///
/// # Errors
///
/// Where a state cannot be read, or the two have no version in common.
pub fn diff(project: &Project, old: &str, new: Option<&str>) -> Result<ChangeReport> {
    let selection = read_selection(project)?;
    let mut before = read_state(project, old)?;
    let after = match new {
        Some(new) => read_state(project, new)?,
        None => read_folder(&project.root().join("spec"))?,
    };
    if before.len() == 1 && after.len() == 1 {
        // Two documents are compared whatever their versions; the report speaks of the second one.
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
        let bytes = std::fs::read(path).map_err(|error| {
            Error::new("the file cannot be read")
                .because(error)
                .at(state)
        })?;
        return Ok(Contracts::from([read_document(&bytes, state)?]));
    }
    let revision = Revision::parse(project.root(), state)?;
    let paths = match &revision.path {
        Some(path) => vec![path.clone()],
        None => GraphVersion::ALL.map(Project::contract).to_vec(),
    };
    let read = |path: &String| read_document(&revision.show(path)?, &format!("{state} ({path})"));
    paths.iter().map(read).collect()
}

fn read_folder(folder: &Path) -> Result<Contracts> {
    let mut contracts = Contracts::new();
    for version in GraphVersion::ALL {
        let file = folder.join(format!("{version}.yaml"));
        if file.is_file() {
            let bytes = std::fs::read(&file).map_err(|error| {
                Error::new("the file cannot be read")
                    .because(error)
                    .at(file.display())
            })?;
            contracts.extend([read_document(&bytes, &file.display().to_string())?]);
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

fn read_document(bytes: &[u8], name: &str) -> Result<(GraphVersion, Value)> {
    let document = read::parse(bytes).map_err(|error| error.in_document(name))?;
    let version = version_of(&document).ok_or_else(|| {
        Error::new("the document does not say which version of Microsoft Graph it describes")
            .at("/servers/0/url")
            .in_document(name)
            .help("compare contracts: spec/v1.0.yaml or spec/beta.yaml")
    })?;
    Ok((version, document))
}
