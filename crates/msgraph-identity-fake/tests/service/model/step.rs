//! The steps of a sequence: what they do, what they send, how they are chosen.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::prediction::Model;
use super::{PARTNER_TENANTS, TENANTS};
use crate::connectors::basic;
use crate::partners::PARTNERS;

#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) tenant: usize,
    pub(super) beta: bool,
    pub(super) action: Action,
}

/// What a step does; numbers choose a partner or a connector.
#[derive(Clone, Debug)]
pub(super) enum Action {
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
pub(super) struct Sent {
    pub(super) name: Option<Option<String>>,
    pub(super) users: Option<bool>,
    pub(super) groups: Option<bool>,
    unknown: bool,
}

impl Sent {
    pub(super) fn body(&self) -> Value {
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

    pub(super) fn is_valid(&self, beta: bool) -> bool {
        !self.unknown && (beta || self.groups.is_none())
    }
}

/// The request of a step. A connector that the model does not have gets an id that nothing has.
pub(super) fn request(step: &Step, model: &Model) -> (&'static str, String, Option<Value>) {
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

pub(super) fn step() -> impl Strategy<Value = Step> {
    (0..TENANTS.len(), any::<bool>(), action()).prop_map(|(tenant, beta, action)| Step {
        tenant,
        beta,
        action,
    })
}
