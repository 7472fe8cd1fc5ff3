//! The claims that a continuous access evaluation asks for, in `WWW-Authenticate`.

use base64::Engine;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use http::HeaderMap;
use http::header::WWW_AUTHENTICATE;

/// The claims that a 401 asks for: JSON, to be given to the token endpoint. `None` where the answer challenges for none.
///
/// See [claims challenges](https://learn.microsoft.com/entra/identity-platform/claims-challenge).
///
/// ```
/// use http::HeaderMap;
/// use msgraph_identity_core::claims_challenge;
///
/// let mut headers = HeaderMap::new();
/// let challenge = r#"Bearer realm="", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnt9fQ==""#;
/// headers.insert("www-authenticate", challenge.parse().unwrap());
/// assert_eq!(claims_challenge(&headers).as_deref(), Some(r#"{"access_token":{}}"#));
/// ```
pub fn claims_challenge(headers: &HeaderMap) -> Option<String> {
    let challenges = headers.get_all(WWW_AUTHENTICATE).iter();
    let mut claims = challenges.filter_map(|challenge| encoded_claims(challenge.to_str().ok()?));
    claims.find_map(decode)
}

/// The parameter `claims`. Challenges are many things in practice: several schemes in one header, values with and without quotes,
/// commas within quotes.
fn encoded_claims(challenges: &str) -> Option<&str> {
    let mut rest = challenges;
    while let Some((before, after)) = rest.split_once('=') {
        let name = before.trim_end().rsplit([' ', ',', '\t']).next()?;
        let after = after.trim_start();
        let (value, next) = match after.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"')?,
            None => after.split_at(after.find([',', ' ']).unwrap_or(after.len())),
        };
        if name.eq_ignore_ascii_case("claims") && !value.is_empty() {
            return Some(value);
        }
        rest = next;
    }
    None
}

/// Base64 in either alphabet, with or without padding.
fn decode(encoded: &str) -> Option<String> {
    let config =
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let decoded = [STANDARD, URL_SAFE]
        .iter()
        .find_map(|alphabet| GeneralPurpose::new(alphabet, config).decode(encoded).ok());
    String::from_utf8(decoded?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLAIMS: &str = r#"{"access_token":{"nbf":{"essential":true, "value":"1604106651"}}}"#;
    const ENCODED: &str =
        "eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZSwgInZhbHVlIjoiMTYwNDEwNjY1MSJ9fX0=";

    fn claims(challenges: &[&str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for challenge in challenges {
            headers.append(WWW_AUTHENTICATE, challenge.parse().unwrap());
        }
        claims_challenge(&headers)
    }

    #[test]
    fn claims_are_found_however_they_are_written() {
        let unpadded = ENCODED.trim_end_matches('=');
        for challenge in [
            format!(
                r#"Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", claims="{ENCODED}""#
            ),
            format!("Bearer claims={unpadded}"),
            format!("Bearer error=insufficient_claims,CLAIMS={unpadded}, realm=x"),
            format!(r#"PoP realm="a, b=c", Bearer error="x" , claims = "{ENCODED}""#),
        ] {
            assert_eq!(
                claims(&[&challenge]).as_deref(),
                Some(CLAIMS),
                "{challenge}"
            );
        }
        let second = format!(r#"Bearer claims="{ENCODED}""#);
        assert_eq!(claims(&["Basic realm=x", &second]).as_deref(), Some(CLAIMS));
    }

    #[test]
    fn other_challenges_ask_for_no_claims() {
        for challenge in [
            "Bearer",
            "",
            r#"Bearer error="invalid_token", error_description="claims=eyJ9""#,
            r#"Bearer claims="""#,
            r#"Bearer claims="not base64!""#,
            r#"Bearer claims="eyJ"#,
            "Bearer claims=/w==",
            "====",
        ] {
            assert_eq!(claims(&[challenge]), None, "{challenge}");
        }
    }
}
