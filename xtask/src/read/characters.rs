//! Characters that YAML does not allow, or that break lines without looking like it.

use memchr::memchr3_iter;

const BYTE_ORDER_MARK: &str = "a byte order mark";
const CARRIAGE_RETURN: &str = "a carriage return";
const CONTROL_CHARACTER: &str = "a control character";
const NOT_UTF_8: &str = "bytes that are not UTF-8";
const UNICODE_BREAK: &str = "a Unicode line break";

/// Finds one of them, in text that is not all printable ASCII.
pub(super) fn find_refused(text: &[u8]) -> Option<(usize, &'static str)> {
    if let Some(at) = find_refused_ascii(text) {
        let is_return = text[at] == b'\r';
        let reason = if is_return {
            CARRIAGE_RETURN
        } else {
            CONTROL_CHARACTER
        };
        return Some((at, reason));
    }
    if let Err(error) = std::str::from_utf8(text) {
        return Some((error.valid_up_to(), NOT_UTF_8));
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

fn refusal(text: &[u8]) -> Option<&'static str> {
    match text {
        // NEL, LS and PS break lines in YAML 1.1, and in its parsers still.
        [0xc2, 0x85, ..] | [0xe2, 0x80, 0xa8 | 0xa9, ..] => Some(UNICODE_BREAK),
        [0xc2, 0x80..=0x9f, ..] | [0xef, 0xbf, 0xbe | 0xbf, ..] => Some(CONTROL_CHARACTER),
        [0xef, 0xbb, 0xbf, ..] => Some(BYTE_ORDER_MARK),
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
            (&b"ab\r\n"[..], (2, CARRIAGE_RETURN)),
            (b"a\0b", (1, CONTROL_CHARACTER)),
            (b"a\x7fb", (1, CONTROL_CHARACTER)),
            ("ä\u{80}".as_bytes(), (2, CONTROL_CHARACTER)),
            ("ä\u{85}".as_bytes(), (2, UNICODE_BREAK)),
            ("\u{2028}\u{2029}".as_bytes(), (0, UNICODE_BREAK)),
            ("a\u{feff}".as_bytes(), (1, BYTE_ORDER_MARK)),
            ("\u{fffe}".as_bytes(), (0, CONTROL_CHARACTER)),
            (b"abc\xffd", (3, NOT_UTF_8)),
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
