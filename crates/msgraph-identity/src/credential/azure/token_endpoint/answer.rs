//! What a token endpoint says: a token, or why there is none.
//!
//! See [the client credentials flow](https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow).

use std::time::SystemTime;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use msgraph_identity_core::{AuthenticationError, retry_after};
use serde_json::{Map, Value, json};

/// A description is a few lines long.
const MAX_DESCRIPTION: usize = 1000;
/// No token lives longer, whatever an answer says: times beyond are out of range for azure_identity.
const MAX_LIFE: i64 = 366 * 24 * 3600;

/// An answer of the token endpoint at this place.
pub(super) struct Answer<'a> {
    place: &'a str,
    status: StatusCode,
    headers: &'a HeaderMap,
    /// The body, where it is a JSON object.
    object: Option<Map<String, Value>>,
    now: SystemTime,
}

impl<'a> Answer<'a> {
    pub(super) fn new(
        place: &'a str,
        response: &'a http::Response<Bytes>,
        now: SystemTime,
    ) -> Self {
        Self {
            place,
            status: response.status(),
            headers: response.headers(),
            object: serde_json::from_slice(response.body()).ok(),
            now,
        }
    }

    /// The answer with a token in the form that azure_identity reads, of the authority and of managed identities alike.
    pub(super) fn into_token(self) -> Result<Vec<u8>, AuthenticationError> {
        if !self.status.is_success() {
            return Err(self.into_refusal());
        }
        let Some(token) = self.text("access_token").filter(|token| !token.is_empty()) else {
            let text = format!("{} answered {} without a token", self.place, self.status);
            return Err(AuthenticationError::new(text).with_status(self.status));
        };
        let now = self.now.duration_since(SystemTime::UNIX_EPOCH);
        let now = now.map_or(0, |since_1970| since_1970.as_secs() as i64);
        let life = match (self.seconds("expires_in"), self.seconds("expires_on")) {
            (Some(life), _) => life,
            (None, Some(end)) => end.saturating_sub(now),
            (None, None) => 0,
        };
        let life = life.clamp(0, MAX_LIFE);
        let canonical = json!({
            "access_token": token,
            "token_type": "Bearer",
            "expires_in": life,
            "ext_expires_in": life,
            "expires_on": now.saturating_add(life).to_string(),
            "resource": "",
        });
        Ok(canonical.to_string().into_bytes())
    }

    fn into_refusal(self) -> AuthenticationError {
        let error = self.text("error");
        // App Service writes `message`.
        let description = self.text("error_description").or(self.text("message"));
        let code = self.code(description, error);
        let description = description.map(|text| shorten(text.trim()));
        let status = self.status;
        let text = match (description, error) {
            (Some(text), Some(error)) if text.starts_with("AADSTS") => {
                format!("{text} ({status}, {error})")
            }
            (Some(text), error) => {
                let error = error.map(|error| format!(", {error}")).unwrap_or_default();
                format!("{} answered {status}{error}: {text}", self.place)
            }
            (None, Some(error)) => format!("{} answered {status}, {error}", self.place),
            (None, None) => format!("{} answered {status}{}", self.place, self.other_content()),
        };
        let mut refusal = AuthenticationError::new(text).with_status(status);
        if let Some(code) = code {
            refusal = refusal.with_code(code);
        }
        match retry_after(self.headers, self.now) {
            Some(wait) => refusal.with_retry_after(wait),
            None => refusal,
        }
    }

    /// What Microsoft Entra calls the error, or else what OAuth 2.0 does.
    fn code(&self, description: Option<&str>, error: Option<&str>) -> Option<String> {
        let codes = self.object.as_ref()?.get("error_codes");
        let number = codes.and_then(|codes| codes.get(0)?.as_u64());
        let by_description = || {
            let rest = description?.strip_prefix("AADSTS")?;
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            rest.get(..digits)?.parse().ok()
        };
        match number.or_else(by_description) {
            Some(number) => Some(format!("AADSTS{number}")),
            None => error.map(str::to_owned),
        }
    }

    /// Says what came in place of an error in JSON: mostly a page of something in between.
    fn other_content(&self) -> String {
        if self.object.is_some() {
            return String::new();
        }
        let content_type = self.headers.get(CONTENT_TYPE);
        match content_type.and_then(|value| value.to_str().ok()) {
            Some(content_type) => format!(" with {content_type} in place of an error in JSON"),
            None => " without an error in JSON".to_owned(),
        }
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.object.as_ref()?.get(name)?.as_str()
    }

    /// Seconds as a number, or as a text.
    fn seconds(&self, name: &str) -> Option<i64> {
        match self.object.as_ref()?.get(name)? {
            Value::Number(number) => number
                .as_i64()
                .or_else(|| number.as_f64().map(|seconds| seconds as i64)),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        }
    }
}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(MAX_DESCRIPTION) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
