//! A client for these tests: sends one request, keeps the whole answer.

use std::borrow::Borrow;
use std::ops::Deref;
use std::panic::Location;
use std::sync::Arc;

use msgraph_identity_fake::{Clock, FakeGraph, FakeGraphBuilder, FakeServer, Switches};
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
/// Below the version.
pub(crate) const PARTNERS: &str = "policies/crossTenantAccessPolicy/partners";
pub(crate) const FABRIKAM: &str = "3d0f5dec-5d3d-455c-8016-e2af1ae4d31a";
pub(crate) const ADATUM: &str = "6b7f4a3c-1d2e-4f5a-8b9c-0d1e2f3a4b5c";

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
        let code = self.json()["error"]["code"].clone();
        code.as_str().expect("an error with a code").to_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        let value = self
            .headers
            .get(name)
            .unwrap_or_else(|| panic!("no {name}"));
        value.to_str().unwrap()
    }
}

/// A fake, and requests to it.
pub(crate) struct Fake {
    server: FakeServer,
    /// Opens a connection for each request.
    client: reqwest::Client,
    keeps_contract: bool,
}

impl Deref for Fake {
    type Target = FakeServer;

    fn deref(&self) -> &FakeServer {
        &self.server
    }
}

impl Fake {
    pub(crate) async fn start() -> Self {
        Self::of(FakeGraph::builder()).await
    }

    /// A fake whose answers need not keep the contract.
    pub(crate) async fn faulty() -> Self {
        Self {
            keeps_contract: false,
            ..Self::start().await
        }
    }

    /// A fake with these switches.
    pub(crate) async fn with(set: impl FnOnce(&mut Switches)) -> Self {
        Self::at_with(&Clock::system(), set).await
    }

    /// A fake with this clock.
    pub(crate) async fn at(clock: &Clock) -> Self {
        Self::at_with(clock, |_| {}).await
    }

    pub(crate) async fn at_with(clock: &Clock, set: impl FnOnce(&mut Switches)) -> Self {
        let mut switches = Switches::default();
        set(&mut switches);
        Self::of(FakeGraph::builder().clock(clock.clone()).switches(switches)).await
    }

    pub(crate) async fn of(builder: FakeGraphBuilder) -> Self {
        Self {
            server: builder.start().await.unwrap(),
            client: client().pool_max_idle_per_host(0).build().unwrap(),
            keeps_contract: true,
        }
    }

    pub(crate) async fn stop(self) {
        self.server.stop().await;
    }

    /// A request without a token. `path` begins with the version.
    pub(crate) fn request(&self, method: &str, path: impl AsRef<str>) -> RequestBuilder {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let url = format!("{}/{}", self.url(), path.as_ref());
        self.client.request(method, url)
    }

    /// A request with all permissions.
    pub(crate) fn authorized(&self, method: &str, path: impl AsRef<str>) -> RequestBuilder {
        self.request(method, path).bearer_auth(self.token())
    }

    /// Sends a request with all permissions. The answer must have this status and keep the contract.
    #[track_caller]
    pub(crate) fn send(
        &self,
        method: &str,
        path: impl AsRef<str>,
        body: Option<Value>,
        status: u16,
    ) -> impl Future<Output = Exchange> {
        let mut request = self.authorized(method, &path);
        if let Some(body) = &body {
            request = request.json(body);
        }
        let sent = read(request, status);
        async move {
            let exchange = sent.await;
            if self.keeps_contract {
                contract::check(method, path.as_ref(), &exchange);
            }
            exchange
        }
    }

    #[track_caller]
    pub(crate) fn get(&self, path: impl AsRef<str>, status: u16) -> impl Future<Output = Exchange> {
        self.send("GET", path, None, status)
    }

    #[track_caller]
    pub(crate) fn delete(
        &self,
        path: impl AsRef<str>,
        status: u16,
    ) -> impl Future<Output = Exchange> {
        self.send("DELETE", path, None, status)
    }

    /// Lists the connectors with this token.
    #[track_caller]
    pub(crate) fn list_as(&self, token: &str, status: u16) -> impl Future<Output = Exchange> {
        read(self.request("GET", CONNECTORS).bearer_auth(token), status)
    }

    /// The JSON of a GET that succeeds.
    #[track_caller]
    pub(crate) fn json(&self, path: impl AsRef<str>) -> impl Future<Output = Value> {
        let sent = self.get(path, 200);
        async move { sent.await.json() }
    }

    /// The `displayName` of each entity on a page.
    pub(crate) async fn names(&self, path: impl AsRef<str>) -> Vec<String> {
        names(&self.json(path).await)
    }

    /// Each of these bodies is refused with 400 `Request_BadRequest`.
    pub(crate) async fn refuse(
        &self,
        method: &str,
        path: &str,
        bodies: impl IntoIterator<Item = Value>,
    ) {
        for body in bodies {
            let answer = self.send(method, path, Some(body.clone()), 400).await;
            assert_eq!(answer.code(), "Request_BadRequest", "{body}");
        }
    }

    /// Creates a connector and returns its path in v1.0.
    pub(crate) async fn create(&self, body: impl Borrow<Value>) -> String {
        let created = self.post(CONNECTORS, body, 201).await.json();
        format!("{CONNECTORS}/{}", created["id"].as_str().unwrap())
    }

    /// Creates the partner Fabrikam and returns its path in v1.0.
    pub(crate) async fn create_fabrikam(&self) -> String {
        let path = format!("v1.0/{PARTNERS}");
        self.post(&path, json!({ "tenantId": FABRIKAM }), 201).await;
        format!("{path}/{FABRIKAM}")
    }

    /// One GET by https that trusts only the certificate of the fake. Returns the answer as it came.
    pub(crate) async fn get_by_https(&self, path: &str) -> String {
        let mut roots = RootCertStore::empty();
        let certificate = CertificateDer::from_pem_slice(self.certificate_pem().as_bytes());
        roots.add(certificate.unwrap()).unwrap();
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        let stream = TcpStream::connect(self.address()).await.unwrap();
        let name = ServerName::try_from("localhost").unwrap();
        let connector = TlsConnector::from(Arc::new(config));
        let mut stream = connector.connect(name, stream).await.unwrap();
        let (host, token) = (self.https_url().replace("https://", ""), self.token());
        let head = format!(
            "GET /{path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        String::from_utf8(answer).unwrap()
    }
}

/// Methods that send a body with all permissions.
macro_rules! with_body {
    ($($name:ident: $method:literal,)*) => {
        impl Fake {
            $(#[track_caller]
            pub(crate) fn $name(
                &self,
                path: impl AsRef<str>,
                body: impl Borrow<Value>,
                status: u16,
            ) -> impl Future<Output = Exchange> {
                self.send($method, path, Some(body.borrow().clone()), status)
            })*
        }
    };
}

with_body! {
    post: "POST",
    patch: "PATCH",
    put: "PUT",
}

/// A client for plain http. If another member of the workspace gives reqwest TLS without a provider, it needs one
/// nevertheless.
fn client() -> reqwest::ClientBuilder {
    let _ = ring::default_provider().install_default();
    let client = reqwest::Client::builder().no_proxy();
    client.redirect(reqwest::redirect::Policy::none())
}

pub(crate) fn http() -> reqwest::Client {
    client().build().unwrap()
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
    Exchange {
        status: response.status(),
        headers: response.headers().clone(),
        text: response.text().await.unwrap(),
    }
}

pub(crate) fn names(page: &Value) -> Vec<String> {
    let name = |item: &Value| item["displayName"].as_str().unwrap().to_owned();
    page["value"].as_array().unwrap().iter().map(name).collect()
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
