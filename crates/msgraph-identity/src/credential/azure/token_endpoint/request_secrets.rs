//! The secrets of a token request, which an endpoint may send back in its error.

use msgraph_identity_core::Secret;
use reqwest::Url;
use reqwest::header::AUTHORIZATION;
use zeroize::Zeroizing;

use crate::credential::foreign::masked;

/// The values of a request that no error may show.
pub(super) struct RequestSecrets(Vec<Secret>);

impl RequestSecrets {
    pub(super) fn of(request: &reqwest::Request) -> Self {
        let mut secrets = Vec::new();
        let mut add = |secret: &str| secrets.push(Secret::from(secret));
        for (name, scheme) in [
            (AUTHORIZATION.as_str(), "Bearer "),
            ("x-identity-header", ""),
        ] {
            let value = request
                .headers()
                .get(name)
                .and_then(|value| value.to_str().ok());
            let value = value.unwrap_or_default();
            add(value.strip_prefix(scheme).unwrap_or(value));
        }
        let body = request.body().and_then(|body| body.as_bytes());
        let body = body
            .and_then(|body| std::str::from_utf8(body).ok())
            .unwrap_or_default();
        for pair in body.split('&') {
            let (name, encoded) = pair.split_once('=').unwrap_or_default();
            if ["client_secret", "client_assertion"].contains(&name) {
                add(encoded);
                add(&decode(encoded));
            }
        }
        // The longest first: what is left of a longer one is not shown either.
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.expose().len()));
        Self(secrets)
    }

    /// A text of the endpoint without these secrets, and without what looks like others.
    pub(super) fn mask(&self, text: &str) -> String {
        masked(text.trim(), &self.0)
    }
}

/// The value of a form, decoded.
fn decode(encoded: &str) -> Zeroizing<String> {
    let url = Url::parse(&format!("form:?value={encoded}")).ok();
    let value = url.as_ref().and_then(|url| url.query_pairs().next());
    Zeroizing::new(
        value
            .map(|(_, value)| value.into_owned())
            .unwrap_or_default(),
    )
}
