//! What is kept of Microsoft's documents: operations and schemas, one list for each version.

use msgraph_identity_tests::checkout;
use serde_json::Value;
use xtask::GraphVersion;
use xtask::openapi::METHODS;
use xtask::regen::{BuiltVersion, Options, rebuild};

use crate::snapshot::{Snapshot, check_all};

#[test]
fn kept_operations_and_schemas() {
    check_all(&snapshots());
}

/// Everything that regenerating makes of what is committed.
pub(crate) fn built() -> Vec<BuiltVersion> {
    let built = rebuild(&checkout::project(), &Options::default(), &mut |_| {});
    built.unwrap_or_else(|error| panic!("{error}")).versions
}

pub(crate) fn snapshots() -> Vec<Snapshot> {
    built()
        .iter()
        .map(|built| Snapshot::new(built.version, "", "kept", list(built)))
        .collect()
}

fn list(built: &BuiltVersion) -> String {
    let operations = operations(built);
    let schemas = schemas(built.version, &built.upstream);
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
    for (path, item) in built.contract.document["paths"].as_object().expect("paths") {
        for method in METHODS {
            let Some(operation) = item.get(method) else {
                continue;
            };
            let name = operation["operationId"]
                .as_str()
                .expect("an operation has a name");
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

fn schemas(version: GraphVersion, upstream: &Value) -> Vec<String> {
    let schemas = upstream["components"]["schemas"].as_object();
    schemas
        .unwrap_or_else(|| panic!("{version} has schemas"))
        .keys()
        .cloned()
        .collect()
}
