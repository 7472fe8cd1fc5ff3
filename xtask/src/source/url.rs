//! A URL given to `--from`: which URLs are allowed, and which parts may be shown.

use std::fmt;
use std::net::IpAddr;

use ureq::http::Uri;

use crate::error::{Error, Result};

/// A URL to download from: https, or http on this machine. Only [`SourceUrl::public`] may be shown.
pub(super) struct SourceUrl(Uri);

impl SourceUrl {
    /// Whether an argument is a URL and not a path.
    ///
    /// `https:` without slashes counts as one: an error would quote a path, and this may hold a password.
    pub(super) fn is_url(text: &str) -> bool {
        let Some((scheme, rest)) = text.split_once(':') else {
            return false;
        };
        let is_scheme = !scheme.is_empty()
            && scheme
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
        let is_http = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
        is_http || (is_scheme && rest.starts_with("//"))
    }

    /// Reads a URL, and refuses one that must not be downloaded from.
    ///
    /// The parser is that of the HTTP client, so that both agree on the host. No message quotes the text.
    pub(super) fn parse(text: &str) -> Result<Self> {
        const FORM: &str =
            "write it as `https://host/path`, or pass a folder or a file by its path";
        let uri: Uri = text
            .parse()
            .map_err(|_| Error::new("a URL in `--from` is not valid").help(FORM))?;
        let url = Self(uri);
        if url.authority().contains('@') {
            return Err(Error::new(
                "a URL in `--from` carries user information, which is not used",
            )
            .help(
                "remove the part before the `@`; download a document that needs a login with another program, and pass the file",
            ));
        }
        match (url.host(), url.0.scheme_str()) {
            ("", _) => Err(Error::new("a URL in `--from` has no host").help(FORM)),
            _ if !url.has_valid_port() => {
                Err(Error::new("a URL in `--from` has no valid port").help(FORM))
            }
            (_, Some("https")) => Ok(url),
            (_, Some("http")) if url.is_loopback() => Ok(url),
            (_, Some("http")) => Err(Error::new("plain http is allowed on this machine only")
                .at(url.public())
                .help("use https, or download the document and pass the file")),
            _ => Err(Error::new("a URL in `--from` is neither https nor http")
                .help("use https, or pass a folder or a file by its path")),
        }
    }

    /// The URL without user information, query and fragment.
    pub(super) fn public(&self) -> String {
        let scheme = self.0.scheme_str().unwrap_or_default();
        format!("{scheme}://{}{}", self.authority(), self.0.path())
    }

    /// The URL as it is requested.
    pub(super) fn full(&self) -> Uri {
        self.0.clone()
    }

    pub(super) fn path(&self) -> &str {
        self.0.path()
    }

    pub(super) fn is_https(&self) -> bool {
        self.0.scheme_str() == Some("https")
    }

    /// Whether the host is this machine.
    pub(super) fn is_loopback(&self) -> bool {
        let host = self.host();
        host.eq_ignore_ascii_case("localhost")
            || host
                .parse()
                .is_ok_and(|address: IpAddr| address.is_loopback())
    }

    /// The parser accepts any text as a port. In `https://name:pass#word@host`, that is the beginning of a password.
    fn has_valid_port(&self) -> bool {
        self.0.port().is_some() || Some(self.authority()) == self.0.host()
    }

    fn authority(&self) -> &str {
        self.0
            .authority()
            .map_or("", |authority| authority.as_str())
    }

    /// The host, an IPv6 address without its brackets.
    fn host(&self) -> &str {
        self.0
            .host()
            .unwrap_or_default()
            .trim_start_matches('[')
            .trim_end_matches(']')
    }
}

impl fmt::Debug for SourceUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SourceUrl").field(&self.public()).finish()
    }
}
