//! The programs. Each is built in its own folder, with the versions of `Cargo.lock`.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

pub(crate) struct Program {
    pub(crate) name: &'static str,
    dependencies: String,
    source: &'static str,
}

#[derive(Clone, Copy)]
pub(crate) struct Cost {
    pub(crate) crates: usize,
    pub(crate) cpu_seconds: f64,
    pub(crate) bytes: u64,
}

impl Program {
    /// The others are compared with the first.
    pub(crate) fn all() -> [Self; 3] {
        let this = env!("CARGO_MANIFEST_DIR");
        [
            Self {
                name: "bare reqwest",
                dependencies: "reqwest = { version = \"0.13\", default-features = false, features = [\"json\", \"rustls-no-provider\"] }\n\
                     rustls = { version = \"0.23\", default-features = false, features = [\"ring\"] }\n\
                     serde = { version = \"1\", features = [\"derive\"] }\n"
                    .to_owned(),
                source: include_str!("bare.rs"),
            },
            Self {
                name: "with a static token",
                dependencies: format!(
                    "msgraph-identity = {{ path = '{this}', default-features = false }}\n"
                ),
                source: include_str!("static_token.rs"),
            },
            Self {
                name: "with azure_identity",
                dependencies: format!("msgraph-identity = {{ path = '{this}' }}\n"),
                source: include_str!("from_env.rs"),
            },
        ]
    }

    pub(crate) fn build(&self) -> io::Result<Cost> {
        let folder = tempfile::tempdir()?;
        let (folder, lock) = (folder.path(), "Cargo.lock");
        std::fs::create_dir(folder.join("src"))?;
        std::fs::write(folder.join("Cargo.toml"), self.manifest())?;
        std::fs::write(folder.join("src/main.rs"), self.source)?;
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        std::fs::copy(workspace.join(lock), folder.join(lock))?;

        let before = cpu_seconds_of_children()?;
        let built = Command::new(env!("CARGO"))
            .args(["build", "--release", "--quiet", "--message-format=json"])
            .current_dir(folder)
            .env("CARGO_TARGET_DIR", folder.join("target"))
            .stderr(Stdio::inherit())
            .output()?;
        if !built.status.success() {
            return Err(io::Error::other(format!("{} does not build", self.name)));
        }
        Ok(Cost {
            crates: packages(&built.stdout),
            cpu_seconds: cpu_seconds_of_children()? - before,
            bytes: std::fs::metadata(folder.join("target/release/program"))?.len(),
        })
    }

    fn manifest(&self) -> String {
        format!(
            "[package]\nname = \"program\"\nedition = \"2024\"\n\n[profile.release]\nstrip = true\n\n[dependencies]\n\
             tokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}\n{}",
            self.dependencies
        )
    }
}

/// The number of packages in the messages of cargo.
fn packages(messages: &[u8]) -> usize {
    let messages = serde_json::Deserializer::from_slice(messages).into_iter::<Value>();
    let artifacts = messages
        .flatten()
        .filter(|message| message["reason"] == "compiler-artifact");
    let packages: BTreeSet<String> = artifacts
        .map(|message| message["package_id"].to_string())
        .collect();
    packages.len()
}

/// The CPU time of ended child processes, user and system, which the kernel counts in hundredths of a second.
fn cpu_seconds_of_children() -> io::Result<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let fields = stat
        .rsplit(')')
        .next()
        .unwrap_or_default()
        .split_whitespace();
    let ticks: Result<Vec<u64>, _> = fields.skip(13).take(2).map(str::parse).collect();
    Ok(ticks.map_err(io::Error::other)?.iter().sum::<u64>() as f64 / 100.0)
}
