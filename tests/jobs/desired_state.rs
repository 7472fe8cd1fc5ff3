//! A desired state: what differs, how it is reached, and what it never touches.

mod apply;
mod differences;
mod faults;
mod forms;
mod random;

use std::collections::BTreeMap;

use http::Method;
use msgraph_identity::jobs::desired_state::{DesiredState, Plan};
use msgraph_identity::{Beta, Error, Graph, TenantId, V1, VersionedClient};
use msgraph_identity_fake::{FakeGraph, Fault, Seed, Switches};
use serde_json::{Map, Value, json};

use crate::faults::scripted::seed_connector;
use crate::in_process;

const A: &str = "aaaaaaaa-0000-4000-8000-00000000000a";
const B: &str = "bbbbbbbb-0000-4000-8000-00000000000b";
const C: &str = "cccccccc-0000-4000-8000-00000000000c";
const PASSWORD: &str = "hunter2";

/// A tenant in the fake.
pub(super) struct Tenant {
    pub(super) fake: FakeGraph,
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
        let fake = in_process::builder().seed(seed).build().unwrap();
        let graph = in_process::graph(&fake);
        Self { fake, graph }
    }

    pub(super) fn with_partners(partners: impl Into<Vec<Value>>) -> Self {
        Self::new(partners.into(), Vec::new(), Switches::default())
    }

    fn with_connectors(connectors: impl Into<Vec<Value>>) -> Self {
        Self::new(Vec::new(), connectors.into(), Switches::default())
    }

    pub(super) fn inject(&self, fault: Fault) {
        self.fake.inject(fault).unwrap();
    }

    pub(super) fn v1(&self) -> VersionedClient<V1> {
        self.graph.v1()
    }

    async fn plan(&self, desired: &Value) -> Result<Plan<V1>, Error> {
        state(desired).plan(&self.v1()).await
    }

    pub(super) async fn apply(&self, desired: &DesiredState) {
        let plan = desired.plan(&self.v1()).await.unwrap();
        plan.apply().await.unwrap();
    }

    /// The requests since the last call, as `GET partners`.
    pub(super) fn requests(&self) -> Vec<String> {
        let requests = in_process::take_requests(&self.fake);
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
        let (token, path) = (self.fake.token(), format!("beta/{path}"));
        let response = in_process::send(&self.fake, token, Method::GET, &path, "").await;
        serde_json::from_slice(response.body()).unwrap()
    }

    /// All pages of a list.
    async fn list(&self, path: &str) -> Vec<Value> {
        let (mut items, mut next) = (Vec::new(), Some(path.to_owned()));
        while let Some(path) = next {
            let page = self.entity(&path).await;
            items.extend(page["value"].as_array().unwrap().clone());
            let link = page.get("@odata.nextLink").and_then(Value::as_str);
            next = link.map(|link| link.split_once("/beta/").unwrap().1.to_owned());
        }
        items
    }

    /// The partners in the fake with their synchronization policies, without the facade.
    pub(super) async fn partners(&self) -> BTreeMap<String, Map<String, Value>> {
        let path = "policies/crossTenantAccessPolicy/partners?$expand=identitySynchronization";
        let partners = self.list(path).await.into_iter().map(|partner| {
            let Value::Object(mut partner) = partner else {
                panic!("{partner}")
            };
            partner.retain(|name, value| !is_unset(value) && !name.contains('@'));
            (partner["tenantId"].as_str().unwrap().to_owned(), partner)
        });
        let partners = partners.collect();
        self.fake.clear_requests();
        partners
    }

    async fn connectors(&self) -> Vec<Value> {
        let connectors = self.list("identity/apiConnectors").await;
        self.fake.clear_requests();
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
    let mut connector = seed_connector(id, name);
    connector["targetUrl"] = url.into();
    connector
}
