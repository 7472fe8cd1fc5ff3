//! Documents of several chunks, 64 KiB each.

use std::io::{Cursor, Error, Read};

use xtask::read::{FirstPass, OutlineError};

use crate::{Outcome, SMALL, compare, full, selection, short, written};

#[path = "../../examples/reading_speed/grown.rs"]
pub(crate) mod grown;

const CHUNK: usize = 64 << 10;

/// A document of twelve chunks with the slice of the small one.
fn large() -> Vec<u8> {
    let mut text = Vec::new();
    grown::write(SMALL, 600, &mut text).unwrap();
    assert!(text.len() > 12 * CHUNK, "{}", text.len());
    text
}

#[test]
fn a_large_document_is_read_as_the_full_parse_reads_it() {
    let text = large();
    assert_eq!(compare(&text), Outcome::Short);
    let small = full(SMALL.as_bytes(), &selection()).unwrap();
    assert_eq!(short(&text, &selection()).unwrap(), small);
}

#[test]
fn so_is_one_that_is_cut_off_or_damaged_where_chunks_meet() {
    let text = large();
    let whole = short(&text, &selection()).unwrap();
    for chunk in [1, 2, 11] {
        for at in (chunk * CHUNK - 70..chunk * CHUNK + 70).step_by(13) {
            let with = |byte| {
                let mut text = text.clone();
                text.insert(at, byte);
                text
            };
            for damaged in [&text[..at], &with(b'\n'), &with(b'\'')] {
                let expected = full(damaged, &selection());
                match short(damaged, &selection()) {
                    Ok(short) => assert_eq!(short, expected.unwrap_or_else(|_| whole.clone())),
                    Err(OutlineError::Doubt(_)) => {}
                    Err(error) => panic!("{error:?}"),
                }
            }
        }
    }
}

#[test]
fn a_doubt_in_a_later_chunk_names_its_line() {
    let mut text = large();
    let at = text.len() - 1000;
    let line = 1 + text[..at].iter().filter(|byte| **byte == b'\n').count();
    text[at] = b'\r';
    let doubt = format!("a carriage return at line {line}");
    assert_eq!(compare(&text), Outcome::Doubt(doubt));
}

#[test]
fn a_line_longer_than_a_chunk() {
    for (length, is_short) in [(CHUNK - 1000, true), (CHUNK, false), (3 * CHUNK, false)] {
        let text = SMALL.replacen("Get what", &"x".repeat(length), 1);
        let outcome = compare(text.as_bytes());
        assert_eq!(outcome == Outcome::Short, is_short, "{length}");
    }
}

/// Gives out a document in pieces of odd sizes, interrupted now and then, up to a failure.
struct Pieces<'a> {
    rest: &'a [u8],
    reads: usize,
    fails: bool,
}

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.reads += 1;
        if self.reads.is_multiple_of(5) {
            return Err(std::io::ErrorKind::Interrupted.into());
        }
        if self.rest.is_empty() && self.fails {
            return Err(Error::other("the disk is gone"));
        }
        let length = (self.reads * 7 % 9000 + 1).min(buffer.len());
        self.rest.read(&mut buffer[..length])
    }
}

#[test]
fn the_size_of_the_pieces_makes_no_difference() {
    for text in [SMALL.as_bytes(), &large()] {
        let pieces = Pieces {
            rest: text,
            reads: 0,
            fails: false,
        };
        let first_pass = FirstPass::over(pieces, &selection()).unwrap();
        let slice = first_pass.slice(&mut Cursor::new(text), None, &selection());
        let (_, slice) = slice.unwrap();
        assert_eq!(written(&slice), full(text, &selection()).unwrap());
    }
}

#[test]
fn what_cannot_be_read_is_an_error_wherever_it_stands() {
    let text = large();
    for length in [0, 10, CHUNK, text.len() - 1, text.len()] {
        let pieces = Pieces {
            rest: &text[..length],
            reads: 0,
            fails: true,
        };
        let Err(OutlineError::Io(error)) = FirstPass::over(pieces, &selection()) else {
            panic!("{length} bytes were taken");
        };
        assert!(error.to_string().contains("the disk is gone"), "{error}");
    }
}
