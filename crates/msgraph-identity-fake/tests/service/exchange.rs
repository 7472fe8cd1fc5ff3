//! A client for these tests: sends one request, keeps the whole answer.

use std::panic::Location;
use std::sync::Arc;

use msgraph_identity_fake::{Clock, FakeGraph, FakeServer, Switches};
use reqwest::header::HeaderMap;
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use crate::contract;

pub(crate) const CONNECTORS: &str = "v1.0/identity/apiConnectors";

/// An answer with its body read.
#[derive(Debug)]
pub(crate) struct Exchange {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Exchange {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    /// The items of a list.
    pub(crate) fn value(&self) -> Vec<Value> {
        self.json()["value"].as_array().unwrap().clone()
    }

    pub(crate) fn code(&self) -> String {
        let body = self.json();
        body["error"]["code"]
            .as_str()
            .expect("an error with a code")
            .to_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value
            .unwrap_or_else(|| panic!("no header {name}"))
            .to_str()
            .unwrap()
    }
}

/// A fake with default settings.
pub(crate) async fn start() -> FakeServer {
    FakeGraph::start().await.unwrap()
}

pub(crate) async fn start_with(switches: Switches) -> FakeServer {
    FakeGraph::builder()
        .switches(switches)
        .start()
        .await
        .unwrap()
}

/// A fake with this clock.
pub(crate) async fn start_at(clock: &Clock) -> FakeServer {
    FakeGraph::builder()
        .clock(clock.clone())
        .start()
        .await
        .unwrap()
}

/// A client for plain http. If another member of the workspace gives reqwest TLS without a provider, it needs one
/// nevertheless.
pub(crate) fn http() -> reqwest::Client {
    let _ = ring::default_provider().install_default();
    let client = reqwest::Client::builder().no_proxy();
    client
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap()
}

/// One GET by https that trusts only the certificate of the fake. Returns the answer as it came.
pub(crate) async fn get_by_https(fake: &FakeServer, path: &str) -> String {
    let mut roots = RootCertStore::empty();
    let certificate = CertificateDer::from_pem_slice(fake.certificate_pem().as_bytes());
    roots.add(certificate.unwrap()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let stream = TcpStream::connect(fake.address()).await.unwrap();
    let name = ServerName::try_from("localhost").unwrap();
    let connector = TlsConnector::from(Arc::new(config));
    let mut stream = connector.connect(name, stream).await.unwrap();
    let (host, token) = (fake.https_url().replace("https://", ""), fake.token());
    let head = format!(
        "GET /{path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8(answer).unwrap()
}

/// Sends a request and reads the answer, which must have this status.
#[track_caller]
pub(crate) fn read(request: RequestBuilder, status: u16) -> impl Future<Output = Exchange> {
    let place = Location::caller();
    async move {
        let exchange = exchange(request).await;
        assert_eq!(exchange.status, status, "at {place}: {}", exchange.text);
        exchange
    }
}

/// Sends a request and reads the answer, whatever its status.
pub(crate) async fn exchange(request: RequestBuilder) -> Exchange {
    let response = request.send().await.unwrap();
    let (status, headers) = (response.status(), response.headers().clone());
    let text = response.text().await.unwrap();
    Exchange {
        status,
        headers,
        text,
    }
}

/// A request for a path of the fake, without a token.
pub(crate) fn request(fake: &FakeServer, method: &str, path: &str) -> RequestBuilder {
    let method = Method::from_bytes(method.as_bytes()).unwrap();
    http().request(method, format!("{}/{path}", fake.url()))
}

/// Sends a request with all permissions. `path` begins with the version. The answer must have this status and keep the
/// contract; use [`send_as`] for answers that do not.
#[track_caller]
pub(crate) fn send(
    fake: &FakeServer,
    method: &str,
    path: &str,
    body: Option<&Value>,
    status: u16,
) -> impl Future<Output = Exchange> {
    let sent = send_as(fake, &fake.token(), method, path, body, status);
    async move {
        let exchange = sent.await;
        contract::check(method, path, &exchange);
        exchange
    }
}

#[track_caller]
pub(crate) fn send_as(
    fake: &FakeServer,
    token: &str,
    method: &str,
    path: &str,
    body: Option<&Value>,
    status: u16,
) -> impl Future<Output = Exchange> + use<> {
    let request = request(fake, method, path).bearer_auth(token);
    let request = match body {
        Some(body) => request.json(body),
        None => request,
    };
    read(request, status)
}

/// A GET with one more header.
#[track_caller]
pub(crate) fn get_with(
    fake: &FakeServer,
    path: &str,
    header: (&str, &str),
    status: u16,
) -> impl Future<Output = Exchange> + use<> {
    let request = request(fake, "GET", path).bearer_auth(fake.token());
    read(request.header(header.0, header.1), status)
}

#[track_caller]
pub(crate) fn get(fake: &FakeServer, path: &str, status: u16) -> impl Future<Output = Exchange> {
    send(fake, "GET", path, None, status)
}

#[track_caller]
pub(crate) fn post(
    fake: &FakeServer,
    path: &str,
    body: &Value,
    status: u16,
) -> impl Future<Output = Exchange> {
    send(fake, "POST", path, Some(body), status)
}

#[track_caller]
pub(crate) fn patch(
    fake: &FakeServer,
    path: &str,
    body: &Value,
    status: u16,
) -> impl Future<Output = Exchange> {
    send(fake, "PATCH", path, Some(body), status)
}

#[track_caller]
pub(crate) fn put(
    fake: &FakeServer,
    path: &str,
    body: &Value,
    status: u16,
) -> impl Future<Output = Exchange> {
    send(fake, "PUT", path, Some(body), status)
}

#[track_caller]
pub(crate) fn delete(fake: &FakeServer, path: &str, status: u16) -> impl Future<Output = Exchange> {
    send(fake, "DELETE", path, None, status)
}

/// A connector with a user name and password.
pub(crate) fn basic(name: &str) -> Value {
    json!({
        "displayName": name,
        "targetUrl": "https://x.example/api?code=k",
        "authenticationConfiguration": {
            "@odata.type": "#microsoft.graph.basicAuthentication", "username": "u", "password": "p"
        }
    })
}

/// Creates a connector and returns its path in v1.0.
pub(crate) async fn create(fake: &FakeServer, body: &Value) -> String {
    let created = post(fake, CONNECTORS, body, 201).await.json();
    format!("{CONNECTORS}/{}", created["id"].as_str().unwrap())
}
