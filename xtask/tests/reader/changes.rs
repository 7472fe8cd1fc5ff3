//! Documents that change while they are read.

use std::fs::{self, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};

use xtask::read::{FirstPass, OutlineError};

use crate::{SMALL, selection, written};

/// What the short way says of a document that was written anew after the first pass.
fn changed(text: &str) -> Result<crate::Written, OutlineError> {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(SMALL.as_bytes()).unwrap();
    let selection = selection();
    let mut reader = fs::File::open(file.path()).unwrap();
    let first_pass = FirstPass::over(&mut reader, &selection)?;
    let mut other = OpenOptions::new()
        .write(true)
        .truncate(true)
        .open(file.path())
        .unwrap();
    other.write_all(text.as_bytes()).unwrap();
    let (_, slice) = first_pass.slice(&mut reader, None, &selection)?;
    Ok(written(&slice))
}

#[track_caller]
fn assert_refused(text: &str) {
    match changed(text) {
        Err(OutlineError::Changed) => {
            let error = xtask::Error::from(OutlineError::Changed).to_string();
            assert!(error.contains("changed while it was read"), "{error}");
            assert!(error.contains("run the command again"), "{error}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_part_that_changed_is_refused() {
    // As long as before, and as well-formed.
    assert_refused(&SMALL.replacen("thing.woodenPart", "thing.golden_Pt", 1));
    assert_refused(&SMALL.replacen("$top", "$pot", 1));
    assert_refused(&SMALL.replacen("things.List", "things.Tsil", 1));
    assert_refused(&SMALL.replacen("3.0.4", "3.0.3", 1));
}

#[test]
fn a_document_that_shrank_or_moved_is_refused() {
    assert_refused("");
    assert_refused(&SMALL[..SMALL.len() / 2]);
    assert_refused(&format!("# comment\n{SMALL}"));
}

#[test]
fn what_is_dropped_may_change() {
    let slice = changed(&SMALL.replacen("Get what", "Put what", 1)).unwrap();
    assert_eq!(slice, crate::full(SMALL.as_bytes(), &selection()).unwrap());
}

/// A file that can be read once.
struct Pipe;

impl Read for Pipe {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Ok(0)
    }
}

impl Seek for Pipe {
    fn seek(&mut self, _: SeekFrom) -> std::io::Result<u64> {
        Err(std::io::ErrorKind::Unsupported.into())
    }
}

#[test]
fn what_cannot_be_read_again_is_refused() {
    let first_pass = FirstPass::over(SMALL.as_bytes(), &selection()).unwrap();
    let refused = first_pass.slice(&mut Pipe, None, &selection());
    assert!(matches!(refused, Err(OutlineError::Io(_))));
}
