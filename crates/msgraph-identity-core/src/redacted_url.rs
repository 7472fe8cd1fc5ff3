//! URLs that may hold a key, made safe to show.

use std::fmt;

use reqwest::Url;

use crate::ForeignText;
use crate::service_root::has_user_info;

/// Shows scheme, host, port and path of a URL, and `<redacted>` in place of user info, query and fragment.
///
/// Text that is not an `http` or `https` URL is not shown at all: any part of it may be a key.
pub(crate) struct RedactedUrl<'a>(pub(crate) &'a str);

impl fmt::Display for RedactedUrl<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Url::parse(self.0) {
            Ok(url) if matches!(url.scheme(), "https" | "http") => write_redacted(&url, f),
            _ => f.write_str(REDACTED),
        }
    }
}

const REDACTED: &str = "<redacted>";

fn write_redacted(url: &Url, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{}://", url.scheme())?;
    if has_user_info(url) {
        write!(f, "{REDACTED}@")?;
    }
    let host = url.host_str().unwrap_or_default();
    write!(f, "{}", ForeignText::new(host))?;
    if let Some(port) = url.port() {
        write!(f, ":{port}")?;
    }
    write!(f, "{}", ForeignText::new(url.path()))?;
    if url.query().is_some() {
        write!(f, "?{REDACTED}")?;
    }
    if url.fragment().is_some() {
        write!(f, "#{REDACTED}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_info_query_and_fragment_are_hidden() {
        for (url, shown) in [
            ("https://x.example/api", "https://x.example/api"),
            ("HTTPS://X.example", "https://x.example/"),
            (
                "https://x.example:8443/api?code=s3cret",
                "https://x.example:8443/api?<redacted>",
            ),
            (
                "http://[::1]:7071/api#s3cret",
                "http://[::1]:7071/api#<redacted>",
            ),
            (
                "https://s3cret@x.example/?a#s3cret",
                "https://<redacted>@x.example/?<redacted>#<redacted>",
            ),
            (
                "https://u:s3cret@x.example/",
                "https://<redacted>@x.example/",
            ),
            (
                "https:\\\\u:s3cret@x.example\\a",
                "https://<redacted>@x.example/a",
            ),
            (
                " https://x.example/\r\n?code=s3cret ",
                "https://x.example/?<redacted>",
            ),
        ] {
            assert_eq!(RedactedUrl(url).to_string(), shown, "{url}");
        }
    }

    #[test]
    fn a_long_path_is_cut() {
        let url = format!("https://x.example/{}?code=s3cret", "a".repeat(2_000));
        let shown = RedactedUrl(&url).to_string();
        assert!(shown.ends_with("aaa… (cut)?<redacted>"), "{shown}");
        assert!(shown.len() < 1_100, "{shown}");
    }

    #[test]
    fn text_that_is_not_an_http_url_is_hidden() {
        for text in [
            "",
            "s3cret",
            "x.example/api?code=s3cret",
            "user:s3cret@x.example/api",
            "mailto:s3cret@x.example",
            "/api?code=s3cret",
            "https://",
            "https://x.example:s3cret/",
        ] {
            assert_eq!(RedactedUrl(text).to_string(), "<redacted>", "{text}");
        }
    }
}
