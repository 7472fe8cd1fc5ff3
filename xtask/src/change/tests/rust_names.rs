//! Every Rust item that a report names is in the generated crate.

use std::collections::BTreeSet;
use std::path::Path;

use syn::{Fields, Item};

use super::*;
use crate::project::Project;
use crate::read;

/// The types, fields, methods and arguments of a generated client, as a report names them.
fn generated_items(source: &str, crate_name: &str) -> BTreeSet<String> {
    let file = syn::parse_file(source).unwrap();
    let mut items = BTreeSet::new();
    for item in file.items {
        match item {
            Item::Mod(module) if module.ident == "types" => {
                for item in module.content.into_iter().flat_map(|(_, items)| items) {
                    add_type(&item, &format!("{crate_name}::types"), &mut items);
                }
            }
            Item::Impl(block) => {
                for item in block.items {
                    if let syn::ImplItem::Fn(method) = item {
                        let path = format!("{crate_name}::Client::{}", method.sig.ident);
                        for input in &method.sig.inputs {
                            if let syn::FnArg::Typed(argument) = input
                                && let syn::Pat::Ident(name) = &*argument.pat
                            {
                                items.insert(format!("{path}({})", name.ident));
                            }
                        }
                        items.insert(path);
                    }
                }
            }
            _ => {}
        }
    }
    items
}

fn add_type(item: &Item, module: &str, items: &mut BTreeSet<String>) {
    match item {
        Item::Enum(item) => {
            items.insert(format!("{module}::{}", item.ident));
        }
        Item::Struct(item) => {
            let path = format!("{module}::{}", item.ident);
            if let Fields::Named(fields) = &item.fields {
                let names = fields.named.iter().filter_map(|field| field.ident.as_ref());
                items.extend(names.map(|name| format!("{path}::{name}")));
            }
            items.insert(path);
        }
        _ => {}
    }
}

#[test]
fn every_item_that_a_report_names_is_in_the_generated_crate() {
    let project = Project::find(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    let selection = crate::selection::read_selection(&project).unwrap();
    for version in GraphVersion::ALL {
        let contract = read::parse(&project.read(&Project::contract(version)).unwrap()).unwrap();
        let crate_name = version.crate_name().replace('-', "_");
        let source = project.read_text(&Project::generated(version)).unwrap();
        let generated = generated_items(&source, &crate_name);
        let side = Side::read(&contract, version, &selection);
        let mut named = Vec::new();
        for (name, operation) in &side.surface.operations {
            named.extend(side.items.operation(name));
            for parameter in operation.parameters.keys() {
                named.extend(side.items.parameter(name, parameter));
            }
        }
        for (name, of) in &side.surface.types {
            named.extend(side.items.schema(name));
            if let crate::surface::Shape::Object(properties) = &of.shape {
                for property in properties.keys() {
                    named.extend(side.items.property(name, property));
                }
            }
        }
        let missing: Vec<_> = named
            .iter()
            .filter(|item| item.starts_with(&crate_name) && !generated.contains(*item))
            .collect();
        assert_eq!(missing, Vec::<&String>::new(), "{version}");
        // What a contract does not know is kept in a field that no report is about.
        let of_contract = |item: &&String| {
            item.contains("IdentityApiConnector") && !item.ends_with("::additional_properties")
        };
        let types = |items: &BTreeSet<String>| items.iter().filter(of_contract).count();
        assert_eq!(
            types(&named.into_iter().collect()),
            types(&generated),
            "{version}"
        );
    }
}
