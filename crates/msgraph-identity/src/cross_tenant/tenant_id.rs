//! The id of a tenant.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Error;
use crate::error::invalid_argument;
use crate::id::text_form;

/// The id of a tenant, a GUID. serde reads and writes it as text, and refuses text that is not a GUID with hyphens.
///
/// ```
/// use msgraph_identity::TenantId;
///
/// let id: TenantId = "9C5D0F0E-3DE8-4DB4-A5C9-1F3C5A7E9B01".parse()?;
/// assert_eq!(id.to_string(), "9c5d0f0e-3de8-4db4-a5c9-1f3c5a7e9b01");
/// assert!("contoso.onmicrosoft.com".parse::<TenantId>().is_err());
/// # Ok::<(), msgraph_identity::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TenantId(Uuid);

impl TenantId {
    /// The id with these 128 bits, such as `0x9c5d0f0e_3de8_…`, for constants.
    pub const fn from_u128(bits: u128) -> Self {
        Self(Uuid::from_u128(bits))
    }
}

impl FromStr for TenantId {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        // Other spellings of a GUID, such as without hyphens, are not used for tenants.
        let id = Some(text).filter(|text| text.len() == 36);
        let id = id.and_then(|text| Uuid::try_parse(text).ok()).map(Self);
        id.ok_or_else(|| {
            let rule = broken_rule(text);
            invalid_argument(format!(
                "the tenant id {rule}; a tenant id is a GUID, such as 9c5d0f0e-3de8-4db4-a5c9-1f3c5a7e9b01"
            ))
        })
    }
}

/// The rule that a text breaks.
fn broken_rule(text: &str) -> &'static str {
    if text.trim().is_empty() {
        "is blank"
    } else if text.trim() != text {
        "has white space around it"
    } else if Uuid::try_parse(text).is_ok() {
        "is not written with hyphens alone"
    } else if text.contains('.') {
        "looks like a domain name"
    } else if text.len() != 36 {
        "does not have 36 characters"
    } else {
        "has characters other than hexadecimal digits and hyphens, or hyphens in the wrong places"
    }
}

text_form!(TenantId);

impl fmt::Display for TenantId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

impl fmt::Debug for TenantId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TenantId({self})")
    }
}
