//! The URL that an API connector calls.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::redacted_url::RedactedUrl;

/// The `targetUrl` of an API connector: the endpoint that Microsoft Entra calls.
///
/// Any text is kept unchanged, so that it can be compared and stored. The key of an Azure Function is in the query (`?code=…`), so
/// [`Debug`](fmt::Debug) hides query, user info and fragment, and there is no `Display`.
///
/// See [identityApiConnector](https://learn.microsoft.com/graph/api/resources/identityapiconnector).
///
/// ```
/// use msgraph_identity_core::TargetUrl;
///
/// let url = TargetUrl::from("https://contoso.azurewebsites.net/api/vet?code=k3y");
/// assert_eq!(format!("{url:?}"), "TargetUrl(https://contoso.azurewebsites.net/api/vet?<redacted>)");
/// assert_eq!(url.as_str(), "https://contoso.azurewebsites.net/api/vet?code=k3y");
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TargetUrl(String);

impl TargetUrl {
    /// Returns the URL unchanged. Its query may contain a key.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for TargetUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TargetUrl({})", RedactedUrl(&self.0))
    }
}

impl From<String> for TargetUrl {
    fn from(url: String) -> Self {
        Self(url)
    }
}

impl From<&str> for TargetUrl {
    fn from(url: &str) -> Self {
        Self(url.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_url_is_kept_unchanged() {
        for json in [
            r#""HTTPS://X.example:443/a/../b?code=k%2B""#,
            r#""not a url""#,
            r#""""#,
        ] {
            let url: TargetUrl = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&url).unwrap(), json);
        }
    }

    #[test]
    fn debug_hides_the_key_in_derived_structs() {
        #[derive(Debug)]
        struct Connector {
            #[expect(dead_code, reason = "read by Debug")]
            target_url: Option<TargetUrl>,
        }
        let connector = Connector {
            target_url: Some("https://u:s3cret@x.example/api?code=s3cret#s3cret".into()),
        };
        for text in [format!("{connector:?}"), format!("{connector:#?}")] {
            assert!(!text.contains("s3cret"), "{text}");
            assert!(text.contains("x.example/api"), "{text}");
        }
    }
}
