//! The documents of a folder: two files, or a checkout of msgraph-metadata.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::version::GraphVersion;

const EXTENSIONS: [&str; 3] = ["yaml", "yml", "json"];

/// The names that the document of a version can have in a folder.
pub(super) fn names(version: GraphVersion) -> impl Iterator<Item = String> {
    let flat = EXTENSIONS
        .into_iter()
        .map(move |extension| format!("{version}.{extension}"));
    let published = EXTENSIONS
        .into_iter()
        .map(move |extension| format!("openapi/{version}/openapi.{extension}"));
    flat.chain(published)
}

/// Finds the document of a version in a folder.
pub(super) fn find(folder: &Path, version: GraphVersion) -> Result<Option<PathBuf>> {
    let mut found = Vec::new();
    for name in names(version) {
        if is_file(&folder.join(&name))? {
            found.push(name);
        }
    }
    match found.as_slice() {
        [] => Ok(None),
        [name] => Ok(Some(folder.join(name))),
        several => Err(Error::new(format!(
            "more than one document for {version}: {}",
            several.join(", ")
        ))
        .at(folder.display())
        .help(format!(
            "pass one of them as a file: `--from <FILE> --version {version}`"
        ))),
    }
}

fn is_file(path: &Path) -> Result<bool> {
    match fs::metadata(path) {
        Ok(metadata) => Ok(metadata.is_file()),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Ok(false)
        }
        Err(error) => Err(Error::new("a folder of `--from` cannot be searched")
            .at(path.display())
            .because(error)),
    }
}
