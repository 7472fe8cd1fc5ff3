//! The checkout under test, and copies of it that a test may change.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{fs, io};

use xtask::GraphVersion;
use xtask::client_surface::Surface;
use xtask::project::Project;

/// The root of the checkout.
pub fn root() -> PathBuf {
    let member = Path::new(env!("CARGO_MANIFEST_DIR"));
    member
        .parent()
        .expect("the member lies in the workspace")
        .to_owned()
}

/// The checkout, as `cargo xtask` sees it.
pub fn project() -> Project {
    Project::at(&root())
}

/// The surface of the committed client of a version.
pub fn surface(version: GraphVersion) -> Surface {
    let source = project().read_text(&Project::generated(version));
    let surface = source.and_then(|source| Surface::parse(&source));
    surface.unwrap_or_else(|error| panic!("{error}"))
}

/// Copies files and folders, named by their paths from the root, into a folder.
pub fn copy_into(folder: &Path, paths: &[&str]) {
    for path in paths {
        let from = path.split('/').fold(root(), |way, part| way.join(part));
        let to = path
            .split('/')
            .fold(folder.to_owned(), |way, part| way.join(part));
        copy(&from, &to);
    }
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        for name in names_in(from) {
            copy(&from.join(&name), &to.join(&name));
        }
        return;
    }
    let folder = to.parent().expect("a file lies in a folder");
    let copied = fs::create_dir_all(folder).and_then(|()| fs::copy(from, to));
    copied.unwrap_or_else(|error| panic!("{}: {error}", from.display()));
}

/// All files below a folder, in order.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for name in names_in(folder) {
        let path = folder.join(name);
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files
}

fn names_in(folder: &Path) -> Vec<OsString> {
    let entries = fs::read_dir(folder).and_then(|entries| {
        entries
            .map(|entry| entry.map(|entry| entry.file_name()))
            .collect::<io::Result<Vec<_>>>()
    });
    let mut names = entries.unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    names.sort();
    names
}
