//! A map as a Mermaid flowchart, always written in the same way.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Map, Versions};
use crate::lower::rust_name::schema_type_name;
use crate::surface::short_name;
use crate::version::GraphVersion;

pub(super) fn write(map: &Map) -> String {
    let mut text = "flowchart LR\n".to_owned();
    for (index, (path, operations)) in map.paths.iter().enumerate() {
        let _ = writeln!(text, "  subgraph path{index}[\"{}\"]", escape(path));
        for (name, node) in operations {
            let (method, class) = (&node.method, class(&node.versions));
            let _ = writeln!(
                text,
                "    {}[\"{method}<br>{}\"]{class}",
                id(name, map),
                escape(name)
            );
        }
        text.push_str("  end\n");
    }
    for (key, node) in &map.types {
        let mut lines = escape(short_name(key));
        for (version, names) in only_in(&node.values, &node.versions) {
            let _ = write!(lines, "<br>only {version}: {}", names.join(", "));
        }
        let _ = writeln!(
            text,
            "  {}([\"{lines}\"]){}",
            id(key, map),
            class(&node.versions)
        );
    }
    for ((from, to), by) in &map.edges {
        let labels: Vec<_> = by
            .iter()
            .map(|(name, versions)| edge_label(name, versions))
            .collect();
        let line = if by.values().all(|versions| only(versions).is_some()) {
            "-.->"
        } else {
            "-->"
        };
        let (from, to) = (id(from, map), id(to, map));
        let _ = writeln!(text, "  {from} {line}|\"{}\"| {to}", labels.join(", "));
    }
    let marked = |version| text.contains(&format!(":::{}\n", class_name(version)));
    for version in GraphVersion::ALL
        .into_iter()
        .filter(|version| marked(*version))
        .collect::<Vec<_>>()
    {
        let _ = writeln!(
            text,
            "  classDef {} stroke-dasharray: 5 5",
            class_name(version)
        );
    }
    text.push_str(
        "  %% dashed: only one version has it; every operation may also answer an ODataError\n",
    );
    text
}

/// The one version that has a thing, where the other one does not.
fn only(versions: &Versions) -> Option<GraphVersion> {
    match versions.iter().copied().collect::<Vec<_>>().as_slice() {
        [version] => Some(*version),
        _ => None,
    }
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

fn edge_label(name: &str, versions: &Versions) -> String {
    match only(versions) {
        Some(version) => format!("{} (only {version})", escape(name)),
        None => escape(name),
    }
}

fn class(versions: &Versions) -> String {
    only(versions).map_or(String::new(), |version| {
        format!(":::{}", class_name(version))
    })
}

const fn class_name(version: GraphVersion) -> &'static str {
    match version {
        GraphVersion::V1_0 => "onlyV1",
        GraphVersion::Beta => "onlyBeta",
    }
}

/// What a node is called within the diagram: types as in Rust, operations by their names.
fn id(key: &str, map: &Map) -> String {
    if map.types.contains_key(key) {
        return schema_type_name(key);
    }
    key.chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect()
}

/// Text between quotes.
fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            'a'..='z'
            | 'A'..='Z'
            | '0'..='9'
            | '/'
            | '.'
            | '_'
            | '-'
            | '{'
            | '}'
            | '$'
            | '@'
            | ' ' => escaped.push(c),
            c => {
                let _ = write!(escaped, "#{};", u32::from(c));
            }
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn no_name_ends_its_quotes() {
        assert_eq!(escape("a\"]<b>\n"), "a#34;#93;#60;b#62;#10;");
        assert_eq!(escape("/a/{b-id}/$ref"), "/a/{b-id}/$ref");
    }
}
