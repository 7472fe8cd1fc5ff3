//! Operations in forms that progenitor refuses, panics on, or makes wrong code of.

use serde_json::{Value, json};

use super::Outcome::Inert;
use super::{assert_each_kept, assert_each_refused, assert_outcomes, assert_refused};
use crate::regen::document::{CONNECTOR, CONNECTORS, changed, operation, remove, yaml};

fn post(change: impl FnOnce(&mut Value)) -> Value {
    changed(|document| change(operation(document, CONNECTORS, "post")))
}

fn get(change: impl FnOnce(&mut Value)) -> Value {
    changed(|document| change(operation(document, CONNECTORS, "get")))
}

fn connector(change: impl FnOnce(&mut Value)) -> Value {
    changed(|document| change(&mut document["paths"][CONNECTOR]))
}

#[test]
fn a_body_is_json_or_bytes() {
    let body = |content: Value| post(|operation| operation["requestBody"]["content"] = content);
    let place = "/paths/~1identity~1apiConnectors/post";
    assert_each_refused(
        body,
        place,
        "
        { multipart/form-data: { schema: { $ref: '#/components/schemas/microsoft.graph.entity' } } } => neither JSON nor bytes
        { multipart/form-data: { schema: { type: object, properties: { a: { type: string } } } } } => neither JSON nor bytes
        {}                                           => not have exactly one media type
        []                                           => `content` is not an object
        { application/json: {} }                     => a JSON body has no schema
        ",
    );
    assert_each_refused(
        |body| post(|operation| operation["requestBody"] = body),
        place,
        "null => a request body is not an object",
    );
    let json = "application/json: { schema: { $ref: '#/components/schemas/microsoft.graph.identityApiConnector' }";
    let code = "body: &'a types::IdentityApiConnector";
    assert_each_kept(
        body,
        &format!(
            "
            {{ application/xml: {{}}, {json} }} }} => {code}
            {{ {json}, encoding: {{ displayName: {{ contentType: '*/*' }} }} }} }} => {code}
            "
        ),
    );
}

#[test]
fn an_operation_has_one_response_of_success() {
    // Not the listing: a correction is about its responses.
    let answers = |responses: Value| {
        changed(|document| operation(document, CONNECTOR, "delete")["responses"] = responses)
    };
    assert_each_refused(
        answers,
        "",
        "
        { '4XX': { $ref: '#/components/responses/error' } }   => no success response
        { default: { $ref: '#/components/responses/error' } } => no success response
        {}                                                    => no success response
        { '200': { description: '', content: { application/json: { schema: { type: string } } } }, '204': { description: '', content: { application/json: { schema: { type: boolean } } } } } => success responses have different types
        ",
    );
    assert_each_refused(
        answers,
        "/paths/~1identity~1apiConnectors~1{identityApiConnector-id}/delete/responses",
        "
        null                        => `responses` is not an object
        []                          => `responses` is not an object
        { '204': yes }              => a response is not an object
        { '2000': { description: '' } } => `2000` is not a response status
        ",
    );
    assert_each_kept(
        answers,
        "
        { '200': { description: '', content: { application/json: { schema: { type: string } } } }, '204': { description: '' } } => ::std::option::Option<::std::string::String>
        { '204': { description: '' }, default: { $ref: '#/components/responses/error' } } => fn delete_api_connector
        ",
    );
    let of_delete = |change: fn(&mut Value)| {
        changed(|document| change(operation(document, CONNECTOR, "delete")))
    };
    let missing = of_delete(|delete| drop(remove(delete, "responses")));
    let extension = of_delete(|delete| delete["responses"]["x-ms-text"] = "*/".into());
    assert_refused("missing", yaml(&missing), "the operation has no responses");
    assert_outcomes([("extension", extension, Inert)]);
}

#[test]
fn what_is_no_operation_is_refused() {
    assert_each_refused(
        |value| changed(|document| document["paths"][CONNECTORS]["get"] = value),
        "/paths/~1identity~1apiConnectors/get",
        "
        null => an operation is not an object
        []   => an operation is not an object
        get  => an operation is not an object
        ",
    );
    assert_each_refused(
        |value| changed(|document| document["paths"][CONNECTORS] = value),
        "/paths/~1identity~1apiConnectors",
        "
        null                => path item is a reference, or not an object
        { $ref: '#/paths/~1me' } => path item is a reference, or not an object
        ",
    );
}

