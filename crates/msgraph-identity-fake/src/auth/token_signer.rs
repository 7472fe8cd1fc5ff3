//! Signs and verifies the access tokens of a fake.

use std::sync::atomic::{AtomicU64, Ordering};

use ring::hmac;
use serde_json::{Value, json};
use uuid::Uuid;

use super::jwt::{self, Jwt};

/// Signs and verifies tokens with a key that only this fake has. Likewise, only Microsoft Graph can verify real tokens.
pub(crate) struct TokenSigner {
    key: hmac::Key,
    /// How often tokens were revoked.
    revocations: AtomicU64,
}

/// The content of a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Grant {
    pub(crate) tenant: Uuid,
    pub(crate) client_id: String,
    pub(crate) audience: String,
    pub(crate) permissions: Permissions,
    pub(crate) not_before: i64,
    pub(crate) expires: i64,
    /// Whether the client handles claims challenges (continuous access evaluation).
    pub(crate) continuous: bool,
}

/// What a token allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Permissions {
    /// Of an application: `roles`.
    Application(Vec<String>),
    /// Of a signed-in user: `scp`.
    Delegated(Vec<String>),
}

/// The capability of a client that handles claims challenges, in requests for tokens and in the tokens.
pub(super) const CONTINUOUS: &str = "cp1";

/// A claim of the fake, because times in seconds are too coarse to tell which token came first.
const REVOCATIONS: &str = "fake_revocations";

impl Permissions {
    pub(crate) fn names(&self) -> &[String] {
        match self {
            Self::Application(names) | Self::Delegated(names) => names,
        }
    }
}

impl TokenSigner {
    /// Makes a new key, so that another fake does not accept the tokens.
    pub(crate) fn generate() -> Self {
        let secret = [Uuid::new_v4().into_bytes(), Uuid::new_v4().into_bytes()].concat();
        Self {
            key: hmac::Key::new(hmac::HMAC_SHA256, &secret),
            revocations: AtomicU64::new(0),
        }
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
            REVOCATIONS: self.revocations.load(Ordering::SeqCst),
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
        if grant.continuous {
            claims["xms_cc"] = json!([CONTINUOUS]);
        }
        let input = jwt::signing_input(&json!({ "typ": "JWT", "alg": "HS256" }), &claims);
        let signature = hmac::sign(&self.key, input.as_bytes());
        format!("{input}.{}", jwt::encode(signature.as_ref()))
    }

    /// The grant of a token, if this fake has signed it. The caller checks its lifetime.
    pub(crate) fn verify(&self, token: &Jwt<'_>) -> Option<Grant> {
        hmac::verify(&self.key, token.signed.as_bytes(), &token.signature).ok()?;
        let permissions = match token.text("scp") {
            Some(scopes) => Permissions::Delegated(scopes.split(' ').map(str::to_owned).collect()),
            None => Permissions::Application(texts(token.claims.get("roles"))),
        };
        Some(Grant {
            tenant: token.text("tid")?.parse().ok()?,
            client_id: token.text("appid")?.to_owned(),
            audience: token.text("aud")?.to_owned(),
            permissions,
            not_before: token.seconds("nbf")?,
            expires: token.seconds("exp")?,
            continuous: texts(token.claims.get("xms_cc"))
                .iter()
                .any(|it| it == CONTINUOUS),
        })
    }

    /// Revokes all tokens signed so far.
    pub(crate) fn revoke(&self) {
        self.revocations.fetch_add(1, Ordering::SeqCst);
    }

    pub(crate) fn is_revoked(&self, token: &Jwt<'_>) -> bool {
        let now = self.revocations.load(Ordering::SeqCst);
        token.claims.get(REVOCATIONS).and_then(Value::as_u64) != Some(now)
    }
}

fn texts(value: Option<&Value>) -> Vec<String> {
    let items = value.and_then(Value::as_array).into_iter().flatten();
    items
        .filter_map(|item| item.as_str().map(str::to_owned))
        .collect()
}
