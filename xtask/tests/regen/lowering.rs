//! What becomes of constructs of Microsoft's documents that the kept operations do not have, in documents of a few lines.

mod bodies;
mod forms;
mod unions;
mod updates;

use std::collections::BTreeMap;

use quote::ToTokens;
use serde_json::{Map, Value, json};
use syn::visit::Visit;
use xtask::GraphVersion;
use xtask::contract::{self, Overlays, Refusal};
use xtask::selection::Selection;

/// A document with these path items and schemas. The operations are called as their `operationId`.
fn document(paths: Value, schemas: Value) -> Value {
    json!({
        "openapi": "3.0.4",
        "info": { "title": "Small", "version": "v1.0" },
        "servers": [{ "url": "https://graph.microsoft.com/v1.0" }],
        "paths": paths,
        "components": { "schemas": schemas },
    })
}

/// A document in which `get_thing` answers a `microsoft.graph.thing` and `update_thing` takes one.
fn with_thing(properties: Value, others: Value) -> Value {
    let thing = json!({ "type": "object", "properties": properties });
    let mut schemas = json!({ "microsoft.graph.thing": thing });
    let others = others.as_object().cloned().unwrap_or_default();
    schemas.as_object_mut().unwrap().extend(others);
    let answer = json_content(named("thing"));
    document(
        json!({ "/thing": {
            "get": { "operationId": "get_thing", "responses": { "200": answer } },
            "patch": { "operationId": "update_thing",
                "requestBody": json_content(named("thing")),
                "responses": { "204": { "description": "Success" } } },
        } }),
        schemas,
    )
}

fn named(schema: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/microsoft.graph.{schema}") })
}

fn nullable(schema: Value) -> Value {
    json!({ "anyOf": [schema, { "type": "object", "nullable": true }] })
}

fn json_content(schema: Value) -> Value {
    json!({ "description": "Success", "content": { "application/json": { "schema": schema } } })
}

/// A base with a mapping, and its kinds with one property each.
fn family(base: Value, kinds: &[(&str, Value)]) -> Map<String, Value> {
    let qualified = |kind: &str| format!("microsoft.graph.{kind}");
    let mapping = kinds.iter().map(|(kind, _)| {
        let tag = format!("#{}", qualified(kind));
        (tag, named(kind)["$ref"].clone())
    });
    let mapping: Map<String, Value> = mapping.collect();
    let mut parent = json!({ "type": "object", "required": ["@odata.type"],
        "properties": base,
        "discriminator": { "propertyName": "@odata.type", "mapping": mapping } });
    parent["properties"]["@odata.type"] = json!({ "type": "string" });
    let heirs = kinds.iter().map(|(kind, properties)| {
        let mut own =
            json!({ "type": "object", "required": ["@odata.type"], "properties": properties });
        own["properties"]["@odata.type"] = json!({ "type": "string" });
        (qualified(kind), json!({ "allOf": [named("base"), own] }))
    });
    let heirs: Vec<_> = heirs.collect();
    [(qualified("base"), parent)]
        .into_iter()
        .chain(heirs)
        .collect()
}

/// The fields and variants of each generated type, and the signature of each method, without white space.
type Code = BTreeMap<String, Vec<String>>;

/// Generates the client of a document.
fn generate(document: &Value) -> Result<Code, String> {
    generate_described(document, |_| ())
}

/// Generates the client of a document whose contract gets descriptions.
fn generate_described(document: &Value, describe: impl Fn(&mut Value)) -> Result<Code, String> {
    let mut selection = String::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        let operations = item.as_object().unwrap().iter();
        let operations: Vec<String> = operations
            .filter(|(_, operation)| operation.is_object())
            .map(|(method, operation)| format!("{method} = {}", operation["operationId"]))
            .collect();
        selection += &format!(
            "[[path]]\npath = \"{path}\"\noperations = {{ {} }}\n",
            operations.join(", ")
        );
    }
    let version = GraphVersion::V1_0;
    let selection = Selection::parse(&selection).map_err(|error| error.to_string())?;
    let slice =
        xtask::slice::slice(document, version, &selection).map_err(|error| error.to_string())?;
    let contract = contract::build(&slice, version, &selection, &Overlays::default());
    let mut contract = contract.map_err(|refusal| match refusal {
        Refusal::Error(error) => error.to_string(),
        Refusal::Absent(absent) => format!("{absent:?}"),
    })?;
    describe(&mut contract.document);
    let lowered =
        xtask::lower::lower(&contract.document, &selection).map_err(|error| error.to_string())?;
    let client = xtask::generate::generate(&lowered, version).map_err(|error| error.to_string())?;
    let mut code = Reader::default();
    code.visit_file(&syn::parse_file(&client.source()).unwrap());
    Ok(code.0)
}

#[track_caller]
fn generated(document: &Value) -> Code {
    generate(document).unwrap_or_else(|error| panic!("{error}"))
}

#[derive(Default)]
struct Reader(Code);

/// Code without white space, and without the paths of well-known types.
fn plain(code: &impl ToTokens) -> String {
    let text: String = code
        .to_token_stream()
        .to_string()
        .split_whitespace()
        .collect();
    let paths = [
        "::std::option::",
        "::std::string::",
        "::std::vec::",
        "::std::boxed::",
        "::std::collections::",
        "::msgraph_identity_core::",
        "crate::generated::types::",
        "::serde_json::",
    ];
    paths
        .iter()
        .fold(text, |text, path| text.replace(path, ""))
        .replace(",>", ">")
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        let fields = item
            .fields
            .iter()
            .filter_map(|field| Some((field.ident.as_ref()?, &field.ty)));
        let fields = fields.map(|(name, of)| format!("{name}: {}", plain(of)));
        self.0.insert(item.ident.to_string(), fields.collect());
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        let variants = item
            .variants
            .iter()
            .map(|variant| variant.ident.to_string());
        self.0.insert(item.ident.to_string(), variants.collect());
    }

    fn visit_impl_item_fn(&mut self, method: &'ast syn::ImplItemFn) {
        if method.sig.asyncness.is_some() {
            let inputs = method.sig.inputs.iter().skip(1).map(plain);
            let output = plain(&method.sig.output);
            self.0.insert(
                method.sig.ident.to_string(),
                inputs.chain([output]).collect(),
            );
        }
    }
}

/// The type of a field.
#[track_caller]
fn field(code: &Code, owner: &str, name: &str) -> String {
    let fields = code
        .get(owner)
        .unwrap_or_else(|| panic!("no {owner} in {:?}", code.keys()));
    let start = format!("{name}: ");
    let found = fields.iter().find_map(|field| field.strip_prefix(&start));
    found
        .unwrap_or_else(|| panic!("no {name} in {fields:?}"))
        .to_owned()
}
