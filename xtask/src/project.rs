//! The files of the project that are read and written.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::version::GraphVersion;

/// The root of a checkout.
#[derive(Clone, Debug)]
pub struct Project {
    root: PathBuf,
}

impl Project {
    /// The path of the file that says which operations are kept, from the root.
    pub const SELECTION: &str = "spec/selection.toml";
    /// The path of the folder of the overlays, from the root.
    pub const OVERLAYS: &str = "spec/overlays";

    /// Finds the project that `folder` is in.
    ///
    /// # Errors
    ///
    /// Returns an error if neither it nor a folder above it is the root of this project.
    pub fn find(folder: &Path) -> Result<Self> {
        let root = folder
            .ancestors()
            .find(|folder| folder.join(Self::SELECTION).is_file());
        root.map(Self::at).ok_or_else(|| {
            Error::new(format!("no {} here or in a folder above", Self::SELECTION))
                .help("run the command inside a checkout of the project")
        })
    }

    /// The project with this root.
    pub fn at(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
        }
    }

    /// The root.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The path of what Microsoft says about the kept operations, from the root.
    pub fn upstream(version: GraphVersion) -> String {
        format!("spec/upstream/{version}.yaml")
    }

    /// The path of the contract, from the root.
    pub fn contract(version: GraphVersion) -> String {
        format!("spec/{version}.yaml")
    }

    /// The path of the generated client, from the root.
    pub fn generated(version: GraphVersion) -> String {
        format!("crates/{}/src/generated.rs", version.crate_name())
    }

    /// The path of the fake service's copy of the contract, from the root.
    pub fn fake_contract(version: GraphVersion) -> String {
        format!("crates/msgraph-identity-fake/contracts/{version}.yaml")
    }

    /// Reads a file by its path from the root.
    ///
    /// # Errors
    ///
    /// Returns an error if it cannot be read.
    pub fn read(&self, path: &str) -> Result<Vec<u8>> {
        fs::read(self.root.join(path))
            .map_err(|error| Error::new("a file cannot be read").because(error).at(path))
    }

    /// Reads a text file by its path from the root.
    ///
    /// # Errors
    ///
    /// Returns an error if it cannot be read, or if it is not UTF-8.
    pub fn read_text(&self, path: &str) -> Result<String> {
        String::from_utf8(self.read(path)?)
            .map_err(|error| Error::new("a file is not UTF-8").because(error).at(path))
    }
}
