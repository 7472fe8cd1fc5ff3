//! Ids of entities, which are segments of a URL path, and other names that serde reads and writes as text.

use uuid::Uuid;

/// The longest id that is accepted. GUIDs have 36 characters.
const MAX_LENGTH: usize = 256;

/// Whether a text is a GUID with hyphens.
pub(crate) fn is_guid(text: &str) -> bool {
    text.len() == 36 && Uuid::try_parse(text).is_ok()
}

/// Whether a text is one segment of a path, which no URL parser changes.
pub(crate) fn is_segment(text: &str) -> bool {
    // A table and no early exit, because long lists have many ids and nearly all of them are valid.
    let others = text
        .bytes()
        .fold(0, |others, byte| others | IS_OTHER[usize::from(byte)]);
    others == 0 && !matches!(text, "" | "." | "..") && text.len() <= MAX_LENGTH
}

/// 1 for a byte that no id has: all but visible ASCII, and those with a meaning in a URL.
const IS_OTHER: [u8; 256] = {
    let mut is_other = [1; 256];
    let mut byte = b'!';
    while byte <= b'~' {
        is_other[byte as usize] = matches!(byte, b'/' | b'\\' | b'?' | b'#' | b'%') as u8;
        byte += 1;
    }
    is_other
};

/// The rule that a text breaks.
pub(crate) fn broken_rule(text: &str) -> String {
    let other = |c: &char| !c.is_ascii() || IS_OTHER[*c as usize & 0x7f] == 1;
    match text {
        "" => "is empty".to_owned(),
        "." | ".." => format!("is `{text}`, which a URL resolves to another path"),
        _ if text.len() > MAX_LENGTH => format!("is longer than {MAX_LENGTH} characters"),
        _ => match text.chars().find(other) {
            Some(c) if c.is_ascii_graphic() => {
                format!("has the character `{c}`, which has a meaning in a URL")
            }
            Some(c) => format!(
                "has the character U+{:04X}; it may only have visible ASCII characters",
                u32::from(c)
            ),
            None => "cannot be a segment of a URL".to_owned(),
        },
    }
}

/// Implements what an id can do: read from text that is one, and show it.
macro_rules! entity_id {
    ($id:ident, $what:literal) => {
        impl $id {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Returns the id if the text is one.
            pub(crate) fn new(text: String) -> Option<Self> {
                $crate::id::is_segment(&text).then_some(Self(text))
            }
        }

        impl TryFrom<String> for $id {
            type Error = $crate::Error;

            fn try_from(text: String) -> Result<Self, $crate::Error> {
                if $crate::id::is_segment(&text) {
                    return Ok(Self(text));
                }
                let rule = $crate::id::broken_rule(&text);
                let reason = format!(concat!("the id of the ", $what, " {rule}"), rule = rule);
                Err($crate::error::invalid_argument(reason))
            }
        }

        impl TryFrom<&str> for $id {
            type Error = $crate::Error;

            fn try_from(text: &str) -> Result<Self, $crate::Error> {
                text.to_owned().try_into()
            }
        }

        impl std::str::FromStr for $id {
            type Err = $crate::Error;

            fn from_str(text: &str) -> Result<Self, $crate::Error> {
                text.try_into()
            }
        }

        impl From<$id> for String {
            fn from(id: $id) -> Self {
                id.0
            }
        }

        impl AsRef<str> for $id {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl std::fmt::Display for $id {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

/// Reads from text and writes as text, for serde, what can be parsed and shown.
macro_rules! text_form {
    ($name:ident) => {
        impl TryFrom<String> for $name {
            type Error = $crate::Error;

            fn try_from(text: String) -> Result<Self, $crate::Error> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> Self {
                name.to_string()
            }
        }
    };
}

pub(crate) use {entity_id, text_form};
