//! Credentials of the Azure SDK, as providers of tokens.

use std::error::Error as StdError;
use std::fmt;
use std::iter;
use std::sync::Arc;
use std::time::Duration;

use azure_core::error::ErrorKind;
use azure_core::time::OffsetDateTime;
use http::StatusCode;
use msgraph_identity_core::{
    AccessToken, AccessTokenFuture, AccessTokenProvider, AuthenticationError, Clock, TokenRequest,
};

pub use azure_core::credentials::TokenCredential;

use super::claims;
use super::{Credential, CredentialContext, CredentialKind, Provided};
use crate::credential::foreign::{is_code, masked};
use crate::error::Configuration;
use crate::transient::is_transient_status;

/// Any credential of the Azure SDK: one of azure_identity, or your own.
///
/// It is asked for a token for the cloud's scope, and uses its own HTTP client, retries, authority and variables. Until five minutes
/// before its end, the credentials of azure_identity return a token from their own cache, even if Microsoft Graph has rejected it. The
/// other functions of this module do not. The claims of a challenge are not passed on: the Azure SDK for Rust has no option for them.
/// Those of an application, such as [`client_secret`](super::client_secret), pass them on.
///
/// # Errors
///
/// The error of a call has the credential's text, without what looks like a secret.
///
/// ```
/// use std::sync::Arc;
/// use msgraph_identity::{Graph, credential::{self, TokenCredential}};
///
/// # fn graph(mine: Arc<dyn TokenCredential>) -> Result<Graph, msgraph_identity::Error> {
/// Graph::builder(credential::token_credential(mine)).build()
/// # }
/// ```
pub fn token_credential(credential: Arc<dyn TokenCredential>) -> Credential {
    Credential::new(Foreign(credential))
}

impl From<Arc<dyn TokenCredential>> for Credential {
    fn from(credential: Arc<dyn TokenCredential>) -> Self {
        token_credential(credential)
    }
}

struct Foreign(Arc<dyn TokenCredential>);

impl CredentialKind for Foreign {
    fn provider(&self, context: &CredentialContext<'_>) -> Provided {
        let credential = self.0.clone();
        provider(context, "token_credential", move || Ok(credential.clone()))
    }
}

impl fmt::Debug for Foreign {
    // The type of another crate may show anything.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenCredential")
    }
}

/// A provider that makes the credential anew for each token. Those of azure_identity keep tokens, and have no way to tell them that
/// one was rejected.
pub(super) fn provider<F>(
    context: &CredentialContext<'_>,
    kind: &'static str,
    make_credential: F,
) -> Provided
where
    F: Fn() -> azure_core::Result<Arc<dyn TokenCredential>> + Send + Sync + 'static,
{
    // An error of the credential is one of the client that is built.
    make_credential().map_err(|error| {
        let error = authentication_error(error);
        let text = format!("the credential cannot be used: {error}");
        Configuration::Credential(text.into(), Some(error.into()))
    })?;
    Ok(Arc::new(Provider {
        kind,
        make_credential,
        scope: context.scope().to_owned(),
        clock: context.clock().clone(),
    }))
}

struct Provider<F> {
    kind: &'static str,
    make_credential: F,
    scope: String,
    clock: Arc<dyn Clock>,
}

impl<F> AccessTokenProvider for Provider<F>
where
    F: Fn() -> azure_core::Result<Arc<dyn TokenCredential>> + Send + Sync,
{
    fn access_token(&self, request: TokenRequest) -> AccessTokenFuture<'_> {
        Box::pin(async move {
            let options = request.claims().map(claims::options_with);
            let token = async {
                let credential = (self.make_credential)()?;
                credential.get_token(&[&self.scope], options).await
            };
            let token = token.await.map_err(authentication_error)?;
            // The credential counts by the clock of the machine.
            let life = token.expires_on - OffsetDateTime::now_utc();
            let life = Duration::try_from(life).unwrap_or_default();
            let end = self.clock.system_time().checked_add(life);
            let token = AccessToken::new(token.token.secret());
            Ok(match end {
                Some(end) => token.expires_on(end),
                None => token,
            })
        })
    }

    fn kind(&self) -> &str {
        self.kind
    }
}

/// The error of our own endpoint, which azure_identity has wrapped, or else one that azure_identity made.
fn authentication_error(error: azure_core::Error) -> AuthenticationError {
    let first: &(dyn StdError + 'static) = &error;
    let causes = || iter::successors(Some(first), |cause| (*cause).source());
    if let Some(own) = causes().find_map(|cause| cause.downcast_ref::<AuthenticationError>()) {
        return own.clone();
    }
    let text = masked(&error.to_string(), &[]);
    let mut described = AuthenticationError::new(text.clone());
    for kind in causes().filter_map(|cause| Some(cause.downcast_ref::<azure_core::Error>()?.kind()))
    {
        match kind {
            ErrorKind::HttpResponse {
                status, error_code, ..
            } => {
                if let Ok(status) = StatusCode::from_u16((*status).into()) {
                    described = described.with_status(status);
                    if is_transient_status(status) {
                        described = described.transient();
                    }
                }
                let code = error_code.as_deref().map(code_of_entra);
                if let Some(code) = code.filter(|code| is_code(code)) {
                    described = described.with_code(code);
                }
                break;
            }
            ErrorKind::Connection | ErrorKind::Io => described = described.transient(),
            _ => {}
        }
    }
    // Not the error itself: its `Debug` has the response and the output of programs.
    described.with_source(azure_core::Error::with_message(
        without_response(error.kind()),
        text,
    ))
}

fn without_response(kind: &ErrorKind) -> ErrorKind {
    match kind {
        ErrorKind::HttpResponse {
            status, error_code, ..
        } => ErrorKind::HttpResponse {
            status: *status,
            error_code: error_code
                .clone()
                .filter(|code| is_code(&code_of_entra(code))),
            raw_response: None,
        },
        other => other.clone(),
    }
}

/// azure_identity returns the numbers alone. The first one counts.
fn code_of_entra(code: &str) -> String {
    let first = code.split(',').next().unwrap_or_default();
    if !first.is_empty() && first.bytes().all(|byte| byte.is_ascii_digit()) {
        format!("AADSTS{first}")
    } else {
        code.to_owned()
    }
}
