//! The facade over a scripted transport.

use std::sync::Arc;

use bytes::Bytes;
use msgraph_identity::credential::Credential;
use msgraph_identity::generated::core::{Random, Transport};
use msgraph_identity::{
    ApiConnector, ApiConnectorId, ApiConnectors, Beta, ConnectorAuth, Error, Graph, GraphBuilder,
    NewApiConnector, TenantId, credential,
};
use msgraph_identity_tests::double::{Double, Step, json};
use msgraph_identity_tests::generated_client::unused_http_client;
use serde_json::{Value, json};

pub(crate) const ID: &str = "22222222-2222-4222-8222-222222222222";
pub(crate) const PARTNER: &str = "11111111-1111-4111-8111-111111111111";
pub(crate) const URL: &str = "https://api.contoso.com/vet";
pub(crate) const PASSWORD: &str = "hunter2";

/// A client with the default retries, in which every wait is as long as possible.
pub(crate) fn graph(transport: &Arc<Double>) -> Graph {
    let builder = builder(transport.clone());
    builder.random(Random::new(|| 1.0)).build().unwrap()
}

pub(crate) fn builder(transport: Arc<dyn Transport>) -> GraphBuilder {
    builder_with(credential::static_token("t0k3n"), transport)
}

/// A client that loads no certificates of this machine.
pub(crate) fn builder_with(
    credential: impl Into<Credential>,
    transport: Arc<dyn Transport>,
) -> GraphBuilder {
    let builder = Graph::builder(credential).transport(transport);
    builder.dangerous_http_client(unused_http_client())
}

pub(crate) fn connectors(transport: &Arc<Double>) -> ApiConnectors {
    graph(transport).v1().api_connectors()
}

pub(crate) fn synchronization(
    transport: &Arc<Double>,
) -> msgraph_identity::IdentitySynchronization<Beta> {
    let access = graph(transport).beta().cross_tenant_access();
    access.partner(partner()).identity_synchronization()
}

pub(crate) fn id() -> ApiConnectorId {
    ID.parse().unwrap()
}

pub(crate) fn partner() -> TenantId {
    PARTNER.parse().unwrap()
}

/// The result of getting a connector with this response.
pub(crate) async fn get(response: Step) -> Result<ApiConnector, Error> {
    let handle = connectors(&Double::new([response])).connector(&id());
    handle.get().header("client-request-id", "c-0").await
}

/// A response with these headers and this body.
pub(crate) fn answer(
    status: u16,
    headers: &[(&'static str, &str)],
    body: impl Into<Bytes>,
) -> Step {
    let headers = headers
        .iter()
        .map(|(name, value)| (*name, (*value).to_owned()));
    Step::Answer(status, headers.collect(), body.into())
}

/// A connector as Graph returns it.
pub(crate) fn connector(name: &str) -> Value {
    let mut connector = seed_connector(ID, name);
    connector["authenticationConfiguration"]["password"] = "******".into();
    connector
}

/// A connector that a fake has from the beginning.
pub(crate) fn seed_connector(id: &str, name: &str) -> Value {
    json!({
        "id": id,
        "displayName": name,
        "targetUrl": URL,
        "authenticationConfiguration": {
            "@odata.type": "#microsoft.graph.basicAuthentication",
            "username": "svc",
            "password": PASSWORD,
        },
    })
}

/// The same, to be created.
pub(crate) fn new_connector() -> NewApiConnector {
    new_connector_with(ConnectorAuth::basic("svc", PASSWORD))
}

pub(crate) fn new_connector_with(auth: ConnectorAuth) -> NewApiConnector {
    NewApiConnector::new("Vet", URL, auth).unwrap()
}

/// A page of connectors with these names.
pub(crate) fn page(names: &[&str], next_link: Option<&str>) -> Step {
    let value: Vec<Value> = names.iter().map(|name| connector(name)).collect();
    let mut page = json!({ "value": value });
    if let Some(link) = next_link {
        page["@odata.nextLink"] = link.into();
    }
    json(200, &page)
}

/// An error of Graph.
pub(crate) fn error(status: u16, code: &str) -> Step {
    json(
        status,
        &json!({ "error": { "code": code, "message": "No." } }),
    )
}
