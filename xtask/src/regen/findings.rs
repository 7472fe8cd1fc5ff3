//! The findings of a run in few sentences: one that holds for both versions is reported once.

use std::collections::BTreeMap;

use crate::contract::Finding;
use crate::version::GraphVersion;

/// The sentences about these findings.
pub(super) fn sentences(findings: &[Finding]) -> Vec<String> {
    let mut adopted: BTreeMap<_, Vec<GraphVersion>> = BTreeMap::new();
    let mut undescribed: BTreeMap<_, Vec<GraphVersion>> = BTreeMap::new();
    for finding in findings {
        let (versions, version) = match finding {
            Finding::Adopted {
                version,
                correction,
                file,
            } => (adopted.entry((correction, file)).or_default(), version),
            Finding::Undescribed {
                version,
                file,
                target,
            } => (undescribed.entry((file, target)).or_default(), version),
        };
        versions.push(*version);
    }
    let mut by_file: BTreeMap<_, Vec<String>> = BTreeMap::new();
    for ((file, target), versions) in undescribed {
        by_file
            .entry((file, versions))
            .or_default()
            .push(format!("`{target}`"));
    }
    let adopted = adopted.into_iter().map(|((correction, file), versions)| {
        let way_out = match versions.as_slice() {
            [version] => format!("delete {file}, or take {version} out of its `versions`"),
            _ => format!("delete {file}"),
        };
        let versions = GraphVersion::in_words(versions);
        format!("{versions}: upstream has adopted the correction `{correction}`: {way_out}")
    });
    let undescribed = by_file.into_iter().map(|((file, versions), targets)| {
        let versions = GraphVersion::in_words(versions);
        let targets = targets.join("\n    ");
        format!("{versions}: the documentation in {file} describes nothing at\n    {targets}")
    });
    adopted.chain(undescribed).collect()
}
