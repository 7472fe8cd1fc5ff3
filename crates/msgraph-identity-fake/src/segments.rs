//! Splits a path into segments.

use percent_encoding::percent_decode_str;

use crate::graph_error::GraphError;

/// The decoded segments of a path. A key may stand in parentheses: `apiConnectors('id')` is `apiConnectors/id`. A slash at
/// the end is allowed, and two slashes after the version, as Microsoft's SDK for Python writes them. Anywhere else an
/// empty segment is a missing key.
pub(crate) fn decode(path: &str) -> Result<Vec<String>, GraphError> {
    let path = path.strip_prefix('/').unwrap_or(path);
    let path = path.strip_suffix('/').unwrap_or(path);
    if path.is_empty() {
        return Ok(Vec::new());
    }
    let mut segments = Vec::new();
    for (position, raw) in path.split('/').enumerate() {
        if position == 1 && raw.is_empty() {
            continue;
        }
        let segment = percent_decode_str(raw)
            .decode_utf8()
            .map_err(|_| GraphError::refused_early("The request URI is not valid UTF-8."))?;
        if segment.is_empty() || segment.chars().any(|c| c.is_ascii_control()) {
            return Err(GraphError::refused_early(
                "Invalid request: a segment of the request URI is not valid.",
            ));
        }
        match split_key(&segment) {
            Some((name, key)) => segments.extend([name, key]),
            None => segments.push(segment.into_owned()),
        }
    }
    Ok(segments)
}

/// `partners('x')` and `partners(x)`, as OData writes keys.
fn split_key(segment: &str) -> Option<(String, String)> {
    let (name, key) = segment.strip_suffix(')')?.split_once('(')?;
    let key = key
        .strip_prefix('\'')
        .and_then(|key| key.strip_suffix('\''))
        .unwrap_or(key);
    if name.is_empty() || key.is_empty() {
        return None;
    }
    Some((name.to_owned(), key.replace("''", "'")))
}
