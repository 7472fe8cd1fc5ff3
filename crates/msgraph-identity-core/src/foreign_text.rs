//! Text that others wrote, in errors and logs.

use std::fmt;

use unicode_general_category::{GeneralCategory, get_general_category};

use crate::Secret;

/// The longest text that is shown, in characters.
const MAX_CHARS: usize = 1_000;
/// Is shown in place of a secret.
const REDACTED: &str = "<redacted>";
/// The number of characters that identify a secret. A longer secret is found even if its end is missing.
const SECRET_PREFIX: usize = 16;

/// Text from a service, a proxy, a file or a library, made safe to show in an error or a log.
///
/// Its `Display` writes one line of at most 1,000 characters, and marks a longer text as cut. Runs of control characters and
/// line separators become a space. Format characters, which can reorder or hide text on a screen, are left out. Known secrets
/// are masked.
///
/// ```
/// use msgraph_identity_core::{ForeignText, Secret};
///
/// let text = "denied\r\nfor Bearer eyJ0eXAi\u{202e}";
/// assert_eq!(ForeignText::new(text).to_string(), "denied for Bearer eyJ0eXAi");
///
/// let token = Secret::from("eyJ0eXAi");
/// let masked = ForeignText::new(text).masking(&token);
/// assert_eq!(masked.to_string(), "denied for Bearer <redacted>");
/// ```
#[derive(Clone)]
pub struct ForeignText<'a> {
    text: &'a str,
    secrets: Vec<&'a Secret>,
}

impl<'a> ForeignText<'a> {
    /// Follows a text that was cut.
    pub const CUT: &'static str = "… (cut)";

    /// Wraps the text.
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            secrets: Vec::new(),
        }
    }

    /// Masks this secret wherever it occurs. A secret of more than 16 characters is masked even if its end is missing.
    #[must_use]
    pub fn masking(mut self, secret: &'a Secret) -> Self {
        if !secret.expose().is_empty() {
            self.secrets.push(secret);
        }
        self
    }

    /// Returns the characters to show, before the text is cut.
    fn visible(&self) -> impl Iterator<Item = char> {
        let mut is_space_due = false;
        let mut is_begun = false;
        let chars = self.text.chars().filter(|c| !is_format(*c));
        chars
            .flat_map(move |c| {
                if is_line_break(c) {
                    is_space_due = is_begun;
                    return [None, None];
                }
                is_begun = true;
                let space = is_space_due.then_some(' ');
                is_space_due = false;
                [space, Some(c)]
            })
            .flatten()
    }
}

impl fmt::Display for ForeignText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The whole of a secret that begins before the cut is needed to find it.
        let longest = self.secrets.iter().map(|secret| secret.expose().len());
        let ahead = longest.max().unwrap_or_default();
        let seen: String = self.visible().take(MAX_CHARS + ahead + 1).collect();
        let mut shown = seen;
        for secret in &self.secrets {
            shown = mask(&shown, secret);
        }
        match shown.char_indices().nth(MAX_CHARS) {
            Some((end, _)) => write!(f, "{}{}", &shown[..end], Self::CUT),
            None => f.write_str(&shown),
        }
    }
}

impl fmt::Debug for ForeignText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.to_string(), f)
    }
}

/// Replaces the secret. If only its beginning occurs, the rest of that word is replaced too.
fn mask(text: &str, secret: &Secret) -> String {
    let secret = secret.expose();
    let prefix = match secret.char_indices().nth(SECRET_PREFIX) {
        Some((end, _)) => &secret[..end],
        None => secret,
    };
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, found)) = rest.split_once(prefix) {
        masked.push_str(before);
        masked.push_str(REDACTED);
        let tail = &secret[prefix.len()..];
        rest = match found.strip_prefix(tail) {
            Some(rest) => rest,
            None => {
                found.trim_start_matches(|c: char| !c.is_whitespace() && !"\"',;<>".contains(c))
            }
        };
    }
    masked.push_str(rest);
    masked
}

fn is_line_break(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

fn is_format(c: char) -> bool {
    get_general_category(c) == GeneralCategory::Format
}

#[cfg(test)]
mod tests {
    use super::*;

    const CUT: &str = ForeignText::CUT;

    fn shown(text: &str) -> String {
        ForeignText::new(text).to_string()
    }

    #[test]
    fn control_characters_and_line_separators_become_one_space() {
        for text in [
            "a\r\n\tb",
            "a\0b",
            "a\u{85}b",
            "a\u{2028}\u{2029}b",
            "\n\na\u{7f}b\n",
        ] {
            assert_eq!(shown(text), "a b", "{text:?}");
        }
        assert_eq!(shown("a\u{1b}[31mb"), "a [31mb");
    }

    #[test]
    fn format_characters_are_left_out() {
        let formats = "\u{ad}\u{61c}\u{200b}\u{200e}\u{200f}\u{202a}\u{202e}\u{2060}\u{2066}\u{2069}\u{feff}\u{fffb}\u{e0041}";
        for format in formats.chars() {
            assert_eq!(shown(&format!("a{format}b")), "ab", "{format:?}");
        }
    }

    #[test]
    fn ordinary_text_of_any_language_is_not_changed() {
        for text in [
            "",
            "Größe 5 €",
            "日本語 العربية",
            "{\"code\": \"x\"} '100%' \\n",
        ] {
            assert_eq!(shown(text), text);
        }
    }

    #[test]
    fn a_long_text_is_cut_and_marked() {
        let full = "é".repeat(MAX_CHARS);
        assert_eq!(shown(&full), full);
        assert_eq!(shown(&format!("{full}x")), format!("{full}{CUT}"));
        let huge = "x\n".repeat(10_000_000);
        assert_eq!(
            shown(&huge).chars().count(),
            MAX_CHARS + CUT.chars().count()
        );
    }

    #[test]
    fn a_secret_is_masked_anywhere_and_even_if_its_end_is_missing() {
        let secret = Secret::from("eyJ0eXAiOiJKV1QifQ.eyJhdWQifQ.c2ln");
        for (text, expected) in [
            (
                "Bearer eyJ0eXAiOiJKV1QifQ.eyJhdWQifQ.c2ln!",
                "Bearer <redacted>!",
            ),
            (
                "eyJ0eXAiOiJKV1QifQ.eyJhdWQifQ.c2lneyJ0eXAiOiJKV1QifQ.eyJhdWQifQ.c2ln",
                "<redacted><redacted>",
            ),
            ("\"eyJ0eXAiOiJKV1QifQ.eyJh\" x", "\"<redacted>\" x"),
            ("eyJ0eXAi\u{200b}OiJKV1QifQ.eyJhdWQifQ.c2ln", "<redacted>"),
        ] {
            let masked = ForeignText::new(text).masking(&secret);
            assert_eq!(masked.to_string(), expected);
            assert_eq!(format!("{masked:?}"), format!("{expected:?}"));
        }
    }

    #[test]
    fn no_part_of_a_secret_is_left_at_the_cut() {
        let secret = Secret::from("s3cret".repeat(50));
        for before in MAX_CHARS - 300..=MAX_CHARS {
            let text = format!("{}{}", "x".repeat(before), secret.expose());
            let masked = ForeignText::new(&text).masking(&secret).to_string();
            assert!(!masked.contains("s3"), "{before}");
        }
    }

    #[test]
    fn an_empty_secret_masks_nothing() {
        let empty = Secret::from("");
        assert_eq!(ForeignText::new("abc").masking(&empty).to_string(), "abc");
    }
}
