//! The project that the tests write to: before a run, after it, and what is in it now.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::Path;

use tempfile::TempDir;
use xtask::transaction::OutputFile;

/// Everything below a folder, with empty folders and `.regen`.
pub(crate) type Snapshot = BTreeMap<String, Item>;

#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Item {
    Folder,
    File { bytes: Vec<u8>, mode: u32 },
}

/// Large files would hide what differs.
impl fmt::Debug for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder => f.write_str("folder"),
            Self::File { bytes, mode } => {
                let start = String::from_utf8_lossy(&bytes[..bytes.len().min(12)]);
                write!(f, "{} bytes, mode {mode:o}: {start:?}", bytes.len())
            }
        }
    }
}

fn long(word: &str) -> Vec<u8> {
    word.repeat(5_000).into_bytes()
}

/// The outputs as they are before, with their modes. `None`: not there yet.
fn before() -> Vec<(&'static str, Option<Vec<u8>>, u32)> {
    vec![
        ("spec/v1.0.yaml", Some(long("old v1.0\n")), 0o644),
        ("spec/same.yaml", Some(long("the same\n")), 0o644),
        ("spec/emptied.yaml", Some(b"not empty".to_vec()), 0o644),
        ("spec/filled.yaml", Some(Vec::new()), 0o644),
        ("crates/v1/src/generated.rs", Some(long("// old\n")), 0o755),
        ("crates/beta/src/generated.rs", None, 0o644),
        ("lock.toml", Some(b"old = true\n".to_vec()), 0o600),
    ]
}

/// What a run shall write.
pub(crate) fn new_files() -> Vec<OutputFile> {
    vec![
        OutputFile::new("spec/v1.0.yaml", long("new v1.0\n")),
        OutputFile::new("spec/same.yaml", long("the same\n")),
        OutputFile::new("spec/emptied.yaml", ""),
        OutputFile::new("spec/filled.yaml", "no longer empty"),
        OutputFile::new("crates/v1/src/generated.rs", long("// newer\n")),
        OutputFile::new("crates/beta/src/generated.rs", long("// first\n")),
        OutputFile::new("lock.toml", "new = true\n"),
    ]
}

/// The outputs that differ, in their order.
pub(crate) const CHANGED: [&str; 6] = [
    "spec/v1.0.yaml",
    "spec/emptied.yaml",
    "spec/filled.yaml",
    "crates/v1/src/generated.rs",
    "crates/beta/src/generated.rs",
    "lock.toml",
];

/// A project before the run.
pub(crate) fn old_tree() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    put(dir.path(), "README.md", b"by hand\n", 0o644);
    for (path, bytes, mode) in before() {
        if let Some(bytes) = bytes {
            put(dir.path(), path, &bytes, mode);
        }
    }
    dir
}

pub(crate) fn old_state() -> Snapshot {
    snapshot(old_tree().path())
}

/// The project after the run, made without the code under test.
pub(crate) fn new_state() -> Snapshot {
    let dir = old_tree();
    for (file, (path, _, mode)) in new_files().iter().zip(before()) {
        assert_eq!(file.path, path);
        put(dir.path(), path, &file.bytes, mode);
    }
    snapshot(dir.path())
}

fn put(root: &Path, path: &str, bytes: &[u8], mode: u32) {
    let place = root.join(path);
    fs::create_dir_all(place.parent().unwrap()).unwrap();
    fs::write(&place, bytes).unwrap();
    set_mode(&place, mode);
}

#[cfg(unix)]
pub(crate) fn set_mode(place: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(place, fs::Permissions::from_mode(mode)).unwrap();
}

#[cfg(not(unix))]
pub(crate) fn set_mode(_: &Path, _: u32) {}

#[cfg(unix)]
fn mode(place: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    place.symlink_metadata().unwrap().permissions().mode() & 0o7777
}

#[cfg(not(unix))]
fn mode(_: &Path) -> u32 {
    0
}

pub(crate) fn snapshot(root: &Path) -> Snapshot {
    let mut items = Snapshot::new();
    collect(root, "", &mut items);
    // Where the lock file cannot be removed safely it stays, and means nothing.
    if cfg!(not(unix)) && items.remove(".regen/lock").is_some() && only_folder_left(&items) {
        items.remove(".regen");
    }
    items
}

fn only_folder_left(items: &Snapshot) -> bool {
    !items.keys().any(|path| path.starts_with(".regen/"))
}

fn collect(folder: &Path, prefix: &str, items: &mut Snapshot) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            collect(&entry.path(), &format!("{path}/"), items);
            items.insert(path, Item::Folder);
        } else {
            let bytes = fs::read(entry.path()).unwrap();
            let mode = mode(&entry.path());
            items.insert(path, Item::File { bytes, mode });
        }
    }
}

/// A copy of a project in the state it is in, for another way on from here.
pub(crate) fn copy(root: &Path) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (path, item) in snapshot(root) {
        match item {
            Item::Folder => fs::create_dir_all(dir.path().join(path)).unwrap(),
            Item::File { bytes, mode } => put(dir.path(), &path, &bytes, mode),
        }
    }
    dir
}

/// Asserts that each output is as before or as after, whole.
pub(crate) fn assert_no_file_is_torn(root: &Path, context: &str) {
    let (now, old, new) = (snapshot(root), old_state(), new_state());
    for path in new.keys() {
        let item = now.get(path);
        let is_whole = item == old.get(path) || item == new.get(path);
        assert!(is_whole, "{context}: {path} is {item:?}");
    }
}
