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
