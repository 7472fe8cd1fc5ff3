//! What the login says, read through to the error of a call.

use msgraph_identity::Error;
use msgraph_identity::credential::{Credential, client_secret};
use msgraph_identity::generated::core::AuthenticationError;
use msgraph_identity_fake::{CutPoint, FakeServer, Fault, FaultKind, Operation};
use msgraph_identity_tests::text::{assert_hides, assert_says};

use crate::credentials::fake::{
    CLIENT_ID, SECRET, TENANT, client, list, list_with, start, token_requests,
};

fn credential() -> Credential {
    client_secret(TENANT, CLIENT_ID, SECRET)
}

async fn list_with_fault(fake: &FakeServer, fault: Fault) -> Error {
    fake.inject(fault.on(Operation::RequestToken)).unwrap();
    let outcome = list_with(fake, credential()).await;
    fake.clear_faults();
    outcome.unwrap_err()
}

#[tokio::test]
async fn a_wrong_secret_is_one_line_with_the_code_of_entra() {
    let fake = start().await;
    let wrong = client_secret(TENANT, CLIENT_ID, "wr0ng-s3cret");
    let error = list_with(&fake, wrong).await.unwrap_err();
    let text = error.to_string();
    let start = "GET /v1.0/identity/apiConnectors: the credential returned no access token: AADSTS7000215: Invalid client secret provided.";
    assert!(text.starts_with(start), "{text}");
    for part in [
        "Trace ID: ",
        "Correlation ID: ",
        "(401 Unauthorized, invalid_client)",
    ] {
        assert_says(&text, part);
    }
    assert!(!text.contains(char::is_control), "{text:?}");
    assert_hides(&error, "wr0ng");

    assert!(error.is_authentication() && !error.is_transient());
    assert!(!error.is_unauthorized(), "Microsoft Graph was not asked");
    assert_eq!(error.status().unwrap().as_u16(), 401);
    assert_eq!(error.code(), Some("AADSTS7000215"));
    assert_says(error.message().unwrap(), " Trace ID: ");
    assert_eq!(error.attempts(), 0);
    assert!(error.required_permission().is_none());
    let said = error.credential_error().unwrap();
    assert!(said.is::<AuthenticationError>());
    assert_eq!(token_requests(&fake).len(), 1);
}

#[tokio::test]
async fn an_unknown_tenant_and_an_unknown_application() {
    let fake = start().await;
    let tenant = client_secret("fabrikam.example", CLIENT_ID, SECRET);
    let error = list_with(&fake, tenant).await.unwrap_err();
    assert_eq!(error.code(), Some("AADSTS90002"));
    assert_says(&error, "'fabrikam.example' not found");

    let error = list_with(&fake, client_secret(TENANT, "tool", SECRET))
        .await
        .unwrap_err();
    assert_eq!(error.code(), Some("AADSTS700016"));
    assert_eq!(error.status().unwrap().as_u16(), 400);
    assert!(!error.is_bad_request(), "Microsoft Graph was not asked");
}

#[tokio::test]
async fn what_does_not_pass_is_an_error_that_may_pass_later() {
    let fake = start().await;
    let error = list_with_fault(&fake, Fault::answer(503).always()).await;
    assert_eq!(error.status().unwrap().as_u16(), 503);
    assert!(error.is_transient() && error.is_authentication());
    assert_eq!(token_requests(&fake).len(), 4);

    fake.clear_requests();
    let long = Fault::answer(429).header("retry-after", "90");
    let error = list_with_fault(&fake, long).await;
    assert_eq!(error.retry_after().unwrap().as_secs(), 90);
    assert!(error.is_transient());
    assert_eq!(token_requests(&fake).len(), 1);
}

#[tokio::test]
async fn a_response_without_a_token_is_an_error_that_says_what_came() {
    let fake = start().await;
    let json = |status| Fault::answer(status).header("content-type", "application/json");
    let page = Fault::answer(403).header("content-type", "text/html");
    let elsewhere = format!("{}/elsewhere", fake.https_url());
    let huge = format!("{{\"access_token\":\"{}\"}}", "a".repeat(2 << 20));
    let cut = FaultKind::Cut {
        at: CutPoint::InBody,
        effect: true,
    };
    for (fault, status, text) in [
        (
            page.body("<html>c4nary</html>"),
            Some(403),
            "answered 403 Forbidden with text/html",
        ),
        (
            json(200).body("{}"),
            Some(200),
            "answered 200 OK without a token",
        ),
        (
            Fault::redirect(307, &elsewhere),
            Some(307),
            "answered 307 Temporary Redirect",
        ),
        (json(200).body(huge), None, "larger than what is accepted"),
        (Fault::new(cut).always(), None, "broke off"),
    ] {
        let error = list_with_fault(&fake, fault).await;
        assert_eq!(
            (error.status().map(|status| status.as_u16()), error.code()),
            (status, None)
        );
        assert_says(&error, text);
        assert_hides(&error, "c4nary");
        assert!(error.is_authentication() && !error.is_permission_denied());
        assert!(error.required_permission().is_none());
        assert_eq!(error.is_transient(), text == "broke off");
    }
    assert_eq!(fake.request_count(), token_requests(&fake).len() as u64);
}

#[tokio::test]
async fn no_connection_names_the_host() {
    let fake = start().await;
    let graph = client(&fake, credential());
    let host = format!("localhost:{}", fake.address().port());
    fake.stop().await;
    let error = list(&graph).await.unwrap_err();
    assert!(error.is_authentication() && error.is_transient());
    assert_says(&error, &format!("{host}: no connection"));
    let cause = std::error::Error::source(&error).expect("the cause is kept");
    assert_hides(format!("{cause:?}"), SECRET);
}
