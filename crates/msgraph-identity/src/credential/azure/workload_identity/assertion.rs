//! The token of the other issuer.

use std::error::Error;
use std::fmt;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;

use azure_core::error::ErrorKind;
use azure_core::http::ClientMethodOptions;
use azure_identity::ClientAssertion;
use msgraph_identity_core::{AuthenticationError, Secret};
use zeroize::Zeroizing;

use super::github_actions::GitHubActions;
use crate::credential::foreign::{ShownPath, Unshown, masked};

pub(super) type TokenFuture =
    Pin<Box<dyn Future<Output = Result<Secret, Box<dyn Error + Send + Sync>>> + Send>>;

/// The token of the other issuer, which is read when it is needed: issuers replace it within the hour.
#[derive(Clone)]
pub(super) enum Assertion {
    File(PathBuf),
    Text(Secret),
    Function(Arc<dyn Fn() -> TokenFuture + Send + Sync>),
    GitHubActions(Arc<GitHubActions>),
}

impl Assertion {
    async fn token(&self) -> Result<String, AuthenticationError> {
        match self {
            Self::File(path) => read(path).await,
            Self::Text(token) => accept(token.expose(), "the federated token"),
            Self::Function(function) => {
                let token = function().await.map_err(|error| {
                    match error.downcast::<AuthenticationError>() {
                        Ok(error) => *error,
                        Err(error) => {
                            let reason = masked(&error.to_string(), &[]);
                            let text = format!(
                                "the function of the workload identity returned no token: {reason}"
                            );
                            AuthenticationError::new(text).with_source(error)
                        }
                    }
                })?;
                accept(
                    token.expose(),
                    "the token from the function of the workload identity",
                )
            }
            Self::GitHubActions(github) => {
                let token = github.token().await?;
                accept(token.expose(), "the token from GitHub")
            }
        }
    }
}

#[async_trait::async_trait]
impl ClientAssertion for Assertion {
    async fn secret(&self, _: Option<ClientMethodOptions<'_>>) -> azure_core::Result<String> {
        let token = self.token().await;
        token.map_err(|error| azure_core::Error::new(ErrorKind::Other, error))
    }
}

impl fmt::Debug for Assertion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => f.debug_tuple("File").field(&ShownPath(path)).finish(),
            Self::Text(_) => f.write_str("Text"),
            Self::Function(_) => f.write_str("Function"),
            Self::GitHubActions(_) => f.write_str("GitHubActions"),
        }
    }
}

async fn read(path: &Path) -> Result<String, AuthenticationError> {
    let place = format!(
        "the token file {} of the workload identity",
        ShownPath(path)
    );
    let bytes = tokio::fs::read(path)
        .await
        .map(Zeroizing::new)
        .map_err(|error| {
            AuthenticationError::new(format!("{place} cannot be read: {error}")).with_source(error)
        })?;
    match std::str::from_utf8(&bytes) {
        Ok(text) => accept(text, &place),
        Err(_) => {
            let text = format!("{place} has no token, but {}", Unshown(&bytes));
            Err(AuthenticationError::new(text))
        }
    }
}

/// A token without the white space and the byte order mark around it.
fn accept(text: &str, place: &str) -> Result<String, AuthenticationError> {
    let token = text.trim_start_matches('\u{feff}').trim();
    if token.is_empty() {
        return Err(AuthenticationError::new(format!("{place} is empty")));
    }
    if token.contains(|c: char| c.is_whitespace() || c.is_control()) {
        let text = format!("{place} has no token, but {}", Unshown(token.as_bytes()));
        return Err(AuthenticationError::new(text));
    }
    Ok(token.to_owned())
}
