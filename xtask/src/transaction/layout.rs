//! Where a run keeps its own files: the git-ignored folder `.regen` in the project's root, on the file system of its targets.

use std::path::{Path, PathBuf};

pub(super) const FOLDER: &str = ".regen";
pub(super) const LOCK: &str = ".regen/lock";
pub(super) const JOURNAL: &str = ".regen/journal.json";
pub(super) const UNFINISHED_JOURNAL: &str = ".regen/journal.json.new";
pub(super) const STAGE: &str = ".regen/stage";

/// A path with forward slashes, below the root: component by component, because Windows' verbatim paths know no forward slash.
pub(super) fn locate(root: &Path, path: &str) -> PathBuf {
    let mut located = root.to_path_buf();
    located.extend(path.split('/'));
    located
}

/// The staged file of the journal's entry `index`. The name is not in the journal: what is not written cannot be wrong.
pub(super) fn staged(index: usize) -> String {
    format!("{STAGE}/{index}")
}
