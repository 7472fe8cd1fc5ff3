//! The claims that a continuous access evaluation asks for, in `WWW-Authenticate`.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use http::HeaderMap;
use http::header::WWW_AUTHENTICATE;
use percent_encoding::percent_decode_str;

/// The claims that a 401 asks for: a JSON object for the token endpoint. `None` if the answer challenges for no claims, or for claims
/// that cannot be read.
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
    claims.find_map(|encoded| decode(&encoded))
}

/// The parameter `claims`. Challenges are many things in practice: several schemes in one header, values with and without quotes,
/// commas within quotes.
fn encoded_claims(challenges: &str) -> Option<String> {
    let mut rest = challenges;
    while let Some((before, after)) = rest.split_once('=') {
        let name = before.trim_end().rsplit([' ', ',', '\t']).next()?;
        let after = after.trim_start();
        let (value, next) = match after.strip_prefix('"') {
            Some(quoted) => quoted_string(quoted)?,
            None => {
                let (value, next) = after.split_at(after.find([',', ' ']).unwrap_or(after.len()));
                (value.to_owned(), next)
            }
        };
        if name.eq_ignore_ascii_case("claims") && !value.is_empty() {
            return Some(value);
        }
        rest = next;
    }
    None
}

/// The text up to the closing quote without its escapes, and the rest (RFC 9110, section 5.6.4).
fn quoted_string(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut chars = text.chars();
    loop {
        match chars.next()? {
            '"' => return Some((value, chars.as_str())),
            '\\' => value.push(chars.next()?),
            c => value.push(c),
        }
    }
}

/// JSON as it is, or base64 in either alphabet, with or without padding. Both may be percent-encoded.
fn decode(encoded: &str) -> Option<String> {
    let text = percent_decode_str(encoded).decode_utf8().ok()?;
    let json = if text.trim_start().starts_with('{') {
        text.into_owned()
    } else {
        let standard = text.replace('-', "+").replace('_', "/");
        let config =
            GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
        let decoded = GeneralPurpose::new(&STANDARD, config).decode(&standard);
        String::from_utf8(decoded.ok()?).ok()?
    };
    let is_object = serde_json::from_str::<serde_json::Map<_, _>>(&json).is_ok();
    is_object.then_some(json)
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
            format!("Bearer claims={}", ENCODED.replace('=', "%3D")),
            format!(r#"Bearer claims="{}""#, CLAIMS.replace('"', r#"\""#)),
            format!(
                r#"Bearer claims="{}""#,
                CLAIMS.replace('"', "%22").replace(' ', "%20")
            ),
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
    fn claims_in_either_alphabet_of_base64_are_read() {
        let json = r#"{"a":"~~~???"}"#;
        for encoded in [
            "eyJhIjoifn5+Pz8/In0=",
            "eyJhIjoifn5-Pz8_In0",
            "eyJhIjoifn5%2BPz8_In0",
        ] {
            let challenge = format!("Bearer claims={encoded}");
            assert_eq!(claims(&[&challenge]).as_deref(), Some(json), "{encoded}");
        }
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
            "Bearer claims=bm8ganNvbg==",
            "Bearer claims=W10=",
            "Bearer claims=%",
            "Bearer claims=%ff%7B%7D",
            r#"Bearer claims="\"#,
            r#"Bearer claims="{\"a\":"#,
            "====",
        ] {
            assert_eq!(claims(&[challenge]), None, "{challenge}");
        }
    }
}
