//! Characters that libyaml refuses, or that break lines without looking like it.

/// Finds one of them, and says what it is.
pub(super) fn find_refused(text: &[u8]) -> Option<(usize, &'static str)> {
    let valid = match str::from_utf8(text) {
        Ok(text) => text,
        Err(error) => return Some((error.valid_up_to(), "bytes that are not UTF-8")),
    };
    valid
        .char_indices()
        .find_map(|(at, character)| Some((at, refusal(character)?)))
}

fn refusal(character: char) -> Option<&'static str> {
    match character {
        '\n' | '\t' | ' '..='~' => None,
        '\r' => Some("a carriage return"),
        // NEL, LS and PS break lines in YAML 1.1, and in its parsers still.
        '\u{85}' | '\u{2028}' | '\u{2029}' => Some("a Unicode line break"),
        '\u{feff}' => Some("a byte order mark"),
        '\0'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => Some("a control character"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parser_takes_all_other_characters() {
        let characters = (' '..=char::MAX).filter(|character| refusal(*character).is_none());
        let characters: Vec<String> = characters.map(|c| format!("x{c}x")).collect();
        let text: String = characters.iter().map(|c| format!("- {c}\n")).collect();
        let parsed = crate::read::parse_yaml(&text).unwrap();
        assert_eq!(parsed, serde_json::json!(characters));
    }
}
