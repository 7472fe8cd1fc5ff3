//! OpenAPI Overlay 1.0 documents (<https://spec.openapis.org/overlay/v1.0.0.html>): corrections of Microsoft's documents, and
//! our documentation.

use std::fs;
use std::path::Path;

use roas_overlay::v1_0::Overlay;
use roas_overlay::validation::Validate;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::error::{Error, Result};
use crate::read;
use crate::version::GraphVersion;

/// All overlays of the project, sorted by file name.
#[derive(Clone, Debug, Default)]
pub struct Overlays {
    /// Corrections of what Microsoft's documents say.
    pub corrections: Vec<Correction>,
    /// Text for the documentation of the generated code.
    pub documentation: Vec<Documentation>,
}

/// A correction of Microsoft's documents: a named group of actions, judged as a whole.
#[derive(Clone, Debug)]
pub struct Correction {
    /// The name of the file without its extension.
    pub name: String,
    /// The file, relative to the project.
    pub file: String,
    /// What Microsoft says, what is true, and how we know.
    pub about: About,
    /// The actions.
    pub overlay: Overlay,
}

/// The `x-correction` of a correction.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// What Microsoft's document says.
    pub claim: String,
    /// What is true.
    pub truth: String,
    /// A page or a thread that proves it.
    pub source: String,
    /// A JSONPath that selects something once Microsoft has adopted the correction in another form.
    pub adopted: Option<String>,
    /// The versions whose documents are wrong.
    #[serde(default = "all_versions")]
    pub versions: Vec<GraphVersion>,
}

/// Documentation text for some versions.
#[derive(Clone, Debug)]
pub struct Documentation {
    /// The file, relative to the project.
    pub file: String,
    /// The versions that it describes.
    pub versions: Vec<GraphVersion>,
    /// The actions.
    pub overlay: Overlay,
}

fn all_versions() -> Vec<GraphVersion> {
    GraphVersion::ALL.to_vec()
}

impl Overlays {
    /// Reads `corrections/` and `documentation/` in `folder`, the folder `spec/overlays` of a project.
    ///
    /// # Errors
    ///
    /// If a file cannot be read, is not an Overlay 1.0 document, or lacks the extension that describes it.
    pub fn read(folder: &Path) -> Result<Self> {
        let corrections = read_folder(folder, "corrections", |name, file, overlay| {
            let about = extension(&overlay, "x-correction")?.ok_or_else(|| {
                Error::new("the correction has no `x-correction`")
                    .help("give it a claim, a truth and a source")
            })?;
            Ok(Correction {
                name,
                file,
                about,
                overlay,
            })
        })?;
        let documentation = read_folder(folder, "documentation", |_, file, overlay| {
            let versions = extension(&overlay, "x-versions")?.unwrap_or_else(all_versions);
            Ok(Documentation {
                file,
                versions,
                overlay,
            })
        })?;
        Ok(Self {
            corrections,
            documentation,
        })
    }
}

fn read_folder<T>(
    overlays: &Path,
    kind: &str,
    build: impl Fn(String, String, Overlay) -> Result<T>,
) -> Result<Vec<T>> {
    let folder = overlays.join(kind);
    let listed = match fs::read_dir(&folder) {
        Ok(listed) => listed,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => {
            return Err(Error::new("a folder cannot be read")
                .because(error)
                .at(folder.display()));
        }
    };
    let mut names = Vec::new();
    for entry in listed {
        let entry = entry.map_err(|error| Error::new("a folder cannot be read").because(error))?;
        names.push(entry.file_name().to_string_lossy().into_owned());
    }
    // Editors and systems leave hidden files.
    names.retain(|name| !name.starts_with('.'));
    names.sort();
    names
        .iter()
        .map(|name| {
            let file = format!("spec/overlays/{kind}/{name}");
            let stem = name.strip_suffix(".yaml").ok_or_else(|| {
                let refused = Error::new("the name of an overlay ends in `.yaml`").at(&file);
                refused.help("rename the file, or move it to another folder")
            })?;
            let overlay =
                read_overlay(&folder.join(name)).map_err(|error| error.in_document(&file))?;
            build(stem.to_owned(), file.clone(), overlay).map_err(|error| error.in_document(&file))
        })
        .collect()
}

fn read_overlay(path: &Path) -> Result<Overlay> {
    let bytes =
        fs::read(path).map_err(|error| Error::new("the overlay cannot be read").because(error))?;
    let overlay: Overlay = serde_json::from_value(read::parse(&bytes)?)
        .map_err(|error| Error::new("not an Overlay 1.0 document").because(error))?;
    overlay
        .validate(Default::default())
        .map_err(|error| Error::new(format!("not a valid Overlay 1.0 document: {error}")))?;
    Ok(overlay)
}

fn extension<T: DeserializeOwned>(overlay: &Overlay, name: &str) -> Result<Option<T>> {
    let Some(value) = overlay
        .extensions
        .as_ref()
        .and_then(|extensions| extensions.get(name))
    else {
        return Ok(None);
    };
    T::deserialize::<&Value>(value)
        .map(Some)
        .map_err(|error| Error::new(format!("`{name}` cannot be read")).because(error))
}
