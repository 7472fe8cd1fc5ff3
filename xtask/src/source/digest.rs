//! Size and SHA-256 of a document, computed while it is read.

use std::fmt::{self, Write as _};
use std::fs::File;
use std::io::{self, Read};
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
///
/// ```
/// # use std::io::{BufRead, BufReader};
/// # use xtask::source::DigestReader;
/// let mut reader = DigestReader::new(&b"openapi: 3.0.4\npaths: {}\n"[..]);
/// let mut first = String::new();
/// BufReader::new(&mut reader).read_line(&mut first)?;
/// assert_eq!(reader.finish()?.bytes, 25); // what was left unread counts too
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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

    /// Bytes read so far.
    pub fn position(&self) -> u64 {
        self.bytes
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

impl DigestReader<File> {
    /// Hashes a file. Its size must not change until the end.
    pub(super) fn of_file(file: File) -> io::Result<Self> {
        let expected = Some(file.metadata()?.len());
        Ok(Self {
            expected,
            ..Self::new(file)
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
        .and_then(DigestReader::of_file)
        .map_err(|error| Error::new("the document cannot be opened").because(error))
        .and_then(DigestReader::finish)
        .map_err(|error| error.at(path.display()))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::{BufRead, BufReader, Write};

    use super::*;

    /// From FIPS 180-2, appendix B.1.
    const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    #[test]
    fn hashes_what_passes_and_what_is_left() {
        let mut reader = DigestReader::new(&b"abc"[..]);
        let mut one = [0];
        reader.read_exact(&mut one).unwrap();
        assert_eq!(reader.position(), 1);
        assert_eq!(
            reader.finish().unwrap(),
            Digest {
                bytes: 3,
                sha256: ABC.to_owned()
            }
        );
    }

    #[test]
    fn hashes_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("abc");
        fs::write(&path, "abc").unwrap();
        assert_eq!(
            digest_file(&path).unwrap(),
            Digest {
                bytes: 3,
                sha256: ABC.to_owned()
            }
        );
        let error = digest_file(&folder.path().join("none"))
            .unwrap_err()
            .to_string();
        assert!(error.contains("none"), "{error}");
    }

    #[test]
    fn a_file_that_grows_is_refused() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(b"paths:\n").unwrap();
        let mut reader = DigestReader::of_file(File::open(file.path()).unwrap()).unwrap();
        BufReader::new(&mut reader)
            .read_line(&mut String::new())
            .unwrap();
        file.write_all(b"  /me: {}\n").unwrap();
        let error = reader.finish().unwrap_err().to_string();
        assert!(
            error.contains("changed while it was read: 7 bytes, then 17"),
            "{error}"
        );
    }
}
