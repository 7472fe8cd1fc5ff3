//! The full documents that `regen --from` reads: where they are, and their digests.
//!
//! [`locate`] finds the documents of the arguments. Everything local is checked before anything is downloaded. Nothing here
//! prints, and no user information, query or fragment of a URL leaves this module.

mod commit;
mod digest;
mod download;
mod folder;
mod name;
mod plan;
mod transport_error;
mod url;

use std::ffi::OsString;
use std::fmt;
use std::fs::File;
use std::io::{self, Cursor, Read, Seek};
use std::path::PathBuf;
use std::time::Duration;

pub use commit::Commit;
pub use digest::{Digest, DigestReader, digest_file};
pub use name::SourceName;
pub use plan::refuse_second_of_version;

use crate::error::{Error, Result};
use crate::version::GraphVersion;
use url::SourceUrl;

/// The documents that the command line asks for.
#[derive(Debug, Default, clap::Args)]
pub struct Request {
    /// Full documents: a folder, a file (YAML or JSON) or a URL; can be given several times
    ///
    /// A folder holds `v1.0.yaml` and `beta.yaml`, or has the layout of microsoftgraph/msgraph-metadata
    /// (`openapi/v1.0/openapi.yaml`, `openapi/beta/openapi.yaml`). A file or URL is one document.
    #[arg(long, value_name = "FOLDER|FILE|URL")]
    pub from: Vec<OsString>,

    /// The version that a single document describes, or the only one to take from a folder
    #[arg(long, requires = "from", value_name = "v1.0|beta")]
    pub version: Option<GraphVersion>,

    /// The commit of the publishing repository that the documents come from (40 hexadecimal digits)
    #[arg(long, requires = "from", value_name = "SHA")]
    pub commit: Option<Commit>,

    /// Refuse documents with another digest than spec/upstream.lock.toml records
    #[arg(long, requires = "from")]
    pub locked: bool,

    /// Bounds of a download.
    #[arg(skip)]
    pub limits: Limits,
}

/// Bounds of a download. One that exceeds them is refused.
#[derive(Clone, Debug)]
pub struct Limits {
    /// The largest document, in bytes.
    pub bytes: u64,
    /// Time to look up a host, and again to connect to it.
    pub connect: Duration,
    /// Time without a byte.
    pub stall: Duration,
    /// Time for the whole download.
    pub total: Duration,
}

impl Default for Limits {
    /// 256 MiB, which is four times the largest known document, and times that are enough for a slow line.
    fn default() -> Self {
        Self {
            bytes: 256 << 20,
            connect: Duration::from_secs(20),
            stall: Duration::from_secs(60),
            total: Duration::from_secs(30 * 60),
        }
    }
}

/// How far the download of one document is.
#[derive(Clone, Copy, Debug)]
pub struct Received<'a> {
    /// The document.
    pub source: &'a SourceName,
    /// Bytes so far.
    pub bytes: u64,
    /// The size of the document, if the server says it.
    pub total: Option<u64>,
}

/// A full document, ready to be read.
#[derive(Debug)]
pub struct Located {
    /// The version, if `--version` or the layout of a folder says it. Otherwise the document's `servers` must.
    pub version: Option<GraphVersion>,
    /// The source, as the lock file records it.
    pub source: SourceName,
    /// The commit, from `--commit` or the URL.
    pub commit: Option<Commit>,
    place: Place,
    /// What was downloaded from a URL.
    downloaded: Vec<u8>,
}

/// Where a document is.
#[derive(Debug)]
enum Place {
    Local(PathBuf),
    Url(SourceUrl),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Local(path) => path.display().fmt(f),
            Self::Url(url) => f.write_str(&url.public()),
        }
    }
}

/// What a document is read from.
pub trait ReadSeek: Read + Seek {}

impl<T: Read + Seek> ReadSeek for T {}

impl Located {
    fn at(place: Place, version: Option<GraphVersion>, commit: Option<Commit>) -> Self {
        Self {
            version,
            source: match &place {
                Place::Local(path) => SourceName::of_file(path),
                Place::Url(url) => SourceName::of_url(url),
            },
            commit,
            place,
            downloaded: Vec::new(),
        }
    }

    /// The document's name in messages: the path as it was given, or the URL without its secret parts.
    pub fn place(&self) -> String {
        self.place.to_string()
    }

    /// Opens the document at its beginning, and hashes it while it is read.
    ///
    /// Put a [`BufReader`](std::io::BufReader) around `&mut reader`, and call [`DigestReader::finish`] at the end.
    ///
    /// # Errors
    ///
    /// Returns an error if the file cannot be opened.
    pub fn open(&self) -> Result<DigestReader<Box<dyn ReadSeek + '_>>> {
        let opened: io::Result<Box<dyn ReadSeek>> = match &self.place {
            Place::Local(path) => File::open(path).map(|file| Box::new(file) as _),
            Place::Url(_) => Ok(Box::new(Cursor::new(&self.downloaded))),
        };
        opened.and_then(DigestReader::of_document).map_err(|error| {
            Error::new("the document cannot be opened")
                .at(&self.place)
                .because(error)
        })
    }
}

/// Finds the documents of a request, and downloads those that are URLs.
///
/// The order is that of the arguments, v1.0 before beta within a folder. A document without a version gets one when it is read:
/// check with [`refuse_second_of_version`] then.
///
/// # Errors
///
/// Returns an error if a folder, file or URL cannot be used, if a version is missing or there are two documents of it, or if a
/// download fails.
pub fn locate(request: &Request, progress: &mut dyn FnMut(Received<'_>)) -> Result<Vec<Located>> {
    let mut documents = plan::plan(request)?;
    for document in &mut documents {
        if let Place::Url(url) = &document.place {
            document.downloaded =
                download::download(url, &document.source, &request.limits, progress)?;
        }
    }
    Ok(documents)
}
