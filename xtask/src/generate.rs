//! Generates the Rust source of a client crate from a lowered document.

mod accept_plain_tags;
mod catch_panic;
mod check_names;
pub(crate) mod definitions;
mod documentation;
mod drop_default_client;
mod format_source;
mod keep_additional_properties;
mod keep_null;
mod quote_keys;
mod read_bodies;
mod read_in_one_pass;
mod serde_attributes;
mod settings;
mod share_types;

use std::collections::BTreeSet;

use openapiv3::OpenAPI;
use progenitor::Generator;
use syn::Item;

use crate::error::{Error, Result};
use crate::lower::Lowered;
use crate::version::GraphVersion;
pub(crate) use catch_panic::catch_panic;

/// The generated client of a version.
#[derive(Clone)]
pub struct Client {
    version: GraphVersion,
    file: syn::File,
}

impl Client {
    /// The client with re-exports in place of the types that equal those of `v1`.
    #[must_use]
    pub fn sharing_types_of(&self, v1: &Self) -> Self {
        let mut client = self.clone();
        share_types::share_types(&mut client.file, &v1.file);
        client
    }

    /// The source text of the client.
    pub fn source(&self) -> String {
        format_source::format_source(&self.file, self.version)
    }

    /// The names of the types that the client defines.
    pub fn own_types(&self) -> BTreeSet<String> {
        definitions::defined_names(type_items(&self.file))
    }

    /// The names of the types that equal those of another client.
    pub(crate) fn types_shared_with(&self, other: &Self) -> BTreeSet<String> {
        share_types::equal_types(type_items(&self.file), type_items(&other.file))
    }

    /// The generated items.
    pub(crate) fn items(&self) -> &[Item] {
        &self.file.items
    }

    /// The generated items by value.
    pub(crate) fn into_items(self) -> Vec<Item> {
        self.file.items
    }
}

/// Generates the client of a version, with all its types.
///
/// # Errors
///
/// If progenitor refuses the document, or does not do what the settings ask for.
pub fn generate(lowered: &Lowered, version: GraphVersion) -> Result<Client> {
    let file = generate_file(lowered)?;
    Ok(Client { version, file })
}

fn generate_file(lowered: &Lowered) -> Result<syn::File> {
    let document: OpenAPI = serde_json::from_value(lowered.document.clone()).map_err(|error| {
        Error::new("the lowered document is not an OpenAPI 3.0 document").because(error)
    })?;
    let settings = settings::settings(&lowered.replacements);
    let (tokens, generator) = catch_panic(|| {
        let mut generator = Generator::new(&settings);
        generator
            .generate_tokens(&document)
            .map(|tokens| (tokens, generator))
    })?
    .map_err(|error| {
        Error::new("progenitor refuses the lowered document").because(error.to_string())
    })?;
    settings::check_dependencies(&generator)?;
    let mut file: syn::File = syn::parse2(tokens)
        .map_err(|error| Error::new("the generated code is not valid Rust").because(error))?;
    accept_plain_tags::accept_plain_tags(&mut file);
    if !drop_default_client::drop_default_client(&mut file) {
        return Err(Error::new("progenitor no longer generates `Client::new`")
            .help("delete `drop_default_client` and its use in xtask/src/generate.rs"));
    }
    keep_additional_properties::keep_additional_properties(&mut file);
    keep_null::keep_null(&mut file);
    quote_keys::quote_keys(&mut file);
    read_bodies::read_bodies(&mut file);
    read_in_one_pass::read_in_one_pass(&mut file);
    check_names::check_names(&file.items)?;
    settings::check_replacements(&file, &lowered.replacements)?;
    format_source::split_documentation(&mut file);
    Ok(file)
}

/// The items of the module `types`.
fn type_items(file: &syn::File) -> &[Item] {
    let items = file.items.iter().find_map(|item| match item {
        Item::Mod(module) if module.ident == "types" => module.content.as_ref(),
        _ => None,
    });
    items.map_or(&[], |(_, items)| items)
}

fn type_items_mut(file: &mut syn::File) -> Option<&mut Vec<Item>> {
    let items = file.items.iter_mut().find_map(|item| match item {
        Item::Mod(module) if module.ident == "types" => module.content.as_mut(),
        _ => None,
    });
    items.map(|(_, items)| items)
}