#[test]
fn a_parameter_is_a_plain_value() {
    let place = "/paths/~1identity~1apiConnectors/get";
    let with_parameter = |parameter: Value| {
        get(|operation| {
            let parameters = operation["parameters"].as_array_mut();
            parameters.unwrap().push(parameter);
        })
    };
    assert_each_refused(
        with_parameter,
        place,
        "
        { name: q, in: query, style: deepObject, schema: { type: object } }                             => style
        { name: q, in: query, style: spaceDelimited, schema: { type: array, items: { type: string } } } => style
        { name: q, in: query, schema: { type: array, items: { type: string } } }      => is repeated for each value
        { name: q, in: query, content: { application/json: { schema: { type: string } } } } => `q` is not a plain value
        { name: q, in: query, schema: { type: object } }                              => `q` is not a plain value
        { name: q, in: header, schema: { type: array, items: { type: string } } }     => `q` is not a plain value
        { name: q, in: query }                      => `q` is not a plain value
        { name: q, in: cookie, schema: { type: string } } => is not in the path, the query or a header
        { name: q, schema: { type: string } }       => is not in the path, the query or a header
        { in: query, schema: { type: string } }     => no name
        { name: 5, in: query, schema: { type: string } } => `name` is not a string
        q                                           => a parameter is not an object
        ",
    );
    assert_each_refused(
        |parameters| get(|operation| operation["parameters"] = parameters),
        place,
        "{} => `parameters` is not a list",
    );
}

#[test]
fn the_parameters_of_a_path_are_those_that_it_declares() {
    assert_each_refused(
        |parameters| connector(|item| item["parameters"] = parameters),
        "{connector_id}",
        "
        []                                                            => the operation does not declare exactly the parameters of its path
        [{ name: other, in: path, required: true, schema: { type: string } }] => the operation does not declare exactly the parameters of its path
        [{ name: identityApiConnector-id, in: query, required: true, schema: { type: string } }] => the operation does not declare exactly the parameters of its path
        [{ name: identityApiConnector-id, in: path, required: false, schema: { type: string } }] => is in the path but not required
        [&p { name: identityApiConnector-id, in: path, required: true, schema: { type: string } }, *p] => the operation does not declare exactly the parameters of its path
        ",
    );
    let twice = changed(|document| document["paths"]["/identity/apiConnectors/{id}"] = json!({}));
    assert_refused("the same path twice", yaml(&twice), "are the same path");
}

/// The client knows one service root, and it is not for a document to say which.
#[test]
fn requests_go_where_we_send_them() {
    let elsewhere = || json!([{ "url": "https://evil.example/v1.0" }]);
    let template = json!([{ "url": "https://{host}/v1.0", "variables": { "host": { "default": "evil.example" } } }]);
    let more = json!([{ "url": "https://graph.microsoft.com/v1.0" }, elsewhere()[0]]);
    let servers = |servers| changed(|document| document["servers"] = servers);
    let of_path = connector(|item| item["servers"] = elsewhere());
    let of_operation = get(|operation| operation["servers"] = elsewhere());
    assert_outcomes([
        ("document", servers(elsewhere()), Inert),
        ("template", servers(template), Inert),
        ("second", servers(more), Inert),
    ]);
    for (document, place) in [
        (of_path, "~1{connector_id}/servers"),
        (of_operation, "/paths/~1identity~1apiConnectors/get"),
    ] {
        assert_refused(
            place,
            yaml(&document),
            &format!("its own servers … {place}"),
        );
    }
}

#[test]
fn what_clients_do_not_read_has_no_effect() {
    let document = changed(|document| {
        document["security"] = json!([{ "azureaadv2": [] }]);
        document["components"]["securitySchemes"] =
            json!({ "azureaadv2": { "type": "http", "scheme": "bearer" } });
        document["webhooks"] = json!({ "new": 5 });
        document["paths"][CONNECTOR]["x-ms-query"] = json!({ "get": 5 });
        operation(document, CONNECTORS, "get")["callbacks"] =
            json!({ "done": { "{$request.body#/url}": { "post": { "responses": {} } } } });
    });
    assert_outcomes([("callbacks, security, webhooks, extensions", document, Inert)]);
}
