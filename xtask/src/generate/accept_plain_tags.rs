//! Accepts the `@odata.type` of a kind with and without `#`. Graph sends it with `#`, but Microsoft's own examples leave it
//! out. A schema cannot list both: they would become one Rust name.

use syn::visit_mut::VisitMut;
use syn::{Variant, parse_quote};

use super::serde_attributes::SerdeAttributes;

const PREFIX: &str = "#microsoft.graph.";

/// Adds the spelling without `#` to the variant of every kind.
pub(super) fn accept_plain_tags(file: &mut syn::File) {
    PlainTags.visit_file_mut(file);
}

struct PlainTags;

impl VisitMut for PlainTags {
    fn visit_variant_mut(&mut self, variant: &mut Variant) {
        let tag = SerdeAttributes::of(&variant.attrs).and_then(|of| of.rename);
        if let Some(tag) = tag.filter(|tag| tag.starts_with(PREFIX)) {
            let plain = tag.trim_start_matches('#');
            variant.attrs.push(parse_quote!(#[serde(alias = #plain)]));
        }
    }
}
