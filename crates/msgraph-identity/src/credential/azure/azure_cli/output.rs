//! What the program writes: a token in JSON, or an error.

use std::process::Output;
use std::time::{Duration, SystemTime};

use msgraph_identity_core::{AccessToken, AuthenticationError};
use serde_json::Value;
use zeroize::Zeroizing;

use crate::credential::foreign::{Unshown, masked};

pub(super) fn token(output: &Output) -> Result<AccessToken, AuthenticationError> {
    if !output.status.success() {
        let stderr = masked(plain(&output.stderr).trim(), &[]);
        let status = output.status;
        return Err(AuthenticationError::new(match stderr.as_str() {
            "" => format!("az account get-access-token failed without an error text ({status})"),
            _ => format!("az account get-access-token failed ({status}): {stderr}"),
        }));
    }
    let unexpected = |reason: &str| {
        let seen = Unshown(output.stdout.trim_ascii());
        AuthenticationError::new(format!("az wrote {reason}: {seen}"))
    };
    let stdout = Zeroizing::new(plain(&output.stdout));
    // A warning may come before the JSON.
    let json = stdout
        .find('{')
        .and_then(|start| stdout.get(start..=stdout.rfind('}')?));
    let response = json.and_then(|json| serde_json::from_str::<Value>(json).ok());
    let response = response.ok_or_else(|| unexpected("no JSON"))?;
    let token = response["accessToken"]
        .as_str()
        .filter(|token| !token.is_empty());
    let token = token.ok_or_else(|| unexpected("JSON without an accessToken"))?;
    let end = match &response["expires_on"] {
        Value::String(text) => text.parse().ok(),
        number => number.as_u64(),
    };
    let end = end.and_then(|end| SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(end)));
    let end = end.ok_or_else(|| {
        unexpected("a token without expires_on, which version 2.54 or newer writes")
    })?;
    Ok(AccessToken::new(token).expires_on(end))
}

/// A text without the escape sequences that colour it.
fn plain(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let mut parts = text.split('\u{1b}');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_parameter = |c: char| c.is_ascii_digit() || ";:?<=>! ".contains(c);
        plain += match part.strip_prefix('[') {
            Some(sequence) => {
                let mut rest = sequence.trim_start_matches(is_parameter).chars();
                rest.next();
                rest.as_str()
            }
            None => part,
        };
    }
    plain
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::process::ExitStatusExt;
    use std::process::ExitStatus;

    use super::*;

    fn read(code: i32, stdout: &str, stderr: &str) -> Result<AccessToken, AuthenticationError> {
        token(&Output {
            status: ExitStatus::from_raw(code << 8),
            stdout: stdout.into(),
            stderr: stderr.into(),
        })
    }

    #[test]
    fn json_is_read_within_colours_and_warnings() {
        for stdout in [
            r#"{"accessToken":"t0ken","expires_on":1800000000}"#,
            r#"{"accessToken":"t0ken","expires_on":"1800000000"}"#,
            "\u{1b}[0m{\r\n  \u{1b}[34;1m\"accessToken\"\u{1b}[39m: \"\u{1b}[33mt0ken\u{1b}[0m\",\r\n  \"expires_on\": 1800000000}\u{1b}[m\n",
            "WARNING: update\n{\"accessToken\":\"t0ken\",\"expires_on\":1800000000}\n",
        ] {
            let end = SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000);
            let expected = format!("{:?}", AccessToken::new("t0ken").expires_on(end));
            assert_eq!(format!("{:?}", read(0, stdout, "").unwrap()), expected);
        }
    }

    #[test]
    fn standard_output_is_never_shown() {
        for (stdout, reason) in [
            (
                r#"{"accessToken":{"value":"s3cret"}}"#,
                "JSON without an accessToken",
            ),
            (r#"{"token":"s3cret"}"#, "JSON without an accessToken"),
            (
                r#"{"accessToken":"s3cret","expiresOn":"soon"}"#,
                "expires_on",
            ),
            (r#"["s3cret"]"#, "no JSON"),
            ("s3cret", "no JSON"),
            ("}s3cret{", "no JSON"),
            ("", "no JSON"),
        ] {
            let error = read(0, stdout, "s3cret").unwrap_err();
            let shown = format!("{error} {error:?}");
            assert!(
                shown.contains(reason) && !shown.contains("s3cret"),
                "{shown}"
            );
        }
    }

    #[test]
    fn the_error_text_is_shown_without_secrets() {
        let stderr = "\u{1b}[31mERROR: AADSTS700082: expired. eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln\u{1b}[0m\n";
        let text = read(1, "s3cret", stderr).unwrap_err().to_string();
        assert!(
            text.ends_with("ERROR: AADSTS700082: expired. (41 characters)"),
            "{text}"
        );
        let text = read(1, "s3cret", "").unwrap_err().to_string();
        assert!(
            text.contains("without an error text") && !text.contains("s3cret"),
            "{text}"
        );
    }
}
