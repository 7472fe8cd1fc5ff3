//! Connections that cannot be made, over real sockets: each error names its cause.

use std::env;
use std::io::Read;
use std::process::{self, Command};
use std::time::Duration;

use msgraph_identity::credential::{Credential, client_secret, static_token};
use msgraph_identity::{CustomCloud, Error, Graph, RetryPolicy};
use msgraph_identity_core::{HttpTransport, Transport, TransportError, TransportErrorKind as Kind};
use msgraph_identity_tests::generated_client::http_client_with;
use msgraph_identity_tests::loopback::{answer_raw, closed_port, serve};
use msgraph_identity_tests::text::{assert_hides, assert_says};
use reqwest::{ClientBuilder, Method, Proxy, Request};

/// No host has a label of more than 63 characters, so that the lookup fails without a network.
const UNKNOWN_HOST: &str =
    "this-label-is-longer-than-the-sixty-three-characters-that-dns-allows.example";

async fn send(url: &str, settings: impl FnOnce(ClientBuilder) -> ClientBuilder) -> TransportError {
    let request = Request::new(Method::GET, url.parse().unwrap());
    let transport = HttpTransport::new(http_client_with(settings));
    transport.send(request).await.unwrap_err()
}

/// Sends a request to Graph through a proxy with this address.
async fn through(proxy: &str) -> TransportError {
    let proxy = Proxy::all(format!("http://user:s3cret@{proxy}")).unwrap();
    let url = "https://graph.example/v1.0/x?s3cret";
    let error = send(url, |builder| builder.proxy(proxy)).await;
    assert_hides(&error, "s3cret");
    error
}

/// Asserts what there is no connection to, and why.
#[track_caller]
fn assert_no_connection(error: &TransportError, rest: &str) {
    assert_eq!(error.kind(), Kind::Connect, "{error:?}");
    assert_eq!(error.to_string(), format!("no connection to the {rest}"));
}

#[tokio::test]
async fn a_failed_connection_names_its_cause() {
    for (url, cause) in [
        (
            format!("http://{}/?s3cret", closed_port()),
            "connection refused",
        ),
        (
            format!("http://{UNKNOWN_HOST}/?s3cret"),
            "the DNS lookup of its name failed",
        ),
        // TLS takes no such name. Any other cause is shown as it is.
        (
            format!("https://{UNKNOWN_HOST}/?s3cret"),
            "invalid dns name",
        ),
    ] {
        let error = send(&url, |builder| builder).await;
        assert_no_connection(&error, &format!("server: {cause}"));
        assert_hides(&error, "s3cret");
    }
}

#[tokio::test]
async fn a_handshake_without_an_end_is_a_connection_that_took_too_long() {
    // A server that accepts the connection and says nothing.
    let (silent, _) = serve(|_, mut stream| drop(stream.read_to_end(&mut Vec::new())));
    let quick = |builder: ClientBuilder| builder.connect_timeout(Duration::from_millis(50));
    let error = send(&format!("https://{silent}/"), quick).await;
    assert_no_connection(&error, "server: connecting took too long");

    let (proxy, _) = serve(|_, mut stream| drop(stream.read_to_end(&mut Vec::new())));
    let with_proxy = Proxy::all(format!("http://{proxy}")).unwrap();
    let error = send("https://graph.example/", |b| quick(b).proxy(with_proxy)).await;
    let rest = format!("server: connecting took too long; the proxy is {proxy}");
    assert_no_connection(&error, &rest);
}

#[tokio::test]
async fn a_server_that_does_not_speak_tls_says_so() {
    for (bytes, reason) in [
        (&b""[..], "it ended the connection during the handshake"),
        (
            b"HTTP/1.1 400 Bad Request\r\n\r\n",
            "received corrupt message of type InvalidContentType",
        ),
    ] {
        let error = send(&format!("https://{}/", answer_raw(bytes)), |b| b).await;
        assert_eq!(error.kind(), Kind::Tls, "{error:?}");
        let text = format!("no TLS connection to the server: {reason}");
        assert_eq!(error.to_string(), text);
    }
}

#[tokio::test]
async fn a_proxy_that_cannot_be_reached_is_named() {
    for (proxy, cause) in [
        (closed_port(), "connection refused"),
        (
            format!("{UNKNOWN_HOST}:3128"),
            "the DNS lookup of its name failed",
        ),
    ] {
        let error = through(&proxy).await;
        assert_no_connection(&error, &format!("proxy {proxy}: {cause}"));
    }

    let proxy = answer_raw(b"no TLS");
    let with_tls = Proxy::all(format!("https://{proxy}")).unwrap();
    let error = send("https://graph.example/", |b| b.proxy(with_tls)).await;
    assert_eq!(error.kind(), Kind::Tls);
    let start = format!("no TLS connection to the proxy {proxy}: ");
    assert!(error.to_string().starts_with(&start), "{error}");
}

#[tokio::test]
async fn a_proxy_that_is_chosen_by_a_function_is_not_named() {
    let proxy = closed_port();
    let chosen = Proxy::custom(move |_| Some(format!("http://{proxy}")));
    let error = send("https://graph.example/", |b| b.proxy(chosen)).await;
    assert_no_connection(&error, "proxy: connection refused");
}

