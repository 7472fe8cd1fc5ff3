//! Credentials of the Azure SDK that the caller brings.

use std::sync::{Arc, Mutex};

use azure_core::credentials::{AccessToken, TokenRequestOptions};
use azure_core::error::ErrorKind;
use azure_core::time::{Duration, OffsetDateTime};
use msgraph_identity::credential::{TokenCredential, token_credential};
use msgraph_identity_fake::{Fault, Operation};

use crate::credentials::fake::{client, list, list_with, start};

#[derive(Debug)]
struct Own {
    token: azure_core::Result<AccessToken>,
    asked: Mutex<Vec<String>>,
}

impl Own {
    fn new(token: azure_core::Result<AccessToken>) -> Arc<Self> {
        let asked = Mutex::default();
        Arc::new(Self { token, asked })
    }
}

#[async_trait::async_trait]
impl TokenCredential for Own {
    async fn get_token(
        &self,
        scopes: &[&str],
        _: Option<TokenRequestOptions<'_>>,
    ) -> azure_core::Result<AccessToken> {
        let scopes = scopes.iter().map(|scope| (*scope).to_owned());
        self.asked.lock().unwrap().extend(scopes);
        match &self.token {
            Ok(token) => Ok(token.clone()),
            Err(error) => Err(azure_core::Error::with_message(
                error.kind().clone(),
                error.to_string(),
            )),
        }
    }
}

#[tokio::test]
async fn it_is_asked_for_the_scope_of_the_cloud() {
    let fake = start().await;
    let end = OffsetDateTime::now_utc() + Duration::HOUR;
    let own = Own::new(Ok(AccessToken::new(fake.token(), end)));
    list_with(&fake, token_credential(own.clone()))
        .await
        .unwrap();
    assert_eq!(
        *own.asked.lock().unwrap(),
        [format!("{}/.default", fake.https_url())]
    );
}

/// As those of azure_identity do until five minutes before the end of a token.
#[tokio::test]
async fn a_credential_that_returns_a_rejected_token_again_is_not_believed() {
    let fake = start().await;
    let end = OffsetDateTime::now_utc() + Duration::HOUR;
    let own = Own::new(Ok(AccessToken::new(fake.token(), end)));
    let graph = client(&fake, token_credential(own.clone()));
    let rejected = Fault::error(401, "InvalidAuthenticationToken");
    fake.inject(rejected.on(Operation::ListApiConnectors))
        .unwrap();
    let error = list(&graph).await.unwrap_err();
    assert!(error.is_unauthorized(), "{error}");
    assert_eq!(fake.request_count(), 1);
    list(&graph).await.unwrap();
    assert_eq!(own.asked.lock().unwrap().len(), 2);
}

#[tokio::test]
async fn ends_out_of_range_are_no_panic() {
    let fake = start().await;
    for year in [-9999, 1969, 9999] {
        let end = OffsetDateTime::now_utc().replace_year(year).unwrap();
        let own = Own::new(Ok(AccessToken::new(fake.token(), end)));
        list_with(&fake, token_credential(own)).await.unwrap();
    }
}

#[tokio::test]
async fn its_errors_are_told_apart_and_kept() {
    let fake = start().await;
    let refused = ErrorKind::HttpResponse {
        status: azure_core::http::StatusCode::Unauthorized,
        error_code: Some("7000215,90002".to_owned()),
        raw_response: None,
    };
    for (kind, code, status, is_transient) in [
        (refused, Some("AADSTS7000215"), Some(401), false),
        (ErrorKind::Connection, None, None, true),
        (ErrorKind::Io, None, None, true),
        (ErrorKind::Credential, None, None, false),
    ] {
        let own = Own::new(Err(azure_core::Error::with_message(kind, "no\r\ntoken")));
        let error = list_with(&fake, token_credential(own)).await.unwrap_err();
        assert!(error.is_authentication());
        let text = error.to_string();
        assert!(
            text.ends_with("the credential returned no access token: no token")
                || text.contains("no token ("),
            "{text}"
        );
        assert_eq!(error.code(), code);
        assert_eq!(error.status().map(|status| status.as_u16()), status);
        assert_eq!(error.is_transient(), is_transient);
        let cause = error.credential_error().unwrap().source().unwrap();
        assert!(cause.is::<azure_core::Error>());
    }
    assert_eq!(fake.request_count(), 0);
}
