//! From the lowered document to the source text of a client crate.

mod accept_plain_tags;
mod format_source;
mod settings;

use std::panic::{AssertUnwindSafe, catch_unwind};

use openapiv3::OpenAPI;
use progenitor::Generator;

use crate::error::{Error, Result};
use crate::lower::Lowered;
use crate::version::GraphVersion;

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
    // The invariants keep progenitor from panicking; this is for what they do not know of yet.
    let (tokens, generator) = catch_unwind(AssertUnwindSafe(|| {
        let mut generator = Generator::new(&settings);
        generator
            .generate_tokens(&document)
            .map(|tokens| (tokens, generator))
    }))
    .map_err(|_| {
        Error::new("progenitor panicked")
            .help("the document has a construct that the invariants must refuse")
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
    settings::check_replacements(&file, &lowered.replacements)?;
    Ok(format_source::format_source(file, version))
}
