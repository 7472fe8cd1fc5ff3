//! Compares the keywords that no other comparison reads, so that an unforeseen one does not pass as no difference.

use serde_json::Value;

use super::compare_members::Place;
use super::{Change, Kind};
use crate::openapi::{METHODS, Node, Pointer, walk};

pub(super) fn compare_unread(before: &Value, after: &Value, changes: &mut Vec<Change>) {
    let (old, new) = (unread(before), unread(after));
    let lacks =
        |list: &[Unread], entry: &Unread| !list.iter().any(|other| other.text == entry.text);
    let gone = old.iter().filter(|entry| lacks(&new, entry));
    changes.extend(gone.map(|entry| entry.change().was(&entry.text)));
    let added = new.iter().filter(|entry| lacks(&old, entry));
    changes.extend(added.map(|entry| entry.change().becomes(&entry.text)));
}

/// A keyword with its value. Its place makes no difference.
struct Unread {
    text: String,
    pointer: Pointer,
}

impl Unread {
    fn change(&self) -> Change {
        Place::new(&self.pointer.to_string(), &self.pointer, Vec::new()).change(Kind::Unclassified)
    }
}

fn unread(document: &Value) -> Vec<Unread> {
    let mut found = Vec::new();
    // The visitor never fails, so neither does the walk.
    let _ = walk(
        document,
        Node::Document,
        &mut Pointer::default(),
        &mut |node, object, pointer| {
            for (keyword, value) in object.as_object().into_iter().flatten() {
                if !is_read(node, object, keyword) {
                    found.push(Unread {
                        text: format!("{keyword}: {value}"),
                        pointer: pointer.child(keyword),
                    });
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
