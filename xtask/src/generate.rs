//! From the lowered document to the source text of a client crate.

mod accept_plain_tags;
mod catch_panic;
mod check_names;
mod documentation;
mod drop_default_client;
mod format_source;
mod keep_additional_properties;
mod read_bodies;
mod settings;

use openapiv3::OpenAPI;
use progenitor::Generator;

use crate::error::{Error, Result};
use crate::lower::Lowered;
use crate::version::GraphVersion;
pub(crate) use catch_panic::catch_panic;

/// The source text of a version's client.
///
/// # Errors
///
/// Where progenitor refuses the document, or did not do what the settings say.
pub fn generate(lowered: &Lowered, version: GraphVersion) -> Result<String> {
    let document: OpenAPI = serde_json::from_value(lowered.document.clone()).map_err(|error| {
        Error::new("the lowered document is no OpenAPI 3.0 document").because(error)
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
        .map_err(|error| Error::new("the generated code is no Rust").because(error))?;
    let plain_tags = accept_plain_tags::accept_plain_tags(&mut file);
    if plain_tags != lowered.kinds {
        return Err(Error::new(format!(
            "{plain_tags} of {} kinds of polymorphic types got their second spelling",
            lowered.kinds
        )));
    }
    if !drop_default_client::drop_default_client(&mut file) {
        return Err(Error::new("progenitor no longer generates `Client::new`")
            .help("delete `drop_default_client` and its use in xtask/src/generate.rs"));
    }
    keep_additional_properties::keep_additional_properties(&mut file);
    read_bodies::read_bodies(&mut file);
    check_names::check_names(&file.items)?;
    settings::check_replacements(&file, &lowered.replacements)?;
    Ok(format_source::format_source(file, version))
}

/// The items of the module that the types stand in.
fn types_module(file: &mut syn::File) -> Option<&mut Vec<syn::Item>> {
    let mut modules = file.items.iter_mut().filter_map(|item| match item {
        syn::Item::Mod(module) if module.ident == "types" => module.content.as_mut(),
        _ => None,
    });
    modules.next().map(|(_, items)| items)
}
