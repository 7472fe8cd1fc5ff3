//! Errors with text that this crate did not write: of the service, of a proxy, of a credential.

use std::error::Error as StdError;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use msgraph_identity::credential::{self, Credential};
use msgraph_identity::generated::core::{AccessTokenFuture, AccessTokenProvider, TokenRequest};
use msgraph_identity::{ApiConnectors, Error};
use msgraph_identity_tests::double::{Double, Step, json};
use serde_json::json;

use crate::faults::scripted::{self, answer, id, page};

async fn get(step: Step) -> Error {
    scripted::get(step).await.unwrap_err()
}

/// Characters that end a line, control a terminal, change the direction of text or cannot be seen.
const HOSTILE: &str = "\0\u{7}\t\n\r\u{1b}\u{7f}\u{85}\u{9b}\u{ad}\u{61c}\u{200b}\u{200e}\u{200f}\u{2028}\u{2029}\u{202e}\
     \u{2066}\u{2069}\u{feff}\u{fff9}\u{e0041}";

fn hostile() -> String {
    let text: String = HOSTILE.chars().flat_map(|c| ['x', c]).collect();
    format!("begin {text} {}end", "y".repeat(100_000))
}

fn assert_clean(error: &Error) {
    assert_not_hostile(error);
    assert!(error.to_string().contains("begin x"), "{error}");
}

fn assert_not_hostile(error: &Error) {
    let mut texts = vec![format!("{error}"), format!("{error:?}")];
    texts.extend(format!("{error:#?}").lines().map(str::to_owned));
    for text in &texts {
        let found = text.chars().find(|c| HOSTILE.contains(*c));
        assert_eq!(found, None, "{text:?}");
        assert!(text.chars().count() < 6_000, "{}", text.len());
    }
}

struct Failing;

impl AccessTokenProvider for Failing {
    fn access_token(&self, _: TokenRequest) -> AccessTokenFuture<'_> {
        Box::pin(async { Err(hostile().into()) })
    }
}

fn connectors(credential: Credential, transport: Arc<Double>) -> ApiConnectors {
    let graph = scripted::builder_with(credential, transport).build();
    graph.unwrap().v1().api_connectors()
}

