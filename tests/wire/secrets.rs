//! The secrets that the tests send, and the guard that no snapshot shows one, or what looks like one.

use std::fs;

use msgraph_identity_tests::checkout::files_below;
use msgraph_identity_tests::generated_client::ACCESS_TOKEN;

use crate::wire::snapshots;

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

/// The beginnings of secrets, and how many characters of a value must follow. So prose about secrets is not one.
const PATTERNS: [(&str, usize); 9] = [
    ("eyJ", 8),
    ("MII", 8),
    ("-----BEGIN ", 0),
    ("Bearer ", 20),
    ("code=", 1),
    ("sig=", 1),
    ("client_secret=", 1),
    ("SharedAccessKey=", 1),
    ("AccountKey=", 1),
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
    for path in files_below(&snapshots()) {
        let text = fs::read_to_string(&path).unwrap();
        if let Some(found) = secret_in(&text) {
            panic!(
                "{} shows `{found}`: it must not be committed",
                path.display()
            );
        }
    }
}

/// What a text shows that is, or looks like, a secret.
fn secret_in(text: &str) -> Option<&'static str> {
    let is_value = |c: &char| c.is_ascii_alphanumeric() || "+/_-.~%=".contains(*c);
    let shows = |(pattern, length): &(&str, usize)| {
        let values = text.split(pattern).skip(1);
        values
            .map(|rest| rest.chars().take_while(is_value).count())
            .any(|found| found >= *length)
    };
    let mut secrets = SECRETS.iter().map(|(secret, _)| *secret);
    let secret = secrets.find(|secret| text.contains(secret));
    secret.or_else(|| PATTERNS.into_iter().find(shows).map(|(pattern, _)| pattern))
}

#[test]
fn what_looks_like_a_secret_is_found() {
    for text in [
        PASSWORD,
        "a: Bearer 0123456789abcdefghij.kl",
        "x eyJhbGciOiJI",
        "https://x.example/?code=k",
        "-----BEGIN PRIVATE KEY",
    ] {
        assert!(secret_in(text).is_some(), "{text}");
    }
    for text in [
        "authorization: Bearer (the access token)",
        "https://x.example/?code=(the key)",
        "holds a key (`?code=`), or a Bearer token",
        "\"code\": 1",
    ] {
        assert_eq!(secret_in(text), None);
    }
}
