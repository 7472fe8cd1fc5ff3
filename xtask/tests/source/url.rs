//! Which URLs `--from` takes, and that a refusal shows no secret.

use crate::checkout::assert_says;
use crate::source::{from, refusal};

#[test]
fn anything_with_a_scheme_is_a_url_and_all_else_is_a_path() {
    for path in [
        "v1.0.yaml",
        "../graph-openapi",
        r"C:\graph\v1.0.yaml",
        "C:/graph",
        "/a:b//c",
        "",
        "://x",
    ] {
        let path = format!("{path}-that-is-not-there");
        assert_says(
            &refusal(&from(&[&path])),
            "`--from` cannot be opened … at: ",
        );
    }
    for url in ["https:user:pass@host", "ftp://example.com/x", "file:///x"] {
        assert_says(&refusal(&from(&[url])), "a URL in `--from`");
    }
}

#[test]
fn plain_http_is_for_this_machine() {
    for (host, is_this_machine) in [
        ("127.0.0.1", true),
        ("127.9.9.9", true),
        ("[::1]", true),
        ("LOCALHOST", true),
        ("example.com", false),
        ("localhost.example.com", false),
        ("127.0.0.1.example.com", false),
        ("10.0.0.1", false),
        ("[::2]", false),
        ("0.0.0.0", false),
    ] {
        // Nobody listens on port 1.
        let error = refusal(&from(&[format!("http://{host}:1/x?s3cret")]));
        assert_eq!(
            !error.contains("plain http is allowed on this machine only"),
            is_this_machine,
            "{error}"
        );
        assert!(!error.contains("s3cret"), "{error}");
    }
}

#[test]
fn a_refused_url_is_not_repeated() {
    for (text, said) in [
        ("https://someone:s3cret@example.com/x", "user information"),
        ("https://s3cret@example.com/x", "user information"),
        ("http://127.0.0.1@s3cret.example/x", "user information"),
        ("http://127.0.0.1:80@s3cret.example/x", "user information"),
        ("https://someone:s3cret", "no valid port"),
        ("https://someone:s3cret#x@example.com/", "no valid port"),
        ("https://example.com:/s3cret", "no valid port"),
        ("https:someone:s3cret@example.com", "user information"),
        ("https:s3cret", "no valid port"),
        ("https://exa mple.com/s3cret", "not valid"),
        ("https://", "not valid"),
        ("https:///s3cret", "not valid"),
        ("ftp://s3cret.example/x", "neither https nor http"),
        ("file:///s3cret", "not valid"),
    ] {
        let error = refusal(&from(&[text]));
        assert!(!error.contains("s3cret"), "{text}: {error}");
        assert_says(&error, &format!("{said} … help:"));
    }
}
