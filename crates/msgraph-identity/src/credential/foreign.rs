//! Values of others in errors: of the environment, of files, of child processes and of token endpoints. Each may be a secret, because
//! variables are mixed up and programs print what they should not. So a value is shown only if its form says that it is no secret.

use std::fmt;
use std::path::Path;

use msgraph_identity_core::{ForeignText, Secret};

use crate::id::is_guid;

/// No path that a person writes is longer.
const MAX_PATH: usize = 256;
/// A part of a text that is shorter is shown: few secrets are.
const MIN_SECRET: usize = 16;

/// What a value looks like, in place of the value.
pub(crate) struct Unshown<'a>(pub(crate) &'a [u8]);

impl fmt::Display for Unshown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.0.len();
        write!(f, "{number} bytes that look like {}", self.form())
    }
}

impl fmt::Debug for Unshown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{self}>")
    }
}

impl Unshown<'_> {
    pub(crate) fn form(&self) -> &'static str {
        let Ok(text) = std::str::from_utf8(self.0) else {
            return match self.0 {
                [0x30, ..] => "a certificate or a PKCS#12 file in DER",
                [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "a text in UTF-16",
                _ => "binary data",
            };
        };
        let text = text.trim_start_matches('\u{feff}').trim();
        let is_base64 = |c: char| c.is_ascii_alphanumeric() || "+/=-_".contains(c);
        match text {
            "" => "an empty text",
            _ if text.contains("-----BEGIN ") => "a PEM",
            _ if is_jwt(text) => "a JSON Web Token",
            _ if text.starts_with(['{', '[']) => "JSON",
            _ if text.starts_with('<') => "a page in HTML or XML",
            _ if text.contains("://") => "a URL",
            _ if text.len() > 100 && text.starts_with("MI") => {
                "a certificate or a PKCS#12 file in base64"
            }
            _ if is_guid(text) => "a GUID",
            _ if text.chars().all(is_base64) => "a secret or base64",
            _ => "a text",
        }
    }
}

/// A path that was given by somebody: itself, or what it looks like if it is not a path.
pub(crate) struct ShownPath<'a>(pub(crate) &'a Path);

impl fmt::Display for ShownPath<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = self.0.as_os_str().as_encoded_bytes();
        match self.0.to_str().filter(|text| is_path(text)) {
            Some(path) => ForeignText::new(path).fmt(f),
            None => write!(f, "({}, not a path)", Unshown(bytes)),
        }
    }
}

impl fmt::Debug for ShownPath<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The id of an application or an identity: itself if it is a GUID, else what it looks like.
pub(crate) struct ShownId<'a>(pub(crate) &'a str);

impl fmt::Debug for ShownId<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if is_guid(self.0) {
            f.write_str(self.0)
        } else {
            fmt::Debug::fmt(&Unshown(self.0.as_bytes()), f)
        }
    }
}

/// A text that others wrote as [`ForeignText`] shows it, without these secrets and without the parts that look like others.
pub(crate) fn masked(text: &str, secrets: &[Secret]) -> String {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "+/=_-~.".contains(c);
    let text = secrets
        .iter()
        .fold(ForeignText::new(text), ForeignText::masking);
    let text = text.to_string();
    let mut masked = String::with_capacity(text.len());
    let mut rest = text.as_str();
    // Before the cut, the beginning of a secret may look like none.
    let cut = rest
        .strip_suffix(ForeignText::CUT)
        .map(|start| start.trim_end_matches(is_part));
    rest = cut.unwrap_or(rest);
    while !rest.is_empty() {
        let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        if is_secret(word) {
            masked += &format!("({} characters)", word.len());
        } else {
            masked += word;
        }
        let end = after.find(is_part).unwrap_or(after.len());
        masked += &after[..end];
        rest = &after[end..];
    }
    if cut.is_some() {
        masked += ForeignText::CUT;
    }
    masked
}

/// A short code of letters, digits and few marks, such as `invalid_client`.
pub(crate) fn is_code(text: &str) -> bool {
    let is_inside = |c: char| c.is_ascii_alphanumeric() || "_-.".contains(c);
    (1..=64).contains(&text.len()) && text.chars().all(is_inside) && !is_secret(text)
}

