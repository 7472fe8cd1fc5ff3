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

use crate::regen::document::yaml;
use crate::regen::project::{GENERATED, LOCK, Project, difference};

/// What a document must lead to.
pub(crate) enum Outcome {
    /// It is refused with a message that has these parts, within bounds; nothing is written.
    Refused(Vec<&'static str>),
    /// Everything is as without the change.
    Inert,
    /// It is taken, and the generated code is Rust that has these parts.
    Kept(Vec<&'static str>),
}

use Outcome::{Inert, Kept, Refused};

pub(crate) fn refused<const N: usize>(says: [&'static str; N]) -> Outcome {
    Refused(says.to_vec())
}

pub(crate) fn kept<const N: usize>(parts: [&'static str; N]) -> Outcome {
    Kept(parts.to_vec())
}

/// Runs every case of a table.
pub(crate) fn assert_outcomes(cases: impl IntoIterator<Item = (&'static str, Value, Outcome)>) {
    for (name, document, outcome) in cases {
        assert_outcome(name, yaml(&document).as_bytes(), &outcome);
    }
}

pub(crate) fn assert_outcome(name: &str, document: &[u8], outcome: &Outcome) {
    let project = Project::new();
    let before = project.files();
    let run = project.regen_from(&project.put("hostile.yaml", document));
    let mut changed = difference(&before, &project.files());
    match outcome {
        Refused(says) => run.assert_refused(name, says),
        Inert => {
            assert_eq!(run.status, Some(0), "{name}: {run:#?}");
            changed.retain(|path| path != LOCK);
        }
        Kept(parts) => {
            assert_eq!(run.status, Some(0), "{name}: {run:#?}");
            let source = project.read(GENERATED);
            syn::parse_file(&source).unwrap_or_else(|error| panic!("{name}: {error}"));
            for part in parts {
                assert!(
                    source.contains(part),
                    "{name}: no {part:?} in the generated code"
                );
            }
            return;
        }
    }
    assert_eq!(changed, [""; 0], "{name}");
}
