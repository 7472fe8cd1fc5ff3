//! Compares the keywords that no other comparison reads, so that an unforeseen one does not pass as no difference.

use serde_json::Value;

use super::{Change, Kind, Subject};
use crate::openapi::{METHODS, Node, Pointer, walk_document};

/// A keyword with its value, and its place, which makes no difference.
type Unread = (String, Pointer);

pub(super) fn compare_unread(before: &Value, after: &Value) -> Vec<Change> {
    let [old, new] = [before, after].map(unread);
    let change = |pointer: &Pointer| {
        let subject = Subject::new(&pointer.to_string(), Vec::new());
        subject.change(Kind::Unclassified, pointer.clone())
    };
    let gone = lacking(&new, &old).map(|(text, pointer)| Change {
        old: Some(text.clone()),
        ..change(pointer)
    });
    let added = lacking(&old, &new).map(|(text, pointer)| Change {
        new: Some(text.clone()),
        ..change(pointer)
    });
    gone.chain(added).collect()
}

/// What a contract lacks of another one.
fn lacking<'a>(of: &'a [Unread], other: &'a [Unread]) -> impl Iterator<Item = &'a Unread> {
    let has = |text| of.iter().any(|(known, _)| known == text);
    other.iter().filter(move |(text, _)| !has(text))
}

fn unread(document: &Value) -> Vec<Unread> {
    let mut found = Vec::new();
    // The visitor never fails, so neither does the walk.
    let _ = walk_document(document, |node, object, pointer| {
        for (keyword, value) in object.as_object().into_iter().flatten() {
            if !is_read(node, object, keyword) {
                found.push((format!("{keyword}: {value}"), pointer.child(keyword)));
            }
        }
        Ok(())
    });
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