#[tokio::test]
async fn foreign_text_is_one_clean_line_of_limited_length() {
    let bad = hostile();
    let detail = json!({ "code": bad, "message": bad, "target": bad });
    for body in [
        json!({ "error": { "code": bad } }),
        json!({ "error": { "code": "X", "message": bad } }),
        json!({ "error": { "code": "X", "innerError": { "code": bad } } }),
        json!({ "error": { "code": "X", "innerError": { "message": bad } } }),
        json!({ "error": { "code": "X", "innerError": { "request-id": bad } } }),
        json!({ "error": { "code": "X", "details": [detail] } }),
        json!({ "error": { "code": "X", "details": vec![json!({ "message": bad }); 50] } }),
        json!({ "odata.error": { "code": "X", "message": { "value": bad } } }),
        json!({ "error": { "code": bad, "message": bad, "details": [detail],
            "innerError": { "code": bad, "request-id": bad, "client-request-id": bad, "date": bad } } }),
    ] {
        assert_clean(&get(json(400, &body)).await);
    }

    // The path in a document.
    let name = serde_json::to_string(&bad).unwrap();
    for body in [
        format!(r#"{{"id":"a",{name}:{{{name}:1e999}}}}"#),
        format!(r#"{{"authenticationConfiguration":{{{name}:1e999}}}}"#),
    ] {
        let error = get(Step::Answer(200, Vec::new(), body.into())).await;
        assert!(error.is_unexpected_content(), "{error}");
        assert_not_hostile(&error);
    }

    // The content type of a page: no control characters are possible in it.
    let text = "x".repeat(100_000);
    let headers = vec![("content-type", format!("text/html; a={text}"))];
    let error = get(Step::Answer(200, headers, "<html>".into())).await;
    assert!(error.to_string().len() < 2_000);

    let failing = Credential::from_provider(Arc::new(Failing));
    let list = connectors(failing, Double::new([])).list();
    let error = list.all().await.unwrap_err();
    assert!(error.is_authentication());
    assert_clean(&error);
}

#[tokio::test]
async fn the_roles_of_a_token_are_foreign_text_too() {
    let claims = json!({ "roles": [hostile()] }).to_string();
    let token = format!(
        "eyJhbGciOiJub25lIn0.{}.c2ln",
        URL_SAFE_NO_PAD.encode(claims)
    );
    let refusal = json(403, &json!({ "error": { "code": "AADB2C" } }));
    let connectors = connectors(credential::static_token(token), Double::new([refusal]));
    let error = connectors.connector(&id()).get().await.unwrap_err();
    assert_clean(&error);
}

const TOKEN: &str = "t0k3n/of+the~proxy-test.s1gnature==";

/// A proxy may echo the headers of a request.
#[tokio::test]
async fn the_access_token_is_masked_in_foreign_text() {
    let echo = format!("Authorization: Bearer {TOKEN}");
    let many = format!("{}{TOKEN}", "x".repeat(990));
    let bodies = [
        format!("<html><pre>{echo}</pre></html>"),
        format!("{}{echo}", " ".repeat(500)),
        json!({ "error": { "code": TOKEN, "message": echo, "target": TOKEN } }).to_string(),
        json!({ "error": { "message": many } }).to_string(),
        json!({ "error": { "code": "X", "details": [{ "code": TOKEN, "message": echo, "target": echo }] } }).to_string(),
        json!({ "error": { "code": "X", "innerError": { "code": TOKEN, "message": echo, "request-id": TOKEN,
            "client-request-id": TOKEN, "date": TOKEN, "innerError": { "code": echo } } } })
        .to_string(),
        json!({ "error": { "message": echo } }).to_string().replace('/', "\\/"),
        json!({ "odata.error": { "code": "X", "message": { "value": echo } } }).to_string(),
    ];
    for status in [200, 302, 400, 401, 403, 503] {
        for body in &bodies {
            let headers = vec![
                ("content-type", format!("text/plain; echo={TOKEN}")),
                ("request-id", TOKEN.to_owned()),
                ("retry-after", "999".to_owned()),
            ];
            let step = Step::Answer(status, headers, body.clone().into());
            let transport = Double::new([step]);
            let connectors = connectors(credential::static_token(TOKEN), transport);
            let error = connectors.connector(&id()).get().await.unwrap_err();
            assert_masked(&error, status);
        }
    }

    let link = format!("https://graph.microsoft.com/v1.0/{TOKEN}");
    let transport = Double::new([page(&["a"], Some(&link))]);
    let connectors = connectors(credential::static_token(TOKEN), transport);
    let error = connectors.list().all().await.unwrap_err();
    assert!(error.is_paging());
    assert_masked(&error, 0);
}

fn assert_masked(error: &Error, status: u16) {
    let start = String::from_utf8_lossy(error.body_start().unwrap_or_default()).into_owned();
    let mut texts = vec![format!("{error} {error:?} {error:#?}"), start];
    texts.extend([error.code(), error.message(), error.target()].map(|text| format!("{text:?}")));
    texts.push(format!("{:?} {:?}", error.odata_error(), error.details()));
    let mut cause = error.source();
    while let Some(error) = cause {
        texts.push(format!("{error} {error:?}"));
        cause = error.source();
    }
    for text in texts {
        for part in ["t0k3n", "s1gnature"] {
            assert!(!text.contains(part), "{status}: {text}");
        }
    }
}

#[tokio::test]
async fn text_without_the_token_is_not_changed() {
    let body = r#"{"error":{"code":"X","message":"The token t0k is old."}}"#;
    let error = get(answer(400, &[], body)).await;
    assert_eq!(error.message(), Some("The token t0k is old."));
    assert_eq!(error.body_start(), Some(body.as_bytes()));
}
