//! The inputs of a run: a slice of each version, cut from a full document or read from `spec/upstream/`.

use std::time::{Duration, Instant};

use crate::error::{Error, Result};
use crate::project::Project;
use crate::read::{self, Way};
use crate::selection::Selection;
use crate::slice::{Slice, schemas_of_path, slice};
use crate::source::{self, Received, Request};
use crate::threads::for_each_at_once;
use crate::upstream_lock::UpstreamLock;
use crate::version::GraphVersion;

/// What a run is doing, for a progress line.
#[derive(Clone, Copy, Debug)]
pub enum Event<'a> {
    /// A document is being downloaded.
    Downloading(Received<'a>),
    /// A document is being read.
    Reading(&'a str),
    /// A selected path was not kept before.
    Added {
        /// The version.
        version: GraphVersion,
        /// The path.
        path: &'a str,
        /// How many schemas it needs that no other path needs.
        schemas: usize,
    },
    /// A version's client is being generated.
    Generating(GraphVersion),
}

/// The inputs of a run.
pub(super) struct Inputs {
    /// The full documents that were read.
    pub(super) readings: Vec<Reading>,
    pub(super) slices: Vec<VersionSlice>,
    /// Where the full documents came from, those of this run included.
    pub(super) lock: UpstreamLock,
}

/// How a full document was read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The document.
    pub document: String,
    /// How it was read.
    pub way: Way,
    /// How long it took.
    pub time: Duration,
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
    request: Option<&Request>,
    selection: &Selection,
    progress: &mut dyn FnMut(Event<'_>),
) -> Result<Inputs> {
    let mut slices = Vec::new();
    let mut readings = Vec::new();
    let mut lock = UpstreamLock::read(project.root())?;
    if let Some(request) = request {
        let located = source::locate(request, &mut |received| {
            progress(Event::Downloading(received))
        })?;
        for document in &located {
            progress(Event::Reading(&document.place()));
        }
        let cuts = for_each_at_once(&located, |document| {
            let started = Instant::now();
            (read::cut(document, selection), started.elapsed())
        });
        for (document, (cut, time)) in located.iter().zip(cuts) {
            let cut = cut.map_err(|error| error.in_document(document.place()))?;
            readings.push(Reading {
                document: document.place(),
                way: cut.way,
                time,
            });
            if request.locked {
                lock.verify(cut.version, &cut.digest)?;
            }
            lock.record(
                cut.version,
                &document.source,
                document.commit.as_ref(),
                &cut.digest,
            );
            slices.push(VersionSlice {
                version: cut.version,
                document: document.place(),
                full: true,
                slice: cut.slice,
            });
        }
        source::refuse_second_of_version(slices.iter().map(|full| (full.version, &full.document)))?;
    } else {
        lock.require_every_version()?;
    }
    for version in GraphVersion::ALL {
        if !slices.iter().any(|known| known.version == version) {
            slices.push(read_upstream(project, version, selection)?);
        }
    }
    slices.sort_by_key(|slice| slice.version);
    Ok(Inputs {
        readings,
        slices,
        lock,
    })
}

/// Reports the paths of full documents that `spec/upstream/` does not have yet, before anything is generated for them.
pub(super) fn report_added(
    project: &Project,
    slices: &[VersionSlice],
    progress: &mut dyn FnMut(Event<'_>),
) {
    for &VersionSlice {
        version, ref slice, ..
    } in slices.iter().filter(|slice| slice.full)
    {
        let before = project.read(&Project::upstream(version)).ok();
        let Some(before) = before.and_then(|bytes| read::parse(&bytes).ok()) else {
            continue;
        };
        let paths = slice.document["paths"].as_object().into_iter().flatten();
        for (path, _) in paths.filter(|(path, _)| before["paths"].get(path).is_none()) {
            let schemas = schemas_of_path(&slice.document, path);
            progress(Event::Added {
                version,
                path,
                schemas,
            });
        }
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
    let value = read::parse(&project.read(&path)?).map_err(|error| {
        error.in_document(&path).help_instead(
            "restore it from git, or make it again from Microsoft's documents: `cargo xtask regen --from FOLDER`",
        )
    })?;
    let slice = slice(&value, version, selection).map_err(|error| error.in_document(&path))?;
    Ok(VersionSlice {
        version,
        document: path,
        full: false,
        slice,
    })
}
