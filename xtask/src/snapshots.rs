//! Snapshots: what a pull request shows of a run of `regen`, one file each in `spec/snapshots/`.
//!
//! The requests of the clients (`spec/snapshots/*/wire/`) are not made here: the tests of the clients send them.

mod items;
mod review;

use serde_json::{Value, json};

use crate::build::BuiltVersion;
use crate::error::Result;
use crate::generate::Client;
use crate::lower::Lowered;
use crate::openapi;
use crate::version::GraphVersion;
use crate::yaml;

use items::Items;
pub use review::Review;

/// What a snapshot shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The operations and schemas that are kept.
    Contract,
    /// The document that progenitor gets, with the hand-written types that stand for some of its schemas.
    Lowered,
    /// A type of the generated client, with its fields and the traits it implements.
    Type,
    /// A method of the generated client, without its body.
    Method,
}

/// The text of a snapshot, and the file that holds it.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// What it shows.
    pub kind: Kind,
    /// The version.
    pub version: GraphVersion,
    /// The name of the file, without its extension.
    pub name: String,
    /// The text.
    pub text: String,
}

impl Snapshot {
    /// The folder of all snapshots, from the root of the project.
    pub const FOLDER: &str = "spec/snapshots";

    fn new(kind: Kind, version: GraphVersion, name: &str, text: String) -> Self {
        Self {
            kind,
            version,
            name: name.to_owned(),
            text,
        }
    }

    /// The folder of the file, from the root of the project.
    pub fn folder(&self) -> String {
        folder(self.kind, self.version)
    }

    /// The path of the file, from the root of the project.
    pub fn path(&self) -> String {
        format!("{}/{}.snap", self.folder(), self.name)
    }
}

fn folder(kind: Kind, version: GraphVersion) -> String {
    let all = Snapshot::FOLDER;
    match kind {
        Kind::Contract | Kind::Lowered => format!("{all}/{version}"),
        Kind::Type => format!("{all}/{version}/types"),
        Kind::Method => format!("{all}/{version}/methods"),
    }
}

/// The snapshots of what was built.
///
/// # Errors
///
/// Returns an error if a lowered document cannot be written.
pub fn snapshots(built: &[BuiltVersion]) -> Result<Vec<Snapshot>> {
    let mut snapshots = Vec::new();
    for of in built {
        let snapshot = |kind, name, text| Snapshot::new(kind, of.version, name, text);
        snapshots.push(snapshot(Kind::Contract, "kept", kept(of)));
        snapshots.push(snapshot(Kind::Lowered, "lowered", lowered(&of.lowered)?));
        snapshots.extend_from_slice(&of.items);
    }
    Ok(snapshots)
}

/// The snapshots of the types and methods of a client.
///
/// # Errors
///
/// Returns an error if two types have the same name.
pub(crate) fn snapshots_of_items(client: Client, version: GraphVersion) -> Result<Vec<Snapshot>> {
    let items = Items::of(client)?;
    let types = items.types.into_iter().map(|(name, items)| {
        let text = items::text(items);
        Snapshot::new(Kind::Type, version, &name, text)
    });
    let methods = items.methods.into_iter().map(|(name, method)| {
        let text = items::text(vec![method]).replace(" {}\n", ";\n");
        Snapshot::new(Kind::Method, version, &name, text)
    });
    Ok(types.chain(methods).collect())
}

fn kept(built: &BuiltVersion) -> String {
    let operations = operations(built);
    let schemas = built.upstream["components"]["schemas"].as_object();
    let schemas = schemas.into_iter().flat_map(serde_json::Map::keys);
    let schemas: Vec<&str> = schemas.map(String::as_str).collect();
    format!(
        "{} operations\n{}\n\n{} schemas\n{}\n",
        operations.len(),
        operations.join("\n"),
        schemas.len(),
        schemas.join("\n")
    )
}

/// Two lines for each operation.
fn operations(built: &BuiltVersion) -> Vec<String> {
    let line = |(path, method, operation): (&str, &str, &Value)| {
        let name = operation["operationId"].as_str().unwrap_or_default();
        let origin = match built.upstream["paths"][path].get(method) {
            Some(_) => "",
            None => " (added by a correction)",
        };
        format!("{} {path}\n    {name}{origin}", method.to_uppercase())
    };
    openapi::operations(&built.contract.document)
        .map(line)
        .collect()
}

fn lowered(lowered: &Lowered) -> Result<String> {
    let mut text = json!({ "replacements": lowered.replacements });
    text["document"] = lowered.document.clone();
    yaml::to_text(&text)
}
