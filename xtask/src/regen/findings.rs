//! The findings of a run in few sentences: one that holds for both versions is reported once.

use std::collections::BTreeMap;

use crate::contract::Finding;
use crate::version::GraphVersion;

/// The sentences about these findings.
pub(super) fn sentences(findings: &[Finding]) -> Vec<String> {
    let mut adopted: BTreeMap<(&str, &str), Vec<GraphVersion>> = BTreeMap::new();
    let mut undescribed: BTreeMap<(&str, &str), Vec<GraphVersion>> = BTreeMap::new();
    for finding in findings {
        match finding {
            Finding::Adopted {
                version,
                correction,
                file,
            } => adopted
                .entry((correction, file))
                .or_default()
                .push(*version),
            Finding::Undescribed {
                version,
                file,
                target,
            } => undescribed
                .entry((file, target))
                .or_default()
                .push(*version),
        }
    }
    let mut sentences = Vec::new();
    for ((correction, file), versions) in adopted {
        let way_out = match versions.as_slice() {
            [version] => format!("delete {file}, or take {version} out of its `versions`"),
            _ => format!("delete {file}"),
        };
        let versions = GraphVersion::in_words(versions);
        sentences.push(format!(
            "{versions}: upstream has adopted the correction `{correction}`: {way_out}"
        ));
    }
    let mut by_file: BTreeMap<(&str, Vec<GraphVersion>), Vec<&str>> = BTreeMap::new();
    for ((file, target), versions) in undescribed {
        by_file.entry((file, versions)).or_default().push(target);
    }
    for ((file, versions), targets) in by_file {
        let versions = GraphVersion::in_words(versions);
        let targets: Vec<_> = targets.iter().map(|target| format!("`{target}`")).collect();
        sentences.push(format!(
            "{versions}: the documentation in {file} describes nothing at\n    {}",
            targets.join("\n    ")
        ));
    }
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;
    use GraphVersion::{Beta, V1_0};

    #[test]
    fn a_finding_of_both_versions_is_reported_once() {
        let adopted = |version, name: &str| Finding::Adopted {
            version,
            correction: name.to_owned(),
            file: format!("{name}.yaml"),
        };
        let undescribed = |version, target: &str| Finding::Undescribed {
            version,
            file: "text.yaml".to_owned(),
            target: target.to_owned(),
        };
        let findings = [
            adopted(V1_0, "both"),
            undescribed(V1_0, "$.a"),
            undescribed(V1_0, "$.b"),
            adopted(Beta, "both"),
            adopted(Beta, "one"),
            undescribed(Beta, "$.a"),
            undescribed(Beta, "$.b"),
            undescribed(Beta, "$.c"),
        ];
        let expected = [
            "v1.0 and beta: upstream has adopted the correction `both`: delete both.yaml",
            "beta: upstream has adopted the correction `one`: delete one.yaml, or take beta out of its `versions`",
            "v1.0 and beta: the documentation in text.yaml describes nothing at\n    `$.a`\n    `$.b`",
            "beta: the documentation in text.yaml describes nothing at\n    `$.c`",
        ];
        assert_eq!(sentences(&findings), expected);
    }
}
