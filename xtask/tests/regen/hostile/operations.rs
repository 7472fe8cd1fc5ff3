//! Operations in forms that progenitor refuses, panics on, or makes wrong code of.

use serde_json::{Value, json};

use super::Outcome::Inert;
use super::{assert_outcomes, kept, refused};
use crate::regen::document::{CONNECTOR, CONNECTORS, changed, operation, remove};

const JSON: &str = "application/json";

fn post(change: impl FnOnce(&mut Value)) -> Value {
    changed(|document| change(operation(document, CONNECTORS, "post")))
}

fn get(change: impl FnOnce(&mut Value)) -> Value {
    changed(|document| change(operation(document, CONNECTORS, "get")))
}

fn connector(change: impl FnOnce(&mut Value)) -> Value {
    changed(|document| change(&mut document["paths"][CONNECTOR]))
}

fn with_parameter(parameter: Value) -> Value {
    get(|operation| {
        operation["parameters"]
            .as_array_mut()
            .unwrap()
            .push(parameter)
    })
}

fn json_of(schema: Value) -> Value {
    json!({ "description": "Success", "content": { JSON: { "schema": schema } } })
}

#[test]
fn a_body_is_json_or_bytes() {
    let body = |content: Value| post(|operation| operation["requestBody"]["content"] = content);
    let connector = json!({ "$ref": "#/components/schemas/microsoft.graph.identityApiConnector" });
    let place = "/paths/~1identity~1apiConnectors/post";
    assert_outcomes([
        (
            "form",
            body(json!({ "multipart/form-data": { "schema": connector } })),
            refused(["neither JSON nor bytes", place]),
        ),
        (
            "text",
            body(json!({ "text/plain": { "schema": { "type": "string" } } })),
            refused(["neither JSON nor bytes", place]),
        ),
        (
            "nothing",
            body(json!({})),
            refused(["not have exactly one media type", place]),
        ),
        (
            "a list",
            body(json!([])),
            refused(["`content` is not an object", place]),
        ),
        (
            "no schema",
            body(json!({ JSON: {} })),
            refused(["a JSON body has no schema", place]),
        ),
        (
            "null",
            post(|operation| operation["requestBody"] = Value::Null),
            refused(["a request body is not an object", place]),
        ),
        (
            "two types",
            body(json!({ "application/xml": {}, JSON: { "schema": connector } })),
            kept(["body: &'a types::IdentityApiConnector"]),
        ),
        (
            "encoding",
            body(
                json!({ JSON: { "schema": connector, "encoding": { "displayName": { "contentType": "*/*" } } } }),
            ),
            kept(["body: &'a types::IdentityApiConnector"]),
        ),
    ]);
}

#[test]
fn an_operation_has_one_response_of_success() {
    let answers = |responses: Value| {
        // Not the listing: a correction is about its responses.
        changed(|document| operation(document, CONNECTOR, "delete")["responses"] = responses)
    };
    let upstream = "/paths/~1identity~1apiConnectors~1{identityApiConnector-id}/delete/responses";
    assert_outcomes([
        (
            "two types",
            answers(
                json!({ "200": json_of(json!({ "type": "string" })), "204": json_of(json!({ "type": "boolean" })) }),
            ),
            refused(["success responses have different types"]),
        ),
        (
            "errors only",
            answers(json!({ "4XX": { "$ref": "#/components/responses/error" } })),
            refused(["no success response"]),
        ),
        (
            "default only",
            answers(json!({ "default": { "$ref": "#/components/responses/error" } })),
            refused(["no success response"]),
        ),
        ("none", answers(json!({})), refused(["no success response"])),
        (
            "null",
            answers(Value::Null),
            refused(["`responses` is not an object", upstream]),
        ),
        (
            "a list",
            answers(json!([])),
            refused(["`responses` is not an object", upstream]),
        ),
        (
            "no object",
            answers(json!({ "204": "yes" })),
            refused(["a response is not an object", upstream]),
        ),
        (
            "no status",
            answers(json!({ "2000": { "description": "" } })),
            refused(["`2000` is not a response status", upstream]),
        ),
        (
            "missing",
            changed(|document| {
                remove(operation(document, CONNECTOR, "delete"), "responses");
            }),
            refused(["the operation has no responses"]),
        ),
        (
            "or nothing",
            answers(
                json!({ "200": json_of(json!({ "type": "string" })), "204": { "description": "" } }),
            ),
            kept(["::std::option::Option<::std::string::String>"]),
        ),
        (
            "typed default",
            answers(
                json!({ "204": { "description": "" }, "default": { "$ref": "#/components/responses/error" } }),
            ),
            kept(["fn delete_api_connector"]),
        ),
        (
            "extension",
            changed(|document| {
                operation(document, CONNECTOR, "delete")["responses"]["x-ms-text"] = "*/".into()
            }),
            Inert,
        ),
    ]);
}

#[test]
fn what_is_no_operation_is_refused() {
    for value in [Value::Null, json!([]), json!("get")] {
        let document = changed(|document| document["paths"][CONNECTORS]["get"] = value);
        let says = [
            "an operation is not an object",
            "/paths/~1identity~1apiConnectors/get",
        ];
        assert_outcomes([("no operation", document, refused(says))]);
    }
    let document = changed(|document| document["paths"][CONNECTORS] = Value::Null);
    assert_outcomes([(
        "no path",
        document,
        refused(["path item is a reference, or not an object"]),
    )]);
}

