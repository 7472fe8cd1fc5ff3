//! The id of an API connector.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::Error;
use crate::error::invalid_argument;

/// The longest id that is accepted. The service makes GUIDs, of 36 characters.
const MAX_LENGTH: usize = 256;

/// The id of an API connector, which the service chooses. serde reads and writes it as text, and refuses text that is not an id.
///
/// It is one segment of a URL path that needs no escaping. Other text is refused: deleting the id `..` would go to the parent of the
/// collection.
///
/// ```
/// use msgraph_identity::ApiConnectorId;
///
/// let id: ApiConnectorId = "be1f769b-9b13-437e-b540-79a905c4932c".parse()?;
/// assert_eq!(id.as_str(), "be1f769b-9b13-437e-b540-79a905c4932c");
/// for text in ["", ".", "..", "a/b", "a?b", "a b"] {
///     assert!(text.parse::<ApiConnectorId>().unwrap_err().is_invalid_argument());
/// }
/// # Ok::<(), msgraph_identity::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ApiConnectorId(String);

impl ApiConnectorId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the id if the text is one.
    pub(crate) fn new(text: String) -> Option<Self> {
        Self::is_segment(&text).then_some(Self(text))
    }

    /// Whether a text is one segment of a path, which no URL parser changes.
    fn is_segment(text: &str) -> bool {
        // A table and no early exit, because long lists have many ids and nearly all of them are valid.
        let others = text
            .bytes()
            .fold(0, |others, byte| others | IS_OTHER[usize::from(byte)]);
        others == 0 && !matches!(text, "" | "." | "..") && text.len() <= MAX_LENGTH
    }
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
fn broken_rule(text: &str) -> String {
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

impl TryFrom<String> for ApiConnectorId {
    type Error = Error;

    fn try_from(text: String) -> Result<Self, Error> {
        if Self::is_segment(&text) {
            return Ok(Self(text));
        }
        let rule = broken_rule(&text);
        Err(invalid_argument(format!(
            "the id of the API connector {rule}"
        )))
    }
}

impl TryFrom<&str> for ApiConnectorId {
    type Error = Error;

    fn try_from(text: &str) -> Result<Self, Error> {
        text.to_owned().try_into()
    }
}

impl FromStr for ApiConnectorId {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        text.try_into()
    }
}

impl From<ApiConnectorId> for String {
    fn from(id: ApiConnectorId) -> Self {
        id.0
    }
}

impl AsRef<str> for ApiConnectorId {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for ApiConnectorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
