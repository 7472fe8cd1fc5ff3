//! Thousands of small damages, one or several in a document.
//!
//! `READER_CASES` asks for that many cases with new seeds; without it, every run has the same.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::Value;
use xtask::read::parse_yaml;

use crate::{SMALL, compare};

/// What turns YAML into something else.
const PIECES: &[&str] = &[
    "'", "\"", "{", "}", "[", "]", "\n", " ", "  ", "-", "- ", "- - ", "? ", "? x\n", "\n  ? ",
    "\n  : ", ": ", ":", ",", "#", " # ", "&a ", "*a", "!t ", "|\n", ">\n", "|", "|2\n", "\t",
    "\r", "\r\n", "\u{85}", "\u{2028}", "\u{feff}", "---\n", "--- ", "...\n", "%", "@", "`",
    "<<: ", "~", "\\", "''", "\0", "ä", ".nan", "-.inf", "0x", "\n  ", "\n    ", ": '", ": \"",
    ": {", ": [", ": |\n", ": { }", "  /x: {", "  /x: '", "\n'", "', '", "\\\n", "\\u12",
];
const LONG_PIECES: &[&str] = &[
    ">-1 # x\n",
    "\n      : - ",
    "\n  /things:\n",
    "paths:\n",
    "components:\n",
    "  schemas:\n",
    "    thing:\n",
    "  x: |\n",
    ": { a: 1, a: 2 }",
    "9999999999999999999999",
];

#[derive(Clone, Debug)]
enum Damage {
    Byte(u8),
    Piece(&'static str),
    Delete(usize),
    /// Lines that stand elsewhere in the document.
    Copy(usize, usize),
    /// Lines that stood here.
    DeleteLines(usize),
    /// More or fewer spaces before some lines.
    Indent(isize, usize),
    /// The line is taken for its key, or its value is quoted.
    Quote(char),
    CutOff,
}

fn damage() -> impl Strategy<Value = (prop::sample::Index, Damage)> {
    let damage = prop_oneof![
        4 => any::<u8>().prop_map(Damage::Byte),
        8 => prop::sample::select([PIECES, LONG_PIECES].concat()).prop_map(Damage::Piece),
        4 => (1..60_usize).prop_map(Damage::Delete),
        3 => (0..SMALL.lines().count(), 1..6_usize).prop_map(|(from, count)| Damage::Copy(from, count)),
        2 => (1..4_usize).prop_map(Damage::DeleteLines),
        3 => (-4..=4_isize, 1..5_usize).prop_map(|(columns, lines)| Damage::Indent(columns, lines)),
        1 => prop::sample::select(&['\'', '"'][..]).prop_map(Damage::Quote),
        1 => Just(Damage::CutOff),
    ];
    (any::<prop::sample::Index>(), damage)
}

fn apply(bytes: &mut Vec<u8>, at: prop::sample::Index, damage: &Damage) {
    if bytes.is_empty() {
        return;
    }
    let at = at.index(bytes.len());
    let line = bytes[..at].iter().rposition(|byte| *byte == b'\n');
    let line = line.map_or(0, |before| before + 1);
    match damage {
        Damage::Byte(byte) => bytes[at] = *byte,
        Damage::Piece(piece) => drop(bytes.splice(at..at, piece.bytes())),
        Damage::Delete(count) => drop(bytes.drain(at..(at + count).min(bytes.len()))),
        Damage::Copy(from, count) => {
            let lines = SMALL.split_inclusive('\n').skip(*from).take(*count);
            let lines: Vec<&str> = lines.collect();
            drop(bytes.splice(line..line, lines.concat().bytes()));
        }
        Damage::DeleteLines(count) => {
            let lines = bytes[line..]
                .split_inclusive(|byte| *byte == b'\n')
                .take(*count);
            let length: usize = lines.map(<[u8]>::len).sum();
            drop(bytes.drain(line..line + length));
        }
        Damage::Indent(columns, lines) => indent(bytes, line, *columns, *lines),
        Damage::Quote(quote) => {
            let end = bytes[at..].iter().position(|byte| *byte == b'\n');
            let end = end.map_or(bytes.len(), |length| at + length);
            bytes.insert(end, *quote as u8);
            bytes.insert(at, *quote as u8);
        }
        Damage::CutOff => bytes.truncate(at),
    }
}

fn indent(bytes: &mut Vec<u8>, start: usize, columns: isize, lines: usize) {
    let mut rest = bytes.split_off(start);
    for (index, line) in rest.split_inclusive_mut(|byte| *byte == b'\n').enumerate() {
        let spaces = line.iter().take_while(|byte| **byte == b' ').count();
        if index >= lines {
            bytes.extend_from_slice(line);
        } else if let Ok(more) = usize::try_from(columns) {
            bytes.extend(std::iter::repeat_n(b' ', more));
            bytes.extend_from_slice(line);
        } else {
            bytes.extend_from_slice(&line[spaces.min(columns.unsigned_abs())..]);
        }
    }
}

fn config() -> ProptestConfig {
    let cases = std::env::var("READER_CASES").ok();
    let cases = cases.map(|cases| cases.parse().expect("READER_CASES is a number"));
    ProptestConfig {
        cases: cases.unwrap_or(5_000),
        rng_seed: cases.map_or(RngSeed::Fixed(1), |_| RngSeed::Random),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_damaged_document_is_read_as_the_full_parse_reads_it((at, damage) in damage()) {
        let mut text = SMALL.as_bytes().to_vec();
        apply(&mut text, at, &damage);
        compare(&text);
    }

    #[test]
    fn so_is_one_that_is_damaged_often(damages in prop::collection::vec(damage(), 2..6)) {
        let mut text = SMALL.as_bytes().to_vec();
        for (at, damage) in damages {
            apply(&mut text, at, &damage);
        }
        compare(&text);
    }

    /// `zzzz` is text wherever it is, and so is `0b11`, which `yaml_serde` takes for a number.
    #[test]
    fn a_number_of_yaml_1_1_is_text_wherever_it_is(
        places in prop::collection::vec((any::<prop::sample::Index>(), any::<bool>()), 1..6),
        damages in prop::collection::vec(damage(), 0..3),
    ) {
        let mut text = SMALL.as_bytes().to_vec();
        for (at, damage) in damages {
            apply(&mut text, at, &damage);
        }
        for (at, ends_line) in places {
            let at = at.index(text.len().max(1));
            let start = text[..at].iter().rposition(|byte| matches!(byte, b' ' | b'\n' | b'[' | b','));
            let start = start.map_or(0, |before| before + 1);
            let piece = if ends_line { "zzzz\n" } else { "zzzz " };
            text.splice(start..start, piece.bytes());
        }
        if let Ok(text) = String::from_utf8(text)
            && let Ok(expected) = parse_yaml(&text)
        {
            let read = parse_yaml(&text.replace("zzzz", "0b11"));
            prop_assert_eq!(read.map_err(|error| error.to_string()), Ok(replaced(expected)));
        }
    }
}

fn replaced(value: Value) -> Value {
    let text = |text: String| text.replace("zzzz", "0b11");
    match value {
        Value::String(string) => Value::String(text(string)),
        Value::Array(elements) => elements.into_iter().map(replaced).collect(),
        Value::Object(entries) => {
            let entries = entries.into_iter();
            let entries = entries.map(|(key, value)| (text(key), replaced(value)));
            Value::Object(entries.collect())
        }
        other => other,
    }
}
