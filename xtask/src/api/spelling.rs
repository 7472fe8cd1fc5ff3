//! Spells the names in an item as users of the crate would: in full, whatever its source imports.

use std::collections::BTreeSet;

use syn::visit_mut::{VisitMut, visit_path_mut, visit_type_path_mut};
use syn::{GenericParam, Generics, Path, PathSegment, TypePath};

use super::modules::ModuleId;
use super::names::{Names, Target};
use super::reach::Reach;

/// What every Rust file has without an import, and where it really is.
const PRELUDE: &[(&str, &[&str])] = &[
    ("borrow", &["ToOwned"]),
    ("boxed", &["Box"]),
    ("clone", &["Clone"]),
    ("cmp", &["Eq", "Ord", "PartialEq", "PartialOrd"]),
    (
        "convert",
        &["AsMut", "AsRef", "From", "Into", "TryFrom", "TryInto"],
    ),
    ("default", &["Default"]),
    (
        "iter",
        &[
            "DoubleEndedIterator",
            "ExactSizeIterator",
            "Extend",
            "FromIterator",
            "IntoIterator",
            "Iterator",
        ],
    ),
    ("marker", &["Copy", "Send", "Sized", "Sync", "Unpin"]),
    ("ops", &["Drop", "Fn", "FnMut", "FnOnce"]),
    ("option", &["Option"]),
    ("result", &["Result"]),
    ("string", &["String", "ToString"]),
    ("vec", &["Vec"]),
];

/// Spells the paths of an item that stands in a module.
pub(super) struct Spelling<'a> {
    names: &'a Names,
    pub(super) reach: &'a Reach,
    module: ModuleId,
    /// The type parameters, which hide other names.
    parameters: BTreeSet<String>,
    /// Whether a type or trait was named that no user can reach.
    pub(super) hidden: bool,
}

impl<'a> Spelling<'a> {
    pub(super) fn new(names: &'a Names, reach: &'a Reach, module: ModuleId) -> Self {
        Self {
            names,
            reach,
            module,
            parameters: BTreeSet::new(),
            hidden: false,
        }
    }

    /// Enters an item with these parameters.
    pub(super) fn add_parameters(&mut self, generics: &Generics) {
        let names = generics
            .params
            .iter()
            .filter_map(|parameter| match parameter {
                GenericParam::Type(parameter) => Some(parameter.ident.to_string()),
                GenericParam::Const(parameter) => Some(parameter.ident.to_string()),
                _ => None,
            });
        self.parameters.extend(names);
    }

    /// What a path names in this module.
    pub(super) fn target(&self, path: &Path) -> Option<(Target, usize)> {
        let mut segments: Vec<String> = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect();
        let first = segments.first()?;
        if first == "Self" || self.parameters.contains(first) {
            return None;
        }
        if path.leading_colon.is_some() {
            segments.insert(0, String::new());
            let (target, length) = self.names.longest(self.module, &segments)?;
            return Some((target, length - 1));
        }
        self.names.longest(self.module, &segments)
    }

    fn spell(&mut self, path: &mut Path) {
        let Some((target, length)) = self.target(path) else {
            return;
        };
        let full = match target {
            Target::External(path) => shortened(path),
            Target::Item(id) => match self.reach.items.get(&id) {
                Some(place) => place.path.split("::").map(str::to_owned).collect(),
                None => {
                    self.hidden = true;
                    return;
                }
            },
            Target::Module(_) => return,
        };
        let arguments = path.segments[length - 1].arguments.clone();
        let rest: Vec<PathSegment> = path.segments.iter().skip(length).cloned().collect();
        let full = full.iter().map(|name| syn::parse_str::<PathSegment>(name));
        let Ok(full) = full.collect::<syn::Result<_>>() else {
            return;
        };
        path.leading_colon = None;
        path.segments = full;
        if let Some(last) = path.segments.last_mut() {
            last.arguments = arguments;
        }
        path.segments.extend(rest);
    }
}

impl VisitMut for Spelling<'_> {
    fn visit_path_mut(&mut self, path: &mut Path) {
        visit_path_mut(self, path);
        self.spell(path);
    }

    /// `<T as Trait>::Name`: the trait is spelled, the name behind it is its own.
    fn visit_type_path_mut(&mut self, path: &mut TypePath) {
        let Some(qualified) = path
            .qself
            .as_mut()
            .filter(|qualified| qualified.position > 0)
        else {
            visit_type_path_mut(self, path);
            return;
        };
        self.visit_type_mut(&mut qualified.ty);
        let segments = path.path.segments.iter();
        let mut of_trait = Path {
            leading_colon: path.path.leading_colon,
            segments: segments.clone().take(qualified.position).cloned().collect(),
        };
        let rest: Vec<PathSegment> = segments.skip(qualified.position).cloned().collect();
        self.visit_path_mut(&mut of_trait);
        qualified.position = of_trait.segments.len();
        of_trait.segments.extend(rest);
        path.path = of_trait;
    }
}

/// What the prelude has goes by its name alone, and `core` and `alloc` by `std`.
pub(super) fn shortened(path: Vec<String>) -> Vec<String> {
    let [library, rest @ ..] = path.as_slice() else {
        return path;
    };
    if !["std", "core", "alloc"].contains(&library.as_str()) {
        return path;
    }
    if let [module, name] = rest
        && PRELUDE
            .iter()
            .any(|(known, names)| known == module && names.contains(&name.as_str()))
    {
        return vec![name.clone()];
    }
    let library = "std".to_owned();
    std::iter::once(library)
        .chain(rest.iter().cloned())
        .collect()
}
