//! Compares the keywords that no other comparison reads, so that an unforeseen one does not pass as no difference.

use serde_json::Value;

use super::{Change, Kind, Subject};
use crate::openapi::{METHODS, Node, Pointer, walk};

pub(super) fn compare_unread(before: &Value, after: &Value) -> Vec<Change> {
    let (old, new) = (unread(before), unread(after));
    let changed = |of: &[(String, Pointer)], other: &[(String, Pointer)]| -> Vec<_> {
        let is_other = |text| !other.iter().any(|(known, _)| known == text);
        let changed = of.iter().filter(|(text, _)| is_other(text));
        let changed = changed.map(|(text, pointer)| {
            let subject = Subject::new(&pointer.to_string(), Vec::new());
            (
                text.clone(),
                subject.change(Kind::Unclassified, pointer.clone()),
            )
        });
        changed.collect()
    };
    let gone = changed(&old, &new)
        .into_iter()
        .map(|(text, change)| Change {
            old: Some(text),
            ..change
        });
    let added = changed(&new, &old)
        .into_iter()
        .map(|(text, change)| Change {
            new: Some(text),
            ..change
        });
    gone.chain(added).collect()
}

/// The keywords with their values, and their places, which make no difference.
fn unread(document: &Value) -> Vec<(String, Pointer)> {
    let mut found = Vec::new();
    // The visitor never fails, so neither does the walk.
    let _ = walk(
        document,
        Node::Document,
        &mut Pointer::default(),
        &mut |node, object, pointer| {
            for (keyword, value) in object.as_object().into_iter().flatten() {
                if !is_read(node, object, keyword) {
                    found.push((format!("{keyword}: {value}"), pointer.child(keyword)));
                }
            }
            Ok(())
        },
    );
    found
}

/// Whether a comparison reads this keyword, or callers cannot see it: the clients have their service root from the
/// cloud.
fn is_read(node: Node, object: &Value, keyword: &str) -> bool {
    let read = match node {
        Node::Document => "openapi info servers paths components",
        Node::PathItem if METHODS.contains(&keyword) => return true,
        Node::PathItem => "parameters description summary",
        Node::Operation => {
            "operationId deprecated parameters requestBody responses description summary"
        }
        Node::Parameter => "$ref name in required deprecated style explode schema description",
        Node::RequestBody => "$ref required content description",
        Node::MediaType => "schema",
        Node::Response => "$ref description content",
        // The keywords of a plain value are its constraints.
        Node::Schema if object.get("properties").is_none() => return true,
        Node::Schema => {
            "type required properties allOf nullable description title deprecated additionalProperties"
        }
        Node::Components => "schemas responses parameters requestBodies",
        Node::Info | Node::Server | Node::Discriminator | Node::Free => return true,
        Node::Header => return false,
    };
    read.split(' ').any(|known| known == keyword)
}
