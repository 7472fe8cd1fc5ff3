//! The modules of a crate, read from its sources as rustc finds them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use syn::{Attribute, Expr, Item, Lit, Meta};

use super::conditions::{all, attributes, conditions, is_for_users};
use crate::error::{Error, Result};

/// A module among those of its crate.
pub(super) type ModuleId = usize;

/// The module that `lib.rs` is.
pub(super) const ROOT: ModuleId = 0;

/// A module that users of the crate may get.
pub(super) struct Module {
    pub(super) parent: Option<ModuleId>,
    pub(super) name: String,
    /// The conditions under which it is there, those of the modules around it included.
    pub(super) conditions: Vec<String>,
    /// What stands in it, but for what is there for tests only or hidden.
    pub(super) items: Vec<Item>,
    /// The modules among the items, by their places.
    pub(super) children: BTreeMap<usize, ModuleId>,
}

/// Reads the modules that begin with this file; the first one is the root.
pub(super) fn read_modules(lib: &Path) -> Result<Vec<Module>> {
    let mut modules = vec![Module {
        parent: None,
        name: String::new(),
        conditions: Vec::new(),
        items: Vec::new(),
        children: BTreeMap::new(),
    }];
    let folder = lib.parent().unwrap_or(Path::new("")).to_owned();
    let items = read_file(lib)?;
    add_items(&mut modules, ROOT, items, &Folders::of_root(folder))?;
    Ok(modules)
}

/// Where the files of the modules within a module are.
struct Folders {
    /// For a module that says nothing: `NAME.rs` or `NAME/mod.rs`.
    usual: PathBuf,
    /// For one with `#[path = "…"]`.
    given: PathBuf,
}

impl Folders {
    fn of_root(folder: PathBuf) -> Self {
        Self {
            usual: folder.clone(),
            given: folder,
        }
    }

    fn of_file(file: &Path) -> Self {
        let folder = file.parent().unwrap_or(Path::new("")).to_owned();
        let usual = match file.file_name() {
            Some(name) if name == "mod.rs" => folder.clone(),
            _ => file.with_extension(""),
        };
        Self {
            usual,
            given: folder,
        }
    }

    fn of_inline(&self, name: &str) -> Self {
        let folder = self.usual.join(name);
        Self {
            usual: folder.clone(),
            given: folder,
        }
    }
}

fn add_items(
    modules: &mut Vec<Module>,
    module: ModuleId,
    items: Vec<Item>,
    folders: &Folders,
) -> Result<()> {
    for item in items {
        if !is_for_users(attributes(&item)) {
            continue;
        }
        let Item::Mod(mut inner) = item else {
            modules[module].items.push(item);
            continue;
        };
        let name = inner.ident.to_string();
        let (items, folders) = match inner.content.take() {
            Some((_, items)) => (items, folders.of_inline(&name)),
            None => {
                let file = file_of(&name, &inner.attrs, folders);
                (read_file(&file)?, Folders::of_file(&file))
            }
        };
        let around = modules[module].conditions.clone();
        let id = modules.len();
        modules.push(Module {
            parent: Some(module),
            name,
            conditions: all(around, conditions(&inner.attrs)),
            items: Vec::new(),
            children: BTreeMap::new(),
        });
        let around = &mut modules[module];
        around.children.insert(around.items.len(), id);
        around.items.push(Item::Mod(inner));
        add_items(modules, id, items, &folders)?;
    }
    Ok(())
}

fn file_of(name: &str, attributes: &[Attribute], folders: &Folders) -> PathBuf {
    if let Some(path) = attributes.iter().find_map(given_path) {
        return folders.given.join(path);
    }
    let file = folders.usual.join(format!("{name}.rs"));
    if file.is_file() {
        file
    } else {
        folders.usual.join(name).join("mod.rs")
    }
}

fn given_path(attribute: &Attribute) -> Option<String> {
    match &attribute.meta {
        Meta::NameValue(meta) if meta.path.is_ident("path") => match &meta.value {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(path) => Some(path.value()),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}

fn read_file(file: &Path) -> Result<Vec<Item>> {
    let text = fs::read_to_string(file).map_err(|error| {
        Error::new("a source cannot be read")
            .because(error)
            .at(file.display())
    })?;
    let parsed = syn::parse_file(&text).map_err(|error| {
        Error::new("a source is no Rust")
            .because(error)
            .at(file.display())
    })?;
    Ok(parsed.items)
}
