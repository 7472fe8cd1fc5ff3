//! The permissions and the tenant in an access token. They are for diagnosis only: the content of a token is meant for the service.

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value};

/// The permissions in an access token, by name. They are for diagnosis: only the service decides what a token allows.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenPermissions {
    /// Application permissions, the claim `roles`: the token is for an application.
    Application(BTreeSet<String>),
    /// Delegated permissions, the claim `scp`: the token is for a signed-in user, who also needs directory roles.
    Delegated(BTreeSet<String>),
}

impl TokenPermissions {
    /// Whether the token has one of these permissions.
    pub fn has_any(&self, names: &[&str]) -> bool {
        let (Self::Application(permissions) | Self::Delegated(permissions)) = self;
        names.iter().any(|name| permissions.contains(*name))
    }
}

/// Returns the permissions of a token and whom they are for, or `None` if it is not a readable JWT.
pub(crate) fn token_permissions(token: &str) -> Option<TokenPermissions> {
    let permissions = permissions(token)?;
    Some(match claims(token)?.contains_key("scp") {
        true => TokenPermissions::Delegated(permissions),
        false => TokenPermissions::Application(permissions),
    })
}

/// Returns the application permissions (`roles`) and delegated permissions (`scp`) of a token, or `None` if it is not a readable JWT.
pub(crate) fn permissions(token: &str) -> Option<BTreeSet<String>> {
    let claims = claims(token)?;
    let roles = claims.get("roles").and_then(Value::as_array);
    let roles = roles.into_iter().flatten().filter_map(Value::as_str);
    let scopes = claims.get("scp").and_then(Value::as_str);
    let scopes = scopes.into_iter().flat_map(str::split_whitespace);
    Some(roles.chain(scopes).map(str::to_owned).collect())
}

/// Returns the tenant of a token (`tid`), or `None` if it is not a readable JWT or names none.
pub(crate) fn tenant_id(token: &str) -> Option<String> {
    Some(claims(token)?.get("tid")?.as_str()?.to_owned())
}

fn claims(token: &str) -> Option<Map<String, Value>> {
    let payload = token.split('.').nth(1)?;
    let payload = URL_SAFE_NO_PAD.decode(payload.trim_end_matches('=')).ok()?;
    serde_json::from_slice(&payload).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(claims: &str) -> String {
        format!("eyJhbGciOiJub25lIn0.{}.sig", URL_SAFE_NO_PAD.encode(claims))
    }

    #[test]
    fn roles_and_scopes_are_permissions() {
        for (claims, expected) in [
            (
                r#"{"roles":["B","A"],"scp":"C  D"}"#,
                vec!["A", "B", "C", "D"],
            ),
            (r#"{"roles":"A","scp":["B"]}"#, vec![]),
            ("{}", vec![]),
        ] {
            let found = permissions(&token(claims)).unwrap();
            assert_eq!(
                found.iter().map(String::as_str).collect::<Vec<_>>(),
                expected
            );
        }
    }

    #[test]
    fn a_token_that_is_not_a_jwt_has_no_known_permissions() {
        for token in [
            "",
            "opaque",
            "a.b",
            "a.!!.c",
            &token("[]"),
            &token("no json"),
        ] {
            assert_eq!(permissions(token), None, "{token}");
        }
    }

    #[test]
    fn permissions_are_those_of_a_user_if_there_are_scopes() {
        let permissions = |claims| token_permissions(&token(claims)).unwrap();
        let user = permissions(r#"{"scp":"Policy.Read.All"}"#);
        let names = BTreeSet::from(["Policy.Read.All".to_owned()]);
        assert_eq!(user, TokenPermissions::Delegated(names.clone()));
        assert!(user.has_any(&["Other", "Policy.Read.All"]) && !user.has_any(&["Other"]));
        let application = permissions(r#"{"roles":["Policy.Read.All"]}"#);
        assert_eq!(application, TokenPermissions::Application(names));
        let none = TokenPermissions::Application(BTreeSet::new());
        assert_eq!(permissions("{}"), none);
        assert_eq!(token_permissions("opaque"), None);
    }

    #[test]
    fn the_tenant_is_the_claim_tid() {
        let tenant = |claims| tenant_id(&token(claims));
        assert_eq!(tenant(r#"{"tid":"1111"}"#).as_deref(), Some("1111"));
        assert_eq!(tenant(r#"{"tid":1}"#), None);
        assert_eq!(tenant("{}"), None);
        assert_eq!(tenant_id("opaque"), None);
    }
}
