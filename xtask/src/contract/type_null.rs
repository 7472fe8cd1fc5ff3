//! Adds a type to the branch of an `anyOf` that allows null: in OpenAPI 3.0 `nullable` extends a type, and validators refuse
//! it without one.

use serde_json::{Value, json};

use crate::openapi::{Node, walk_mut};

pub(super) fn type_null(document: &mut Value) {
    let null = json!({ "enum": [null], "nullable": true });
    walk_mut(document, Node::Document, &mut |node, value| {
        let branches = value.get_mut("anyOf").and_then(Value::as_array_mut);
        if let (Node::Schema, Some(branches)) = (node, branches) {
            for branch in branches.iter_mut().filter(|branch| **branch == null) {
                branch["type"] = "object".into();
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_branch_for_null_gets_a_type() {
        let document = |branch: Value| {
            let reference = json!({ "$ref": "#/components/schemas/b" });
            let own = json!({ "anyOf": [reference, branch], "enum": [null], "nullable": true });
            json!({ "components": { "schemas": { "a": own } } })
        };
        let mut changed = document(json!({ "enum": [null], "nullable": true }));
        type_null(&mut changed);
        let typed = json!({ "type": "object", "enum": [null], "nullable": true });
        assert_eq!(changed, document(typed));
    }
}
