//! Which types are in use: those that a method names, and those that a type in use names.

use std::collections::BTreeSet;

use syn::visit_mut::{VisitMut, visit_path_mut};
use syn::{DeriveInput, ItemImpl, Path};

use super::Surface;

pub(super) fn unused_types(surface: &Surface) -> BTreeSet<String> {
    let mut named = Names::default();
    for method in &surface.methods {
        named.visit_signature_mut(&mut method.sig.clone());
    }
    let mut in_use = BTreeSet::new();
    let mut open: Vec<String> = named.0.into_iter().collect();
    while let Some(name) = open.pop() {
        if let (Some(item), true) = (surface.types.get(&name), in_use.insert(name.clone())) {
            open.extend(names_of_type(item, surface.implementations_of(&name)));
        }
    }
    let names = surface.types.keys();
    names
        .filter(|name| !in_use.contains(*name))
        .cloned()
        .collect()
}

/// What a type names: in its definition, and in what is implemented for it.
fn names_of_type(item: &DeriveInput, implementations: &[ItemImpl]) -> BTreeSet<String> {
    let mut names = Names::default();
    names.visit_derive_input_mut(&mut item.clone());
    for implementation in implementations {
        names.visit_item_impl_mut(&mut implementation.clone());
    }
    names.0
}

/// The last names of all paths.
#[derive(Default)]
struct Names(BTreeSet<String>);

impl VisitMut for Names {
    fn visit_path_mut(&mut self, path: &mut Path) {
        self.0
            .extend(path.segments.last().map(|last| last.ident.to_string()));
        visit_path_mut(self, path);
    }
}
