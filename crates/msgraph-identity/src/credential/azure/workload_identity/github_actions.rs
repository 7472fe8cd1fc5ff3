//! Tokens that GitHub issues to workflows.

use msgraph_identity_core::{AuthenticationError, Secret};
use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderValue};
use reqwest::{Method, Url};

use crate::Error;
use crate::credential::CredentialContext;
use crate::credential::azure::application::unusable;
use crate::credential::azure::environment::{
    ACTIONS_ID_TOKEN_REQUEST_TOKEN, ACTIONS_ID_TOKEN_REQUEST_URL, Environment,
};
use crate::credential::azure::token_endpoint::{Kind, TokenEndpoint};

/// The issuer of a workflow's tokens, as the variables of the workflow name it.
pub(super) struct GitHubActions {
    endpoint: TokenEndpoint,
    request: reqwest::Request,
}

impl GitHubActions {
    pub(super) fn in_environment(
        environment: &Environment,
        context: &CredentialContext<'_>,
    ) -> Result<Self, Error> {
        const NEEDED_FOR: &str =
            "the token from GitHub (give the job the permission id-token: write)";
        let required = |name| environment.required(name, NEEDED_FOR);
        let url = Url::parse(&required(ACTIONS_ID_TOKEN_REQUEST_URL)?).ok();
        let url = url.filter(|url| url.scheme() == "https" && url.has_host());
        let Some(mut url) = url else {
            return Err(unusable(format!(
                "the variable {ACTIONS_ID_TOKEN_REQUEST_URL} is not an https URL; GitHub sets it, so leave it as it is"
            )));
        };
        url.query_pairs_mut()
            .append_pair("audience", audience(context.login_host()));
        let authorization = format!("Bearer {}", required(ACTIONS_ID_TOKEN_REQUEST_TOKEN)?);
        let mut authorization = HeaderValue::from_str(&authorization).map_err(|_| {
            unusable(format!(
                "the variable {ACTIONS_ID_TOKEN_REQUEST_TOKEN} cannot be sent in a header"
            ))
        })?;
        authorization.set_sensitive(true);
        let mut request = reqwest::Request::new(Method::GET, url);
        let json = HeaderValue::from_static("application/json; api-version=2.0");
        request.headers_mut().insert(ACCEPT, json);
        request.headers_mut().insert(AUTHORIZATION, authorization);
        Ok(Self {
            endpoint: TokenEndpoint::new(Kind::GitHub, context.http_client(), context),
            request,
        })
    }

    pub(super) async fn token(&self) -> Result<Secret, AuthenticationError> {
        self.endpoint
            .ask(&self.request, |answer| answer.secret("value"))
            .await
    }
}

/// The audience that Microsoft recommends for the tokens of other issuers in this cloud.
fn audience(login_host: Option<&str>) -> &'static str {
    match login_host {
        Some("https://login.microsoftonline.us") => "api://AzureADTokenExchangeUSGov",
        Some(host) if host.contains("chinacloudapi.cn") || host.ends_with("microsoftonline.cn") => {
            "api://AzureADTokenExchangeChina"
        }
        _ => "api://AzureADTokenExchange",
    }
}
