//! A method as a snapshot shows it: documentation and signature.

use syn::visit_mut::VisitMut;
use syn::{ImplItemFn, parse_quote};

use super::attributes::doc_lines;
use super::path_names::PathNames;

/// The text of a method.
pub(super) fn render_method(method: &ImplItemFn) -> String {
    let (visibility, mut signature) = (&method.vis, method.sig.clone());
    PathNames.visit_signature_mut(&mut signature);
    let printed = prettyplease::unparse(&parse_quote!(#visibility #signature {}));
    let signature = printed.trim_end().trim_end_matches("{}").trim_end();
    format!("{}{signature}\n", doc_lines(&method.attrs, ""))
}
