//! The id of an API connector.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::Error;
use crate::error::Kind;

/// The longest id that is accepted. The service makes GUIDs, of 36 characters.
const MAX_LENGTH: usize = 256;

/// The id of an API connector, which the service chooses: a text that is one segment of a URL as it stands.
///
/// What is none cannot be made: `delete` of the id `..` would go to the collection's parent.
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

    /// The id, if the text is one.
    pub(crate) fn new(text: String) -> Option<Self> {
        Self::is_segment(&text).then_some(Self(text))
    }

    /// Whether a text is one segment of a path, and stays what it is on its way through a URL.
    fn is_segment(text: &str) -> bool {
        // A table and no early end, because long lists have many ids, and nearly all of them are good.
        let others = text
            .bytes()
            .fold(0, |others, byte| others | IS_OTHER[usize::from(byte)]);
        others == 0 && !matches!(text, "" | "." | "..") && text.len() <= MAX_LENGTH
    }
}

/// 1 for a byte that no id has: what is not visible ASCII, and what has a meaning in a URL.
const IS_OTHER: [u8; 256] = {
    let mut is_other = [1; 256];
    let mut byte = b'!';
    while byte <= b'~' {
        is_other[byte as usize] = matches!(byte, b'/' | b'\\' | b'?' | b'#' | b'%') as u8;
        byte += 1;
    }
    is_other
};

impl TryFrom<String> for ApiConnectorId {
    type Error = Error;

    fn try_from(text: String) -> Result<Self, Error> {
        let reason = "the id of an API connector is empty, too long, `.` or `..`, or has characters that no id has, such as slashes";
        Self::new(text).ok_or_else(|| Kind::InvalidArgument(reason.into()).into())
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
