//! What the short way keeps of a document is what the full parse reads there.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod changes;
mod chunks;
mod full_documents;
mod hiding;
mod layout;
mod memory;
mod mutations;
mod parse;

use std::io::Cursor;

use xtask::read::{self, FirstPass, OutlineError};
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
fn short(text: &[u8], selection: &Selection) -> Result<Written, OutlineError> {
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
    /// The same, of the parts that are kept. The full parse refuses another one.
    ShortOnly,
    /// The full parse decides, for this reason.
    Doubt(String),
}

#[track_caller]
fn compare(text: &[u8]) -> Outcome {
    let selection = selection();
    match (short(text, &selection), full(text, &selection)) {
        (Ok(short), Ok(full)) => {
            assert_eq!(short, full);
            Outcome::Short
        }
        (Ok(short), Err(refused)) => {
            let kept = kept_lines(&String::from_utf8_lossy(text), &short.0);
            // If no component is needed, `components` must still be a mapping.
            let kept = kept.replace("\ncomponents:\n", "\ncomponents:\n  x-kept: true\n");
            match full(kept.as_bytes(), &selection) {
                Ok(full) => assert_eq!(short, full, "{refused}"),
                Err(error) => panic!("a part that is kept is refused: {error}, {refused}\n{kept}"),
            }
            Outcome::ShortOnly
        }
        (Err(OutlineError::Doubt(doubt)), _) => Outcome::Doubt(doubt.in_document(text).to_string()),
        (Err(error), _) => panic!("{error:?}"),
    }
}

/// The lines of a document in the style of the small one, damaged or not, without the path items and components that are
/// not in its slice.
fn kept_lines(text: &str, slice: &str) -> String {
    let slice = read::parse_yaml(slice).unwrap();
    let selection = selection();
    let (mut top, mut section, mut is_kept) = (String::new(), String::new(), true);
    let kept = text.split_inclusive('\n').filter(|line| {
        let key = line.trim_start_matches(' ');
        let entry = match key.as_bytes() {
            [b'?', ..] => Some((key[1..].trim(), "")),
            [b'\'', ..] => key.split_once("':"),
            [b'"', ..] => key.split_once("\":"),
            _ => key.split_once(": ").or_else(|| key.split_once(":\n")),
        };
        let Some((name, _)) = entry else {
            return is_kept;
        };
        let name = name.trim_matches(['\'', '"']).replace("''", "'");
        match (line.len() - key.len(), &*top) {
            _ if key.starts_with(['#', '-']) => {}
            (0, _) => {
                is_kept = ["openapi", "info", "servers", "paths", "components"].contains(&&*name);
                top = name;
            }
            (2, "paths") => {
                is_kept = selection.paths.iter().any(|kept| kept.path.matches(&name));
            }
            (2, "components") => {
                is_kept = slice["components"].get(&name).is_some();
                section = name;
            }
            (4, "components") => is_kept = slice["components"][&section].get(&name).is_some(),
            _ => {}
        }
        is_kept
    });
    kept.collect()
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

/// There is a doubt although the full parse takes the document.
#[track_caller]
fn assert_doubt_of_good(text: &str, expected: &str) {
    assert_doubt(text, expected);
    if let Err(error) = full(text.as_bytes(), &selection()) {
        panic!("{error}");
    }
}

/// There is a doubt, and the full parse refuses the document.
#[track_caller]
fn assert_doubt_of_bad(text: &str, expected: &str) {
    assert_doubt(text, expected);
    assert!(full(text.as_bytes(), &selection()).is_err(), "{text}");
}

/// An edit of the small document, with the doubt that it leaves.
type Edit<'a> = (&'a str, &'a str, &'a str);

/// Texts of the small document to be edited, and doubts.
const THINGS: &str = "\n  /things:";
const THING: &str = "    thing:\n      title";
const GET: &str = "    get:\n      tags:";
const NO_KEY: &str = "a line without a plain key";
const NO_PATH: &str = "no selected path";
const NO_COMPONENT: &str = "no `#/components/";
const UNFIT: &str = "an indentation that does not fit";
const MALFORMED: &str = "a part that is not well-formed";
const TWICE: &str = "a key that occurs twice";
const OPEN: &str = "a quoted text or a flow collection over several lines";
