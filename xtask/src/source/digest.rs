//! Size and SHA-256 of a document, computed while it is read.

use std::fmt::{self, Write as _};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use sha2::{Digest as _, Sha256};

use crate::error::{Error, Result};

/// The size and the SHA-256 of a document, which tell it from any other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest {
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256, as 64 lower-case hexadecimal digits.
    pub sha256: String,
}

impl fmt::Display for Digest {
    /// Short, for messages: the first twelve digits and the size.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.12}… ({} bytes)", self.sha256, self.bytes)
    }
}

/// A reader that hashes what passes through it.
#[derive(Debug)]
pub struct DigestReader<R> {
    inner: R,
    hasher: Sha256,
    bytes: u64,
    expected: Option<u64>,
}

impl<R: Read> DigestReader<R> {
    /// Hashes what is read from `inner`.
    pub fn new(inner: R) -> Self {
        Self {
            inner,
            hasher: Sha256::new(),
            bytes: 0,
            expected: None,
        }
    }

    /// Reads the rest of the document, and returns the digest of all of it.
    ///
    /// # Errors
    ///
    /// Returns an error if reading fails, or if the size of a file has changed since it was opened.
    pub fn finish(self) -> Result<Digest> {
        self.finish_with_inner().map(|(digest, _)| digest)
    }

    /// Like [`DigestReader::finish`], and returns the inner reader as well, to read parts of it again.
    ///
    /// # Errors
    ///
    /// As [`DigestReader::finish`].
    pub fn finish_with_inner(mut self) -> Result<(Digest, R)> {
        io::copy(&mut self, &mut io::sink())
            .map_err(|error| Error::new("the document cannot be read to its end").because(error))?;
        if let Some(expected) = self.expected
            && expected != self.bytes
        {
            let message = format!(
                "the document changed while it was read: {expected} bytes, then {}",
                self.bytes
            );
            return Err(
                Error::new(message).help("wait until it is written, then run the command again")
            );
        }
        let mut sha256 = String::with_capacity(64);
        for byte in self.hasher.finalize() {
            let _ = write!(sha256, "{byte:02x}");
        }
        let digest = Digest {
            bytes: self.bytes,
            sha256,
        };
        Ok((digest, self.inner))
    }
}

impl<R: Read + Seek> DigestReader<R> {
    /// Hashes a document from its beginning. Its size must not change until the end.
    pub(super) fn of_document(mut inner: R) -> io::Result<Self> {
        let expected = Some(inner.seek(SeekFrom::End(0))?);
        inner.rewind()?;
        Ok(Self {
            expected,
            ..Self::new(inner)
        })
    }
}

impl<R: Read> Read for DigestReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.hasher.update(&buffer[..read]);
        self.bytes += read as u64;
        Ok(read)
    }
}

/// Returns the digest of a file.
///
/// # Errors
///
/// Returns an error if the file cannot be read, or if its size changes meanwhile.
pub fn digest_file(path: &Path) -> Result<Digest> {
    File::open(path)
        .and_then(DigestReader::of_document)
        .map_err(|error| Error::new("the document cannot be opened").because(error))
        .and_then(DigestReader::finish)
        .map_err(|error| error.at(path.display()))
}
