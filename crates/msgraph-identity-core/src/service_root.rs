//! The URL that all requests stay under.

use std::fmt;
use std::net::IpAddr;

use reqwest::Url;

use crate::redacted_url::RedactedUrl;

/// The service root: the URL that resource paths are appended to, such as `https://graph.microsoft.com/v1.0`.
///
/// For other clouds, see [national cloud deployments](https://learn.microsoft.com/graph/deployments).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceRoot {
    url: Url,
    /// The URL without a trailing slash, because generated code appends `/identity/…`.
    text: String,
}

impl ServiceRoot {
    /// Parses a service root with `https`.
    ///
    /// # Errors
    ///
    /// [`ServiceRootError`] if the text is not an absolute `https` URL, or has more than scheme, host, port and path.
    ///
    /// ```
    /// use msgraph_identity_core::ServiceRoot;
    ///
    /// let root = ServiceRoot::parse("https://microsoftgraph.chinacloudapi.cn/v1.0/")?;
    /// assert_eq!(root.as_str(), "https://microsoftgraph.chinacloudapi.cn/v1.0");
    /// assert!(ServiceRoot::parse("http://graph.microsoft.com/v1.0").is_err());
    /// # Ok::<(), msgraph_identity_core::ServiceRootError>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, ServiceRootError> {
        Self::parse_with(text, |url| url.scheme() == "https")
    }

    /// Parses a service root with `https`, or with plain `http` on the loopback interface of this machine. It is for test servers.
    ///
    /// # Errors
    ///
    /// Those of [`parse`](Self::parse), but `http` is accepted for `localhost`, `127.0.0.0/8` and `[::1]`.
    pub fn parse_allowing_insecure_loopback(text: &str) -> Result<Self, ServiceRootError> {
        Self::parse_with(text, |url| match url.scheme() {
            "https" => true,
            "http" => is_loopback(url),
            _ => false,
        })
    }

    fn parse_with(text: &str, is_secure: fn(&Url) -> bool) -> Result<Self, ServiceRootError> {
        // The URL parser would remove or replace these characters. The result may not be what was meant.
        if text.contains(|c: char| c.is_whitespace() || c.is_control() || c == '\\') {
            return Err(ServiceRootError::NotAbsolute);
        }
        let url = Url::parse(text).map_err(|_| ServiceRootError::NotAbsolute)?;
        if !url.has_host() {
            return Err(ServiceRootError::NotAbsolute);
        }
        if !is_secure(&url) {
            return Err(ServiceRootError::Insecure {
                url: RedactedUrl(text).to_string(),
            });
        }
        if has_user_info(&url) || url.query().is_some() || url.fragment().is_some() {
            return Err(ServiceRootError::MoreThanPath {
                url: RedactedUrl(text).to_string(),
            });
        }
        let text = url.as_str().trim_end_matches('/').to_owned();
        Ok(Self { url, text })
    }

    /// Returns the service root without a trailing slash.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns whether it has only scheme, host and port, but no path.
    pub fn is_origin(&self) -> bool {
        self.path().is_empty()
    }

    /// Returns the path without a trailing slash. It is empty if there is none.
    pub(crate) fn path(&self) -> &str {
        self.url.path().trim_end_matches('/')
    }

    /// Returns whether scheme, host and port are the same. Both are parsed: comparing prefixes of texts is not safe.
    pub(crate) fn has_origin_of(&self, url: &Url) -> bool {
        self.url.origin() == url.origin()
    }

    pub(crate) fn has_path_of(&self, url: &Url) -> bool {
        url.path()
            .strip_prefix(self.path())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

pub(crate) fn has_user_info(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || address.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
}

/// Why a text is not a service root.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ServiceRootError {
    /// The text is not an absolute URL with a host.
    NotAbsolute,
    /// The scheme would send the access token unencrypted.
    Insecure {
        /// The URL, with possible secrets redacted.
        url: String,
    },
    /// The URL has user info, a query or a fragment.
    MoreThanPath {
        /// The URL, with possible secrets redacted.
        url: String,
    },
}

impl fmt::Display for ServiceRootError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAbsolute => f.write_str(
                "the service root is not an absolute URL; write it like https://graph.microsoft.com/v1.0",
            ),
            Self::Insecure { url } => write!(
                f,
                "the service root {url} would send the access token unencrypted; use https (http is only for test servers on loopback, if the program allows it)"
            ),
            Self::MoreThanPath { url } => write!(
                f,
                "the service root {url} has more than scheme, host, port and path; remove user info, query and fragment"
            ),
        }
    }
}

impl std::error::Error for ServiceRootError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trailing_slash_is_removed() {
        for (text, root) in [
            (
                "https://graph.microsoft.com/v1.0",
                "https://graph.microsoft.com/v1.0",
            ),
            (
                "HTTPS://Graph.Microsoft.com:443/v1.0//",
                "https://graph.microsoft.com/v1.0",
            ),
            ("https://proxy.example:8443", "https://proxy.example:8443"),
        ] {
            assert_eq!(ServiceRoot::parse(text).unwrap().as_str(), root);
        }
    }

    #[test]
    fn plain_http_is_accepted_only_on_loopback_and_if_allowed() {
        for (text, is_loopback) in [
            ("http://127.0.0.1:8080/v1.0", true),
            ("http://127.9.9.9", true),
            ("http://localhost:8080", true),
            ("http://[::1]:8080", true),
            ("http://graph.microsoft.com/v1.0", false),
            ("http://localhost.evil.example", false),
            ("http://localhost.", false),
            ("http://0.0.0.0", false),
            ("http://10.0.0.1", false),
            ("http://[::ffff:127.0.0.1]", false),
            ("ftp://127.0.0.1", false),
        ] {
            let root = ServiceRoot::parse_allowing_insecure_loopback(text);
            assert_eq!(root.is_ok(), is_loopback, "{text}");
            let refused = ServiceRoot::parse(text);
            assert!(
                matches!(refused, Err(ServiceRootError::Insecure { .. })),
                "{text}"
            );
        }
        assert!(
            ServiceRoot::parse_allowing_insecure_loopback("https://graph.microsoft.com").is_ok()
        );
    }

    #[test]
    fn a_text_that_is_not_an_absolute_url_is_refused() {
        for text in [
            "",
            "graph.microsoft.com/v1.0",
            "/v1.0",
            "//graph.microsoft.com/v1.0",
            "https://",
            "https:",
            " https://graph.microsoft.com/v1.0",
            "https://graph.micro\nsoft.com/v1.0",
            "https:\\\\graph.microsoft.com",
            "javascript:alert(1)",
        ] {
            let refused = ServiceRoot::parse(text);
            assert_eq!(refused, Err(ServiceRootError::NotAbsolute), "{text:?}");
        }
    }

    #[test]
    fn user_info_query_and_fragment_are_refused_and_not_shown() {
        for text in [
            "https://s3cret@graph.microsoft.com/v1.0",
            "https://u:s3cret@graph.microsoft.com/v1.0",
            "https://graph.microsoft.com/v1.0?s3cret",
            "https://graph.microsoft.com/v1.0#s3cret",
        ] {
            let error = ServiceRoot::parse(text).unwrap_err();
            assert!(
                matches!(error, ServiceRootError::MoreThanPath { .. }),
                "{text}"
            );
            let shown = format!("{error} {error:?}");
            assert!(shown.contains("graph.microsoft.com"), "{shown}");
            assert!(!shown.contains("s3cret"), "{shown}");
        }
    }
}
