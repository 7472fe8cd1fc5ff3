//! `spec/selection.toml`: which operations are kept, and what they are called.

mod template;

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::error::{Error, Result};
use crate::nearest::nearest;
use crate::openapi::METHODS;
use crate::project::Project;
use crate::version::GraphVersion;

pub use template::PathTemplate;

/// What is kept.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Selection {
    /// The kept paths, in the order of the file.
    #[serde(rename = "path", default)]
    pub paths: Vec<SelectedPath>,
    /// The Rust names of path parameters.
    #[serde(default)]
    pub parameters: BTreeMap<String, String>,
    /// The types whose kinds must be in the document.
    #[serde(default)]
    pub polymorphic: Vec<PolymorphicType>,
    /// The navigation properties that are left out.
    #[serde(default)]
    omit: Vec<Omission>,
}

/// A kept path with its kept methods.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SelectedPath {
    /// The path, with parameter names of our choice.
    pub path: PathTemplate,
    /// The name of the operation of each kept method.
    pub operations: BTreeMap<String, String>,
    /// The versions in which the path is kept.
    #[serde(default = "all_versions")]
    pub versions: Vec<GraphVersion>,
}

/// A type whose kinds must be in the document.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolymorphicType {
    /// The base type's schema.
    pub schema: String,
    /// The schemas of its kinds.
    pub kinds: Vec<String>,
    /// The versions that have the type.
    #[serde(default = "all_versions")]
    pub versions: Vec<GraphVersion>,
}

/// The navigation properties of a schema that are left out: all but some.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Omission {
    /// The schema that defines them, or [`EVERY_SCHEMA`](Self::EVERY_SCHEMA).
    #[serde(rename = "navigation-properties-of")]
    pub schema: String,
    /// The properties that are kept.
    #[serde(default)]
    pub except: Vec<String>,
    /// The versions in which they are left out.
    #[serde(default = "all_versions")]
    pub versions: Vec<GraphVersion>,
}

impl Omission {
    /// Stands for every schema without an entry of its own.
    pub const EVERY_SCHEMA: &str = "*";
}

/// Reads `spec/selection.toml`.
///
/// # Errors
///
/// Returns an error if the file cannot be read, or if [`Selection::parse`] refuses it.
pub fn read_selection(project: &Project) -> Result<Selection> {
    let text = project.read_text(Project::SELECTION)?;
    Selection::parse(&text).map_err(|error| error.in_document(Project::SELECTION))
}

fn all_versions() -> Vec<GraphVersion> {
    GraphVersion::ALL.to_vec()
}

impl Selection {
    /// A path of the contract, with the names that the clients give its parameters.
    pub fn path_of_client(&self, path: &str) -> String {
        let (start, rest) = path.split_once('{').unwrap_or((path, ""));
        let parameters = rest.split('{').filter_map(|part| part.split_once('}'));
        parameters.fold(start.to_owned(), |path, (name, rest)| {
            let ours = self.parameters.get(name).map_or(name, String::as_str);
            format!("{path}{{{ours}}}{rest}")
        })
    }

    /// Reads the text of `spec/selection.toml`.
    ///
    /// # Errors
    ///
    /// Returns an error if the text has another form, if a path or a name is selected twice, if a name cannot be a Rust
    /// name, or if no path has a parameter that gets a name.
    pub fn parse(text: &str) -> Result<Self> {
        let selection: Self = toml::from_str(text)
            .map_err(|error| Error::new("the selection cannot be read").because(error))?;
        if selection.paths.is_empty() {
            return Err(Error::new("nothing is selected")
                .help("add a `[[path]]` with a path and its operations"));
        }
        for path in &selection.paths {
            path.check()?;
        }
        for (parameter, name) in &selection.parameters {
            check_name(name)?;
            selection.check_parameter(parameter)?;
        }
        GraphVersion::ALL.into_iter().try_for_each(|version| {
            selection.check_unique(version)?;
            selection.check_omissions(version)
        })?;
        Ok(selection)
    }

