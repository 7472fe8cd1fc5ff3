//! Where users of a crate find each of its items.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use syn::{Item, Visibility};

use super::conditions::{all, attributes, conditions};
use super::modules::{Module, ModuleId, ROOT};
use super::names::{ItemId, Names, Target, imports};

/// Where something is, and under which conditions.
#[derive(Clone)]
pub(super) struct Place {
    pub(super) path: String,
    pub(super) conditions: Vec<String>,
}

/// What can be reached from outside.
#[derive(Default)]
pub(super) struct Reach {
    /// The shortest path of each item.
    pub(super) items: BTreeMap<ItemId, Place>,
    /// The public modules.
    pub(super) modules: Vec<Place>,
    /// What is there under a further name, or comes from another crate: that, and its place.
    pub(super) reexports: Vec<(String, Place)>,
}

pub(super) fn reach(crate_name: &str, modules: &[Module], names: &Names) -> Reach {
    let mut walk = Walk {
        modules,
        names,
        found: Reach::default(),
        open: VecDeque::new(),
        seen: BTreeSet::new(),
        paths: BTreeMap::new(),
    };
    let root = Place {
        path: crate_name.to_owned(),
        conditions: Vec::new(),
    };
    walk.open(ROOT, root);
    while let Some((module, place)) = walk.open.pop_front() {
        walk.visit(module, &place);
    }
    walk.found
}

struct Walk<'a> {
    modules: &'a [Module],
    names: &'a Names,
    found: Reach,
    open: VecDeque<(ModuleId, Place)>,
    seen: BTreeSet<(ModuleId, String)>,
    /// The first path of each module.
    paths: BTreeMap<ModuleId, String>,
}

impl Walk<'_> {
    fn open(&mut self, module: ModuleId, place: Place) {
        if self.seen.insert((module, place.path.clone())) {
            self.open.push_back((module, place));
        }
    }

    fn visit(&mut self, module: ModuleId, place: &Place) {
        let modules = self.modules;
        for (index, item) in modules[module].items.iter().enumerate() {
            if !visibility(item).is_some_and(is_public) {
                continue;
            }
            let own = all(place.conditions.clone(), conditions(attributes(item)));
            match item {
                Item::Use(import) => {
                    for import in imports(import) {
                        let targets = self.names.imported(module, &import.path);
                        if import.name == "*" {
                            self.add_all(&targets, &import.path, place, &own);
                        } else {
                            for target in targets {
                                self.add(&target, &import.name, place, own.clone());
                            }
                        }
                    }
                }
                Item::Mod(inner) => {
                    if let Some(child) = modules[module].children.get(&index) {
                        let name = inner.ident.to_string();
                        self.add(&Target::Module(*child), &name, place, own);
                    }
                }
                item => {
                    if let Some(name) = name(item) {
                        self.add(&Target::Item((module, index)), &name, place, own);
                    }
                }
            }
        }
    }

    /// Adds what a public name in a module stands for.
    fn add(&mut self, target: &Target, name: &str, within: &Place, own: Vec<String>) {
        let place = Place {
            path: format!("{}::{name}", within.path),
            conditions: own,
        };
        match target {
            Target::External(path) => self.found.reexports.push((path.join("::"), place)),
            Target::Module(module) => match self.paths.get(module) {
                Some(known) if *known != place.path => {
                    self.found.reexports.push((known.clone(), place));
                }
                _ => {
                    let conditions = self.modules[*module].conditions.clone();
                    let place = place.under(conditions);
                    self.paths.insert(*module, place.path.clone());
                    self.found.modules.push(place.clone());
                    self.open(*module, place);
                }
            },
            Target::Item(id) => match self.found.items.get(id) {
                Some(known) if known.path != place.path => {
                    self.found.reexports.push((known.path.clone(), place));
                }
                _ => {
                    let module = &self.modules[id.0];
                    let own = conditions(attributes(&module.items[id.1]));
                    let place = place.under(module.conditions.clone()).under(own);
                    self.found.items.insert(*id, place);
                }
            },
        }
    }

    /// Adds all that `pub use PATH::*` brings in.
    fn add_all(&mut self, targets: &[Target], path: &[String], within: &Place, own: &[String]) {
        for target in targets {
            match target {
                Target::Module(module) => {
                    let conditions = self.modules[*module].conditions.clone();
                    let place = Place {
                        path: within.path.clone(),
                        conditions: own.to_vec(),
                    };
                    self.open(*module, place.under(conditions));
                }
                Target::Item(_) | Target::External(_) => {
                    let place = Place {
                        path: format!("{}::*", within.path),
                        conditions: own.to_vec(),
                    };
                    let all = format!("{}::*", path.join("::"));
                    self.found.reexports.push((all, place));
                }
            }
        }
    }
}

impl Place {
    fn under(self, conditions: Vec<String>) -> Self {
        Self {
            conditions: all(self.conditions, conditions),
            ..self
        }
    }
}

pub(super) const fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn visibility(item: &Item) -> Option<&Visibility> {
    Some(match item {
        Item::Const(item) => &item.vis,
        Item::Enum(item) => &item.vis,
        Item::Fn(item) => &item.vis,
        Item::Mod(item) => &item.vis,
        Item::Static(item) => &item.vis,
        Item::Struct(item) => &item.vis,
        Item::Trait(item) => &item.vis,
        Item::TraitAlias(item) => &item.vis,
        Item::Type(item) => &item.vis,
        Item::Union(item) => &item.vis,
        Item::Use(item) => &item.vis,
        _ => return None,
    })
}

fn name(item: &Item) -> Option<String> {
    let name = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::TraitAlias(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        _ => return None,
    };
    Some(name.to_string())
}
