//! Small crates, and what users see of them.

mod changes;
mod reached;
mod written;

use std::fs;

use super::*;

/// The API of a crate `c` with these files, `lib.rs` first.
fn api(files: &[(&str, &str)]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    for (name, source) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, source).unwrap();
    }
    let modules = read_modules(&folder.path().join(files[0].0)).unwrap();
    lines("c", &modules)
}

fn api_of(source: &str) -> Vec<String> {
    api(&[("lib.rs", source)])
}
