//! The same list, read in four ways.

use msgraph_identity::generated::core::Collection;
use msgraph_identity::generated::v1::types::IdentityApiConnector;
use msgraph_identity::{ApiConnectors, CustomCloud, Graph, credential};
use serde::Deserialize;
use serde::de::DeserializeOwned;

const TOKEN: &str =
    "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJodHRwczovL2dyYXBoLm1pY3Jvc29mdC5jb20ifQ.c2ln";

/// How the list is read.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Work {
    /// With a bare HTTP client, into structs that a user would write.
    Plain,
    /// With a bare HTTP client, into the model types of the generated client.
    Bare,
    /// With this crate, page by page.
    List,
    /// With this crate, item by item.
    Items,
}

impl Work {
    pub(crate) const ALL: [Self; 4] = [Self::Plain, Self::Bare, Self::List, Self::Items];

    /// Sends this many requests, one after the other.
    pub(crate) fn run(self, requests: usize, origin: &str) {
        runtime().block_on(self.requests(requests, origin));
    }

    async fn requests(self, requests: usize, origin: &str) {
        // Both clients are made in every case, so that making them does not count.
        let (http, connectors) = (reqwest(), connectors(origin));
        let url = format!("{origin}/v1.0/identity/apiConnectors");
        for _ in 0..requests {
            let listed = match self {
                Self::Plain => bare::<PlainPage>(&http, &url).await.value.len(),
                Self::Bare => bare::<Collection<IdentityApiConnector>>(&http, &url)
                    .await
                    .value
                    .len(),
                Self::List => list(&connectors).await,
                Self::Items => items(&connectors).await,
            };
            assert_eq!(listed, 100);
        }
    }
}

/// The same response, without the properties and kinds that are not listed.
#[derive(Deserialize)]
struct PlainPage {
    value: Vec<PlainConnector>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "what is read is only counted")]
struct PlainConnector {
    id: String,
    display_name: String,
    target_url: String,
    authentication_configuration: PlainAuthentication,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "what is read is only counted")]
struct PlainAuthentication {
    #[serde(rename = "@odata.type")]
    odata_type: String,
    username: Option<String>,
    password: Option<String>,
    certificate_list: Option<Vec<PlainCertificate>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "what is read is only counted")]
struct PlainCertificate {
    thumbprint: String,
    not_after: i64,
    not_before: i64,
    is_active: bool,
}

async fn bare<T: DeserializeOwned>(http: &reqwest::Client, url: &str) -> T {
    let response = http.get(url).bearer_auth(TOKEN).send().await.unwrap();
    let body = response.error_for_status().unwrap().bytes().await.unwrap();
    serde_json::from_slice(&body).unwrap()
}

async fn list(connectors: &ApiConnectors) -> usize {
    let page = connectors.list().pages().next().await.unwrap().unwrap();
    page.items().len()
}

async fn items(connectors: &ApiConnectors) -> usize {
    let mut items = connectors.list().items();
    let mut listed = 0;
    while let Some(item) = items.next().await {
        item.unwrap();
        listed += 1;
    }
    listed
}

fn runtime() -> tokio::runtime::Runtime {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_all().build().unwrap()
}

fn connectors(origin: &str) -> ApiConnectors {
    let cloud = CustomCloud::parse_allowing_insecure_loopback(origin).unwrap();
    let builder = Graph::builder(credential::static_token(TOKEN)).cloud(cloud);
    builder.build().unwrap().v1().api_connectors()
}

fn reqwest() -> reqwest::Client {
    let provider = rustls::crypto::ring::default_provider();
    let tls = rustls::ClientConfig::builder_with_provider(provider.into())
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth();
    let builder = reqwest::Client::builder().tls_backend_preconfigured(tls);
    builder.no_proxy().build().unwrap()
}
