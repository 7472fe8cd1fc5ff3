//! The contracts that a run compares its own with.

use serde_json::Value;

use crate::change::Contracts;
use crate::diff::{Revision, read_contract};
use crate::error::{Error, Result};
use crate::project::Project;
use crate::version::GraphVersion;
use crate::write::OutputFile;

/// The contracts that a run compares its own with, and those of the tree that cannot be read.
#[derive(Default)]
pub(super) struct Baseline {
    /// The contracts of the last commit, so that the report says what a pull request changes, however often `regen` ran for it.
    ///
    /// Without git, or before a contract is committed, that of the tree takes its place. A damaged contract is left out: the
    /// report says that its version was not compared.
    pub(super) contracts: Contracts,
    /// The contracts of the tree that cannot be read, each with its path and the reason.
    pub(super) damaged: Vec<(String, Error)>,
}

/// Reads the baseline of a run that has built these contracts, and their files.
pub(super) fn read(project: &Project, built: &Contracts, files: &[OutputFile]) -> Baseline {
    let head = Revision::parse(project.root(), "HEAD").ok();
    let mut baseline = Baseline::default();
    for (version, built) in built {
        let path = Project::contract(*version);
        let file = files.iter().find(|file| file.path == path);
        // Most runs change nothing, and need not parse anything again.
        let is_built = |bytes: &[u8]| file.is_some_and(|file| file.bytes == bytes);
        let of_tree = project.read(&path).ok();
        let of_head = head.as_ref().and_then(|head| head.show(&path).ok());
        let before = match of_head.as_ref().or(of_tree.as_ref()) {
            Some(bytes) if is_built(bytes) => Some(built.clone()),
            Some(bytes) => contract(bytes, *version).ok(),
            None => None,
        };
        baseline
            .contracts
            .extend(before.map(|before| (*version, before)));
        if let Some(bytes) = of_tree.filter(|bytes| !is_built(bytes))
            && let Err(error) = contract(&bytes, *version)
        {
            baseline.damaged.push((path, error));
        }
    }
    baseline
}

fn contract(bytes: &[u8], version: GraphVersion) -> Result<Value> {
    match read_contract(bytes, &Project::contract(version))? {
        (found, document) if found == version => Ok(document),
        (found, _) => Err(Error::new(format!("the contract describes {found}"))),
    }
}
