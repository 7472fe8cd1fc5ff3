//! Bodies that are written out where they are used.

use serde_json::{Map, Value, json};

use super::{field, generated, json_content, with_thing};
use crate::checkout::rows;

fn put_answering(schema: Value) -> Value {
    let mut document = with_thing(json!({ "id": { "type": "string" } }), json!({}));
    document["paths"]["/thing"]["put"] = json!({
        "operationId": "put_thing",
        "requestBody": json_content(json!({ "type": "object", "properties": { "value": { "type": "string" } } })),
        "responses": { "2XX": json_content(schema) },
    });
    document
}

/// As `/applications/{id}/synchronization/secrets` of Microsoft Graph.
#[test]
fn an_object_that_answers_a_put_gets_a_name() {
    let own = json!({ "type": "object", "properties": { "value": { "type": "array", "items": { "type": "string" } } } });
    let inherited = json!({ "allOf": [{ "type": "object", "properties": { "count": { "type": "boolean" } } }, own] });
    for schema in [own.clone(), inherited] {
        let code = generated(&put_answering(schema));
        let answer = code["put_thing"].last().unwrap();
        assert!(
            answer.contains("Option<types::PutThingResponse>"),
            "{answer}"
        );
        assert_eq!(
            field(&code, "PutThingResponse", "value"),
            "Option<Vec<String>>"
        );
        assert_eq!(field(&code, "PutThingBody", "value"), "Option<String>");
    }
}

#[test]
fn a_plain_value_that_answers_a_put_may_be_absent() {
    let list = json!({ "type": "array", "items": { "type": "string" } });
    let flag = json!({ "type": "boolean" });
    for (schema, read) in [(list, "Option<Vec<String>>"), (flag, "Option<bool>")] {
        let code = generated(&put_answering(schema));
        let answer = code["put_thing"].last().unwrap();
        assert!(answer.contains(read), "{answer}");
    }
}

/// As `/organization/{id}/branding/backgroundImage` of Microsoft Graph, which takes seven kinds of images.
#[test]
fn the_caller_says_the_media_type_of_bytes_if_there_is_a_choice() {
    let bytes = json!({ "schema": { "type": "string", "format": "binary" } });
    for (types, arguments) in rows(
        "
        image/png image/gif                => content_type:&'astr body:B
        text/plain                         => content_type:&'astr body:B
        application/octet-stream image/png => content_type:&'astr body:B
        application/octet-stream           => body:B
        ",
    ) {
        let mut document = with_thing(json!({}), json!({}));
        let types = types.split(' ');
        let content: Map<String, Value> =
            types.map(|name| (name.to_owned(), bytes.clone())).collect();
        document["paths"]["/thing"]["put"] = json!({
            "operationId": "put_image",
            "parameters": [{ "name": "content-type", "in": "header", "schema": { "type": "string" } }],
            "requestBody": { "content": &content },
            "responses": { "204": { "description": "Success" } },
        });
        let code = generated(&document);
        let taken = code["put_image"].split_last().unwrap().1;
        assert_eq!(taken.join(" "), arguments, "{content:?}");
    }
}
