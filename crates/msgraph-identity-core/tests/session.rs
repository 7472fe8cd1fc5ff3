//! What a request looks like after `Session::authorize`, which requests are refused, and what is sent.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "clippy's exemption for tests does not reach their helper functions"
)]

mod loopback;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use loopback::{http_client, serve_one};
use msgraph_identity_core::{
    AccessTokenFuture, AccessTokenProvider, AuthorizeError, ServiceRoot, Session, StaticToken,
};
use reqwest::{Method, Request, Url};

const ROOT: &str = "https://graph.microsoft.com/v1.0";
const TOKEN: &str = "s3cret-t0ken";

/// Answers every request for a token with the same result, and counts them.
struct Counting {
    asked: AtomicUsize,
    token: Result<&'static str, &'static str>,
}

impl Counting {
    fn answering(token: Result<&'static str, &'static str>) -> Arc<Self> {
        let asked = AtomicUsize::new(0);
        Arc::new(Self { asked, token })
    }
}

impl AccessTokenProvider for Counting {
    fn access_token(&self) -> AccessTokenFuture<'_> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        Box::pin(async { Ok(self.token?.into()) })
    }
}

fn session(provider: Arc<dyn AccessTokenProvider>) -> Session {
    Session::new(ServiceRoot::parse(ROOT).unwrap(), provider)
}

fn get(url: &str) -> Request {
    Request::new(Method::GET, Url::parse(url).unwrap())
}

fn header<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    request
        .headers()
        .get(name)
        .map(|value| value.to_str().unwrap())
}

#[tokio::test]
async fn a_request_gets_the_token_and_an_id_and_loses_the_generators_header() {
    let session = session(Arc::new(StaticToken::new(TOKEN)));
    let mut request = get("https://graph.microsoft.com/v1.0/identity/apiConnectors");
    request
        .headers_mut()
        .insert("api-version", "1.0.1".parse().unwrap());
    request
        .headers_mut()
        .insert("authorization", "Basic dTpw".parse().unwrap());

    session.authorize(&mut request).await.unwrap();

    assert_eq!(
        header(&request, "authorization"),
        Some("Bearer s3cret-t0ken")
    );
    assert_eq!(header(&request, "api-version"), None);
    let id = header(&request, "client-request-id").unwrap().to_owned();
    let groups: Vec<_> = id.split('-').map(str::len).collect();
    assert_eq!(groups, [8, 4, 4, 4, 12], "{id}");
    assert!(
        !format!("{request:?}").contains(TOKEN),
        "the header must be marked sensitive"
    );

    let mut other = get(ROOT);
    session.authorize(&mut other).await.unwrap();
    assert_ne!(header(&other, "client-request-id"), Some(id.as_str()));
}

#[tokio::test]
async fn the_callers_request_id_stays() {
    let mut request = get(ROOT);
    request
        .headers_mut()
        .insert("client-request-id", "mine".parse().unwrap());
    session(Arc::new(StaticToken::new(TOKEN)))
        .authorize(&mut request)
        .await
        .unwrap();
    assert_eq!(header(&request, "client-request-id"), Some("mine"));
}

#[tokio::test]
async fn requests_within_the_service_root_are_authorised() {
    for url in [
        "https://graph.microsoft.com/v1.0",
        "https://graph.microsoft.com:443/v1.0/identity/apiConnectors?$skiptoken=x",
        "HTTPS://GRAPH.microsoft.com/v1.0/x",
        "https:graph.microsoft.com/v1.0/x",
        " https://graph.microsoft.com/v1.0/x",
        "https://graph.micro\nsoft.com/v1.0/x",
        "https://\u{ff47}raph.microsoft.com/v1.0/x",
    ] {
        let mut request = get(url);
        let result = session(Arc::new(StaticToken::new(TOKEN)))
            .authorize(&mut request)
            .await;
        assert!(result.is_ok(), "{url}: {result:?}");
    }
}

#[tokio::test]
async fn another_origin_gets_no_token() {
    for url in [
        "https://graph.microsoft.com.evil.example/v1.0/x",
        "https://graph.microsoft.com@evil.example/v1.0/x",
        "http://graph.microsoft.com/v1.0/x",
        "http://graph.microsoft.com:443/v1.0/x",
        "https://graph.microsoft.com./v1.0/x",
        "https://graph.microsoft.com:8443/v1.0/x",
        "https://evil.example/v1.0/x",
        "http://127.0.0.1/v1.0/x",
        "javascript:alert(1)",
        "file:///v1.0/x",
    ] {
        let error = refuse(url).await;
        assert!(
            matches!(error, AuthorizeError::ForeignOrigin { .. }),
            "{url}: {error:?}"
        );
    }
}