#[tokio::test]
async fn a_proxy_that_refuses_is_named() {
    let refused = "refused to connect to it, or could not";
    let silent = "ended the connection without a response";
    let long = format!("HTTP/1.1 200 OK\r\nx: {}", "y".repeat(10_000));
    for (response, reason) in [
        ("HTTP/1.1 403 Forbidden\r\n\r\n", refused),
        ("HTTP/1.1 502 Bad Gateway\r\n\r\n", refused),
        ("what is this\r\n\r\n", refused),
        ("", silent),
        ("HTTP/1.1 200 OK\r\n", silent),
        (&long, "sent a response head that is too long"),
    ] {
        let proxy = answer_raw(response);
        let error = through(&proxy).await;
        assert_no_connection(&error, &format!("server: the proxy {proxy} {reason}"));
    }
}

const PROXY_AUTHENTICATION: &str =
    "HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic\r\n\r\n";

#[tokio::test]
async fn a_proxy_that_requires_authentication_says_what_to_do() {
    let proxy = answer_raw(PROXY_AUTHENTICATION);
    let error = through(&proxy).await;
    assert_eq!(error.kind(), Kind::ProxyAuthentication);
    let start = format!("the proxy {proxy} requires authentication (407): put a valid user name");
    assert_says(
        &error,
        &format!("{start} … HTTPS_PROXY=http://USER:PASSWORD@"),
    );
}

/// Calls Graph, or its token endpoint first, through this proxy. It answers once: there must be no second attempt.
async fn list_through(proxy: &str, credential: Credential) -> Error {
    let proxy = Proxy::all(format!("http://user:s3cret@{proxy}")).unwrap();
    let cloud = CustomCloud::parse("https://graph.example")
        .and_then(|cloud| cloud.login_host("https://login.example"))
        .unwrap();
    let graph = Graph::builder(credential)
        .cloud(cloud)
        .http_client_builder(reqwest::Client::builder().proxy(proxy))
        .retry(RetryPolicy::default().initial_backoff(Duration::ZERO))
        .build()
        .unwrap();
    let error = graph.v1().api_connectors().list().all().await.unwrap_err();
    assert_hides(&error, "s3cret");
    error
}

fn credentials() -> [(Credential, &'static str); 2] {
    let tenant = "9c5d0f0e-3de8-4db4-a5c9-1f3c5a7e9b01";
    let secret = client_secret(tenant, "22222222-2222-4222-8222-222222222222", "abc");
    let token = "the credential returned no access token: login.example: ";
    [(static_token("t0k3n"), ""), (secret, token)]
}

#[tokio::test]
async fn a_call_names_the_proxy_that_refuses_or_cannot_be_reached() {
    for (credential, place) in credentials() {
        for (proxy, refuses) in [
            (answer_raw(PROXY_AUTHENTICATION), true),
            (closed_port(), false),
        ] {
            let error = list_through(&proxy, credential.clone()).await;
            let reason = if refuses {
                format!("the proxy {proxy} requires authentication (407)")
            } else {
                format!("no connection to the proxy {proxy}: connection refused")
            };
            let start = format!("GET /v1.0/identity/apiConnectors: {place}{reason}");
            assert!(error.to_string().starts_with(&start), "{error}");
            // Another attempt would be refused again.
            assert_eq!(error.is_transient(), !refuses);
            assert!(refuses || !error.may_have_taken_effect());
        }
    }
}

/// Proxies of the environment are read once for each process, so that this test runs itself in a child.
#[test]
fn a_proxy_of_the_environment_is_named() {
    const CHILD: &str = "MSGRAPH_IDENTITY_TEST_PROXY";
    const NAMES: [&str; 3] = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"];
    if env::var(CHILD).is_ok() {
        let runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = { runtime }.enable_all().build().unwrap();
        let cloud = CustomCloud::parse("https://graph.example").unwrap();
        let graph = Graph::builder(static_token("t0k3n")).cloud(cloud);
        let graph = graph.retry(RetryPolicy::none()).build().unwrap();
        let list = runtime.block_on(graph.v1().api_connectors().list().all());
        println!("outcome: {}", list.unwrap_err());
        process::exit(0);
    }
    for name in NAMES {
        let proxy = closed_port();
        let mut command = Command::new(env::current_exe().unwrap());
        for name in NAMES.into_iter().chain(["NO_PROXY", "no_proxy"]) {
            command.env_remove(name);
        }
        let test = "session::connection_failures::a_proxy_of_the_environment_is_named";
        let command = command
            .args([test, "--exact", "--nocapture"])
            .env(CHILD, "1")
            // An `@` that is not encoded: the rest of the password must not be shown as a part of the host.
            .env(name, format!("http://user:s3cr@et@{proxy}"));
        let text = String::from_utf8(command.output().unwrap().stdout).unwrap();
        let expected = format!("no connection to the proxy {proxy}: connection refused");
        assert_says(&text, &expected);
        assert_hides(&text, "s3cr");
        assert_hides(&text, "et@");
    }
}
