//! Copies of this project in which everything is up to date, and the program run in them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::time::SystemTime;

use tempfile::TempDir;

use crate::checkout::{copy, copy_into, missing};

/// The outputs of a version that a reviewer sees, and the file with all its code.
pub(crate) const UPSTREAM: &str = "spec/upstream/v1.0.yaml";
pub(crate) const CONTRACT: &str = "spec/v1.0.yaml";
pub(crate) const GENERATED: &str = "crates/msgraph-identity-v1/src/generated.rs";
pub(crate) const LOCK: &str = "spec/upstream.lock.toml";
pub(crate) const SELECTION: &str = "spec/selection.toml";

/// What regenerating starts from.
pub(crate) const INPUTS: [&str; 4] = [SELECTION, LOCK, "spec/overlays", "spec/upstream"];

/// Built once, from the inputs of this checkout; every test gets a copy.
static WHOLE: LazyLock<Project> = LazyLock::new(|| {
    let project = Project::empty();
    copy_into(&project.root(), &INPUTS);
    project.regen(&[]).assert_done();
    project
});

/// The same with a third of the operations and without documentation: a run takes a fraction of the time.
static SMALL: LazyLock<Project> = LazyLock::new(|| {
    let project = Project::empty();
    copy_into(&project.root(), &INPUTS);
    project.edit(SELECTION, |text| {
        let kept = [
            "\"/identity/apiConnectors",
            "/identitySynchronization",
            "[parameters]",
            "[[polymorphic]]",
        ];
        let is_kept = |entry: &&str| kept.iter().any(|part| entry.contains(part));
        let entries: Vec<&str> = text.split("\n\n").filter(is_kept).collect();
        let unused = "b2xIdentityUserFlow-id = \"user_flow_id\"\n";
        entries.join("\n\n").replace(unused, "")
    });
    let others = "api-connector-configuration beta cross default deleted directory find is- partner tenant-r user";
    let corrections = project.path("spec/overlays/corrections");
    for file in fs::read_dir(corrections).unwrap() {
        let file = file.unwrap();
        let name = file.file_name().into_string().unwrap();
        if others.split(' ').any(|start| name.starts_with(start)) {
            fs::remove_file(file.path()).unwrap();
        }
    }
    fs::remove_dir_all(project.path("spec/overlays/documentation")).unwrap();
    project.regen(&[]).assert_done();
    project
});

/// A project in a temporary folder, with room beside it.
pub(crate) struct Project {
    folder: TempDir,
}

impl Project {
    fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("project/spec")).unwrap();
        Self { folder }
    }

    /// A copy of the project with a few of its operations.
    pub(crate) fn new() -> Self {
        SMALL.copy()
    }

    /// A copy of the project with all its operations.
    pub(crate) fn whole() -> Self {
        WHOLE.copy()
    }

    fn copy(&self) -> Self {
        let project = Self::empty();
        copy(&self.root(), &project.root());
        project
    }

    pub(crate) fn root(&self) -> PathBuf {
        self.folder.path().join("project")
    }

    pub(crate) fn path(&self, file: &str) -> PathBuf {
        self.root().join(file)
    }

    /// Puts a file beside the project, to read a full document from.
    pub(crate) fn put(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }

    pub(crate) fn edit(&self, path: &str, change: impl FnOnce(String) -> String) {
        let text = self.read(path);
        fs::write(self.path(path), change(text)).unwrap();
    }

    /// Replaces a text in a file, all of it. It must be there.
    #[track_caller]
    pub(crate) fn replace(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{path} has no {from}");
        fs::write(self.path(path), text.replace(from, to)).unwrap();
    }

    pub(crate) fn delete(&self, path: &str) {
        fs::remove_file(self.path(path)).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// Runs `xtask regen` with these arguments.
    pub(crate) fn regen(&self, arguments: &[&str]) -> Run {
        self.run_in("", &[&["regen"], arguments].concat())
    }

    /// Runs `xtask regen --from` with a document for v1.0.
    pub(crate) fn regen_from(&self, document: &Path) -> Run {
        self.regen(&["--from", document.to_str().unwrap(), "--version", "v1.0"])
    }

    /// Runs `xtask` in a folder of the project, or beside it.
    pub(crate) fn run_in(&self, folder: &str, arguments: &[&str]) -> Run {
        Run::of(program().args(arguments).current_dir(self.path(folder)))
    }

    /// Every file of the project with its content.
    pub(crate) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        files_in(&self.root())
    }

    /// Every file and folder of the project with the time of its last change.
    pub(crate) fn times(&self) -> BTreeMap<String, SystemTime> {
        let mut times = BTreeMap::new();
        visit(&self.root(), "", &mut |path, place| {
            let modified = place.symlink_metadata().unwrap().modified();
            times.insert(path.to_owned(), modified.unwrap());
        });
        times
    }
}

