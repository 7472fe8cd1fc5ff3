//! What a path in the source of a crate names.

use std::cell::RefCell;
use std::collections::BTreeMap;

use syn::{Item, UseTree};

use super::modules::{Module, ModuleId, ROOT};

/// An item of a crate: its module, and its place there.
pub(super) type ItemId = (ModuleId, usize);

/// What a path may name at the same time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Namespace {
    /// Types, traits and modules.
    Types,
    /// Functions, constants and statics.
    Values,
}

/// What a path names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Module(ModuleId),
    Item(ItemId),
    /// Something of another crate, or of the prelude, by its path.
    External(Vec<String>),
}

/// One name that a `use` brings in.
pub(super) struct Import {
    /// Its name here; `*` for all that there is.
    pub(super) name: String,
    pub(super) path: Vec<String>,
}

/// The names in each module of a crate.
pub(super) struct Names {
    scopes: Vec<Scope>,
    /// What was looked for before: imports may go in circles, and the same names come up again and again.
    found: RefCell<BTreeMap<Wanted, Vec<Target>>>,
}

type Wanted = (ModuleId, Namespace, String);

#[derive(Default)]
struct Scope {
    parent: Option<ModuleId>,
    types: BTreeMap<String, Vec<Target>>,
    values: BTreeMap<String, Vec<Target>>,
    imports: Vec<Import>,
}

impl Names {
    pub(super) fn of(modules: &[Module]) -> Self {
        let mut scopes: Vec<Scope> = modules.iter().map(|_| Scope::default()).collect();
        for (id, module) in modules.iter().enumerate() {
            scopes[id].parent = module.parent;
            if let Some(parent) = module.parent {
                let named = scopes[parent].types.entry(module.name.clone());
                named.or_default().push(Target::Module(id));
            }
            for (index, item) in module.items.iter().enumerate() {
                scopes[id].declare(item, (id, index));
            }
        }
        Self {
            scopes,
            found: RefCell::default(),
        }
    }

    /// All that an import brings in under its name.
    pub(super) fn imported(&self, module: ModuleId, path: &[String]) -> Vec<Target> {
        let mut targets = Vec::new();
        for namespace in [Namespace::Types, Namespace::Values] {
            for target in self.resolve(module, path, namespace) {
                if !targets.contains(&target) {
                    targets.push(target);
                }
            }
        }
        targets
    }

    /// What the longest beginning of a path names, and how many of its segments that takes.
    pub(super) fn longest(&self, module: ModuleId, path: &[String]) -> Option<(Target, usize)> {
        (1..=path.len()).rev().find_map(|length| {
            let found = self.resolve(module, &path[..length], Namespace::Types);
            Some((found.into_iter().next()?, length))
        })
    }

    fn resolve(&self, module: ModuleId, path: &[String], namespace: Namespace) -> Vec<Target> {
        let [first, rest @ ..] = path else {
            return Vec::new();
        };
        let of_first = if rest.is_empty() {
            namespace
        } else {
            Namespace::Types
        };
        let start = match first.as_str() {
            "" => return vec![Target::External(rest.to_vec())],
            "crate" => vec![Target::Module(ROOT)],
            "self" => vec![Target::Module(module)],
            "super" => {
                let parent = self.scopes[module].parent.map(Target::Module);
                parent.into_iter().collect()
            }
            name => {
                let found = self.find(module, name, of_first);
                let is_known = |namespace| !self.find(module, name, namespace).is_empty();
                // What the crate does not have is another crate's, or the prelude's.
                if !is_known(Namespace::Types) && !is_known(Namespace::Values) {
                    return vec![Target::External(path.to_vec())];
                }
                found
            }
        };
        start
            .into_iter()
            .flat_map(|target| self.walk(target, rest, namespace))
            .collect()
    }

    /// Follows segments from something that was found.
    fn walk(&self, start: Target, path: &[String], namespace: Namespace) -> Vec<Target> {
        match (start, path) {
            (found, []) => vec![found],
            (Target::External(mut known), more) => {
                known.extend(more.iter().cloned());
                vec![Target::External(known)]
            }
            (Target::Item(_), _) => Vec::new(),
            (Target::Module(module), [next, rest @ ..]) => {
                let found = match (next.as_str(), rest) {
                    ("super", _) => {
                        let parent = self.scopes[module].parent.map(Target::Module);
                        parent.into_iter().collect()
                    }
                    (name, []) => self.find(module, name, namespace),
                    (name, _) => self.find(module, name, Namespace::Types),
                };
                found
                    .into_iter()
                    .flat_map(|target| self.walk(target, rest, namespace))
                    .collect()
            }
        }
    }