    /// The paths that are kept in a version.
    pub fn paths(&self, version: GraphVersion) -> impl Iterator<Item = &SelectedPath> {
        self.paths
            .iter()
            .filter(move |path| path.versions.contains(&version))
    }

    /// What is left out in a version.
    pub fn omissions(&self, version: GraphVersion) -> impl Iterator<Item = &Omission> {
        self.omit
            .iter()
            .filter(move |omission| omission.versions.contains(&version))
    }

    /// An entry must not contradict another one.
    fn check_omissions(&self, version: GraphVersion) -> Result<()> {
        let mut schemas = BTreeSet::new();
        for omission in self.omissions(version) {
            let place = format!("the `[[omit]]` of `{}`", omission.schema.escape_debug());
            if !schemas.insert(&omission.schema) {
                return Err(Error::new(format!("{version}: the schema has two entries")).at(place));
            }
            if omission.schema == Omission::EVERY_SCHEMA && !omission.except.is_empty() {
                return Err(
                    Error::new("`except` needs the schema that defines the properties")
                        .at(place)
                        .help("add an `[[omit]]` for that schema: it takes precedence over the one of `*`"),
                );
            }
        }
        Ok(())
    }

    /// A name for a parameter that no path has would silently name nothing.
    fn check_parameter(&self, parameter: &str) -> Result<()> {
        let all: BTreeSet<&str> = self
            .paths
            .iter()
            .flat_map(|path| path.path.parameters())
            .collect();
        if all.contains(parameter) {
            return Ok(());
        }
        let near = nearest(parameter, all, 0.0, str::to_owned);
        let help = match near.first() {
            Some(nearest) => format!("the nearest parameter is `{nearest}`"),
            None => "remove it: no selected path has parameters".to_owned(),
        };
        Err(Error::new(format!(
            "no selected path has the parameter `{}`",
            parameter.escape_debug()
        ))
        .at("`[parameters]`")
        .help(help))
    }

    fn check_unique(&self, version: GraphVersion) -> Result<()> {
        let mut names = BTreeMap::new();
        let mut templates: Vec<&PathTemplate> = Vec::new();
        for path in self.paths(version) {
            if let Some(other) = templates
                .iter()
                .find(|other| other.matches(path.path.as_str()))
            {
                return Err(Error::new(format!(
                    "{version}: the path `{}` is selected twice",
                    path.path
                ))
                .at(format!("`{other}`"))
                .help("merge the two into one `[[path]]`"));
            }
            templates.push(&path.path);
            for (method, name) in &path.operations {
                let here = format!("{method} {}", path.path);
                if let Some(there) = names.insert(name, here.clone()) {
                    return Err(Error::new(format!(
                        "{version}: two operations are called `{name}`"
                    ))
                    .at(format!("`{there}` and `{here}`"))
                    .help("give each operation a name of its own"));
                }
            }
        }
        Ok(())
    }
}

impl SelectedPath {
    fn check(&self) -> Result<()> {
        let place = format!("the `[[path]]` of `{}`", self.path);
        if self.operations.is_empty() {
            return Err(Error::new("a path is selected without operations")
                .at(place)
                .help("say which, for example `operations = { get = \"list_things\" }`"));
        }
        for (method, name) in &self.operations {
            if !METHODS.contains(&method.as_str()) {
                return Err(Error::new(format!(
                    "`{}` is not an HTTP method of OpenAPI",
                    method.escape_debug()
                ))
                .at(&place)
                .help(format!("one of: {}", METHODS.join(", "))));
            }
            check_name(name).map_err(|error| error.at(&place))?;
        }
        Ok(())
    }
}

/// Names become Rust methods and arguments, so they are lower-case identifiers and no keywords.
fn check_name(name: &str) -> Result<()> {
    let snake_case = name.starts_with(|first: char| first.is_ascii_lowercase())
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if snake_case && syn::parse_str::<syn::Ident>(name).is_ok() {
        return Ok(());
    }
    Err(Error::new(format!(
        "`{}` is not the name of a Rust method or argument",
        name.escape_debug()
    ))
    .help("use lower-case letters, digits and underscores, as in `list_api_connectors`; a Rust keyword cannot be a name"))
}
