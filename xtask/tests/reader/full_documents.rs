//! Microsoft's documents in full, as they are and as others would write them. They are in the folder
//! `GRAPH_OPENAPI_DIR`, or in `../shared/graph-openapi` beside the workspace; run these tests with `-- --ignored`.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use xtask::openapi::METHODS;
use xtask::read::{self, Cut, Way};
use xtask::selection::Selection;
use xtask::slice::{slice, version_for};
use xtask::source::{Request, digest_file, locate};
use xtask::yaml;

use crate::chunks::grown;
use crate::{Written, short, written};

pub(crate) fn folder() -> PathBuf {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/graph-openapi");
    std::env::var_os("GRAPH_OPENAPI_DIR").map_or(beside, PathBuf::from)
}

fn selection() -> Selection {
    Selection::parse(include_str!("../../../spec/selection.toml")).unwrap()
}

fn cut(document: &Path) -> xtask::Result<Cut> {
    let request = Request {
        from: vec![document.into()],
        ..Request::default()
    };
    let located = locate(&request, &mut |_| ()).unwrap();
    let cut = read::cut(&located[0], &selection())?;
    assert_eq!(cut.digest, digest_file(document).unwrap());
    Ok(cut)
}

/// A full document, parsed in full, and its slice.
struct Full {
    name: &'static str,
    text: String,
    value: Value,
    slice: Written,
}

fn documents() -> impl Iterator<Item = Full> {
    ["v1.0.yaml", "beta.yaml"].into_iter().map(|name| {
        let text = fs::read_to_string(folder().join(name)).unwrap();
        let value = read::parse(text.as_bytes()).unwrap();
        let version = version_for(&value, None).unwrap();
        let slice = written(&slice(&value, version, &selection()).unwrap());
        Full {
            name,
            text,
            value,
            slice,
        }
    })
}

impl Full {
    /// Checks that the same document, written otherwise, has the same slice, and returns how it was read.
    #[track_caller]
    fn check(&self, text: impl AsRef<[u8]>, what: &str) -> Way {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), text).unwrap();
        let cut = cut(file.path()).unwrap();
        assert_eq!(written(&cut.slice), self.slice, "{}: {what}", self.name);
        cut.way
    }
}

/// Other layouts are those of the small document: see `layout`.
#[test]
#[ignore = "needs the full documents"]
fn slices_are_those_of_the_full_parse() {
    for full in documents() {
        let written = yaml::write(&full.value, "written by another writer").unwrap();
        let mut larger = Vec::new();
        grown::write(&full.text, 2, &mut larger).unwrap();
        for (text, what) in [
            (full.text.as_bytes(), "as it is"),
            (&written, "lists as far out as their keys, and other quotes"),
            (&larger, "twice the size"),
        ] {
            assert_eq!(
                full.check(text, what),
                Way::Streamed,
                "{}: {what}",
                full.name
            );
        }
        let windows = format!("\u{feff}{}", full.text.replace('\n', "\r\n"));
        for text in [
            full.value.to_string(),
            format!("{:#}\n", full.value),
            windows,
        ] {
            let way = full.check(text, "JSON, or of Windows");
            assert!(matches!(way, Way::InFull(_)));
        }
    }
}

#[test]
#[ignore = "needs the full documents"]
fn whatever_is_selected_is_read_as_the_full_parse_reads_it() {
    for full in documents() {
        let (mut streamed, mut doubts) = (0, 0);
        for (path, item) in full.value["paths"].as_object().unwrap().iter().step_by(100) {
            let methods = METHODS
                .into_iter()
                .filter(|method| item.get(method).is_some());
            let operations = methods.map(|method| format!("{method} = \"{method}_it\""));
            let operations = operations.collect::<Vec<_>>().join(", ");
            let text = format!("[[path]]\npath = {path:?}\noperations = {{ {operations} }}");
            let selection = Selection::parse(&text).unwrap();
            match short(full.text.as_bytes(), &selection) {
                Ok(short) => {
                    let version = version_for(&full.value, None).unwrap();
                    let expected = slice(&full.value, version, &selection).unwrap();
                    assert_eq!(short, written(&expected), "{}: {path}", full.name);
                    streamed += 1;
                }
                // A path whose slice is refused.
                Err(_) => doubts += 1,
            }
        }
        assert!(
            streamed > 4 * doubts,
            "{}: {streamed} streamed, {doubts} doubts",
            full.name
        );
    }
}
