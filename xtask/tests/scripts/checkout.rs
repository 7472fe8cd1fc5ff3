//! A repository with the scripts, an origin to push to, and programs that stand in for others.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::checkout::{commit_all, copy_into, git};

/// The repository, in a folder of its own.
pub(crate) struct Checkout(TempDir);

impl Checkout {
    pub(crate) fn new() -> Self {
        let checkout = Self(tempfile::tempdir().unwrap());
        copy_into(&checkout.root(), &[".ci"]);
        fs::create_dir_all(checkout.root().join("spec")).unwrap();
        fs::create_dir_all(checkout.programs()).unwrap();
        checkout
    }

    /// Commits what is there, with an origin to push to.
    pub(crate) fn commit(&self) {
        commit_all(&self.root());
        let origin = self.0.path().join("origin");
        let origin = origin.to_str().unwrap();
        self.git(&["init", "--quiet", "--bare", origin]);
        self.git(&["remote", "add", "origin", origin]);
    }

    pub(crate) fn root(&self) -> PathBuf {
        self.0.path().join("root")
    }

    fn programs(&self) -> PathBuf {
        self.0.path().join("bin")
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Puts a shell script in the place of a program.
    pub(crate) fn stand_in(&self, program: &str, script: &str) {
        let path = self.programs().join(program);
        fs::write(&path, format!("#!/usr/bin/env bash\n{script}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// Runs a script of `.ci/`.
    pub(crate) fn run(&self, script: &str, arguments: &[&str]) -> Output {
        let path = std::env::var("PATH").unwrap();
        Command::new("bash")
            // It is set if the gates run these tests.
            .env_remove("GRAPH_OPENAPI_DIR")
            .arg(self.root().join(".ci").join(script))
            .args(arguments)
            .current_dir(self.0.path())
            .env("PATH", format!("{}:{path}", self.programs().display()))
            .env("GITHUB_OUTPUT", self.output())
            .output()
            .unwrap()
    }

    /// What the workflow gets told.
    pub(crate) fn output(&self) -> PathBuf {
        self.0.path().join("output")
    }

    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        git(&self.root(), arguments)
    }
}

pub(crate) fn text(output: &Output) -> String {
    let (out, err) = (&output.stdout, &output.stderr);
    format!(
        "{}{}",
        String::from_utf8_lossy(out),
        String::from_utf8_lossy(err)
    )
}

pub(crate) fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_default()
}
