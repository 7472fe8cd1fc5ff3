//! The response of a token endpoint: a token, or why there is none.
//!
//! See [the client credentials flow](https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow).

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use msgraph_identity_core::{AccessToken, AuthenticationError, Secret, retry_after};
use serde_json::{Map, Value, json};

use super::expiry;
use super::request_secrets::RequestSecrets;
use crate::credential::foreign::is_code;

/// No token lives longer, whatever a response says: later times are out of range for azure_identity.
const MAX_LIFE: i64 = 366 * 24 * 3600;

/// The response of the token endpoint at this place.
pub(in crate::credential::azure) struct Answer<'a> {
    place: &'a str,
    status: StatusCode,
    headers: &'a HeaderMap,
    /// The body, if it is a JSON object.
    object: Option<Map<String, Value>>,
    now: SystemTime,
    secrets: &'a RequestSecrets,
}

/// A token, and how long it lives.
pub(in crate::credential::azure) struct Token {
    secret: Secret,
    now: SystemTime,
    life: i64,
}

impl Token {
    /// In the form that azure_identity reads from an authority.
    pub(super) fn into_canonical(self) -> Vec<u8> {
        let canonical = json!({
            "access_token": self.secret.expose(),
            "token_type": "Bearer",
            "expires_in": self.life,
            "ext_expires_in": self.life,
        });
        canonical.to_string().into_bytes()
    }

    pub(in crate::credential::azure) fn into_access_token(self) -> AccessToken {
        let life = Duration::from_secs(self.life.unsigned_abs());
        AccessToken::new(self.secret).expires_on(self.now + life)
    }
}

impl<'a> Answer<'a> {
    pub(super) fn new(
        place: &'a str,
        response: &'a http::Response<Bytes>,
        now: SystemTime,
        secrets: &'a RequestSecrets,
    ) -> Self {
        let body: &[u8] = response.body();
        let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
        Self {
            place,
            status: response.status(),
            headers: response.headers(),
            object: serde_json::from_slice(body).ok(),
            now,
            secrets,
        }
    }

    /// The access token.
    pub(in crate::credential::azure) fn token(&self) -> Result<Token, AuthenticationError> {
        let secret = self.secret("access_token")?;
        let now = self.now.duration_since(SystemTime::UNIX_EPOCH);
        let now = now.map_or(0, |since_1970| since_1970.as_secs() as i64);
        let property = |name| self.object.as_ref()?.get(name);
        let life = property("expires_in").and_then(expiry::seconds);
        let end = || property("expires_on").and_then(expiry::time);
        let life = life.or_else(|| Some(end()?.saturating_sub(now)));
        if life.is_none() {
            tracing::warn!(
                endpoint = self.place,
                "the token has no end in a form that is known, and is not kept"
            );
        }
        Ok(Token {
            secret,
            now: self.now,
            life: life.unwrap_or(0).clamp(0, MAX_LIFE),
        })
    }

    /// The token in the property with this name.
    pub(in crate::credential::azure) fn secret(
        &self,
        name: &str,
    ) -> Result<Secret, AuthenticationError> {
        let token = self.text(name).filter(|token| !token.is_empty());
        match token {
            Some(token) if self.status.is_success() => Ok(token.into()),
            None if self.status.is_success() && self.text("error").is_none() => {
                let text = format!("{} answered {} without a token", self.place, self.status);
                Err(AuthenticationError::new(text).with_status(self.status))
            }
            _ => Err(self.refusal()),
        }
    }

    /// Whether an identity is unknown, which it also is right after it was assigned. Virtual machines write `Identity not found`, App
    /// Service `No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.`
    pub(super) fn says_that_there_is_no_identity(&self) -> bool {
        let text = self.text("error_description").or(self.text("message"));
        let text = text.unwrap_or_default().to_ascii_lowercase();
        self.status == StatusCode::BAD_REQUEST
            && (text.contains("identity not found")
                || (text.starts_with("no ") && text.contains("identity found")))
    }

    fn refusal(&self) -> AuthenticationError {
        let error = self.text("error").filter(|error| is_code(error));
        // App Service writes `message`.
        let description = self.text("error_description").or(self.text("message"));
        let code = self.code(description, error);
        let description = description.map(|text| self.secrets.mask(text));
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

    /// The code of Microsoft Entra, or else that of OAuth 2.0.
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

    /// Says what came in place of an error in JSON: mostly the page of a gateway or a proxy.
    fn other_content(&self) -> String {
        if self.object.is_some() {
            return String::new();
        }
        let content_type = self.headers.get(CONTENT_TYPE);
        let content_type = content_type.and_then(|value| value.to_str().ok());
        let is_inside = |c: char| c.is_ascii_lowercase() || "/+.-".contains(c);
        let content_type = content_type.and_then(|text| text.split(';').next());
        match content_type.filter(|text| text.len() < 64 && text.chars().all(is_inside)) {
            Some(content_type) => format!(" with {content_type} in place of an error in JSON"),
            None => " without an error in JSON".to_owned(),
        }
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.object.as_ref()?.get(name)?.as_str()
    }
}
