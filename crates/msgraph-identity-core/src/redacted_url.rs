//! How a URL that may hold a key is shown.

use std::fmt;

use reqwest::Url;

/// Shows scheme, host, port and path of a URL; user info, query and fragment only as a mark that something is there.
///
/// Other text is not shown at all: without knowing its parts there is no telling which of them is a key.
pub(crate) struct RedactedUrl<'a>(pub(crate) &'a str);

impl fmt::Display for RedactedUrl<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Url::parse(self.0) {
            Ok(url) if matches!(url.scheme(), "https" | "http") => write_redacted(&url, f),
            _ => f.write_str("<redacted>"),
        }
    }
}

fn write_redacted(url: &Url, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{}://", url.scheme())?;
    if !url.username().is_empty() || url.password().is_some() {
        f.write_str("<redacted>@")?;
    }
    f.write_str(url.host_str().unwrap_or_default())?;
    if let Some(port) = url.port() {
        write!(f, ":{port}")?;
    }
    f.write_str(url.path())?;
    if url.query().is_some() {
        f.write_str("?<redacted>")?;
    }
    if url.fragment().is_some() {
        f.write_str("#<redacted>")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_where_and_hides_what_may_be_a_key() {
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
    fn shows_nothing_of_other_text() {
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
