//! `spec/upstream.lock.toml`: the source and the digest of each full document.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use serde::{Deserialize, Deserializer, Serialize};
use toml::Spanned;

use crate::error::{Error, Result};
use crate::source::{Commit, Digest, SourceName};
use crate::version::GraphVersion;

const HEADER: &str = "\
# Where the full documents that spec/upstream/ was cut from came from, and what they hashed to.
# Written by `cargo xtask regen --from …`; an unchanged document leaves its entry alone. Not edited by hand.
";

const RESTORE: &str = "restore the file from version control, or delete it and run \
     `cargo xtask regen --from FOLDER` with Microsoft's documents";

/// The lock file: at most one entry for each version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UpstreamLock(BTreeMap<GraphVersion, LockedDocument>);

/// An entry of the lock file: the full document that was read last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LockedDocument {
    /// The version that it describes.
    pub version: GraphVersion,
    /// Its URL or bare file name.
    pub source: SourceName,
    /// The commit of the repository that publishes it, if one was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commit: Option<Commit>,
    /// Its size; no document is empty.
    #[serde(deserialize_with = "bytes")]
    pub bytes: u64,
    /// Its SHA-256, as 64 lower-case hexadecimal digits.
    #[serde(deserialize_with = "sha256")]
    pub sha256: String,
}

impl LockedDocument {
    /// The size and hash of the document.
    pub fn digest(&self) -> Digest {
        Digest {
            bytes: self.bytes,
            sha256: self.sha256.clone(),
        }
    }

    fn origin(&self) -> String {
        match &self.commit {
            Some(commit) => format!("{} at commit {commit}", self.source),
            None => self.source.to_string(),
        }
    }
}

/// The file as it is written.
#[derive(Serialize)]
struct Written<'a> {
    document: Vec<&'a LockedDocument>,
}

/// The file as it is read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Recorded {
    #[serde(default)]
    document: Vec<Spanned<LockedDocument>>,
}

impl UpstreamLock {
    /// Where the file is, from the root of the workspace.
    pub const FILE: &str = "spec/upstream.lock.toml";

    /// Reads the lock file of a workspace. If there is none, nothing is recorded yet.
    ///
    /// # Errors
    ///
    /// Returns an error if the file cannot be read, or if [`UpstreamLock::parse`] refuses it.
    pub fn read(root: &Path) -> Result<Self> {
        match fs::read_to_string(root.join(Self::FILE)) {
            Ok(text) => Self::parse(&text),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(Error::new("the lock file cannot be read")
                .at(Self::FILE)
                .because(error)
                .help(RESTORE)),
        }
    }

    /// Reads the text of a lock file.
    ///
    /// # Errors
    ///
    /// Returns an error that names the line if the text is not TOML, if a key is unknown or missing, if a value is not of its
    /// form, or if there are two entries for a version.
    pub fn parse(text: &str) -> Result<Self> {
        let recorded: Recorded = toml::from_str(text)
            .map_err(|error| broken(error.message(), text, error.span().map(|span| span.start)))?;
        let mut lock = Self::default();
        for document in recorded.document {
            let offset = document.span().start;
            let document = document.into_inner();
            let version = document.version;
            if lock.0.insert(version, document).is_some() {
                let reason = format!("a second entry for {version}");
                return Err(broken(&reason, text, Some(offset)));
            }
        }
        Ok(lock)
    }

    /// The text of the lock file: the same bytes for the same entries.
    ///
    /// # Errors
    ///
    /// Returns an error if an entry cannot be written as TOML.
    pub fn to_toml(&self) -> Result<String> {
        let entries = toml::to_string(&Written {
            document: self.0.values().collect(),
        })
        .map_err(|error| {
            Error::new("the lock file cannot be written")
                .at(Self::FILE)
                .because(error)
        })?;
        Ok(format!("{HEADER}\n{entries}"))
    }

    /// The entry of a version.
    pub fn entry(&self, version: GraphVersion) -> Option<&LockedDocument> {
        self.0.get(&version)
    }

    /// Records a document, and returns whether that changes its entry. A document with the recorded digest changes nothing.
    pub fn record(
        &mut self,
        version: GraphVersion,
        source: &SourceName,
        commit: Option<&Commit>,
        digest: &Digest,
    ) -> bool {
        let known = self.entry(version);
        if known.is_some_and(|entry| entry.digest() == *digest) {
            return false;
        }
        let Digest { bytes, sha256 } = digest.clone();
        let document = LockedDocument {
            version,
            source: source.clone(),
            commit: commit.cloned(),
            bytes,
            sha256,
        };
        self.0.insert(version, document);
        true
    }

    /// Checks that a document is recorded for every version, as it is once `spec/upstream/` exists.
    ///
    /// # Errors
    ///
    /// Returns an error if a version has no entry.
    pub fn require_every_version(&self) -> Result<()> {
        let mut versions = GraphVersion::ALL.into_iter();
        match versions.find(|version| self.entry(*version).is_none()) {
            None => Ok(()),
            Some(version) => Err(Error::new(format!("no document is recorded for {version}"))
                .at(Self::FILE)
                .help(RESTORE)),
        }
    }

    /// Checks that a document is the recorded one, for `--locked`.
    ///
    /// # Errors
    ///
    /// Returns an error if the version has no entry, or if its entry has another digest.
    pub fn verify(&self, version: GraphVersion, digest: &Digest) -> Result<()> {
        let Some(entry) = self.entry(version) else {
            return Err(
                Error::new(format!("`--locked`: no document is recorded for {version}"))
                    .at(Self::FILE)
                    .help("run the command without `--locked` to record it"),
            );
        };
        if entry.digest() == *digest {
            return Ok(());
        }
        Err(Error::new(format!(
            "`--locked`: the document for {version} is {digest}, recorded is {}",
            entry.digest()
        ))
        .at(Self::FILE)
        .help(format!(
            "pass the document from {}, or run the command without `--locked` to take this one",
            entry.origin()
        )))
    }
}

fn broken(reason: &str, text: &str, offset: Option<usize>) -> Error {
    let before = offset.and_then(|offset| text.get(..offset));
    let line = before.map_or_else(String::new, |before| {
        format!(":{}", before.matches('\n').count() + 1)
    });
    Error::new(format!("the lock file is not as xtask writes it: {reason}"))
        .at(format!("{}{line}", UpstreamLock::FILE))
        .help(RESTORE)
}

fn bytes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    match u64::deserialize(deserializer)? {
        0 => Err(serde::de::Error::custom("a document has at least one byte")),
        bytes => Ok(bytes),
    }
}

fn sha256<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    if text.len() == 64 && text.bytes().all(is_digit) {
        Ok(text)
    } else {
        Err(serde::de::Error::custom(
            "a sha256 is 64 lower-case hexadecimal digits",
        ))
    }
}