#[test]
fn a_parameter_is_a_plain_value() {
    let place = "/paths/~1identity~1apiConnectors/get";
    let text = || json!({ "type": "string" });
    let list = || json!({ "type": "array", "items": text() });
    for (name, parameter, says) in [
        (
            "deep object",
            json!({ "name": "q", "in": "query", "style": "deepObject", "schema": { "type": "object" } }),
            "style",
        ),
        (
            "spaces",
            json!({ "name": "q", "in": "query", "style": "spaceDelimited", "schema": list() }),
            "style",
        ),
        (
            "repeated",
            json!({ "name": "q", "in": "query", "schema": list() }),
            "is repeated for each value",
        ),
        (
            "JSON",
            json!({ "name": "q", "in": "query", "content": { JSON: { "schema": text() } } }),
            "`q` is not a plain value",
        ),
        (
            "object",
            json!({ "name": "q", "in": "query", "schema": { "type": "object" } }),
            "`q` is not a plain value",
        ),
        (
            "cookie",
            json!({ "name": "q", "in": "cookie", "schema": text() }),
            "is not in the path, the query or a header",
        ),
        (
            "list in a header",
            json!({ "name": "q", "in": "header", "schema": list() }),
            "`q` is not a plain value",
        ),
        (
            "nameless",
            json!({ "in": "query", "schema": text() }),
            "no name",
        ),
        (
            "nowhere",
            json!({ "name": "q", "schema": text() }),
            "is not in the path, the query or a header",
        ),
        (
            "untyped",
            json!({ "name": "q", "in": "query" }),
            "`q` is not a plain value",
        ),
        ("text", json!("q"), "a parameter is not an object"),
        (
            "name of no text",
            json!({ "name": 5, "in": "query", "schema": text() }),
            "`name` is not a string",
        ),
    ] {
        assert_outcomes([(name, with_parameter(parameter), refused([says, place]))]);
    }
    let no_list = get(|operation| operation["parameters"] = json!({}));
    assert_outcomes([(
        "no list",
        no_list,
        refused(["`parameters` is not a list", place]),
    )]);
}

#[test]
fn the_parameters_of_a_path_are_those_that_it_declares() {
    let says = "the operation does not declare exactly the parameters of its path";
    let declared = |change: fn(&mut Value)| connector(|item| change(&mut item["parameters"][0]));
    assert_outcomes([
        (
            "missing",
            connector(|item| {
                remove(item, "parameters");
            }),
            refused([says, "{connector_id}"]),
        ),
        (
            "another",
            declared(|parameter| parameter["name"] = "other".into()),
            refused([says]),
        ),
        (
            "in the query",
            declared(|parameter| parameter["in"] = "query".into()),
            refused([says]),
        ),
        (
            "optional",
            declared(|parameter| parameter["required"] = false.into()),
            refused(["is in the path but not required"]),
        ),
        (
            "twice",
            connector(|item| {
                let one = item["parameters"][0].clone();
                item["parameters"].as_array_mut().unwrap().push(one);
            }),
            refused([says]),
        ),
        (
            "the same path twice",
            changed(|document| document["paths"]["/identity/apiConnectors/{id}"] = json!({})),
            refused(["are the same path"]),
        ),
    ]);
}

/// The client knows one service root, and it is not for a document to say which.
#[test]
fn requests_go_where_we_send_them() {
    let elsewhere = || json!([{ "url": "https://evil.example/v1.0" }]);
    let template = json!([{ "url": "https://{host}/v1.0", "variables": { "host": { "default": "evil.example" } } }]);
    assert_outcomes([
        (
            "document",
            changed(|document| document["servers"] = elsewhere()),
            Inert,
        ),
        (
            "template",
            changed(|document| document["servers"] = template),
            Inert,
        ),
        (
            "second",
            changed(|document| {
                document["servers"]
                    .as_array_mut()
                    .unwrap()
                    .push(elsewhere()[0].clone())
            }),
            Inert,
        ),
        (
            "path",
            connector(|item| item["servers"] = elsewhere()),
            refused(["its own servers", "~1{connector_id}/servers"]),
        ),
        (
            "operation",
            get(|operation| operation["servers"] = elsewhere()),
            refused(["its own servers", "/paths/~1identity~1apiConnectors/get"]),
        ),
    ]);
}

#[test]
fn what_clients_do_not_read_has_no_effect() {
    let callbacks = json!({ "done": { "{$request.body#/url}": { "post": { "responses": {} } } } });
    assert_outcomes([
        (
            "callbacks",
            get(|operation| operation["callbacks"] = callbacks),
            Inert,
        ),
        (
            "security schemes",
            changed(|document| {
                document["security"] = json!([{ "azureaadv2": [] }]);
                document["components"]["securitySchemes"] =
                    json!({ "azureaadv2": { "type": "http", "scheme": "bearer" } });
            }),
            Inert,
        ),
        (
            "extensions",
            connector(|item| item["x-ms-query"] = json!({ "get": 5 })),
            Inert,
        ),
        (
            "webhooks",
            changed(|document| document["webhooks"] = json!({ "new": 5 })),
            Inert,
        ),
    ]);
}
