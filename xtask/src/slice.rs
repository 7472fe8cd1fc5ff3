//! Slices a document: keeps what Microsoft says about the selected operations, without prose, in one form and one order.

mod check_cycles;
mod check_shapes;
mod close_references;
mod drop_prose;
mod normalize_forms;
mod omit_navigation;
mod order_keywords;
mod select_paths;

use serde_json::{Map, Value, json};

use crate::error::{Error, Result};
use crate::selection::Selection;
use crate::version::GraphVersion;

pub(crate) use close_references::close_references;
use close_references::target;
pub(crate) use omit_navigation::omit_navigation;
pub use order_keywords::order_keywords;
pub use select_paths::{Absent, absent_operations};

/// The part of a document that is kept.
#[derive(Clone, Debug)]
pub struct Slice {
    /// The small document.
    pub document: Value,
    /// The selected operations that the document lacks; a correction may still add them.
    pub absent: Vec<Absent>,
}

/// Slices a document. The slice of a slice is the same slice.
///
/// # Errors
///
/// If the document is not an OpenAPI 3.0 document, or a selected part cannot be kept.
pub fn slice(document: &Value, version: GraphVersion, selection: &Selection) -> Result<Slice> {
    check_dialect(document)?;
    let (paths, absent) = select_paths::select_paths(document, version, selection)?;
    let components = close_references(&paths, |link| {
        target(document, link)
            .map(|component| omit_navigation(&link.to, component, version, selection))
    })?;
    // If the document has no selected path, that is the error to report.
    if !paths.is_empty() {
        omit_navigation::check_omissions(&components, version, selection)?;
    }
    let mut kept = json!({ "openapi": document["openapi"] });
    kept["paths"] = paths.into();
    kept["components"] = components.into();
    check_cycles::check_cycles(&kept["components"])?;
    drop_prose::drop_prose(&mut kept, version);
    check_shapes::check_shapes(&kept)?;
    normalize_forms::normalize_forms(&mut kept);
    Ok(Slice {
        document: order_keywords(kept),
        absent,
    })
}

/// The path items of a document's slice.
///
/// # Errors
///
/// If one cannot be kept.
pub(crate) fn selected_paths(
    document: &Value,
    version: GraphVersion,
    selection: &Selection,
) -> Result<Map<String, Value>> {
    select_paths::select_paths(document, version, selection).map(|(paths, _)| paths)
}

/// The version that a document describes: `asked`, or what the document says.
///
/// # Errors
///
/// If these differ, or there is neither.
pub fn version_for(document: &Value, asked: Option<GraphVersion>) -> Result<GraphVersion> {
    match (asked, version_of(document)) {
        (Some(asked), Some(said)) if asked != said => Err(Error::new(format!(
            "the document describes {said}, but {asked} was expected"
        ))
        .at("/servers/0/url")
        .help("check which document is which")),
        (Some(version), _) | (None, Some(version)) => Ok(version),
        (None, None) => Err(Error::new(
            "the document does not say which version of Microsoft Graph it describes",
        )
        .at("/servers/0/url")
        .help("pass `--version v1.0` or `--version beta`")),
    }
}

/// The version in the first URL of the document's `servers`.
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
            "the document uses OpenAPI {openapi}, but only 3.0.N is supported"
        ))
        .at("/openapi")
        .help("convert it to OpenAPI 3.0"));
    }
    for keyword in ["paths", "components"] {
        if !document.get(keyword).is_some_and(Value::is_object) {
            return Err(
                Error::new(format!("the document has no `{keyword}` object"))
                    .at(format!("/{keyword}"))
                    .help("check that the document is complete"),
            );
        }
    }
    Ok(())
}

/// How many schemas a path of a slice needs that none of its other paths needs.
pub(crate) fn schemas_of_path(document: &Value, path: &str) -> usize {
    let Some(paths) = document["paths"].as_object() else {
        return 0;
    };
    let count = |paths: &Map<String, Value>| {
        let components = close_references(paths, |link| target(document, link)).unwrap_or_default();
        let schemas = components.get("schemas").and_then(Value::as_object);
        schemas.map_or(0, Map::len)
    };
    let mut others = paths.clone();
    others.remove(path);
    count(paths) - count(&others)
}

/// Checks a document that was sliced and then changed.
///
/// # Errors
///
/// If a value has the wrong type, or a component is defined in terms of itself.
pub(crate) fn check(document: &Value) -> Result<()> {
    check_shapes::check_shapes(document)?;
    check_cycles::check_cycles(&document["components"])
}

/// Removes the components that no operation needs.
///
/// # Errors
///
/// If the target of a reference does not exist.
pub fn drop_unreachable(mut document: Value) -> Result<Value> {
    let Some(paths) = document["paths"].as_object() else {
        return Ok(document);
    };
    let mut components = close_references(paths, |link| target(&document, link))?;
    // A security requirement names its scheme, and does not refer to it.
    if let Some(schemes) = document.pointer_mut("/components/securitySchemes") {
        components.insert("securitySchemes".to_owned(), schemes.take());
    }
    document["components"] = components.into();
    Ok(document)
}
