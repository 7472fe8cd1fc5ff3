//! Documents with one hostile change each. Either the document is refused with one clear message and the tree stays as it
//! was, or what is hostile in it has no effect.

mod bytes;
mod names;
mod nesting;
mod operations;
mod references;
mod schemas;
mod text;

use serde_json::Value;
use xtask::read::parse_yaml;

use crate::checkout::{missing, rows};
use crate::regen::document::yaml;
use crate::regen::project::{GENERATED, LOCK, Project, difference};

/// What a document must lead to. The parts are patterns of [`missing`].
pub(crate) enum Outcome {
    /// It is refused with a message that has these parts, within bounds; nothing is written.
    Refused(Vec<String>),
    /// Everything is as without the change.
    Inert,
    /// It is taken, and the generated code is Rust that has these parts.
    Kept(Vec<String>),
}

use Outcome::{Inert, Kept, Refused};

pub(crate) fn refused<const N: usize>(says: [&str; N]) -> Outcome {
    Refused(says.map(str::to_owned).to_vec())
}

pub(crate) fn kept<const N: usize>(parts: [&str; N]) -> Outcome {
    Kept(parts.map(str::to_owned).to_vec())
}

/// Runs a table. Each line has a value in YAML, an arrow, and a pattern of the message with which the document is refused
/// that has the value. All messages have the place, too.
pub(crate) fn assert_each_refused(put: impl Fn(Value) -> Value, place: &str, table: &str) {
    let project = Project::new();
    for (value, says) in rows(table) {
        let document = put(parse_yaml(value).unwrap());
        assert_outcome_in(&project, value, yaml(&document), &refused([says, place]));
    }
}

/// Runs a table. Each line has a value in YAML, an arrow, and a pattern of the code that is generated from the document that
/// has the value.
pub(crate) fn assert_each_kept(put: impl Fn(Value) -> Value, table: &str) {
    for (value, code) in rows(table) {
        let document = put(parse_yaml(value).unwrap());
        assert_outcome(value, yaml(&document), &kept([code]));
    }
}

/// Runs several cases: a name, a document, and what it must lead to.
pub(crate) fn assert_outcomes(cases: impl IntoIterator<Item = (&'static str, Value, Outcome)>) {
    for (name, document, outcome) in cases {
        assert_outcome(name, yaml(&document), &outcome);
    }
}

/// The document is refused with a message of this pattern.
pub(crate) fn assert_refused(name: &str, document: impl AsRef<[u8]>, says: &str) {
    assert_outcome(name, document, &refused([says]));
}

pub(crate) fn assert_outcome(name: &str, document: impl AsRef<[u8]>, outcome: &Outcome) {
    assert_outcome_in(&Project::new(), name, document, outcome);
}

/// Leaves the project as it was if the document is refused.
fn assert_outcome_in(project: &Project, name: &str, document: impl AsRef<[u8]>, outcome: &Outcome) {
    let before = project.files();
    let run = project.regen_from(&project.put("hostile.yaml", document));
    let mut changed = difference(&before, &project.files());
    match outcome {
        Refused(says) => {
            let says: Vec<&str> = says.iter().map(String::as_str).collect();
            run.assert_refused(name, &says);
        }
        Inert => {
            assert_eq!(run.status, Some(0), "{name}: {run:#?}");
            changed.retain(|path| path != LOCK);
        }
        Kept(parts) => {
            assert_eq!(run.status, Some(0), "{name}: {run:#?}");
            let source = project.read(GENERATED);
            syn::parse_file(&source).unwrap_or_else(|error| panic!("{name}: {error}"));
            for part in parts {
                assert_eq!(
                    missing(&source, part),
                    None,
                    "{name}: not in the generated code"
                );
            }
            return;
        }
    }
    assert_eq!(changed, [""; 0], "{name}");
}
