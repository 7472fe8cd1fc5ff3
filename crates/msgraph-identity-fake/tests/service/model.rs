//! Random sequences of operations over two tenants, against a model of plain maps that predicts status and state.

use std::collections::{BTreeMap, BTreeSet};

use axum::body::Body;
use axum::http::Request;
use msgraph_identity_fake::{ALL_PERMISSIONS, FakeGraph, Seed, Switches, TenantSeed};
use proptest::prelude::*;
use serde_json::{Value, json};
use tower::ServiceExt;
use uuid::Uuid;

use crate::connectors::basic;
use crate::partners::PARTNERS;

const TENANTS: [Uuid; 2] = [Uuid::from_u128(0xa), Uuid::from_u128(0xb)];
const PARTNER_TENANTS: [Uuid; 3] = [
    Uuid::from_u128(0xb),
    Uuid::from_u128(0xc),
    Uuid::from_u128(0xd),
];

#[derive(Clone, Debug)]
struct Step {
    tenant: usize,
    beta: bool,
    action: Action,
}

/// What a step does; numbers choose a partner or a connector.
#[derive(Clone, Debug)]
enum Action {
    CreatePartner(usize),
    ReadPartner(usize),
    DeletePartner(usize),
    RestorePartner(usize),
    ListPartners,
    Put(usize, Sent),
    Patch(usize, Sent),
    Read(usize),
    Delete(usize),
    Restore(usize),
    CreateConnector(String),
    RenameConnector(usize, String),
    ReadConnector(usize),
    DeleteConnector(usize),
    ListConnectors,
}

/// A body for a synchronization: each property is there or not.
#[derive(Clone, Debug)]
struct Sent {
    name: Option<Option<String>>,
    users: Option<bool>,
    groups: Option<bool>,
    unknown: bool,
}

impl Sent {
    fn body(&self) -> Value {
        let mut body = json!({});
        if let Some(name) = &self.name {
            body["displayName"] = json!(name);
        }
        if let Some(users) = self.users {
            body["userSyncInbound"] = json!({ "isSyncAllowed": users });
        }
        if let Some(groups) = self.groups {
            body["groupSyncInbound"] = json!({ "isSyncAllowed": groups });
        }
        if self.unknown {
            body["isSyncAllowed"] = json!(true);
        }
        body
    }

