//! What a run starts from: a slice of each version, cut from a full document or read from `spec/upstream/`.

use std::io::{BufReader, Read};

use crate::error::{Error, Result};
use crate::project::Project;
use crate::read;
use crate::regen::Options;
use crate::selection::Selection;
use crate::slice::{Slice, slice, version_of};
use crate::source::{self, Digest, Located, Received};
use crate::upstream_lock::UpstreamLock;
use crate::version::GraphVersion;

/// What a run is doing; for a progress line.
#[derive(Clone, Copy, Debug)]
pub enum Event<'a> {
    /// A document is being downloaded.
    Downloading(Received<'a>),
    /// A document is being read.
    Reading(&'a str),
    /// A version's client is being generated.
    Generating(GraphVersion),
}

/// What a run starts from.
pub(super) struct Inputs {
    pub(super) slices: Vec<VersionSlice>,
    /// The lock file, where full documents were read.
    pub(super) lock: Option<UpstreamLock>,
}

/// What was cut out for a version.
pub(super) struct VersionSlice {
    pub(super) version: GraphVersion,
    /// The document that it was cut from, for messages.
    pub(super) document: String,
    /// Whether that was a full document.
    pub(super) full: bool,
    pub(super) slice: Slice,
}

pub(super) fn read(
    project: &Project,
    options: &Options,
    selection: &Selection,
    progress: &mut dyn FnMut(Event<'_>),
) -> Result<Inputs> {
    let mut slices = Vec::new();
    let mut lock = None;
    if let Some(request) = &options.from {
        let mut recorded = UpstreamLock::read(project.root())?;
        let located = source::locate(request, &mut |received| {
            progress(Event::Downloading(received))
        })?;
        for document in &located {
            progress(Event::Reading(&document.place()));
            let (full, digest) = read_full(document, selection)
                .map_err(|error| error.in_document(document.place()))?;
            if options.locked {
                recorded.verify(full.version, &digest)?;
            }
            recorded.record(
                full.version,
                &document.source,
                document.commit.as_ref(),
                &digest,
            );
            slices.push(full);
        }
        source::refuse_second_of_version(slices.iter().map(|full| (full.version, &full.document)))?;
        lock = Some(recorded);
    }
    for version in GraphVersion::ALL {
        if !slices.iter().any(|known| known.version == version) {
            slices.push(read_upstream(project, version, selection)?);
        }
    }
    slices.sort_by_key(|slice| slice.version);
    Ok(Inputs { slices, lock })
}

fn read_full(document: &Located, selection: &Selection) -> Result<(VersionSlice, Digest)> {
    let mut reader = document.open()?;
    let mut bytes = Vec::new();
    BufReader::new(&mut reader)
        .read_to_end(&mut bytes)
        .map_err(|error| Error::new("the document cannot be read").because(error))?;
    let digest = reader.finish()?;
    let value = read::parse(&bytes)?;
    drop(bytes);
    let version = version_of_document(document.version, version_of(&value))?;
    let slice = slice(&value, version, selection)?;
    Ok((
        VersionSlice {
            version,
            document: document.place(),
            full: true,
            slice,
        },
        digest,
    ))
}

/// The version that was asked for and the one that the document speaks of must agree.
fn version_of_document(
    asked: Option<GraphVersion>,
    said: Option<GraphVersion>,
) -> Result<GraphVersion> {
    match (asked, said) {
        (Some(asked), Some(said)) if asked != said => Err(Error::new(format!(
            "the document describes {said}, and {asked} is wanted"
        ))
        .at("/servers/0/url")
        .help("check which document is which")),
        (Some(version), _) | (None, Some(version)) => Ok(version),
        (None, None) => Err(Error::new(
            "the document does not say which version of Microsoft Graph it describes",
        )
        .at("/servers/0/url")
        .help("say it with `--version v1.0` or `--version beta`")),
    }
}

pub(super) fn read_upstream(
    project: &Project,
    version: GraphVersion,
    selection: &Selection,
) -> Result<VersionSlice> {
    let path = Project::upstream(version);
    if !project.root().join(&path).exists() {
        return Err(Error::new(format!("there is no {path}"))
            .help("make it from Microsoft's documents: `cargo xtask regen --from FOLDER`"));
    }
    let value = read::parse(&project.read(&path)?).map_err(|error| error.in_document(&path))?;
    let slice = slice(&value, version, selection).map_err(|error| error.in_document(&path))?;
    Ok(VersionSlice {
        version,
        document: path,
        full: false,
        slice,
    })
}
