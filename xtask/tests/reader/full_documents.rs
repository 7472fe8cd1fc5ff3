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

use crate::growth::grown;
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
        Full::parse(name, text)
    })
}

impl Full {
    fn parse(name: &'static str, text: String) -> Self {
        let value = read::parse(text.as_bytes()).unwrap();
        let version = version_for(&value, None).unwrap();
        let slice = written(&slice(&value, version, &selection()).unwrap());
        Self {
            name,
            text,
            value,
            slice,
        }
    }

    #[track_caller]
    fn check_streamed_as_it_is(&self) {
        self.check_streamed(&self.text, "as it is");
    }

    /// Checks that the same document, written otherwise, has the same slice, and returns how it was read.
    #[track_caller]
    fn check(&self, text: impl AsRef<[u8]>, what: &str) -> Way {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), text).unwrap();
        let cut = cut(file.path()).unwrap();
        assert_eq!(written(&cut.slice), self.slice, "{}: {what}", self.name);
        cut.way
    }

    #[track_caller]
    fn check_streamed(&self, text: impl AsRef<[u8]>, what: &str) {
        let way = self.check(text, what);
        assert_eq!(way, Way::Streamed, "{}: {what}", self.name);
    }

    #[track_caller]
    fn check_in_full(&self, text: impl AsRef<[u8]>, what: &str, reason: &str) {
        let way = self.check(text, what).to_string();
        assert_eq!(
            way,
            format!("parsed in full: {reason}"),
            "{}: {what}",
            self.name
        );
    }
}

#[test]
#[ignore = "needs the full documents"]
fn slices_are_those_of_the_full_parse() {
    for full in documents() {
        full.check_streamed_as_it_is();
        for text in [full.value.to_string(), format!("{:#}\n", full.value)] {
            let way = full.check(text, "JSON");
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

#[test]
#[ignore = "needs the full documents"]
fn other_layouts_are_streamed() {
    for full in documents() {
        let written = yaml::write(&full.value, "written by another writer").unwrap();
        full.check_streamed(written, "lists as far out as their keys, and other quotes");

        let indented = full.text.lines().map(|line| {
            let text = line.trim_start();
            let indentation = " ".repeat(2 * (line.len() - text.len()));
            format!("{indentation}{}\n", text.replacen("- ", "-   ", 1))
        });
        full.check_streamed(indented.collect::<String>(), "four spaces");

        let (head, rest) = full.text.split_once("\npaths:\n").unwrap();
        let (paths, rest) = rest.split_once("\ncomponents:\n").unwrap();
        let (components, tags) = rest.split_once("\ntags:\n").unwrap();
        let reordered =
            format!("tags:\n{tags}\ncomponents:\n{components}\npaths:\n{paths}\n{head}\n");
        full.check_streamed(reordered, "another order");

        let prose = full.text.replace(
            "      operationId: ",
            "      x-prose: 'It''s – “prose”: see {this}'\n      x-docs:\n        url: https://learn.microsoft.com/graph/api?view=graph-rest-1.0&tabs=http#x\n      x-more: >-\n        # Text\n\n        /paths:\n      operationId: ",
        );
        assert!(prose.len() > full.text.len() + 2_000_000, "{}", prose.len());
        Full::parse(full.name, prose).check_streamed_as_it_is();

        let comments = full
            .text
            .replace("\n    get:\n", "\n\n# 'comment\n    get: # {comment\n");
        full.check_streamed(comments, "comments and empty lines");

        let mut larger = Vec::new();
        grown::write(&full.text, 2, &mut larger).unwrap();
        full.check_streamed(larger, "twice the size");
    }
}

#[test]
#[ignore = "needs the full documents"]
fn what_is_not_streamed_is_parsed_in_full() {
    for full in documents() {
        let windows = full.text.replace('\n', "\r\n");
        full.check_in_full(&windows, "Windows line ends", "a carriage return at line 1");
        let marked = format!("\u{feff}{}", full.text);
        full.check_in_full(&marked, "a byte order mark", "a byte order mark at line 1");
        let both = format!("\u{feff}{windows}");
        full.check_in_full(both, "both", "a byte order mark at line 1");
        let begun = format!("---\n{}", full.text);
        full.check_in_full(
            begun,
            "a document mark",
            "a line without a plain key at line 1",
        );
        let flow = format!("# flow style\n{}", full.value);
        full.check_in_full(flow, "flow style", "a line of more than 64 KiB at line 2");
        let marked_json = format!("\u{feff}{:#}", full.value);
        full.check(marked_json, "JSON with a byte order mark");
    }
}

#[test]
#[ignore = "needs the full documents"]
fn a_document_that_is_cut_off_is_no_small_result() {
    for full in documents() {
        let file = tempfile::NamedTempFile::new().unwrap();
        for part in 1..10 {
            let mut end = full.text.len() / 12 * part;
            while !full.text.is_char_boundary(end) {
                end += 1;
            }
            fs::write(file.path(), &full.text[..end]).unwrap();
            let error = cut(file.path()).unwrap_err().to_string();
            assert!(error.contains("complete"), "{error}");
        }
        let json = full.value.to_string();
        for cut_off in [1, 2, 1000, json.len() / 2] {
            fs::write(file.path(), &json.as_bytes()[..json.len() - cut_off]).unwrap();
            let error = cut(file.path()).unwrap_err().to_string();
            assert!(error.contains("complete"), "{error}");
        }
    }
}