/// Every file below a folder with its content.
pub(crate) fn files_in(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    visit(root, "", &mut |path, place| {
        if place.is_file() {
            files.insert(path.to_owned(), fs::read(place).unwrap());
        }
    });
    files
}

/// The files that differ, by path.
pub(crate) fn difference(
    before: &BTreeMap<String, Vec<u8>>,
    after: &BTreeMap<String, Vec<u8>>,
) -> Vec<String> {
    let added = after.keys().filter(|path| !before.contains_key(*path));
    let paths = before.keys().chain(added);
    let differing = paths.filter(|path| before.get(*path) != after.get(*path));
    differing.cloned().collect()
}

/// The program, held to a gigabyte of memory and twenty seconds of processor time where the system can do that.
pub(crate) fn program() -> Command {
    let program = env!("CARGO_BIN_EXE_xtask");
    if cfg!(not(unix)) {
        return Command::new(program);
    }
    let limits =
        "ulimit -v 1000000 2>/dev/null || :; ulimit -t 20 2>/dev/null || :; exec \"$0\" \"$@\"";
    let mut command = Command::new("sh");
    command.args(["-c", limits, program]);
    command
}

/// How a run ended, and what it said.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) status: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    pub(crate) fn of(command: &mut Command) -> Self {
        let output = command.stdin(Stdio::null()).output().unwrap();
        Self {
            status: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// It ended with this status, without an error, and said this: see [`missing`].
    #[track_caller]
    pub(crate) fn assert_ended(&self, status: i32, says: &str) {
        assert_eq!(
            (self.status, &*self.stderr),
            (Some(status), ""),
            "{self:#?}"
        );
        assert_eq!(missing(&self.stdout, says), None, "{self:#?}");
    }

    #[track_caller]
    pub(crate) fn assert_done(&self) {
        self.assert_ended(0, "");
    }

    /// One message: what, where, the way out; and nothing of a crash.
    #[track_caller]
    pub(crate) fn assert_refused(&self, name: &str, says: &[&str]) {
        assert_eq!(self.status, Some(1), "{name}: {self:#?}");
        assert_eq!(self.stdout, "", "{name}");
        let message = &self.stderr;
        assert!(message.starts_with("error: "), "{name}: {message}");
        assert_eq!(message.matches("error: ").count(), 1, "{name}: {message}");
        let has_place = message.contains("\n  at: ") || message.contains(".yaml");
        assert!(has_place, "{name}: no place in: {message}");
        for part in ["\n  help: "].iter().chain(says) {
            assert_eq!(missing(message, part), None, "{name}: {message}");
        }
        let is_crash = message.contains("panicked") || message.len() >= 4000;
        assert!(!is_crash, "{name}: {message}");
    }
}

fn visit(folder: &Path, prefix: &str, see: &mut impl FnMut(&str, &Path)) {
    see(prefix, folder);
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{prefix}/{}", entry.file_name().to_str().unwrap());
        let path = path.trim_start_matches('/');
        if entry.file_type().unwrap().is_dir() {
            visit(&entry.path(), path, see);
        } else {
            see(path, &entry.path());
        }
    }
}
