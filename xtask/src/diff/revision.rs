//! Files of a git revision, read through `git`.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::error::{Error, Result};

/// A revision, and the file of it that was asked for, if any.
pub(crate) struct Revision {
    root: PathBuf,
    commit: String,
    pub(super) path: Option<String>,
}

impl Revision {
    /// Finds `REV` or `REV:path`, with the path from the root of the project.
    pub(crate) fn parse(root: &Path, text: &str) -> Result<Self> {
        let (revision, path) = match text.split_once(':') {
            Some((revision, path)) => (revision, Some(path.to_owned())),
            None => (text, None),
        };
        let commit = format!("{revision}^{{commit}}");
        let arguments = [
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &commit,
        ];
        let found = git(root, &arguments)?.ok_or_else(|| {
            Error::new(format!(
                "`{}` is neither a file, a folder nor a git revision",
                text.escape_debug()
            ))
            .help("name a contract (spec/beta.yaml), a folder with contracts, `REV` or `REV:path`")
        })?;
        Ok(Self {
            root: root.to_owned(),
            commit: String::from_utf8_lossy(&found).trim().to_owned(),
            path,
        })
    }

    /// Returns a file of the revision.
    pub(crate) fn show(&self, path: &str) -> Result<Vec<u8>> {
        let object = format!("{}:./{path}", self.commit);
        git(&self.root, &["show", "--end-of-options", &object])?.ok_or_else(|| {
            Error::new("the revision does not have this file")
                .at(format!("{}:{path}", self.commit))
                .help("name a revision in which the contracts were committed")
        })
    }
}

/// Returns what git prints, or `None` if it fails.
fn git(root: &Path, arguments: &[&str]) -> Result<Option<Vec<u8>>> {
    let output = Command::new("git")
        .arg("-C")
        .arg(root)
        .args(arguments)
        .output()
        .map_err(|error| {
            Error::new("git cannot be run")
                .because(error)
                .help("install git, or compare files")
        })?;
    Ok(output.status.success().then_some(output.stdout))
}
