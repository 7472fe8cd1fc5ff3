//! Accepts the `@odata.type` of a kind with and without `#`. Graph sends it with `#`, but Microsoft's own examples leave it
//! out. A schema cannot list both: they would become one Rust name.

use syn::visit_mut::{VisitMut, visit_item_enum_mut};
use syn::{ItemEnum, parse_quote};

use super::serde_attributes::SerdeAttributes;

const PREFIX: &str = "#microsoft.graph.";

/// Adds the spelling without `#` to the variant of every kind, and returns the number of variants.
pub(super) fn accept_plain_tags(file: &mut syn::File) -> usize {
    let mut visitor = PlainTags { added: 0 };
    visitor.visit_file_mut(file);
    visitor.added
}

struct PlainTags {
    added: usize,
}

impl VisitMut for PlainTags {
    fn visit_item_enum_mut(&mut self, item: &mut ItemEnum) {
        for variant in &mut item.variants {
            let Some(tag) = SerdeAttributes::of(&variant.attrs).and_then(|of| of.rename) else {
                continue;
            };
            if let Some(plain) = tag.strip_prefix('#').filter(|_| tag.starts_with(PREFIX)) {
                variant.attrs.push(parse_quote!(#[serde(alias = #plain)]));
                self.added += 1;
            }
        }
        visit_item_enum_mut(self, item);
    }
}