/// A text that begins or ends as paths do, and has no part that looks like a secret.
fn is_path(text: &str) -> bool {
    const ENDINGS: [&str; 12] = [
        "pem", "pfx", "p12", "crt", "cer", "der", "key", "jwt", "txt", "json", "token", "cert",
    ];
    let bytes = text.as_bytes();
    let has_drive =
        bytes.first().is_some_and(u8::is_ascii_alphabetic) && bytes.get(1) == Some(&b':');
    let begins = text.starts_with(['/', '\\', '~', '.']) || has_drive;
    let ending = text
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase());
    let ends = ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()));
    bytes.len() <= MAX_PATH
        && (begins || ends)
        && !text.contains(char::is_control)
        && !text.contains("://")
        && text.split(['/', '\\', ' ']).all(|part| !is_secret(part))
}

/// A host name that may be shown: labels of lower-case letters, digits and hyphens, none of which looks like a secret.
pub(crate) fn is_host(text: &str) -> bool {
    let is_inside = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-.:[]".contains(c);
    text.len() <= 253
        && text.chars().all(is_inside)
        && text
            .split('.')
            .all(|label| label.len() <= 40 && !is_secret(label))
}

fn is_jwt(text: &str) -> bool {
    text.starts_with("eyJ") && !text.contains(char::is_whitespace)
}

