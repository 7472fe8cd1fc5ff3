//! What the login says, read through to the error of a call.

use msgraph_identity::Error;
use msgraph_identity::credential::{Credential, client_secret};
use msgraph_identity::generated::core::AuthenticationError;
use msgraph_identity_fake::{CutPoint, FakeServer, Fault, FaultKind, Operation};
use serde_json::json;

use crate::credentials::fake::{
    CLIENT_ID, SECRET, TENANT, builder, list, list_with, start, token_requests,
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
        assert!(text.contains(part), "{text}");
    }
    assert!(!text.contains(char::is_control), "{text:?}");
    assert!(!format!("{error:?}").contains("wr0ng"), "{error:?}");

    assert!(error.is_authentication() && !error.is_transient());
    assert!(!error.is_unauthorized(), "Microsoft Graph was not asked");
    assert_eq!(error.status().unwrap().as_u16(), 401);
    assert_eq!(error.code(), Some("AADSTS7000215"));
    assert!(error.message().unwrap().contains(" Trace ID: "));
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
    assert!(
        error.to_string().contains("'fabrikam.example' not found"),
        "{error}"
    );

    let error = list_with(&fake, client_secret(TENANT, "tool", SECRET))
        .await
        .unwrap_err();
    assert_eq!(error.code(), Some("AADSTS700016"));
    assert_eq!(error.status().unwrap().as_u16(), 400);
    assert!(!error.is_bad_request(), "Microsoft Graph was not asked");
}

#[tokio::test]
async fn quotes_and_line_breaks_lose_nothing() {
    let fake = start().await;
    let description =
        "AADSTS7000222: The keys for app \"tool\" are expired.\r\nTrace ID: \u{1b}[31m1\r\n";
    let body = json!({ "error": "invalid_client", "error_description": description, "error_codes": [7_000_222] });
    let fault = Fault::answer(401).header("content-type", "application/json");
    let error = list_with_fault(&fake, fault.body(body.to_string())).await;
    assert_eq!(error.code(), Some("AADSTS7000222"));
    let text = error.to_string();
    assert!(
        text.contains("app \"tool\" are expired. Trace ID:  [31m1 (401"),
        "{text}"
    );
    assert!(!text.contains(char::is_control), "{text:?}");
}

#[tokio::test]
async fn the_page_of_a_proxy_says_so() {
    let fake = start().await;
    let fault = Fault::answer(403)
        .header("content-type", "text/html")
        .body("<html>c4nary</html>");
    let error = list_with_fault(&fake, fault).await;
    assert_eq!(
        (error.status().unwrap().as_u16(), error.code()),
        (403, None)
    );
    let text = error.to_string();
    assert!(
        text.contains("answered 403 Forbidden with text/html"),
        "{text}"
    );
    assert!(!text.contains("c4nary"), "{text}");
    assert!(!error.is_permission_denied() && error.required_permission().is_none());
}

#[tokio::test]
async fn a_success_without_a_token_is_no_token() {
    let fake = start().await;
    let fault = Fault::answer(200)
        .header("content-type", "application/json")
        .body("{}");
    let error = list_with_fault(&fake, fault).await;
    assert!(error.is_authentication());
    assert!(
        error
            .to_string()
            .contains("answered 200 OK without a token"),
        "{error}"
    );
    assert!(fake.requests_for(Operation::ListApiConnectors).is_empty());
}

#[tokio::test]
async fn a_redirect_gets_no_secret() {
    let fake = start().await;
    let elsewhere = format!("{}/elsewhere", fake.https_url());
    let error = list_with_fault(&fake, Fault::redirect(307, &elsewhere)).await;
    assert!(
        error
            .to_string()
            .contains("answered 307 Temporary Redirect"),
        "{error}"
    );
    assert_eq!(fake.request_count(), 1);
}

#[tokio::test]
async fn what_passes_is_waited_for() {
    let fake = start().await;
    fake.inject(Fault::answer(503).on(Operation::RequestToken))
        .unwrap();
    let throttled = Fault::answer(429).header("retry-after", "0");
    fake.inject(throttled.on(Operation::RequestToken)).unwrap();
    fake.inject(Fault::lost_answer().on(Operation::RequestToken))
        .unwrap();
    list_with(&fake, credential()).await.unwrap();
    assert_eq!(token_requests(&fake).len(), 4);
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
async fn a_body_without_end_is_not_read() {
    let fake = start().await;
    let huge = Fault::answer(200).header("content-type", "application/json");
    let huge = huge.body(format!("{{\"access_token\":\"{}\"}}", "a".repeat(2 << 20)));
    let error = list_with_fault(&fake, huge).await;
    assert!(
        error.to_string().contains("larger than what is accepted"),
        "{error}"
    );

    let cut = FaultKind::Cut {
        at: CutPoint::InBody,
        effect: true,
    };
    let error = list_with_fault(&fake, Fault::new(cut).always()).await;
    assert!(error.to_string().contains("broke off"), "{error}");
    assert!(error.is_transient());
}

#[tokio::test]
async fn no_connection_names_the_host() {
    let fake = start().await;
    let graph = builder(&fake, credential()).build().unwrap();
    let host = format!("localhost:{}", fake.address().port());
    fake.stop().await;
    let error = list(&graph).await.unwrap_err();
    assert!(error.is_authentication() && error.is_transient());
    assert!(
        error
            .to_string()
            .contains(&format!("{host}: no connection")),
        "{error}"
    );
    let cause = std::error::Error::source(&error).expect("the cause is kept");
    assert!(!format!("{cause:?}").contains(SECRET));
}

#[tokio::test]
async fn short_lives_are_asked_for_anew_without_a_loop() {
    let fake = start().await;
    let token = fake.token();
    let answer = json!({ "token_type": "Bearer", "expires_in": 0, "access_token": token });
    let fault = Fault::answer(200).header("content-type", "application/json");
    let fault = fault
        .body(answer.to_string())
        .on(Operation::RequestToken)
        .always();
    fake.inject(fault).unwrap();
    let graph = builder(&fake, credential()).build().unwrap();
    for asked in 1..=3 {
        list(&graph).await.unwrap();
        assert_eq!(token_requests(&fake).len(), asked);
    }
}
