//! The checkout under test, what is built from it, and copies of its files that a test may change.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use xtask::build::{Built, build};
use xtask::project::Project;

/// What `cargo xtask regen` makes of the checkout. Nothing is written.
pub(crate) static BUILT: LazyLock<Built> = LazyLock::new(|| {
    let built = build(&project(), None, &mut |_| {});
    built.unwrap_or_else(|error| panic!("{error}"))
});

/// The root of the checkout.
pub(crate) fn root() -> PathBuf {
    let member = Path::new(env!("CARGO_MANIFEST_DIR"));
    member.parent().unwrap().to_owned()
}

/// The checkout, as `cargo xtask` sees it.
pub(crate) fn project() -> Project {
    Project::at(&root())
}

/// The text of a file, by its path from the root.
pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The folder of Microsoft's full documents: `GRAPH_OPENAPI_DIR`, or `../shared/graph-openapi`. A relative path counts from
/// the root of the checkout.
pub(crate) fn documents() -> PathBuf {
    let folder = std::env::var_os("GRAPH_OPENAPI_DIR");
    let folder = root().join(folder.unwrap_or_else(|| "../shared/graph-openapi".into()));
    for document in ["v1.0.yaml", "beta.yaml"].map(|name| folder.join(name)) {
        assert!(
            document.is_file(),
            "there is no {}: set GRAPH_OPENAPI_DIR to a folder with v1.0.yaml and beta.yaml",
            document.display()
        );
    }
    folder
}

/// Copies a file, or a folder with all that is in it. Makes the folders above it.
pub(crate) fn copy(from: &Path, to: &Path) {
    if from.is_file() {
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(from, to).unwrap_or_else(|error| panic!("{}: {error}", from.display()));
        return;
    }
    fs::create_dir_all(to).unwrap();
    let entries = fs::read_dir(from).unwrap_or_else(|error| panic!("{}: {error}", from.display()));
    for entry in entries {
        let name = entry.unwrap().file_name();
        copy(&from.join(&name), &to.join(&name));
    }
}

/// Copies files and folders of the checkout, named by their paths from the root, into another folder.
pub(crate) fn copy_into(folder: &Path, paths: &[&str]) {
    for path in paths {
        copy(&root().join(path), &folder.join(path));
    }
}

/// Runs git in a folder, and returns what it printed.
pub(crate) fn git(folder: &Path, arguments: &[&str]) -> String {
    let mut git = Command::new("git");
    let output = git.current_dir(folder).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// Makes a folder a repository of git with one commit of all that is in it.
pub(crate) fn commit_all(folder: &Path) {
    git(folder, &["init", "--quiet", "--initial-branch=main"]);
    git(folder, &["add", "--all"]);
    let author = ["-c", "user.name=t", "-c", "user.email=t@example.com"];
    git(
        folder,
        &[&author[..], &["commit", "--quiet", "-m", "First"]].concat(),
    );
}

/// The rows of a table: two texts with an arrow between them, each row in a line.
pub(crate) fn rows(table: &str) -> impl Iterator<Item = (&str, &str)> {
    let lines = table.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| {
        let (left, right) = line.rsplit_once("=>").expect("an arrow");
        (left.trim(), right.trim())
    })
}

/// Asserts that a text has these parts in this order. ` … ` stands between parts, for anything.
#[track_caller]
pub(crate) fn assert_says(text: &str, pattern: &str) {
    let missing = missing(text, pattern);
    assert!(
        missing.is_none(),
        "no {} in: {text}",
        missing.unwrap_or_default()
    );
}

/// The first part of a pattern that the text lacks, after those before it.
pub(crate) fn missing<'a>(text: &str, pattern: &'a str) -> Option<&'a str> {
    let mut rest = text;
    pattern
        .split(" … ")
        .find(|part| match rest.split_once(part) {
            Some((_, after)) => {
                rest = after;
                false
            }
            None => true,
        })
}
