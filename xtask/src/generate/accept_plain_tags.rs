//! Accepts the `@odata.type` of a kind with and without `#`. Graph sends it with `#`, but Microsoft's own examples leave it
//! out. A schema cannot list both: they would become one Rust name.

use syn::visit_mut::{VisitMut, visit_item_enum_mut};
use syn::{Attribute, Expr, ItemEnum, Lit, Meta, parse_quote};

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
            let Some(tag) = variant.attrs.iter().find_map(renamed_to) else {
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

/// The text of `#[serde(rename = "…")]`.
fn renamed_to(attribute: &Attribute) -> Option<String> {
    let Meta::List(list) = &attribute.meta else {
        return None;
    };
    if !list.path.is_ident("serde") {
        return None;
    }
    let argument: syn::MetaNameValue = list.parse_args().ok()?;
    match argument.value {
        Expr::Lit(literal) if argument.path.is_ident("rename") => match literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}
