//! How text of others is written into an error.

use std::fmt;

use crate::sent_tokens::SentTokens;

/// Writes text of the service, of a library or of a credential on one line, without control characters, cut off, and with the
/// access tokens of the client masked.
pub(super) struct Foreign<'a> {
    pub(super) text: &'a str,
    pub(super) sent_tokens: Option<&'a SentTokens>,
}

impl fmt::Display for Foreign<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.sent_tokens {
            Some(tokens) => ForeignText(&tokens.mask(self.text)).fmt(f),
            None => ForeignText(self.text).fmt(f),
        }
    }
}

struct ForeignText<'a>(&'a str);

impl fmt::Display for ForeignText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = 0;
        let mut gap = false;
        for c in self.0.chars() {
            if c.is_control()
                || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
            {
                gap = shown > 0;
                continue;
            }
            if shown >= 1000 {
                return f.write_str("…");
            }
            if gap {
                f.write_str(" ")?;
                gap = false;
            }
            write!(f, "{c}")?;
            shown += 1;
        }
        Ok(())
    }
}