#[tokio::test]
async fn user_info_gets_no_token_and_is_not_shown() {
    let error = refuse("https://u:s3cret@graph.microsoft.com/v1.0/x").await;
    assert!(matches!(error, AuthorizeError::UserInfo), "{error:?}");
    let error = refuse("https://u:s3cret@evil.example/v1.0/x?s3cret").await;
    assert!(
        !format!("{error} {error:?}").contains("s3cret"),
        "{error:?}"
    );
    assert!(
        error.to_string().contains("https://evil.example"),
        "{error}"
    );
}

#[tokio::test]
async fn another_version_or_path_gets_no_token() {
    for url in [
        "https://graph.microsoft.com/beta/users",
        "https://graph.microsoft.com/v1.0/../beta/me",
        "https://graph.microsoft.com/v1.0/%2e%2E/beta/me",
        "https://graph.microsoft.com/v1.00/x",
        "https://graph.microsoft.com/",
        "https://graph.microsoft.com\\@evil.example/v1.0",
    ] {
        let error = refuse(url).await;
        assert!(
            matches!(error, AuthorizeError::OutsideServiceRoot { .. }),
            "{url}: {error:?}"
        );
    }
}

/// What is left of `/identity/apiConnectors/{id}` where the id is empty, `.` or `..`.
#[tokio::test]
async fn an_id_that_is_no_id_gets_no_token() {
    for id in ["", ".", "..", "%2e%2e", "x/"] {
        let url = format!("https://graph.microsoft.com/v1.0/identity/apiConnectors/{id}");
        let error = refuse(&url).await;
        assert!(
            matches!(error, AuthorizeError::EmptySegment),
            "{id}: {error:?}"
        );
    }
}

/// Asserts that a request is refused before a token is asked for, and has none.
async fn refuse(url: &str) -> AuthorizeError {
    let provider = Counting::answering(Ok(TOKEN));
    let mut request = get(url);
    request
        .headers_mut()
        .insert("authorization", "Bearer old".parse().unwrap());
    let error = session(provider.clone())
        .authorize(&mut request)
        .await
        .expect_err(url);
    assert_eq!(provider.asked.load(Ordering::SeqCst), 0, "{url}");
    assert_eq!(header(&request, "authorization"), None, "{url}");
    error
}

#[tokio::test]
async fn a_provider_without_a_token_says_why() {
    let mut request = get(ROOT);
    let result = session(Counting::answering(Err("az is not logged in")))
        .authorize(&mut request)
        .await;
    assert_eq!(
        result.unwrap_err().to_string(),
        "no access token: az is not logged in"
    );
    assert_eq!(header(&request, "authorization"), None);
}

#[tokio::test]
async fn a_token_that_no_header_can_carry_is_not_shown() {
    for token in ["", "s3cret\r\nx: y", "s3cret\0"] {
        let result = session(Counting::answering(Ok(token)))
            .authorize(&mut get(ROOT))
            .await;
        let error = result.unwrap_err();
        assert!(matches!(error, AuthorizeError::UnusableToken), "{token:?}");
        assert!(
            !format!("{error} {error:?}").contains("s3cret"),
            "{error:?}"
        );
    }
}

#[test]
fn debug_shows_where_to_and_no_token() {
    let session = session(Arc::new(StaticToken::new(TOKEN)));
    for text in [
        format!("{session:?}"),
        format!("{session:#?}"),
        format!("{:?}", StaticToken::new(TOKEN)),
    ] {
        assert!(!text.contains(TOKEN), "{text}");
    }
    assert!(format!("{session:?}").contains(ROOT));
}

#[test]
fn sessions_and_their_futures_go_to_other_threads() {
    fn is_send<T: Send>(_: &T) {}
    let session = session(Arc::new(StaticToken::new(TOKEN)));
    let mut request = get(ROOT);
    is_send(&session.clone());
    is_send(&session.authorize(&mut request));
}

#[tokio::test]
async fn an_authorised_request_is_sent_once_as_it_is() {
    let (root, server) = serve_one(
        "HTTP/1.1 503 Service Unavailable\r\nretry-after: 7\r\ncontent-length: 0\r\n\r\n",
    );
    let root = ServiceRoot::parse_allowing_insecure_loopback(&root).unwrap();
    let session = Session::new(root, Arc::new(StaticToken::new(TOKEN)));
    let client = http_client();
    let mut request = get(&format!(
        "{}/identity/apiConnectors",
        session.service_root().as_str()
    ));
    session.authorize(&mut request).await.unwrap();

    let response = session.execute(&client, request).await.unwrap();

    assert_eq!(response.status(), 503);
    assert_eq!(response.headers()["retry-after"], "7");
    let sent = server.join().unwrap();
    assert!(
        sent.starts_with("GET /v1.0/identity/apiConnectors HTTP/1.1\r\n"),
        "{sent}"
    );
    assert!(
        sent.contains("authorization: Bearer s3cret-t0ken\r\n"),
        "{sent}"
    );
    assert!(sent.contains("client-request-id: "), "{sent}");
}
