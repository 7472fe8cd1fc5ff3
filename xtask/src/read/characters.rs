//! Characters that YAML does not allow, or that break lines without looking like it.

use memchr::memchr3_iter;

use super::reason::Reason;

/// Finds one of them, in text that is not all printable ASCII.
pub(super) fn find_refused(text: &[u8]) -> Option<(usize, Reason)> {
    if let Some(at) = find_refused_ascii(text) {
        let is_return = text[at] == b'\r';
        let reason = if is_return {
            Reason::CarriageReturn
        } else {
            Reason::ControlCharacter
        };
        return Some((at, reason));
    }
    if let Err(error) = std::str::from_utf8(text) {
        return Some((error.valid_up_to(), Reason::NotUtf8));
    }
    // All others of them begin with one of these bytes.
    memchr3_iter(0xc2, 0xe2, 0xef, text).find_map(|at| Some((at, refusal(&text[at..])?)))
}

fn find_refused_ascii(text: &[u8]) -> Option<usize> {
    /// Looked at together, without a branch in between, so that the compiler uses vector instructions.
    const BLOCK: usize = 64;
    let is_refused =
        |byte: u8| ((byte < b' ') & (byte != b'\n') & (byte != b'\t')) | (byte == 0x7f);
    let mut blocks = text.chunks(BLOCK);
    let block = blocks.position(|block| {
        block
            .iter()
            .fold(false, |any, byte| any | is_refused(*byte))
    })?;
    let from = block * BLOCK;
    let within = text[from..].iter().position(|byte| is_refused(*byte))?;
    Some(from + within)
}

fn refusal(text: &[u8]) -> Option<Reason> {
    match text {
        // NEL, LS and PS break lines in YAML 1.1, and in its parsers still.
        [0xc2, 0x85, ..] | [0xe2, 0x80, 0xa8 | 0xa9, ..] => Some(Reason::UnicodeBreak),
        [0xc2, 0x80..=0x9f, ..] | [0xef, 0xbf, 0xbe | 0xbf, ..] => Some(Reason::ControlCharacter),
        [0xef, 0xbb, 0xbf, ..] => Some(Reason::ByteOrderMark),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_yaml_takes_for_ordinary_text_is_let_through() {
        assert_eq!(find_refused("\tPreis in €, 漢字 🎉\n".as_bytes()), None);
        for (text, expected) in [
            (&b"ab\r\n"[..], (2, Reason::CarriageReturn)),
            (b"a\0b", (1, Reason::ControlCharacter)),
            (b"a\x7fb", (1, Reason::ControlCharacter)),
            ("ä\u{80}".as_bytes(), (2, Reason::ControlCharacter)),
            ("ä\u{85}".as_bytes(), (2, Reason::UnicodeBreak)),
            ("\u{2028}\u{2029}".as_bytes(), (0, Reason::UnicodeBreak)),
            ("a\u{feff}".as_bytes(), (1, Reason::ByteOrderMark)),
            ("\u{fffe}".as_bytes(), (0, Reason::ControlCharacter)),
            (b"abc\xffd", (3, Reason::NotUtf8)),
        ] {
            assert_eq!(find_refused(text), Some(expected), "{text:?}");
        }
    }

    #[test]
    fn the_parser_takes_whatever_is_let_through() {
        let characters = (' '..=char::MAX).filter(|c| {
            let mut bytes = [0; 4];
            find_refused(c.encode_utf8(&mut bytes).as_bytes()).is_none()
        });
        let characters: Vec<String> = characters.map(|c| format!("x{c}x")).collect();
        let text: String = characters.iter().map(|c| format!("- {c}\n")).collect();
        let parsed = crate::read::parse_yaml(&text).unwrap();
        assert_eq!(parsed, serde_json::json!(characters));
    }
}
