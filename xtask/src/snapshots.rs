//! The snapshots that show in a pull request what a run of `regen` makes: as texts, and how many of them differ from the files.
//!
//! The tests of the workspace compare them one by one; what the clients send is seen only there.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::build::BuiltVersion;
use crate::client_surface::Surface;
use crate::error::Result;
use crate::lower::Lowered;
use crate::openapi::METHODS;
use crate::project::Project;
use crate::version::GraphVersion;
use crate::yaml;

/// What a snapshot shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The operations and schemas that are kept.
    Contract,
    /// The document that progenitor gets, with the hand-written types that stand for some of its schemas.
    Lowered,
    /// A type of the generated client.
    Type,
    /// A method of the generated client.
    Method,
}

/// A text, and the file that holds it.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// What it shows.
    pub kind: Kind,
    /// The version.
    pub version: GraphVersion,
    /// The name of the file, without its ending.
    pub name: String,
    /// What it holds.
    pub text: String,
}

impl Snapshot {
    /// The folder of the file, below that of all snapshots, with forward slashes.
    pub fn folder(&self) -> String {
        folder(self.kind, self.version)
    }

    /// The path of the file, below the folder of all snapshots.
    pub fn path(&self) -> String {
        format!("{}/{}.snap", self.folder(), self.name)
    }
}

fn folder(kind: Kind, version: GraphVersion) -> String {
    match kind {
        Kind::Contract | Kind::Lowered => version.to_string(),
        Kind::Type => format!("{version}/types"),
        Kind::Method => format!("{version}/methods"),
    }
}

/// All snapshots of what was built.
///
/// # Errors
///
/// Where the generated client holds what a snapshot would not show.
pub fn snapshots(built: &[BuiltVersion]) -> Result<Vec<Snapshot>> {
    let mut snapshots = Vec::new();
    for of in built {
        let mut add = |kind, name: &str, text| {
            snapshots.push(Snapshot {
                kind,
                version: of.version,
                name: name.to_owned(),
                text,
            });
        };
        add(Kind::Contract, "kept", kept(of));
        add(Kind::Lowered, "lowered", lowered(&of.lowered)?);
        let surface = Surface::parse(&of.source)?;
        for (name, text) in surface.types() {
            add(Kind::Type, &name, text);
        }
        for (name, text) in surface.methods() {
            add(Kind::Method, &name, text);
        }
    }
    Ok(snapshots)
}

fn kept(built: &BuiltVersion) -> String {
    let operations = operations(built);
    let schemas = built.upstream["components"]["schemas"].as_object();
    let schemas: Vec<&str> = schemas
        .into_iter()
        .flatten()
        .map(|(name, _)| name.as_str())
        .collect();
    format!(
        "{} operations\n{}\n\n{} schemas\n{}\n",
        operations.len(),
        operations.join("\n"),
        schemas.len(),
        schemas.join("\n")
    )
}

fn operations(built: &BuiltVersion) -> Vec<String> {
    let mut lines = Vec::new();
    let paths = built.contract.document["paths"].as_object();
    for (path, item) in paths.into_iter().flatten() {
        for method in METHODS {
            let Some(operation) = item.get(method) else {
                continue;
            };
            let name = operation["operationId"].as_str().unwrap_or_default();
            let is_added = built.upstream["paths"][path].get(method).is_none();
            let origin = if is_added {
                " (added by a correction)"
            } else {
                ""
            };
            lines.push(format!(
                "{} {path}\n    {name}{origin}",
                method.to_uppercase()
            ));
        }
    }
    lines
}

fn lowered(lowered: &Lowered) -> Result<String> {
    let document: Value =
        json!({ "replacements": lowered.replacements, "document": lowered.document });
    yaml::to_text(&document)
}

/// How many snapshots differ from their files, those included that have none yet, or are no longer made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Differing {
    /// Of what is kept.
    pub contract: usize,
    /// Of the lowered documents.
    pub lowered: usize,
    /// Of the types and methods of the generated clients.
    pub surface: usize,
}

/// Compares snapshots with the files of the tree; where there are none at all, none differs.
pub fn differing(project: &Project, snapshots: &[Snapshot]) -> Differing {
    let root = project.root().join("spec").join("snapshots");
    let mut differing = Differing::default();
    if !root.is_dir() {
        return differing;
    }
    let mut made = BTreeSet::new();
    for snapshot in snapshots {
        made.insert(snapshot.path());
        if content(&root.join(snapshot.path())).as_deref() != Some(snapshot.text.trim_end()) {
            *differing.of(snapshot.kind) += 1;
        }
    }
    for version in GraphVersion::ALL {
        for kind in [Kind::Type, Kind::Method] {
            let folder = folder(kind, version);
            let files = fs::read_dir(root.join(&folder)).into_iter().flatten();
            let names = files.filter_map(|file| file.ok()?.file_name().into_string().ok());
            let lingers = |name: &String| {
                name.ends_with(".snap") && !made.contains(&format!("{folder}/{name}"))
            };
            differing.surface += names.filter(lingers).count();
        }
    }
    differing
}

/// What a file of insta holds below its header; a checkout may have other line endings.
fn content(file: &Path) -> Option<String> {
    let text = fs::read_to_string(file).ok()?.replace("\r\n", "\n");
    let (_, content) = text.strip_prefix("---\n")?.split_once("\n---\n")?;
    Some(content.trim_end().to_owned())
}

impl Differing {
    fn of(&mut self, kind: Kind) -> &mut usize {
        match kind {
            Kind::Contract => &mut self.contract,
            Kind::Lowered => &mut self.lowered,
            Kind::Type | Kind::Method => &mut self.surface,
        }
    }

    /// Whether there is nothing to review.
    pub fn is_none(self) -> bool {
        self == Self::default()
    }
}

impl fmt::Display for Differing {
    /// How many there are of each kind, and how to review them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            contract,
            lowered,
            surface,
        } = self;
        write!(
            f,
            "Snapshots that differ: {contract} of what is kept, {lowered} of the lowered documents, {surface} of the \
             generated surface. Take them over and review them:\n    \
             INSTA_UPDATE=always cargo test --package msgraph-identity-tests --test clients surface\n    \
             git add spec && git diff --cached spec"
        )
    }
}
