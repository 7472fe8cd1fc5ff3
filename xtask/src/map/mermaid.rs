//! A group of paths and types as a Mermaid flowchart, narrow enough to be read on GitHub.
//! If the group has many types, a list says what those of the bodies are made of.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::{Map, Versions};
use crate::lower::rust_name::schema_type_name;
use crate::surface::short_name;
use crate::version::GraphVersion;

/// The longest line of a path, in characters.
const WIDTH: usize = 36;

/// The most types that a drawing can show at the width of a page.
const MOST_TYPES: usize = 12;

pub(super) fn write(map: &Map) -> String {
    if map.types.len() <= MOST_TYPES {
        return drawing(map, |_| true);
    }
    let of_paths = map
        .edges
        .keys()
        .filter(|(from, _)| map.paths.contains_key(from));
    let bodies: BTreeSet<&String> = of_paths.map(|(_, to)| to).collect();
    let drawing = drawing(map, |key| bodies.contains(key));
    format!("{drawing}\n{}", list(map))
}

/// The types, each with the properties that lead to other types.
fn list(map: &Map) -> String {
    let mut of_types: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let edges = map.edges.iter();
    for ((from, to), by) in edges.filter(|((from, _), _)| !map.paths.contains_key(from)) {
        let properties = format!("{}: `{}`", labels(by).join(", "), short_name(to));
        of_types
            .entry(short_name(from))
            .or_default()
            .push(properties);
    }
    for (key, node) in &map.types {
        for (version, names) in only_in(&node.values, &node.versions) {
            let names = format!("only {version}: {}", names.join(", "));
            of_types.entry(short_name(key)).or_default().push(names);
        }
    }
    let mut text = String::new();
    for (name, properties) in of_types {
        let _ = writeln!(text, "- `{name}`\n  - {}", properties.join("\n  - "));
    }
    text
}

/// Draws the paths, and these of the types.
fn drawing(map: &Map, has: impl Fn(&String) -> bool) -> String {
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
    for (key, node) in map.types.iter().filter(|(key, _)| has(key)) {
        let mut lines = escape(short_name(key));
        for (version, names) in only_in(&node.values, &node.versions) {
            let _ = write!(lines, "<br>only {version}:<br>{}", names.join("<br>"));
        }
        let class = only(&node.versions).map_or("", |_| ":::oneVersion");
        let _ = writeln!(text, "  {}([\"{lines}\"]){class}", id(key, map));
    }
    let is_path = |key: &String| map.paths.contains_key(key);
    let edges = map.edges.iter();
    for ((from, to), by) in edges.filter(|((from, to), _)| (is_path(from) || has(from)) && has(to))
    {
        let line = if by.values().all(|versions| only(versions).is_some()) {
            "-.->"
        } else {
            "-->"
        };
        let (from, to) = (id(from, map), id(to, map));
        let _ = writeln!(
            text,
            "  {from} {line}|\"{}\"| {to}",
            labels(by).join("<br>")
        );
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

fn labels(names: &BTreeMap<String, Versions>) -> Vec<String> {
    let names = names.iter();
    names
        .map(|(name, versions)| labelled(name, versions))
        .collect()
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
        if c.is_ascii_alphanumeric() || "/._-{}$@()=' ".contains(c) {
            escaped.push(c);
        } else {
            let _ = write!(escaped, "#{};", u32::from(c));
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{MOST_TYPES, escape, wrapped, write};
    use crate::map::Map;
    use crate::version::GraphVersion;

    #[test]
    fn of_many_types_only_those_of_bodies_are_drawn() {
        let mut map = Map::default();
        map.paths.entry("/a".to_owned()).or_default();
        map.types.entry("body".to_owned()).or_default();
        map.link("/a", "body", "GET answers", GraphVersion::V1_0);
        for index in 0..MOST_TYPES {
            let key = format!("part{index}");
            map.types.entry(key.clone()).or_default();
            map.link("body", &key, "of", GraphVersion::Beta);
        }
        let written = write(&map);
        let (drawing, list) = written.split_once("```\n\n").unwrap();
        assert!(drawing.contains("path0 -.->") && !drawing.contains("art0"));
        assert!(
            list.starts_with("- `body`\n  - of (only beta): `part0`\n"),
            "{list}"
        );

        map.types.remove("part0");
        map.edges.remove(&("body".to_owned(), "part0".to_owned()));
        assert!(write(&map).contains("Part1([\"part1\"])"));
    }

    #[test]
    fn no_name_ends_its_quotes() {
        assert_eq!(escape("a\"]<b>\n"), "a#34;#93;#60;b#62;#10;");
        assert_eq!(escape("/a/{b-id}/$ref"), "/a/{b-id}/$ref");
        assert_eq!(escape("/a(b='{b}')"), "/a(b='{b}')");
    }

    #[test]
    fn long_paths_take_several_lines() {
        assert_eq!(wrapped("/a/{b}"), "/a/{b}");
        let path = "/policies/crossTenantAccessPolicy/partners/{tenant_id}/identitySynchronization";
        let lines = "/policies/crossTenantAccessPolicy<br>/partners/{tenant_id}<br>/identitySynchronization";
        assert_eq!(wrapped(path), lines);
    }
}