/// Whether a word looks like a secret: long, and of characters that seem to be chosen at random.
fn is_secret(word: &str) -> bool {
    if word.starts_with("eyJ") && word.len() >= MIN_SECRET {
        return true;
    }
    word.split('/').any(|part| {
        let part = part.trim_matches(['=', '.', '-']);
        if part.len() < MIN_SECRET || is_guid(part) {
            return false;
        }
        let has = |is: fn(&u8) -> bool| part.bytes().any(|byte| is(&byte));
        let digits = has(u8::is_ascii_digit);
        let is_mixed = digits && has(u8::is_ascii_lowercase) && has(u8::is_ascii_uppercase);
        // 40 hexadecimal digits are the thumbprint of a certificate.
        let is_hexadecimal = part.bytes().all(|byte| byte.is_ascii_hexdigit());
        let is_key = is_hexadecimal && digits && part.len() >= 32 && part.len() != 40;
        let is_plain = part.bytes().all(|byte| byte.is_ascii_alphanumeric());
        is_mixed || is_key || (is_plain && !is_hexadecimal && part.len() >= 40)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown() {
        for path in [
            "/var/run/secrets/azure/tokens/azure-identity-token",
            "/var/lib/kubelet/pods/9c5d0f0e-3de8-4db4-a5c9-1f3c5a7e9b01/token",
            "missing.pem",
            "./certs/app",
            "../app.pfx",
            "~/app.pem",
            "C:\\Users\\svc\\app.pfx",
            "\\\\server\\share\\app.p12",
            "/tmp/.tmpAbC12d/token",
            "certs/My Application.PFX",
        ] {
            assert_eq!(ShownPath(Path::new(path)).to_string(), path);
        }
    }

    #[test]
    fn contents_in_place_of_a_path_are_described_and_not_shown() {
        let pem = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END";
        let pfx = format!("MIIK{}", "aB3/".repeat(100));
        let with_mark = format!("\u{feff}{pem}");
        let jwt = "a JSON Web Token";
        for (content, form) in [
            (pem, "a PEM"),
            (&with_mark, "a PEM"),
            (&pfx, "a certificate or a PKCS#12 file in base64"),
            ("eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln", jwt),
            ("eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.token", jwt),
            ("{\"value\":\"s3cret\"}", "JSON"),
            ("abc8Q~s3cret-v4lue.of_4n-Application", "a text"),
            ("hunter2", "a secret or base64"),
            (
                "/aB3dEfGh1jKlMn0pQrStUvWxYz+/aB3dEfGh1jKlM=",
                "a secret or base64",
            ),
            ("https://user:s3cret@example.com/a.pem", "a URL"),
        ] {
            let length = content.len();
            let expected = format!("({length} bytes that look like {form}, not a path)");
            assert_eq!(ShownPath(Path::new(content)).to_string(), expected);
        }
    }

    #[test]
    fn binary_contents_are_described() {
        assert_eq!(
            Unshown(&[0x30, 0x82, 0xff]).form(),
            "a certificate or a PKCS#12 file in DER"
        );
        assert_eq!(Unshown(&[0xff, 0xfe, 0x2d, 0]).form(), "a text in UTF-16");
        assert_eq!(Unshown(&[0x80, 1]).form(), "binary data");
        assert_eq!(Unshown(b" ").form(), "an empty text");
    }

    #[test]
    fn texts_are_shown_without_what_looks_like_a_secret() {
        for plain in [
            "AADSTS700016: Application with identifier '22222222-2222-4222-8222-222222222222' was not found in the directory 'Contoso'. Trace ID: 9c5d0f0e-3de8-4db4-a5c9-1f3c5a7e9b01 Timestamp: 2026-11-29 06:33:39Z",
            "ERROR: Please run 'az login' to setup account.",
            "[Reason - The key was not found., Thumbprint of key used by client: '53CD123FFE3D63EC47CD82E4E667E52444622F8B']",
            "https://login.microsoftonline.com/common/oauth2/v2.0/token",
            "/subscriptions/9c5d0f0e-3de8-4db4-a5c9-1f3c5a7e9b01/resourceGroups/rg1/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id1",
            "ünïcode 漢字",
            "",
        ] {
            assert_eq!(masked(plain, &[]), plain);
        }
        for (text, expected) in [
            (
                "token eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln!",
                "token (41 characters)!",
            ),
            (
                "secret='abc8Q~s3cret-v4lue.of_4n'",
                "secret='(24 characters)'",
            ),
            ("key=MIIEvQIBADANBgkqhkiG9w0BAQEFAASC", "(36 characters)"),
            ("id 0123456789abcdef0123456789abcdef", "id (32 characters)"),
        ] {
            assert_eq!(masked(text, &[]), expected);
        }
    }

    #[test]
    fn texts_and_paths_are_one_short_line_without_hidden_characters() {
        assert_eq!(
            masked("a\r\nb\u{202e}\u{2028}c\u{1b}[31m", &[]),
            "a b c [31m"
        );
        let hidden = "key aB3dEfGh\u{200b}1jKlMn0pQr!";
        assert_eq!(masked(hidden, &[]), "key (18 characters)!");
        let own = masked("s3cr&t, s3\u{200b}cr&t", &["s3cr&t".into()]);
        assert_eq!(own, "<redacted>, <redacted>");
        let long = masked(&"word ".repeat(1_000), &[]);
        assert!(
            long.len() < 1_020 && long.ends_with("word … (cut)"),
            "{long}"
        );
        for before in 980..1_000 {
            let text = format!("{} aB3dEfGh1jKlMn0pQr", "x ".repeat(before / 2));
            assert!(!masked(&text, &[]).contains("aB"), "{before}");
        }
        let path = Path::new("/etc/\u{202e}mep.pem");
        assert_eq!(ShownPath(path).to_string(), "/etc/mep.pem");
    }

    #[test]
    fn an_id_is_shown_if_it_is_a_guid() {
        let guid = "22222222-2222-4222-8222-222222222222";
        assert_eq!(format!("{:?}", ShownId(guid)), guid);
        let shown = format!("{:?}", ShownId("s3cret"));
        assert_eq!(shown, "<6 bytes that look like a secret or base64>");
    }

    #[test]
    fn codes_and_hosts_have_their_form() {
        assert!(is_code("invalid_client") && is_code("AADSTS7000215"));
        for text in [
            "",
            "two words",
            "eyJhbGciOiJSUzI1NiJ9.x",
            "aB3dEfGh1jKlMn0pQr",
        ] {
            assert!(!is_code(text), "{text}");
        }
        assert!(is_host("login.microsoftonline.com") && is_host("127.0.0.1"));
        for text in ["eyJhbGciOiJSUzI1NiJ9.x", "abc8Q~x", &"a1".repeat(30)] {
            assert!(!is_host(text), "{text}");
        }
    }
}
