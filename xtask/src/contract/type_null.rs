//! Adds a type to the branch of an `anyOf` that allows null: in OpenAPI 3.0 `nullable` extends a type, and validators refuse
//! it without one.

use serde_json::{Value, json};

pub(super) fn type_null(value: &mut Value) {
    match value {
        Value::Object(members) => {
            if let Some(Value::Array(branches)) = members.get_mut("anyOf") {
                let null = json!({ "enum": [null], "nullable": true });
                for branch in branches.iter_mut().filter(|branch| **branch == null) {
                    branch["type"] = "object".into();
                }
            }
            members.values_mut().for_each(type_null);
        }
        Value::Array(items) => items.iter_mut().for_each(type_null),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_branch_for_null_gets_a_type() {
        let mut schema = json!({
            "anyOf": [{ "$ref": "#/components/schemas/a" }, { "enum": [null], "nullable": true }],
            "enum": [null],
            "nullable": true
        });
        type_null(&mut schema);
        assert_eq!(
            schema,
            json!({
                "anyOf": [
                    { "$ref": "#/components/schemas/a" },
                    { "type": "object", "enum": [null], "nullable": true }
                ],
                "enum": [null],
                "nullable": true
            })
        );
    }
}
