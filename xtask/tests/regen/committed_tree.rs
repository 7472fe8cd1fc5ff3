//! The committed tree is what `cargo xtask regen` makes of `spec/upstream/`, and of Microsoft's full documents.

use std::collections::{BTreeMap, BTreeSet};

use xtask::GraphVersion;
use xtask::regen::{Options, regen};
use xtask::snapshots::{Kind, Snapshot, snapshots};
use xtask::source::Request;

use crate::checkout::{BUILT, documents, project};

#[test]
fn the_committed_tree_is_what_spec_upstream_makes() {
    for file in &BUILT.files {
        let is_current = project().read(&file.path).unwrap() == file.bytes;
        assert!(
            is_current,
            "{} is out of date; run `cargo xtask regen` and commit what it writes",
            file.path
        );
    }
    for built in &BUILT.versions {
        assert_eq!(built.contract.findings, []);
    }
}

/// Reads the full documents.
pub(crate) fn from_documents() -> Option<Request> {
    Some(Request {
        from: vec![documents().into()],
        ..Request::default()
    })
}

#[test]
#[ignore = "needs the full documents of Microsoft Graph (GRAPH_OPENAPI_DIR)"]
fn the_full_documents_make_the_committed_tree() {
    let options = Options {
        from: from_documents(),
        check: true,
        ..Options::default()
    };
    let report = regen(&project(), &options, &mut |_| {}).unwrap_or_else(|error| panic!("{error}"));
    assert!(report.is_success(), "{report}");
    assert_eq!(report.readings.len(), GraphVersion::ALL.len());
}

#[test]
fn every_type_is_used_by_a_method() {
    let made = snapshots(&BUILT.versions).unwrap();
    for version in GraphVersion::ALL {
        let unused = unused_types(made.iter().filter(|made| made.version == version));
        assert!(
            unused.is_empty(),
            "{version}: nothing uses {unused:?}; a lowering pass must drop them"
        );
    }
}

/// The types that neither a method names nor a type in use.
pub(crate) fn unused_types<'a>(made: impl Iterator<Item = &'a Snapshot>) -> BTreeSet<&'a str> {
    let (methods, types): (Vec<_>, Vec<_>) = made.partition(|made| made.kind == Kind::Method);
    let types = types.iter().filter(|made| made.kind == Kind::Type);
    let mut unused: BTreeMap<&str, &str> = types.map(|made| (&*made.name, &*made.text)).collect();
    // The conversions from text return it, and a snapshot does not show their bodies.
    unused.remove("ConversionError");
    unused.remove("re-exports");
    let mut open: Vec<&str> = methods.iter().map(|method| &*method.text).collect();
    while let Some(text) = open.pop() {
        let code = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("///"));
        for word in code.flat_map(|line| line.split(|c: char| !c.is_alphanumeric())) {
            open.extend(unused.remove(word));
        }
    }
    unused.into_keys().collect()
}

#[test]
fn a_type_that_only_an_unused_type_names_is_unused() {
    let made = |kind, name: &str, text: &str| Snapshot {
        kind,
        version: GraphVersion::Beta,
        name: name.to_owned(),
        text: text.to_owned(),
    };
    let send = "/// Not `Loose`.\npub async fn send(&self, body: &types::Used) {}";
    let made = [
        made(Kind::Method, "send", send),
        made(Kind::Type, "Used", "pub struct Used { of: Option<Inner> }"),
        made(Kind::Type, "Inner", "pub struct Inner;"),
        made(
            Kind::Type,
            "Loose",
            "pub struct Loose { of: Vec<LooseInner>, own: Box<Loose> }",
        ),
        made(
            Kind::Type,
            "LooseInner",
            "pub struct LooseInner { used: Used }",
        ),
    ];
    assert_eq!(
        unused_types(made.iter()),
        BTreeSet::from(["Loose", "LooseInner"])
    );
}
