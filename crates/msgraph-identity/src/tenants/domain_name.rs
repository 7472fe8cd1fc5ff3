//! The domain name of a tenant.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::Error;
use crate::error::invalid_argument;
use crate::id::text_form;

/// The longest domain name of the DNS, as text.
const MAX_LENGTH: usize = 253;

/// A domain name of a tenant, in lower case. serde reads and writes it as text, and refuses text that is no domain name.
///
/// It has labels of letters, digits, hyphens and underscores, with periods between them. A name with other letters must be in its ASCII
/// form (`xn--…`).
///
/// ```
/// use msgraph_identity::DomainName;
///
/// let domain: DomainName = "Contoso.OnMicrosoft.com".parse()?;
/// assert_eq!(domain.as_str(), "contoso.onmicrosoft.com");
/// assert!("contoso".parse::<DomainName>().is_err());
/// assert!("o'neil.example".parse::<DomainName>().is_err());
/// # Ok::<(), msgraph_identity::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DomainName(String);

impl DomainName {
    /// The domain name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for DomainName {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        match broken_rule(text) {
            None => Ok(Self(text.to_ascii_lowercase())),
            Some(rule) => Err(invalid_argument(format!(
                "the domain name {rule}; a domain name is such as contoso.onmicrosoft.com"
            ))),
        }
    }
}

/// The rule that a text breaks.
fn broken_rule(text: &str) -> Option<&'static str> {
    let is_other = |c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | '.');
    let is_bad_label = |label: &str| {
        label.is_empty() || label.len() > 63 || label.starts_with('-') || label.ends_with('-')
    };
    if text.trim().is_empty() {
        Some("is blank")
    } else if text.contains("://") {
        Some("is a URL: pass the host alone")
    } else if text.contains('@') {
        Some("is an address of a user: pass what follows the `@`")
    } else if !text.is_ascii() {
        Some("has characters that are not ASCII: pass its form with `xn--`")
    } else if text.contains(is_other) {
        Some("has a character other than letters, digits, `-`, `_` and `.`")
    } else if !text.contains('.') {
        Some("has no period")
    } else if text.len() > MAX_LENGTH || text.split('.').any(is_bad_label) {
        Some(
            "has an empty label, one of more than 63 characters, or one with a hyphen at its start or end, or is too long",
        )
    } else {
        None
    }
}

text_form!(DomainName);

impl AsRef<str> for DomainName {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for DomainName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_domain_name_is_refused_with_the_rule() {
        let long = format!("{}.example", "a".repeat(64));
        for (text, rule) in [
            ("", "blank"),
            (" ", "blank"),
            ("https://contoso.com", "URL"),
            ("a@contoso.com", "address of a user"),
            ("bücher.example", "xn--"),
            ("o'neil.example", "a character other"),
            ("contoso.com)", "a character other"),
            ("contoso.com/x", "a character other"),
            ("contoso .com", "a character other"),
            ("contoso.com\n", "a character other"),
            ("contoso", "no period"),
            ("contoso..com", "empty label"),
            (".contoso.com", "empty label"),
            ("contoso.com.", "empty label"),
            ("-a.example", "hyphen"),
            (&*long, "more than 63"),
        ] {
            let error = text.parse::<DomainName>().unwrap_err();
            assert!(error.is_invalid_argument(), "{text:?}");
            assert!(error.to_string().contains(rule), "{text:?}: {error}");
        }
    }
}
