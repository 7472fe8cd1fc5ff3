//! `spec/released/`: the contracts, the public API and the versions of the last release.

use std::collections::{BTreeMap, BTreeSet};

use semver::Version;
use toml::Table;

use super::CRATES;
use crate::api;
use crate::change::{ChangeReport, Contracts, compare_contracts};
use crate::error::{Error, Result};
use crate::project::Project;
use crate::read;
use crate::selection::read_selection;
use crate::transaction::OutputFile;
use crate::version::GraphVersion;

const VERSIONS: &str = "spec/released/versions.toml";

/// What a release consists of, as far as callers can see.
pub(super) struct State {
    contracts: BTreeMap<GraphVersion, Vec<u8>>,
    /// The public API of each crate, one item a line.
    pub(super) api: BTreeMap<&'static str, Vec<String>>,
    pub(super) versions: BTreeMap<String, Version>,
    /// The names that each crate depends on; not recorded, for only those of the tree count.
    pub(super) dependencies: BTreeMap<&'static str, BTreeSet<String>>,
}

/// The last release.
pub(super) struct Baseline {
    pub(super) state: State,
}

impl Baseline {
    /// Reads the last release; there may be none yet.
    pub(super) fn read(project: &Project) -> Result<Option<Self>> {
        if !project.root().join(VERSIONS).exists() {
            return Ok(None);
        }
        let versions: BTreeMap<String, Version> = toml::from_str(&project.read_text(VERSIONS)?)
            .map_err(|error| {
                Error::new("the versions of the last release cannot be read")
                    .because(error)
                    .at(VERSIONS)
            })?;
        let api = CRATES.into_iter().map(|name| {
            if !versions.contains_key(name) {
                return Ok((name, Vec::new()));
            }
            let text = project.read_text(&released_api(name))?;
            Ok((name, text.lines().map(str::to_owned).collect()))
        });
        let state = State {
            contracts: contracts(project, released)?,
            api: api.collect::<Result<_>>()?,
            versions,
            dependencies: BTreeMap::new(),
        };
        Ok(Some(Self { state }))
    }
}

impl State {
    /// What a release of the tree would consist of.
    pub(super) fn of_tree(project: &Project) -> Result<Self> {
        let workspace = manifest(project, "Cargo.toml")?;
        let mut api = BTreeMap::new();
        let mut versions = BTreeMap::new();
        let mut dependencies = BTreeMap::new();
        for name in CRATES {
            let file = format!("crates/{name}/Cargo.toml");
            let manifest = manifest(project, &file)?;
            let listed = manifest.get("dependencies").and_then(toml::Value::as_table);
            let names = listed.into_iter().flat_map(Table::keys).cloned();
            dependencies.insert(name, names.collect());
            let own = version_of(&manifest, &["package", "version"]);
            let shared = version_of(&workspace, &["workspace", "package", "version"]);
            let version = own.or(shared).unwrap_or_default();
            let version = Version::parse(&version).map_err(|error| {
                Error::new("the version of a crate cannot be read")
                    .because(error)
                    .at(file)
            })?;
            versions.insert(name.to_owned(), version);
            api.insert(name, api::read(project, name)?);
        }
        Ok(Self {
            contracts: contracts(project, Project::contract)?,
            api,
            versions,
            dependencies,
        })
    }

    /// What changed in the contracts between two states.
    pub(super) fn compare_contracts(&self, now: &Self, project: &Project) -> Result<ChangeReport> {
        let selection = read_selection(project)?;
        Ok(compare_contracts(
            &self.parse(released)?,
            &now.parse(Project::contract)?,
            &selection,
        ))
    }

    fn parse(&self, path: fn(GraphVersion) -> String) -> Result<Contracts> {
        let parse = |(version, bytes): (&GraphVersion, &Vec<u8>)| {
            let contract = read::parse(bytes).map_err(|error| error.in_document(path(*version)))?;
            Ok((*version, contract))
        };
        self.contracts.iter().map(parse).collect()
    }

    /// The files that record this state as the last release.
    pub(super) fn files(&self) -> Result<Vec<OutputFile>> {
        let versions = toml::to_string(&self.versions)
            .map_err(|error| Error::new("the versions cannot be written").because(error))?;
        let mut files = vec![OutputFile::new(VERSIONS, versions)];
        for (version, contract) in &self.contracts {
            files.push(OutputFile::new(released(*version), contract.clone()));
        }
        for (name, lines) in &self.api {
            let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
            files.push(OutputFile::new(released_api(name), text));
        }
        Ok(files)
    }
}

fn released(version: GraphVersion) -> String {
    format!("spec/released/{version}.yaml")
}

fn released_api(name: &str) -> String {
    format!("spec/released/api/{name}.txt")
}

fn contracts(
    project: &Project,
    path: fn(GraphVersion) -> String,
) -> Result<BTreeMap<GraphVersion, Vec<u8>>> {
    let read = |version| Ok((version, project.read(&path(version))?));
    GraphVersion::ALL.into_iter().map(read).collect()
}

fn manifest(project: &Project, file: &str) -> Result<Table> {
    toml::from_str(&project.read_text(file)?).map_err(|error| {
        Error::new("a manifest cannot be read")
            .because(error)
            .at(file)
    })
}

/// The text at the end of a path through a manifest.
fn version_of(manifest: &Table, path: &[&str]) -> Option<String> {
    let (last, tables) = path.split_last()?;
    let mut table = manifest;
    for name in tables {
        table = table.get(*name)?.as_table()?;
    }
    Some(table.get(*last)?.as_str()?.to_owned())
}
