//! The claims of a challenge, on their way to the token endpoint. The credentials of azure_identity have no option for them, but pass the
//! context of a request to the policies of its pipeline.

use std::sync::Arc;

use azure_core::credentials::TokenRequestOptions;
use azure_core::http::policies::{Policy, PolicyResult};
use azure_core::http::{Body, ClientMethodOptions, Context, Request};
use reqwest::Url;

struct Claims(String);

/// Options that have these claims in their context.
pub(super) fn options_with(claims: &str) -> TokenRequestOptions<'static> {
    TokenRequestOptions {
        method_options: ClientMethodOptions {
            context: Context::new().with_value(Claims(claims.to_owned())),
        },
    }
}

/// Adds the parameter `claims` to the form of a token request.
#[derive(Debug)]
pub(super) struct AddClaims;

#[expect(
    elided_lifetimes_in_paths,
    reason = "async-trait needs the signature as the trait has it"
)]
#[async_trait::async_trait]
impl Policy for AddClaims {
    async fn send(
        &self,
        context: &Context,
        request: &mut Request,
        next: &[Arc<dyn Policy>],
    ) -> PolicyResult {
        if let Some(Claims(claims)) = context.value()
            && let Body::Bytes(form) = request.body()
            && let Ok(url) = Url::parse_with_params("form:", [("claims", claims)])
        {
            let claims = url.query().unwrap_or_default();
            let form = [form, claims.as_bytes()].join(&b'&');
            request.set_body(form);
        }
        next[0].send(context, request, &next[1..]).await
    }
}
