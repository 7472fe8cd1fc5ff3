//! The secrets that the tests send, and the guard that no snapshot shows one, or what looks like one.

use std::fs;

use msgraph_identity_tests::checkout::files_below;
use msgraph_identity_tests::session::ACCESS_TOKEN;

use crate::snapshot;

/// A password with characters that JSON escapes.
pub(crate) const PASSWORD: &str = r#"c0rr3ct "h0rs3" \ ü"#;
/// The value of a certificate with its key.
pub(crate) const PKCS12: &str = "TUlJS2ZhS0UtUEtDUzEy";
/// The key in the query of a target URL.
pub(crate) const KEY: &str = "a2V5LW9mLWEtZnVuY3Rpb24";
/// A property of an unknown kind of authentication.
pub(crate) const UNKNOWN: &str = "s3cr3t-of-an-unknown-kind";

/// Each secret, and what a snapshot shows in its place.
const SECRETS: [(&str, &str); 5] = [
    (ACCESS_TOKEN, "(the access token)"),
    (PASSWORD, "(the password)"),
    (PKCS12, "(the certificate)"),
    (KEY, "(the key)"),
    (UNKNOWN, "(the secret)"),
];

/// Beginnings of what must not be committed: tokens, certificates with keys, keys in queries and files.
const PATTERNS: [&str; 9] = [
    "eyJ",
    "MII",
    "-----BEGIN",
    "Bearer ",
    "code=",
    "sig=",
    "client_secret",
    "SharedAccess",
    "AccountKey",
];

/// The text with a placeholder for each secret.
pub(crate) fn redact(text: &str) -> String {
    SECRETS
        .iter()
        .fold(text.to_owned(), |text, (secret, placeholder)| {
            text.replace(secret, placeholder)
        })
}

#[test]
fn no_snapshot_shows_a_secret() {
    for path in files_below(&snapshot::root()) {
        let text = fs::read_to_string(&path).unwrap();
        if let Some(found) = secret_in(&text) {
            panic!(
                "{} shows `{found}`: it must not be committed",
                path.display()
            );
        }
    }
}

/// What looks like a secret; a pattern followed by a placeholder does not.
fn secret_in(text: &str) -> Option<&'static str> {
    let hidden = SECRETS
        .iter()
        .fold(text.to_owned(), |text, (_, placeholder)| {
            text.replace(placeholder, "(hidden)")
        });
    let shows = |pattern: &&&str| {
        hidden
            .split(**pattern)
            .skip(1)
            .any(|rest| !rest.starts_with("(hidden)"))
    };
    let mut secrets = SECRETS.iter().map(|(secret, _)| secret);
    secrets
        .find(|secret| text.contains(**secret))
        .or_else(|| PATTERNS.iter().find(shows))
        .copied()
}

#[test]
fn what_looks_like_a_secret_is_found() {
    for text in [
        PASSWORD,
        "a: Bearer abc",
        "x eyJhbGciOi",
        "https://x.example/?code=k",
        "-----BEGIN PRIVATE KEY",
    ] {
        assert!(secret_in(text).is_some(), "{text}");
    }
    for text in [
        "authorization: Bearer (the access token)",
        "https://x.example/?code=(the key)",
        "\"code\": 1",
    ] {
        assert_eq!(secret_in(text), None);
    }
}
