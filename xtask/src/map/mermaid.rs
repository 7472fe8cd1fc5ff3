//! A group of paths and types as a Mermaid flowchart, narrow enough to be read on GitHub.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Map, Versions};
use crate::lower::rust_name::schema_type_name;
use crate::surface::short_name;
use crate::version::GraphVersion;

/// The longest line of a path, in characters.
const WIDTH: usize = 36;

pub(super) fn write(map: &Map) -> String {
    let mut text = "```mermaid\nflowchart TB\n".to_owned();
    for (path, operations) in &map.paths {
        let mut lines = vec![format!("<b>{}</b>", wrapped(path))];
        lines.extend(
            operations
                .iter()
                .map(|(name, node)| labelled(&format!("{} {name}", node.method), &node.versions)),
        );
        let _ = writeln!(text, "  {}[\"{}\"]", id(path, map), lines.join("<br>"));
    }
    for (key, node) in &map.types {
        let mut lines = escape(short_name(key));
        for (version, names) in only_in(&node.values, &node.versions) {
            let _ = write!(lines, "<br>only {version}:<br>{}", names.join("<br>"));
        }
        let class = only(&node.versions).map_or("", |_| ":::oneVersion");
        let _ = writeln!(text, "  {}([\"{lines}\"]){class}", id(key, map));
    }
    for ((from, to), by) in &map.edges {
        let labels: Vec<_> = by
            .iter()
            .map(|(name, versions)| labelled(name, versions))
            .collect();
        let line = if by.values().all(|versions| only(versions).is_some()) {
            "-.->"
        } else {
            "-->"
        };
        let (from, to) = (id(from, map), id(to, map));
        let _ = writeln!(text, "  {from} {line}|\"{}\"| {to}", labels.join("<br>"));
    }
    if text.contains(":::oneVersion") {
        text.push_str("  classDef oneVersion stroke-dasharray: 5 5\n");
    }
    text.push_str("```\n");
    text
}

/// The version that has a thing, if the other one does not have it.
fn only(versions: &Versions) -> Option<GraphVersion> {
    versions.first().copied().filter(|_| versions.len() == 1)
}

/// The names that only one of several versions has.
fn only_in(
    names: &BTreeMap<String, Versions>,
    of: &Versions,
) -> BTreeMap<GraphVersion, Vec<String>> {
    let mut found: BTreeMap<GraphVersion, Vec<String>> = BTreeMap::new();
    for (name, versions) in names.iter().filter(|(_, versions)| *versions != of) {
        for version in versions {
            found.entry(*version).or_default().push(escape(name));
        }
    }
    found
}

fn labelled(name: &str, versions: &Versions) -> String {
    match only(versions) {
        Some(version) => format!("{} (only {version})", escape(name)),
        None => escape(name),
    }
}

/// A path in lines that end before a `/`.
fn wrapped(path: &str) -> String {
    let (mut lines, mut length) = (String::new(), 0);
    for segment in path.split('/').skip(1) {
        if length > 0 && length + segment.len() >= WIDTH {
            lines.push_str("<br>");
            length = 0;
        }
        length += 1 + segment.len();
        lines.push('/');
        lines.push_str(&escape(segment));
    }
    lines
}

/// The name of a node within the diagram: of a type as in Rust, of a path its place in the list.
fn id(key: &str, map: &Map) -> String {
    match map.paths.keys().position(|path| path == key) {
        Some(index) => format!("path{index}"),
        None => schema_type_name(key),
    }
}

/// Text between quotes.
fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() || "/._-{}$@() ".contains(c) {
            escaped.push(c);
        } else {
            let _ = write!(escaped, "#{};", u32::from(c));
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{escape, wrapped};

    #[test]
    fn no_name_ends_its_quotes() {
        assert_eq!(escape("a\"]<b>\n"), "a#34;#93;#60;b#62;#10;");
        assert_eq!(escape("/a/{b-id}/$ref"), "/a/{b-id}/$ref");
    }

    #[test]
    fn long_paths_take_several_lines() {
        assert_eq!(wrapped("/a/{b}"), "/a/{b}");
        let path = "/policies/crossTenantAccessPolicy/partners/{tenant_id}/identitySynchronization";
        let lines = "/policies/crossTenantAccessPolicy<br>/partners/{tenant_id}<br>/identitySynchronization";
        assert_eq!(wrapped(path), lines);
    }
}