    /// What a name stands for in a module: declared there, imported, or imported by `*`.
    fn find(&self, module: ModuleId, name: &str, namespace: Namespace) -> Vec<Target> {
        let wanted = (module, namespace, name.to_owned());
        if let Some(found) = self.found.borrow().get(&wanted) {
            return found.clone();
        }
        // Who asks again on the way there finds nothing.
        self.found.borrow_mut().insert(wanted.clone(), Vec::new());
        let found = self.search(module, name, namespace);
        self.found.borrow_mut().insert(wanted, found.clone());
        found
    }

    fn search(&self, module: ModuleId, name: &str, namespace: Namespace) -> Vec<Target> {
        let scope = &self.scopes[module];
        let declared = match namespace {
            Namespace::Types => scope.types.get(name),
            Namespace::Values => scope.values.get(name),
        };
        if let Some(targets) = declared {
            return targets.clone();
        }
        let named = scope.imports.iter().filter(|import| import.name == name);
        let found: Vec<_> = named
            // `use name;` and `use name::Other as name` name another crate.
            .flat_map(|import| match import.path.first() {
                Some(first) if first == name => vec![Target::External(import.path.clone())],
                _ => self.resolve(module, &import.path, namespace),
            })
            .collect();
        if !found.is_empty() {
            return found;
        }
        let globs = scope.imports.iter().filter(|import| import.name == "*");
        globs
            .flat_map(|import| self.resolve(module, &import.path, Namespace::Types))
            .flat_map(|target| match target {
                Target::Module(other) if other != module => self.find(other, name, namespace),
                _ => Vec::new(),
            })
            .collect()
    }
}

impl Scope {
    fn declare(&mut self, item: &Item, id: ItemId) {
        let (names, name) = match item {
            Item::Const(item) => (&mut self.values, &item.ident),
            Item::Fn(item) => (&mut self.values, &item.sig.ident),
            Item::Static(item) => (&mut self.values, &item.ident),
            Item::Enum(item) => (&mut self.types, &item.ident),
            Item::Struct(item) => (&mut self.types, &item.ident),
            Item::Trait(item) => (&mut self.types, &item.ident),
            Item::TraitAlias(item) => (&mut self.types, &item.ident),
            Item::Type(item) => (&mut self.types, &item.ident),
            Item::Union(item) => (&mut self.types, &item.ident),
            Item::Use(item) => {
                self.imports.extend(imports(item));
                return;
            }
            _ => return,
        };
        names
            .entry(name.to_string())
            .or_default()
            .push(Target::Item(id));
    }
}

/// The names that a `use` brings in.
pub(super) fn imports(item: &syn::ItemUse) -> Vec<Import> {
    let mut found = Vec::new();
    // An absolute path begins with an empty segment.
    let start = item.leading_colon.map(|_| String::new());
    collect(&item.tree, &mut start.into_iter().collect(), &mut found);
    found
}

fn collect(tree: &UseTree, path: &mut Vec<String>, found: &mut Vec<Import>) {
    let mut import = |name: String, last: &str, path: &[String]| {
        let mut path = path.to_vec();
        // `use a::{self}` names the module itself.
        if last != "self" || path.is_empty() {
            path.push(last.to_owned());
        }
        let name = match (name.as_str(), path.last()) {
            ("self", Some(last)) => last.clone(),
            _ => name,
        };
        found.push(Import { name, path });
    };
    match tree {
        UseTree::Path(tree) => {
            path.push(tree.ident.to_string());
            collect(&tree.tree, path, found);
            path.pop();
        }
        UseTree::Name(tree) => {
            let name = tree.ident.to_string();
            import(name.clone(), &name, path);
        }
        UseTree::Rename(tree) => import(tree.rename.to_string(), &tree.ident.to_string(), path),
        UseTree::Glob(_) => found.push(Import {
            name: "*".to_owned(),
            path: path.clone(),
        }),
        UseTree::Group(tree) => {
            for tree in &tree.items {
                collect(tree, path, found);
            }
        }
    }
}
