//! Documents for `--from`: what is kept of v1.0 or beta, among other things as a full document has them, and ways to
//! change it.

use std::sync::LazyLock;

use serde_json::{Value, json};
use xtask::GraphVersion;

use crate::checkout::read;

pub(crate) const CONNECTORS: &str = "/identity/apiConnectors";
pub(crate) const CONNECTOR: &str = "/identity/apiConnectors/{identityApiConnector-id}";
pub(crate) const UPLOAD: &str =
    "/identity/apiConnectors/{identityApiConnector-id}/uploadClientCertificate";
pub(crate) const PARTNERS: &str = "/policies/crossTenantAccessPolicy/partners";
pub(crate) const SYNCHRONIZATION: &str = "/policies/crossTenantAccessPolicy/partners/{crossTenantAccessPolicyConfigurationPartner-tenantId}/identitySynchronization";

/// The schema that most changes are made to: nothing inherits from it, and no correction is about all of it.
pub(crate) const PARTNER: &str = "crossTenantIdentitySyncPolicyPartner";

/// A document as Microsoft publishes it, in small: kept parts among others.
pub(crate) fn full(version: GraphVersion) -> Value {
    static DOCUMENTS: LazyLock<[Value; 2]> = LazyLock::new(|| GraphVersion::ALL.map(read_full));
    DOCUMENTS[version as usize].clone()
}

fn read_full(version: GraphVersion) -> Value {
    let text = read(&format!("spec/upstream/{version}.yaml"));
    let mut document = xtask::read::parse(text.as_bytes()).unwrap();
    document["tags"] = json!([{ "name": "identity.identityApiConnector" }]);
    let count = xtask::read::parse_yaml(COUNT).unwrap();
    let me = xtask::read::parse_yaml(ME).unwrap();
    document["paths"]["/identity/apiConnectors/$count"] = count["path"].clone();
    document["components"]["responses"]["ODataCountResponse"] = count["response"].clone();
    document["paths"]["/me"] = me["path"].clone();
    document["components"]["schemas"]["microsoft.graph.user"] = me["schema"].clone();
    let mapping = &mut schema(&mut document, "entity")["discriminator"]["mapping"];
    mapping["#microsoft.graph.user"] = "#/components/schemas/microsoft.graph.user".into();
    document
}

const COUNT: &str = "
path:
  get:
    tags: [identity.identityApiConnector]
    operationId: identity.apiConnectors.GetCount
    responses: { 2XX: { $ref: '#/components/responses/ODataCountResponse' } }
response: { description: Count, content: { text/plain: { schema: { type: integer } } } }
";

const ME: &str = "
path:
  get:
    operationId: me.user.GetUser
    responses:
      2XX: { description: Entity, content: { application/json: { schema: { $ref: '#/components/schemas/microsoft.graph.user' } } } }
schema:
  title: user
  allOf:
    - $ref: '#/components/schemas/microsoft.graph.entity'
    - { type: object, required: ['@odata.type'], properties: { '@odata.type': { type: string } } }
";

/// The v1.0 document.
pub(crate) fn text() -> String {
    yaml(&full(GraphVersion::V1_0))
}

/// The v1.0 document with a change.
pub(crate) fn changed(change: impl FnOnce(&mut Value)) -> Value {
    let mut document = full(GraphVersion::V1_0);
    change(&mut document);
    document
}

/// The v1.0 document with one more property, in a type that is read and written.
pub(crate) fn with_property(name: &str, property: Value) -> Value {
    changed(|document| properties(document)[name] = property)
}

/// The v1.0 document with schemas besides, of which the first is used.
pub(crate) fn with_schemas(schemas: Value) -> Value {
    changed(|document| {
        let schemas = schemas.as_object().unwrap();
        let first = schemas.keys().next().unwrap();
        properties(document)["added"] = reference(first);
        for (name, schema) in schemas {
            document["components"]["schemas"][name] = schema.clone();
        }
    })
}

pub(crate) fn reference(schema: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{schema}") })
}

pub(crate) fn schema<'a>(document: &'a mut Value, name: &str) -> &'a mut Value {
    let schema = &mut document["components"]["schemas"][format!("microsoft.graph.{name}")];
    assert!(schema.is_object(), "no {name}");
    schema
}

/// The properties of [`PARTNER`].
pub(crate) fn properties(document: &mut Value) -> &mut Value {
    &mut schema(document, PARTNER)["properties"]
}

/// What an heir adds to what it inherits.
pub(crate) fn own_part<'a>(document: &'a mut Value, name: &str) -> &'a mut Value {
    let part = &mut schema(document, name)["allOf"][1];
    assert!(part.is_object(), "{name} inherits nothing");
    part
}

pub(crate) fn operation<'a>(document: &'a mut Value, path: &str, method: &str) -> &'a mut Value {
    let operation = &mut document["paths"][path][method];
    assert!(operation.is_object(), "no {method} {path}");
    operation
}

/// The operations of a document, selected or not.
pub(crate) fn operations(document: &mut Value) -> impl Iterator<Item = &mut Value> {
    let items = document["paths"].as_object_mut().unwrap().values_mut();
    let entries = items.flat_map(|item| item.as_object_mut().unwrap().iter_mut());
    entries
        .filter(|(method, _)| *method != "parameters")
        .map(|(_, operation)| operation)
}

/// Removes an entry that must be there.
pub(crate) fn remove(value: &mut Value, key: &str) -> Value {
    value
        .as_object_mut()
        .unwrap()
        .shift_remove(key)
        .unwrap_or_else(|| panic!("no {key}"))
}

/// Calls something for every object, whatever it is.
pub(crate) fn each_object(
    value: &mut Value,
    change: &mut impl FnMut(&mut serde_json::Map<String, Value>),
) {
    match value {
        Value::Object(object) => {
            change(object);
            object
                .values_mut()
                .for_each(|child| each_object(child, change));
        }
        Value::Array(entries) => entries
            .iter_mut()
            .for_each(|child| each_object(child, change)),
        _ => {}
    }
}

pub(crate) fn yaml(document: &Value) -> String {
    String::from_utf8(xtask::yaml::write(document, "").unwrap()).unwrap()
}
