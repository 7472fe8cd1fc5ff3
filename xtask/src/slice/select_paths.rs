//! Keeps the selected paths and methods, and lists those that are absent.

use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::nearest::nearest;
use crate::openapi::{METHODS, Pointer, referenced};
use crate::selection::{PathTemplate, SelectedPath, Selection};
use crate::version::GraphVersion;

/// The number of similar paths that an error names.
const CANDIDATES: usize = 3;

/// A selected operation that the document lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absent {
    /// The version for which it is selected.
    pub version: GraphVersion,
    /// The selected path.
    pub path: PathTemplate,
    /// The selected method.
    pub method: String,
    /// What the document has instead.
    pub instead: String,
}

impl Absent {
    /// Whether both are absent from the same path of the same version.
    pub fn same_path(&self, other: &Self) -> bool {
        self.version == other.version && self.path == other.path
    }
}

/// The selected paths of a document, each with its selected methods.
pub(super) fn select_paths(
    document: &Value,
    version: GraphVersion,
    selection: &Selection,
) -> Result<(Map<String, Value>, Vec<Absent>)> {
    let Some(paths) = document["paths"].as_object() else {
        return Ok(Default::default());
    };
    let mut kept = Map::new();
    for selected in selection.paths(version) {
        let mut found = paths.iter().filter(|(path, _)| selected.path.matches(path));
        let Some((path, item)) = found.next() else {
            continue;
        };
        let place = Pointer::new(["paths", path]);
        if let Some((other, _)) = found.next() {
            return Err(
                Error::new(format!("`{path}` and `{other}` are the same path"))
                    .at(place)
                    .help("a path may occur only once: download the document again"),
            );
        }
        let item = item
            .as_object()
            .filter(|item| !item.contains_key("$ref"))
            .ok_or_else(|| {
                Error::new("the path item is a reference, or not an object")
                    .at(&place)
                    .help("use a document without references in `paths`")
            })?;
        let mut item = select_methods(item, selected);
        for (theirs, ours) in selected
            .path
            .renames(path)
            .filter(|(theirs, ours)| theirs != ours)
        {
            rename_parameter(&mut item, document, theirs, ours);
        }
        kept.insert(selected.path.to_string(), Value::Object(item));
    }
    check_operation_ids(&kept)?;
    let absent = absent_operations(&kept, paths, version, selection);
    kept.retain(|_, item| METHODS.iter().any(|method| item.get(method).is_some()));
    Ok((kept, absent))
}

fn select_methods(item: &Map<String, Value>, selected: &SelectedPath) -> Map<String, Value> {
    let keep =
        |keyword: &str| !METHODS.contains(&keyword) || selected.operations.contains_key(keyword);
    item.iter()
        .filter(|(keyword, _)| keep(keyword))
        .map(|(k, v)| (k.clone(), v.clone()))
        .collect()
}

/// Renames a path parameter to its name in the selection, wherever the path item declares it.
fn rename_parameter(item: &mut Map<String, Value>, document: &Value, theirs: &str, ours: &str) {
    let lists = item
        .iter_mut()
        .filter_map(|(keyword, value)| match keyword.as_str() {
            "parameters" => value.as_array_mut(),
            method if METHODS.contains(&method) => value.get_mut("parameters")?.as_array_mut(),
            _ => None,
        });
    for parameter in lists.flatten() {
        let component = referenced(parameter)
            .and_then(|text| document.pointer(text.strip_prefix('#')?))
            .cloned();
        let resolved = component.as_ref().unwrap_or(parameter);
        if resolved["in"] == "path" && resolved["name"] == theirs {
            let mut renamed = resolved.clone();
            renamed["name"] = ours.into();
            *parameter = renamed;
        }
    }
}

/// OpenAPI requires operation IDs to be unique.
fn check_operation_ids(paths: &Map<String, Value>) -> Result<()> {
    let mut seen = std::collections::BTreeMap::new();
    for (path, item) in paths {
        for method in METHODS {
            let Some(id) = item
                .get(method)
                .and_then(|operation| operation["operationId"].as_str())
            else {
                continue;
            };
            let place = Pointer::new(["paths", path, method, "operationId"]);
            if let Some(other) = seen.insert(id, place.clone()) {
                return Err(Error::new(format!(
                    "two operations have the operationId `{}`",
                    id.escape_debug()
                ))
                .at(format!("{other} and {place}"))
                .help("an operationId must be unique: download the document again"));
            }
        }
    }
    Ok(())
}

/// The operations that are selected for `version` but not in `kept`; `all` are the paths of the document.
pub fn absent_operations(
    kept: &Map<String, Value>,
    all: &Map<String, Value>,
    version: GraphVersion,
    selection: &Selection,
) -> Vec<Absent> {
    let mut absent = Vec::new();
    for selected in selection.paths(version) {
        let item = kept.get(selected.path.as_str());
        let instead = std::cell::OnceCell::new();
        for method in selected.operations.keys() {
            if item
                .and_then(|item| item.get(method))
                .is_none_or(|operation| !operation.is_object())
            {
                absent.push(Absent {
                    version,
                    path: selected.path.clone(),
                    method: method.clone(),
                    instead: instead
                        .get_or_init(|| describe_paths(&selected.path, all))
                        .clone(),
                });
            }
        }
    }
    absent
}

fn describe_paths(path: &PathTemplate, all: &Map<String, Value>) -> String {
    if let Some((_, item)) = all.iter().find(|(other, _)| path.matches(other)) {
        let methods: Vec<_> = METHODS
            .into_iter()
            .filter(|method| item.get(method).is_some_and(Value::is_object))
            .collect();
        let methods = if methods.is_empty() {
            "no method".to_owned()
        } else {
            methods.join(", ")
        };
        return format!("the path has {methods}");
    }
    let names = all.keys().map(String::as_str);
    let near = nearest(path.as_str(), names, 0.5, PathTemplate::outline);
    if near.is_empty() {
        return "no path is like it".to_owned();
    }
    let names: Vec<_> = near
        .iter()
        .take(CANDIDATES)
        // As `[[path]]` takes it, quotes included.
        .map(|name| format!("`{}`", name.replace(char::is_control, "\u{fffd}")))
        .collect();
    format!("no such path; nearest: {}", names.join(", "))
}