    fn is_valid(&self, beta: bool) -> bool {
        !self.unknown && (beta || self.groups.is_none())
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Synchronization {
    name: Option<String>,
    users: Option<bool>,
    groups: Option<bool>,
}

impl Synchronization {
    fn merge(&mut self, sent: &Sent) {
        if let Some(name) = &sent.name {
            self.name.clone_from(name);
        }
        self.users = sent.users.or(self.users);
        self.groups = sent.groups.or(self.groups);
    }

    fn of(body: &Value) -> Self {
        let allowed = |name: &str| body[name]["isSyncAllowed"].as_bool();
        Self {
            name: body["displayName"].as_str().map(str::to_owned),
            users: allowed("userSyncInbound"),
            groups: allowed("groupSyncInbound"),
        }
    }
}

/// One tenant as it should be.
#[derive(Debug, Default)]
struct Model {
    partners: BTreeMap<Uuid, Option<Synchronization>>,
    deleted_partners: BTreeSet<Uuid>,
    deleted: BTreeMap<Uuid, Synchronization>,
    /// In the order of their creation.
    connectors: Vec<(String, String)>,
}

/// What an answer should be.
#[derive(Debug)]
struct Expected {
    status: u16,
    state: State,
}

#[derive(Debug, PartialEq)]
enum State {
    Unchecked,
    Synchronization(Synchronization),
    Partners(BTreeSet<String>),
    Name(String),
    Connectors(Vec<String>),
}

fn status(status: u16) -> Expected {
    Expected {
        status,
        state: State::Unchecked,
    }
}

impl Model {
    /// Does the action, and says what the service should answer. New connectors have an id only the service knows.
    fn apply(&mut self, step: &Step) -> Expected {
        let own = TENANTS[step.tenant];
        match &step.action {
            Action::CreatePartner(partner) => self.create_partner(own, PARTNER_TENANTS[*partner]),
            Action::ReadPartner(partner) => {
                found(self.partners.contains_key(&PARTNER_TENANTS[*partner]), 200)
            }
            Action::DeletePartner(partner) => {
                self.delete_partner(PARTNER_TENANTS[*partner], step.beta)
            }
            Action::RestorePartner(partner) => self.restore_partner(PARTNER_TENANTS[*partner]),
            Action::ListPartners => Expected {
                status: 200,
                state: State::Partners(self.partners.keys().map(Uuid::to_string).collect()),
            },
            Action::Put(partner, sent) if sent.is_valid(step.beta) => {
                self.put(PARTNER_TENANTS[*partner], sent)
            }
            Action::Patch(partner, sent) if sent.is_valid(step.beta) => {
                self.patch(PARTNER_TENANTS[*partner], sent)
            }
            Action::Put(..) | Action::Patch(..) => status(400),
            Action::Read(partner) => self.read(PARTNER_TENANTS[*partner], step.beta),
            Action::Delete(partner) => self.delete(PARTNER_TENANTS[*partner], step.beta),
            Action::Restore(partner) => self.restore(PARTNER_TENANTS[*partner]),
            Action::CreateConnector(name) => {
                self.connectors.push((String::new(), name.clone()));
                Expected {
                    status: 201,
                    state: State::Name(name.clone()),
                }
            }
            Action::RenameConnector(number, name) => match self.connectors.get_mut(*number) {
                Some((_, known)) => {
                    known.clone_from(name);
                    status(204)
                }
                None => status(404),
            },
            Action::ReadConnector(number) => match self.connectors.get(*number) {
                Some((_, name)) => Expected {
                    status: 200,
                    state: State::Name(name.clone()),
                },
                None => status(404),
            },
            Action::DeleteConnector(number) if *number < self.connectors.len() => {
                self.connectors.remove(*number);
                status(204)
            }
            Action::DeleteConnector(_) => status(404),
            Action::ListConnectors => Expected {
                status: 200,
                state: State::Connectors(
                    self.connectors
                        .iter()
                        .map(|(_, name)| name.clone())
                        .collect(),
                ),
            },
        }
    }

    fn create_partner(&mut self, own: Uuid, partner: Uuid) -> Expected {
        if partner == own {
            return status(400);
        }
        if self.partners.contains_key(&partner) {
            return status(409);
        }
        self.partners.insert(partner, None);
        status(201)
    }

    fn delete_partner(&mut self, partner: Uuid, beta: bool) -> Expected {
        match self.partners.get(&partner) {
            None => return status(404),
            Some(Some(_)) => return status(400),
            Some(None) => {}
        }
        self.partners.remove(&partner);
        if beta {
            self.deleted_partners.insert(partner);
        }
        status(204)
    }

    fn restore_partner(&mut self, partner: Uuid) -> Expected {
        if !self.deleted_partners.contains(&partner) {
            return status(404);
        }
        if self.partners.contains_key(&partner) {
            return status(409);
        }
        self.deleted_partners.remove(&partner);
        self.partners.insert(partner, None);
        status(200)
    }

    fn put(&mut self, partner: Uuid, sent: &Sent) -> Expected {
        match self.partners.get_mut(&partner) {
            None => status(404),
            Some(Some(_)) => status(409),
            Some(none) => {
                none.insert(Synchronization::default()).merge(sent);
                status(204)
            }
        }
    }

    fn patch(&mut self, partner: Uuid, sent: &Sent) -> Expected {
        match self.partners.get_mut(&partner) {
            Some(Some(synchronization)) => {
                synchronization.merge(sent);
                status(204)
            }
            _ => status(404),
        }
    }

    fn read(&self, partner: Uuid, beta: bool) -> Expected {
        let Some(Some(synchronization)) = self.partners.get(&partner) else {
            return status(404);
        };
        let mut seen = synchronization.clone();
        if !beta {
            seen.groups = None;
        }
        Expected {
            status: 200,
            state: State::Synchronization(seen),
        }
    }

    fn delete(&mut self, partner: Uuid, beta: bool) -> Expected {
        let Some(synchronization) = self.partners.get_mut(&partner).and_then(Option::take) else {
            return status(404);
        };
        if beta {
            self.deleted.insert(partner, synchronization);
        }
        status(204)
    }

    fn restore(&mut self, partner: Uuid) -> Expected {
        match (
            self.deleted.contains_key(&partner),
            self.partners.get_mut(&partner),
        ) {
            (false, _) | (true, None) => status(404),
            (true, Some(Some(_))) => status(409),
            (true, Some(none)) => {
                *none = self.deleted.remove(&partner);
                status(200)
            }
        }
    }
}

fn found(found: bool, then: u16) -> Expected {
    status(if found { then } else { 404 })
}

/// The request of a step. A connector that the model does not have gets an id that nothing has.
fn request(step: &Step, model: &Model) -> (&'static str, String, Option<Value>) {
    let version = if step.beta { "beta" } else { "v1.0" };
    let partner = |number: &usize| format!("{version}/{PARTNERS}/{}", PARTNER_TENANTS[*number]);
    let synchronization = |number: &usize| format!("{}/identitySynchronization", partner(number));
    let deleted = |kind: &str, number: &usize| {
        format!(
            "beta/policies/deletedItems/{kind}/{}/restore",
            PARTNER_TENANTS[*number]
        )
    };
    let connectors = format!("{version}/identity/apiConnectors");
    let connector = |number: &usize| {
        let id = model.connectors.get(*number).map_or("nobody", |(id, _)| id);
        format!("{connectors}/{id}")
    };
    match &step.action {
        Action::CreatePartner(number) => {
            let body = json!({ "tenantId": PARTNER_TENANTS[*number] });
            ("POST", format!("{version}/{PARTNERS}"), Some(body))
        }
        Action::ReadPartner(number) => ("GET", partner(number), None),
        Action::DeletePartner(number) => ("DELETE", partner(number), None),
        Action::RestorePartner(number) => ("POST", deleted("crossTenantPartners", number), None),
        Action::ListPartners => ("GET", format!("{version}/{PARTNERS}"), None),
        Action::Put(number, sent) => ("PUT", synchronization(number), Some(sent.body())),
        Action::Patch(number, sent) => ("PATCH", synchronization(number), Some(sent.body())),
        Action::Read(number) => ("GET", synchronization(number), None),
        Action::Delete(number) => ("DELETE", synchronization(number), None),
        Action::Restore(number) => (
            "POST",
            deleted("crossTenantSyncPolicyPartners", number),
            None,
        ),
        Action::CreateConnector(name) => ("POST", connectors, Some(basic(name))),
        Action::RenameConnector(number, name) => (
            "PATCH",
            connector(number),
            Some(json!({ "displayName": name })),
        ),
        Action::ReadConnector(number) => ("GET", connector(number), None),
        Action::DeleteConnector(number) => ("DELETE", connector(number), None),
        Action::ListConnectors => ("GET", connectors, None),
    }
}

async fn send(
    graph: &FakeGraph,
    tenant: Uuid,
    method: &str,
    path: &str,
    body: Option<Value>,
) -> (u16, Value) {
    let token = graph.token_for(tenant, &ALL_PERMISSIONS).unwrap();
    let request = Request::builder()
        .method(method)
        .uri(format!("http://graph.test/{path}"))
        .header("authorization", format!("Bearer {token}"))
        .header("content-type", "application/json")
        .body(body.map_or_else(Body::empty, |body| Body::from(body.to_string())))
        .unwrap();
    let response = graph.router().oneshot(request).await.unwrap();
    let status = response.status().as_u16();
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX)
        .await
        .unwrap();
    (
        status,
        if bytes.is_empty() {
            Value::Null
        } else {
            serde_json::from_slice(&bytes).unwrap()
        },
    )
}

/// The part of the answer that the model predicts.
fn observed(expected: &State, body: &Value) -> State {
    let texts = |name: &str| {
        let items = body["value"].as_array().unwrap().iter();
        items
            .map(|item| item[name].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    match expected {
        State::Unchecked => State::Unchecked,
        State::Synchronization(_) => State::Synchronization(Synchronization::of(body)),
        State::Partners(_) => State::Partners(texts("tenantId").into_iter().collect()),
        State::Name(_) => State::Name(body["displayName"].as_str().unwrap().to_owned()),
        State::Connectors(_) => State::Connectors(texts("displayName")),
    }
}

async fn play(steps: &[Step]) -> Result<(), TestCaseError> {
    let tenants = TENANTS.map(TenantSeed::with_default_application).to_vec();
    let graph = FakeGraph::builder()
        .seed(Seed {
            switches: Switches::default(),
            tenants,
        })
        .build()
        .unwrap();
    let mut models: [Model; 2] = Default::default();
    for step in steps {
        let model = &mut models[step.tenant];
        let (method, path, body) = request(step, model);
        let expected = model.apply(step);
        let (status, body) = send(&graph, TENANTS[step.tenant], method, &path, body).await;
        prop_assert_eq!(status, expected.status, "{} {} {}", method, path, body);
        prop_assert_eq!(
            &observed(&expected.state, &body),
            &expected.state,
            "{} {}",
            method,
            path
        );
        if let (Action::CreateConnector(_), Some((id, _))) =
            (&step.action, model.connectors.last_mut())
        {
            body["id"].as_str().unwrap().clone_into(id);
        }
    }
    Ok(())
}

fn sent() -> impl Strategy<Value = Sent> {
    let name = proptest::option::of(proptest::option::of("[a-z]{1,3}"));
    let flag = || proptest::option::of(any::<bool>());
    (name, flag(), flag(), proptest::bool::weighted(0.1)).prop_map(
        |(name, users, groups, unknown)| Sent {
            name,
            users,
            groups,
            unknown,
        },
    )
}

fn action() -> impl Strategy<Value = Action> {
    let (partner, connector) = (0..PARTNER_TENANTS.len(), 0..4_usize);
    prop_oneof![
        4 => partner.clone().prop_map(Action::CreatePartner),
        1 => partner.clone().prop_map(Action::ReadPartner),
        2 => partner.clone().prop_map(Action::DeletePartner),
        1 => partner.clone().prop_map(Action::RestorePartner),
        1 => Just(Action::ListPartners),
        4 => (partner.clone(), sent()).prop_map(|(partner, sent)| Action::Put(partner, sent)),
        3 => (partner.clone(), sent()).prop_map(|(partner, sent)| Action::Patch(partner, sent)),
        3 => partner.clone().prop_map(Action::Read),
        2 => partner.clone().prop_map(Action::Delete),
        2 => partner.prop_map(Action::Restore),
        3 => "[a-z]{1,3}".prop_map(Action::CreateConnector),
        2 => (connector.clone(), "[a-z]{1,3}").prop_map(|(number, name)| Action::RenameConnector(number, name)),
        1 => connector.clone().prop_map(Action::ReadConnector),
        1 => connector.prop_map(Action::DeleteConnector),
        1 => Just(Action::ListConnectors),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    (0..TENANTS.len(), any::<bool>(), action()).prop_map(|(tenant, beta, action)| Step {
        tenant,
        beta,
        action,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_service_does_what_the_model_predicts(steps in proptest::collection::vec(step(), 1..40)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(play(&steps))?;
    }
}
