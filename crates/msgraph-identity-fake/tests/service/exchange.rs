//! A client for these tests: sends one request, keeps the whole answer.

use std::sync::Arc;

use msgraph_identity_fake::{FakeGraph, FakeServer};
use reqwest::header::HeaderMap;
use reqwest::{Method, StatusCode};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use crate::contract;

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

    pub(crate) fn code(&self) -> String {
        self.json()["error"]["code"]
            .as_str()
            .expect("an error with a code")
            .to_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .unwrap_or_else(|| panic!("no header {name}"))
            .to_str()
            .unwrap()
    }

    /// The answer again, if it has this status.
    #[track_caller]
    pub(crate) fn expect(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        self
    }
}

/// A fake with default settings.
pub(crate) async fn start() -> FakeServer {
    FakeGraph::start().await.unwrap()
}

/// A client of plain http. Where another member of the workspace gives reqwest TLS without a provider, it needs one all the same.
pub(crate) fn http() -> reqwest::Client {
    let _ = ring::default_provider().install_default();
    reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap()
}

/// One GET by https, trusting only the fake's own certificate; the answer as it came.
pub(crate) async fn get_by_https(fake: &FakeServer, path: &str) -> String {
    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from_pem_slice(fake.certificate_pem().as_bytes()).unwrap())
        .unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let stream = TcpStream::connect(fake.address()).await.unwrap();
    let name = ServerName::try_from("localhost").unwrap();
    let mut stream = TlsConnector::from(Arc::new(config))
        .connect(name, stream)
        .await
        .unwrap();
    let (host, token) = (fake.https_url().replace("https://", ""), fake.token());
    let head = format!(
        "GET /{path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8(answer).unwrap()
}

pub(crate) async fn read(response: reqwest::Response) -> Exchange {
    let (status, headers) = (response.status(), response.headers().clone());
    Exchange {
        status,
        headers,
        text: response.text().await.unwrap(),
    }
}

/// Sends a request with a token that may do everything; `path` begins with the version. The answer must keep the
/// contract: what breaks it on purpose is sent by [`send_as`].
pub(crate) async fn send(
    fake: &FakeServer,
    method: &str,
    path: &str,
    body: Option<&Value>,
) -> Exchange {
    let exchange = send_as(fake, &fake.token(), method, path, body).await;
    contract::check(method, path, &exchange);
    exchange
}

pub(crate) async fn send_as(
    fake: &FakeServer,
    token: &str,
    method: &str,
    path: &str,
    body: Option<&Value>,
) -> Exchange {
    let method = Method::from_bytes(method.as_bytes()).unwrap();
    let mut request = http()
        .request(method, format!("{}/{path}", fake.url()))
        .bearer_auth(token);
    if let Some(body) = body {
        request = request.json(body);
    }
    read(request.send().await.unwrap()).await
}

pub(crate) async fn get(fake: &FakeServer, path: &str) -> Exchange {
    send(fake, "GET", path, None).await
}

pub(crate) async fn post(fake: &FakeServer, path: &str, body: &Value) -> Exchange {
    send(fake, "POST", path, Some(body)).await
}

pub(crate) async fn patch(fake: &FakeServer, path: &str, body: &Value) -> Exchange {
    send(fake, "PATCH", path, Some(body)).await
}

pub(crate) async fn put(fake: &FakeServer, path: &str, body: &Value) -> Exchange {
    send(fake, "PUT", path, Some(body)).await
}

pub(crate) async fn delete(fake: &FakeServer, path: &str) -> Exchange {
    send(fake, "DELETE", path, None).await
}
