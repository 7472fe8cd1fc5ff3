//! Writes types as a reader would: without the paths that generated code spells out.

use syn::visit_mut::{VisitMut, visit_path_mut};
use syn::{Path, Type, parse_quote};

/// Modules whose names say nothing to a reader: `::std::option::Option` is `Option`, a generated type goes by its name.
const MODULES: [&str; 5] = ["std", "crate", "self", "types", "error"];

/// Shortens every path.
pub(super) struct PathNames;

impl VisitMut for PathNames {
    fn visit_path_mut(&mut self, path: &mut Path) {
        path.leading_colon = None;
        let is_long = path
            .segments
            .first()
            .is_some_and(|first| MODULES.iter().any(|module| first.ident == module));
        let last = path.segments.last().cloned();
        if is_long {
            path.segments = last.into_iter().collect();
        }
        visit_path_mut(self, path);
    }
}

/// A type on one line.
pub(super) fn type_text(rust_type: &Type) -> String {
    let mut rust_type = rust_type.clone();
    PathNames.visit_type_mut(&mut rust_type);
    let printed = prettyplease::unparse(&parse_quote!(type T = #rust_type;));
    let line: String = printed.lines().map(str::trim).collect();
    let text = line
        .trim_start_matches("type T =")
        .trim_end_matches(';')
        .trim();
    text.replace(",>", ">")
}
