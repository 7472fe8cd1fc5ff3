//! The contracts that a run compares its own with.

use serde_json::Value;

use crate::change::Contracts;
use crate::diff::{Revision, read_contract};
use crate::error::{Error, Result};
use crate::project::Project;
use crate::version::GraphVersion;

/// The contracts of the last commit, so that the report says what a pull request changes, however often `regen` ran for it.
///
/// Without git, or before a contract is committed, that of the tree takes its place. A damaged contract is left out: the report
/// says that its version was not compared.
pub(super) fn read(project: &Project) -> Contracts {
    let head = Revision::parse(project.root(), "HEAD").ok();
    let read = |version: GraphVersion| {
        let path = Project::contract(version);
        let committed = head.as_ref().and_then(|head| head.show(&path).ok());
        let bytes = committed.or_else(|| project.read(&path).ok())?;
        Some((version, contract(&bytes, version).ok()?))
    };
    GraphVersion::ALL.into_iter().filter_map(read).collect()
}

/// The contracts of the tree that cannot be read, each with its path and the reason.
pub(super) fn damaged(project: &Project) -> Vec<(String, Error)> {
    let check = |version: GraphVersion| {
        let path = Project::contract(version);
        let bytes = project.read(&path).ok()?;
        let error = contract(&bytes, version).err()?;
        Some((path, error))
    };
    GraphVersion::ALL.into_iter().filter_map(check).collect()
}

fn contract(bytes: &[u8], version: GraphVersion) -> Result<Value> {
    match read_contract(bytes, &Project::contract(version))? {
        (found, document) if found == version => Ok(document),
        (found, _) => Err(Error::new(format!("the contract describes {found}"))),
    }
}
