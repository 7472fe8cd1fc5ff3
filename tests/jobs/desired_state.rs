//! A desired state: what differs, how it is reached, and what it never touches.

mod apply;
mod differences;
mod faults;
mod forms;
mod random;

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use msgraph_identity::jobs::desired_state::{DesiredState, Plan};
use msgraph_identity::{Beta, Error, Graph, TenantId, V1, VersionedClient, credential};
use msgraph_identity_fake::{Clock, FakeGraph, Seed, Switches};
use serde_json::{Map, Value, json};
use tower::ServiceExt as _;

use crate::session::in_process::InProcess;

const A: &str = "aaaaaaaa-0000-4000-8000-00000000000a";
const B: &str = "bbbbbbbb-0000-4000-8000-00000000000b";
const C: &str = "cccccccc-0000-4000-8000-00000000000c";
const PASSWORD: &str = "hunter2";

/// A tenant in the fake.
pub(super) struct Tenant {
    pub(super) service: Arc<InProcess>,
    graph: Graph,
}

impl Tenant {
    pub(super) fn new(partners: Vec<Value>, connectors: Vec<Value>, switches: Switches) -> Self {
        let mut seed = Seed {
            switches,
            ..Seed::default()
        };
        seed.tenants[0].partners = partners;
        seed.tenants[0].connectors = connectors;
        Self::with_seed(seed)
    }

    pub(super) fn with_seed(seed: Seed) -> Self {
        let fake = FakeGraph::builder().clock(Clock::fixed(1_800_000_000));
        let service = InProcess::start_with(fake.seed(seed));
        let token = credential::static_token(service.fake.token());
        let graph = Graph::builder(token).transport(service.clone()).build();
        Self {
            service,
            graph: graph.unwrap(),
        }
    }

    pub(super) fn with_partners(partners: impl Into<Vec<Value>>) -> Self {
        Self::new(partners.into(), Vec::new(), Switches::default())
    }

    fn with_connectors(connectors: impl Into<Vec<Value>>) -> Self {
        Self::new(Vec::new(), connectors.into(), Switches::default())
    }

    pub(super) fn v1(&self) -> VersionedClient<V1> {
        self.graph.v1()
    }

    async fn plan(&self, desired: &Value) -> Result<Plan<V1>, Error> {
        state(desired).plan(&self.v1()).await
    }

    /// The requests since the last call, as `GET partners`.
    pub(super) fn requests(&self) -> Vec<String> {
        let requests = self.service.fake.requests();
        self.service.fake.clear_requests();
        let requests = requests.iter().map(|request| {
            let path = request.path();
            let path = path
                .strip_prefix("/v1.0/policies/crossTenantAccessPolicy/")
                .or(path.strip_prefix("/v1.0/identity/"));
            format!("{} {}", request.method(), path.unwrap_or(request.path()))
        });
        requests.collect()
    }

    /// What the fake has at this path, without the facade.
    async fn entity(&self, path: &str) -> Map<String, Value> {
        let token = format!("Bearer {}", self.service.fake.token());
        let request = http::Request::get(format!("/beta/{path}")).header("authorization", token);
        let router = self.service.fake.router();
        let response = router.oneshot(request.body(Body::empty()).unwrap()).await;
        let body = to_bytes(response.unwrap().into_body(), usize::MAX).await;
        serde_json::from_slice(&body.unwrap()).unwrap()
    }

    async fn list(&self, path: &str) -> Vec<Value> {
        self.entity(path).await["value"].as_array().unwrap().clone()
    }

    /// The partners in the fake with their synchronization policies, without the facade.
    pub(super) async fn partners(&self) -> BTreeMap<String, Map<String, Value>> {
        let path = "policies/crossTenantAccessPolicy/partners?$expand=identitySynchronization";
        let partners = self.list(path).await.into_iter().map(|partner| {
            let Value::Object(mut partner) = partner else {
                panic!("{partner}")
            };
            partner.retain(|_, value| !is_unset(value));
            (partner["tenantId"].as_str().unwrap().to_owned(), partner)
        });
        let partners = partners.collect();
        self.service.fake.clear_requests();
        partners
    }

    async fn connectors(&self) -> Vec<Value> {
        let connectors = self.list("identity/apiConnectors").await;
        self.service.fake.clear_requests();
        connectors
    }
}

/// Null, or an object of nulls.
fn is_unset(value: &Value) -> bool {
    let members = value.as_object().into_iter().flatten();
    value.is_null()
        || value.is_object() && members.fold(true, |all, (_, value)| all && value.is_null())
}

fn state(desired: &Value) -> DesiredState {
    DesiredState::from_json(&desired.to_string()).unwrap()
}

fn beta_state(desired: &Value) -> DesiredState<Beta> {
    DesiredState::from_json(&desired.to_string()).unwrap()
}

fn tenant_id(text: &str) -> TenantId {
    text.parse().unwrap()
}

fn partner(tenant_id: &str, properties: Value) -> Value {
    let mut partner = json!({ "tenantId": tenant_id });
    let Value::Object(properties) = properties else {
        panic!("{properties}")
    };
    partner.as_object_mut().unwrap().extend(properties);
    partner
}

fn connector(id: &str, name: &str, url: &str) -> Value {
    json!({
        "id": id,
        "displayName": name,
        "targetUrl": url,
        "authenticationConfiguration": {
            "@odata.type": "#microsoft.graph.basicAuthentication",
            "username": "svc",
            "password": PASSWORD,
        },
    })
}
