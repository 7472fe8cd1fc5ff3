//! The public API of a crate as text, one item a line, read from its sources.
//!
//! rustdoc's own description of an API needs a nightly compiler. This one knows no paths: the lint `unreachable_pub` sees
//! to it that what is `pub` can be reached.

mod lines;

use std::collections::BTreeSet;
use std::path::Path;

use syn::Item;

use crate::change::Effect;
use crate::error::{Error, Result};
use crate::project::Project;
use lines::public_lines;

/// What happened to an API.
pub(super) struct Comparison {
    pub(super) effect: Option<Effect>,
    pub(super) lost: Vec<String>,
}

/// Compares two texts. What generated code gains is judged by its contract.
pub(super) fn compare(was: &[String], now: &[String], generated: bool) -> Comparison {
    let (old, new): (BTreeSet<_>, BTreeSet<_>) = (was.iter().collect(), now.iter().collect());
    let lost: Vec<String> = old.difference(&new).map(|line| (*line).clone()).collect();
    let gained: Vec<_> = new.difference(&old).collect();
    let effect = if !lost.is_empty() || (!generated && gained.iter().any(|line| closes(line, &old)))
    {
        Some(Effect::Breaking)
    } else {
        (!gained.is_empty()).then_some(Effect::Compatible)
    };
    Comparison { effect, lost }
}

/// Whether a new field or variant belongs to a type that was there and could be written or matched in full.
fn closes(line: &str, was: &BTreeSet<&String>) -> bool {
    let Some((owner, _)) = line
        .strip_prefix("in ")
        .and_then(|rest| rest.split_once(": "))
    else {
        return false;
    };
    was.contains(&format!("exhaustive {owner}"))
}

/// The API of a crate.
pub(super) fn read(project: &Project, name: &str) -> Result<Vec<String>> {
    let mut items = Vec::new();
    read_folder(
        &project.root().join("crates").join(name).join("src"),
        &mut items,
    )?;
    Ok(public_lines(&items))
}

fn read_folder(folder: &Path, items: &mut Vec<Item>) -> Result<()> {
    let unreadable = |error| {
        Error::new("a source cannot be read")
            .because(error)
            .at(folder.display())
    };
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.is_dir() {
            read_folder(&path, items)?;
        } else if path.extension().is_some_and(|ending| ending == "rs") && !is_test(&path) {
            let text = std::fs::read_to_string(&path).map_err(|error| {
                Error::new("a source cannot be read")
                    .because(error)
                    .at(path.display())
            })?;
            let file = syn::parse_file(&text).map_err(|error| {
                Error::new("a source is no Rust")
                    .because(error)
                    .at(path.display())
            })?;
            items.extend(file.items);
        }
    }
    Ok(())
}

fn is_test(path: &Path) -> bool {
    path.file_stem().is_some_and(|name| name == "tests")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(source: &str) -> Vec<String> {
        public_lines(&syn::parse_file(source).unwrap().items)
    }

    fn effect(was: &str, now: &str) -> Option<Effect> {
        compare(&lines(was), &lines(now), false).effect
    }

    #[test]
    fn only_what_is_public_is_api() {
        let source = "
            #[derive(Clone)] pub struct Open { pub a: u8, b: Hidden }
            enum Hidden { X }
            impl From<Hidden> for Open { fn from(_: Hidden) -> Self { todo!() } }
            impl std::fmt::Debug for Open {}
            impl Open { pub fn get(mut self) -> u8 { self.a } fn hidden(&self) {} }
            #[cfg(test)] mod tests { pub fn test() {} }
            pub(crate) fn inner() {}";
        let expected = [
            "Open : fn get (self) -> u8",
            "impl Clone for Open",
            "impl Debug for Open",
            "in Open: a: u8",
            "pub struct Open",
        ];
        assert_eq!(
            lines(source),
            expected.map(|line| line.replace("Open : fn", "Open: fn"))
        );
    }

    #[test]
    fn what_is_lost_breaks_and_what_is_gained_does_not() {
        let (one, two) = ("pub fn a() {}", "pub fn a() {} pub fn b() {}");
        assert_eq!(effect(one, one), None);
        assert_eq!(effect(one, two), Some(Effect::Compatible));
        assert_eq!(effect(two, one), Some(Effect::Breaking));
        assert_eq!(
            effect("pub fn a() {}", "pub fn a(b: u8) {}"),
            Some(Effect::Breaking)
        );
    }

    #[test]
    fn more_of_what_could_be_matched_in_full_breaks() {
        let closed = ["pub enum E { A }", "pub enum E { A, B }"];
        let open = [
            "#[non_exhaustive] pub enum E { A }",
            "#[non_exhaustive] pub enum E { A, B }",
        ];
        assert_eq!(effect(closed[0], closed[1]), Some(Effect::Breaking));
        assert_eq!(effect(open[0], open[1]), Some(Effect::Compatible));
        assert_eq!(
            effect(
                "pub struct S { pub a: u8 }",
                "pub struct S { pub a: u8, pub b: u8 }"
            ),
            Some(Effect::Breaking)
        );
        assert_eq!(
            effect(
                "pub struct S { a: u8 }",
                "pub struct S { a: u8, pub b: u8 }"
            ),
            Some(Effect::Compatible)
        );
        assert_eq!(effect(closed[0], open[0]), Some(Effect::Breaking));
    }
}
