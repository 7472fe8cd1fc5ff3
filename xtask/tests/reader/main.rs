//! The short way through a document never says anything else than the full parse.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod broken;
mod changes;
mod chunks;
mod full_documents;
mod growth;
mod json;
mod layout;
mod memory;
mod mutations;
mod rarities;
mod values;

use std::io::Cursor;

use xtask::read::{self, FirstPass, Unread};
use xtask::selection::Selection;
use xtask::slice::{slice, version_for};
use xtask::yaml;

/// A document with a bit of everything, in the style of Microsoft's writer.
const SMALL: &str = include_str!("small.yaml");

fn selection() -> Selection {
    let text = r#"
        [[path]]
        path = "/things"
        operations = { get = "list_things", post = "create_thing" }

        [[path]]
        path = "/things/{id}"
        operations = { get = "get_thing", patch = "update_thing", delete = "delete_thing" }

        [[path]]
        path = "/things/{id}/get(name='{name}')"
        operations = { get = "get_thing_by_name" }
    "#;
    Selection::parse(text).unwrap()
}

/// A slice as it is written, and what is absent from it.
type Written = (String, Vec<String>);

fn written(slice: &xtask::slice::Slice) -> Written {
    let document = yaml::write(&slice.document, "").unwrap();
    let absent = slice
        .absent
        .iter()
        .map(|absent| format!("{absent:?}"))
        .collect();
    (String::from_utf8(document).unwrap(), absent)
}

/// What the short way makes of a document.
fn short(text: &[u8], selection: &Selection) -> Result<Written, Unread> {
    let first_pass = FirstPass::over(text, selection)?;
    let (_, slice) = first_pass.slice(&mut Cursor::new(text), None, selection)?;
    Ok(written(&slice))
}

/// What the full parse makes of a document.
fn full(text: &[u8], selection: &Selection) -> xtask::Result<Written> {
    let value = read::parse(text)?;
    let version = version_for(&value, None)?;
    Ok(written(&slice(&value, version, selection)?))
}

/// How a document is read, after both ways were compared.
#[derive(Debug, PartialEq)]
enum Outcome {
    /// Both ways say the same.
    Short,
    /// The full parse has the last word, because of this.
    Doubt(String),
    /// Both refuse the document.
    Error(String),
}

#[track_caller]
fn compare(text: &[u8]) -> Outcome {
    let selection = selection();
    let full = full(text, &selection);
    match (short(text, &selection), full) {
        (Ok(short), full) => {
            assert_eq!(
                short,
                full.expect("the short way takes what the full parse refuses")
            );
            Outcome::Short
        }
        (Err(Unread::Doubt(doubt)), _) => Outcome::Doubt(doubt.in_document(text).to_string()),
        (Err(Unread::Error(error)), full) => {
            assert!(full.is_err(), "only the short way refuses: {error}");
            Outcome::Error(error.to_string())
        }
    }
}

/// The small document with one text replaced, which must be there.
#[track_caller]
fn edited(from: &str, to: &str) -> String {
    assert!(SMALL.contains(from), "no `{from}`");
    SMALL.replacen(from, to, 1)
}

#[track_caller]
fn assert_short(text: &str) {
    assert_eq!(compare(text.as_bytes()), Outcome::Short);
}

#[track_caller]
fn assert_doubt(text: &str, expected: &str) {
    match compare(text.as_bytes()) {
        Outcome::Doubt(doubt) if doubt.starts_with(expected) => {}
        other => panic!("{other:?}"),
    }
}

/// The full parse takes the document too: without that, the doubt was about nothing.
#[track_caller]
fn assert_doubt_of_good(text: &str, expected: &str) {
    assert_doubt(text, expected);
    if let Err(error) = full(text.as_bytes(), &selection()) {
        panic!("{error}");
    }
}
