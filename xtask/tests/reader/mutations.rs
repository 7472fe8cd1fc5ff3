//! Thousands of small damages.

use proptest::prelude::*;
use xtask::read::Unread;

use crate::{SMALL, full, selection, short};

/// What turns YAML into something else.
const PIECES: &[&str] = &[
    "'",
    "\"",
    "{",
    "}",
    "[",
    "]",
    "\n",
    " ",
    "  ",
    "- ",
    "? ",
    ": ",
    ":",
    "#",
    " # ",
    "&a ",
    "*a",
    "!t ",
    "|\n",
    ">\n",
    "|",
    "\t",
    "\r",
    "\u{85}",
    "\u{2028}",
    "\u{feff}",
    "---\n",
    "...\n",
    "%",
    "@",
    "`",
    "<<: ",
    "~",
    "\\",
    "''",
    "\0",
    "ä",
    "\n  ",
    "\n    ",
    "\n  /things:\n",
    "paths:\n",
    "components:\n",
    "  schemas:\n",
    "    thing:\n",
    ": '",
    ": \"",
    ": {",
    ": [",
    "  /x: {",
    "  /x: '",
    "  x: |\n",
    "\n'",
    "', '",
];

#[derive(Clone, Debug)]
enum Damage {
    Byte(u8),
    Piece(&'static str),
    Delete(usize),
    /// Lines that stand elsewhere in the document.
    Copy(usize, usize),
}

fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        2 => any::<u8>().prop_map(Damage::Byte),
        4 => prop::sample::select(PIECES).prop_map(Damage::Piece),
        2 => (1..60_usize).prop_map(Damage::Delete),
        1 => (0..SMALL.lines().count(), 1..6_usize).prop_map(|(from, count)| Damage::Copy(from, count)),
    ]
}

fn damaged(text: &str, at: usize, damage: &Damage) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    match damage {
        Damage::Byte(byte) => bytes[at] = *byte,
        Damage::Piece(piece) => drop(bytes.splice(at..at, piece.bytes())),
        Damage::Delete(count) => drop(bytes.drain(at..(at + count).min(text.len()))),
        Damage::Copy(from, count) => {
            let lines: Vec<&str> = text
                .split_inclusive('\n')
                .skip(*from)
                .take(*count)
                .collect();
            let start = text[..at].rfind('\n').map_or(0, |before| before + 1);
            bytes.splice(start..start, lines.concat().bytes());
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: std::env::var("CASES").map_or(5_000, |c| c.parse().unwrap()), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_document_is_read_as_the_full_parse_reads_it(at in 0..SMALL.len(), damage in damage()) {
        prop_assume!(SMALL.is_char_boundary(at));
        let text = damaged(SMALL, at, &damage);
        check(&text)?;
    }

    #[test]
    fn so_is_one_that_is_damaged_twice(
        one in (0..SMALL.len(), prop::sample::select(PIECES)),
        other in (0..SMALL.len(), prop::sample::select(PIECES)),
    ) {
        let mut text = SMALL.to_owned();
        for (at, piece) in [one.max(other), one.min(other)] {
            text.insert_str(at, piece);
        }
        check(text.as_bytes())?;
    }
}

/// The short way takes no document that the full parse refuses, and says the same of every other.
fn check(text: &[u8]) -> Result<(), TestCaseError> {
    let selection = selection();
    match (short(text, &selection), full(text, &selection)) {
        (Ok(short), Ok(full)) => prop_assert_eq!(short, full),
        (Ok(_), Err(error)) => prop_assert!(false, "only the full parse refuses: {}", error),
        (Err(Unread::Error(error)), Ok(_)) => {
            prop_assert!(false, "only the short way refuses: {}", error)
        }
        (Err(_), _) => {}
    }
    Ok(())
}
