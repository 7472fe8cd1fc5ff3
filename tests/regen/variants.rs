//! Documents that say the same in another form make the same tree, the lock file apart.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use xtask::GraphVersion;

use crate::full_documents::{changes, check, folder};
use crate::prose::add_prose;
use crate::yaml_text;

/// All forms of the documents in one test, because reading a full document takes longer than all else.
#[test]
#[ignore = "needs the full documents of Microsoft Graph (GRAPH_OPENAPI_DIR)"]
fn the_form_of_a_document_does_not_matter() {
    let folder = folder();
    for version in GraphVersion::ALL {
        let text = fs::read_to_string(folder.join(format!("{version}.yaml"))).unwrap();
        let document: Value = yaml_serde::from_str(&text).unwrap();
        let temporary = tempfile::tempdir().unwrap();
        let same = |name: &str, text: String| assert_same(&temporary.path().join(name), text);

        same("line-ends.yaml", text.replace('\n', "\r\n"));
        drop(text);
        same("compact.json", document.to_string());
        let mut other = document;
        reverse_keys(&mut other);
        same("reversed.json", format!("{other:#}"));
        same("other-writer.yaml", yaml_text::write(&other, 5));
        add_prose(&mut other);
        same("prose.yaml", yaml_text::write(&other, 1));
    }
}

fn assert_same(document: &Path, text: String) {
    fs::write(document, text).unwrap();
    let report = check([PathBuf::from(document)]);
    assert!(
        changes(&report).is_empty() && report.findings.is_empty(),
        "{}: {report}",
        document.display()
    );
    assert!(
        !report.differences.is_empty(),
        "{}: the lock file would record another digest",
        document.display()
    );
    fs::remove_file(document).unwrap();
}

fn reverse_keys(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.values_mut().for_each(reverse_keys);
            *members = std::mem::take(members).into_iter().rev().collect();
        }
        Value::Array(items) => items.iter_mut().for_each(reverse_keys),
        _ => {}
    }
}
