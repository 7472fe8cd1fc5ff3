//! Cuts out of a document what the selection keeps: a small document that says what Microsoft says about the kept
//! operations, without prose, in one form and one order.

mod check_cycles;
mod check_shapes;
mod close_references;
mod drop_prose;
mod normalize_forms;
mod order_keywords;
mod select_paths;

use serde_json::{Map, Value, json};

use crate::error::{Error, Result};
use crate::selection::Selection;
use crate::version::GraphVersion;

pub(crate) use close_references::missing_components;
pub use order_keywords::order_keywords;
pub use select_paths::{Absent, absent_operations};

/// What was cut out of a document.
#[derive(Clone, Debug)]
pub struct Slice {
    /// The small document.
    pub document: Value,
    /// What is selected and not there; a correction may still add it.
    pub absent: Vec<Absent>,
}

/// Cuts a full document down to the selection. A slice cut again is itself.
///
/// # Errors
///
/// Where the document is no OpenAPI 3.0 document, or one of its kept parts cannot be kept.
pub fn slice(document: &Value, version: GraphVersion, selection: &Selection) -> Result<Slice> {
    check_dialect(document)?;
    let (paths, absent) = select_paths::select_paths(document, version, selection)?;
    let components = close_references::close_references(document, &paths)?;
    check_cycles::check_cycles(&components)?;
    let mut kept = json!({
        "openapi": document["openapi"],
        "paths": paths,
        "components": components,
    });
    drop_prose::drop_prose(&mut kept, version);
    check_shapes::check_shapes(&kept)?;
    normalize_forms::normalize_forms(&mut kept);
    Ok(Slice {
        document: order_keywords(kept),
        absent,
    })
}

/// The path items that a slice would be made of.
///
/// # Errors
///
/// Where they cannot be kept.
pub(crate) fn selected_paths(
    document: &Value,
    version: GraphVersion,
    selection: &Selection,
) -> Result<Map<String, Value>> {
    select_paths::select_paths(document, version, selection).map(|(paths, _)| paths)
}

/// The version of a document: the one that was asked for and the one that it speaks of must agree.
///
/// # Errors
///
/// Where they do not, or there is neither.
pub fn version_for(document: &Value, asked: Option<GraphVersion>) -> Result<GraphVersion> {
    match (asked, version_of(document)) {
        (Some(asked), Some(said)) if asked != said => Err(Error::new(format!(
            "the document describes {said}, and {asked} is wanted"
        ))
        .at("/servers/0/url")
        .help("check which document is which")),
        (Some(version), _) | (None, Some(version)) => Ok(version),
        (None, None) => Err(Error::new(
            "the document does not say which version of Microsoft Graph it describes",
        )
        .at("/servers/0/url")
        .help("say it with `--version v1.0` or `--version beta`")),
    }
}

/// The version whose service root stands first in the document's `servers`.
pub fn version_of(document: &Value) -> Option<GraphVersion> {
    let url = document
        .pointer("/servers/0/url")?
        .as_str()?
        .trim_end_matches('/');
    let last = url.rsplit('/').next()?;
    GraphVersion::ALL
        .into_iter()
        .find(|version| version.name() == last)
}

fn check_dialect(document: &Value) -> Result<()> {
    let Some(openapi) = document.get("openapi") else {
        return Err(Error::new("the document is not an OpenAPI document: it has no `openapi`")
            .help("pass `openapi/v1.0/openapi.yaml` or `openapi/beta/openapi.yaml` of microsoftgraph/msgraph-metadata"));
    };
    let is_readable = openapi
        .as_str()
        .and_then(|text| text.strip_prefix("3.0."))
        .is_some_and(|patch| !patch.is_empty() && patch.bytes().all(|c| c.is_ascii_digit()));
    if !is_readable {
        return Err(Error::new(format!(
            "the document is written in OpenAPI {openapi}, and only versions 3.0.N can be read"
        ))
        .at("/openapi")
        .help("convert it to OpenAPI 3.0"));
    }
    for (keyword, shape) in [("paths", "object"), ("components", "object")] {
        if !document.get(keyword).is_some_and(Value::is_object) {
            return Err(
                Error::new(format!("the document has no `{keyword}` {shape}"))
                    .at(format!("/{keyword}"))
                    .help("check that the document is complete"),
            );
        }
    }
    Ok(())
}

/// Drops the components that no operation leads to, and refuses references that lead nowhere.
///
/// # Errors
///
/// Where a reference leads nowhere.
pub fn drop_unreachable(document: &Value) -> Result<Value> {
    let mut kept = document.clone();
    if let Some(paths) = document["paths"].as_object() {
        kept["components"] = close_references::close_references(document, paths)?.into();
    }
    // A security requirement names its scheme, it does not refer to it.
    if let Some(schemes) = document.pointer("/components/securitySchemes") {
        kept["components"]["securitySchemes"] = schemes.clone();
    }
    Ok(kept)
}
