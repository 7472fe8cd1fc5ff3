//! Access tokens of the fake: made for an application or a user of a tenant, and recognised again.

use ring::hmac;
use serde_json::{Value, json};
use uuid::Uuid;

use super::jwt::{self, Jwt};

/// How long a token is good for. Entra ID takes something between 60 and 90 minutes.
pub(crate) const LIFETIME_SECONDS: i64 = 3_599;

/// Signs and verifies this fake's tokens. A real token for Microsoft Graph can't be verified by anybody but Graph
/// either, so a key that only this fake has is enough.
pub(crate) struct TokenSigner(hmac::Key);

/// What a token says about its bearer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Grant {
    pub(crate) tenant: Uuid,
    pub(crate) client_id: String,
    pub(crate) audience: String,
    /// Application permissions (`roles`), or delegated ones (`scp`).
    pub(crate) permissions: Permissions,
    pub(crate) not_before: i64,
    pub(crate) expires: i64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Permissions {
    Application(Vec<String>),
    Delegated(Vec<String>),
}

impl Permissions {
    pub(crate) fn names(&self) -> &[String] {
        match self {
            Self::Application(names) | Self::Delegated(names) => names,
        }
    }
}

impl TokenSigner {
    /// A key of its own for each fake: the tokens of one are no good at another.
    pub(crate) fn generate() -> Self {
        let secret = [Uuid::new_v4().into_bytes(), Uuid::new_v4().into_bytes()].concat();
        Self(hmac::Key::new(hmac::HMAC_SHA256, &secret))
    }

    pub(crate) fn sign(&self, grant: &Grant) -> String {
        let mut claims = json!({
            "aud": grant.audience,
            "iss": format!("https://sts.windows.net/{}/", grant.tenant),
            "iat": grant.not_before,
            "nbf": grant.not_before,
            "exp": grant.expires,
            "appid": grant.client_id,
            "tid": grant.tenant,
            "uti": Uuid::new_v4().simple().to_string(),
            "ver": "1.0",
        });
        match &grant.permissions {
            Permissions::Application(names) => {
                claims["idtyp"] = "app".into();
                claims["roles"] = names.as_slice().into();
            }
            Permissions::Delegated(names) => {
                claims["idtyp"] = "user".into();
                claims["scp"] = names.join(" ").into();
            }
        }
        let input = jwt::signing_input(&json!({ "typ": "JWT", "alg": "HS256" }), &claims);
        let signature = hmac::sign(&self.0, input.as_bytes());
        format!("{input}.{}", jwt::encode(signature.as_ref()))
    }

    /// What the token grants, if this fake made it; whether it is still good is for the caller to see.
    pub(crate) fn verify(&self, token: &Jwt<'_>) -> Option<Grant> {
        hmac::verify(&self.0, token.signed.as_bytes(), &token.signature).ok()?;
        let permissions = match (token.text("scp"), token.claims.get("roles")) {
            (Some(scopes), _) => {
                Permissions::Delegated(scopes.split(' ').map(str::to_owned).collect())
            }
            (None, Some(Value::Array(roles))) => Permissions::Application(
                roles
                    .iter()
                    .filter_map(Value::as_str)
                    .map(str::to_owned)
                    .collect(),
            ),
            _ => Permissions::Application(Vec::new()),
        };
        Some(Grant {
            tenant: token.text("tid")?.parse().ok()?,
            client_id: token.text("appid")?.to_owned(),
            audience: token.text("aud")?.to_owned(),
            permissions,
            not_before: token.seconds("nbf")?,
            expires: token.seconds("exp")?,
        })
    }
}
