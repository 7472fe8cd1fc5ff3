//! The steps of a sequence: what they do, what they send, how they are chosen.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::PARTNER_TENANTS;
use super::prediction::Model;
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
    ChangePartner(usize, Option<bool>),
    DeletePartner(usize),
    RestorePartner(usize),
    ForgetPartner(usize),
    ListPartners,
    CountPartners,
    ListDeletedPartners,
    Put(usize, Sent),
    Patch(usize, Sent),
    Read(usize),
    Delete(usize),
    Restore(usize),
    Forget(usize),
    CreateConnector(String),
    RenameConnector(usize, String),
    /// Replaces the authentication, with another user name.
    AuthenticateConnector(usize, Option<String>),
    ReadConnector(usize),
    DeleteConnector(usize),
    ListConnectors,
    /// The connectors whose names begin like that.
    FindConnectors(String),
    CountConnectors,
    /// One of the requests that are always refused.
    Invalid(usize),
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
    let deleted = |kind: &str, number: &usize| format!("beta/{kind}/{}", PARTNER_TENANTS[*number]);
    let connectors = format!("{version}/identity/apiConnectors");
    let connector = |number: &usize| {
        let connector = model.connectors.get(*number);
        let id = connector.map_or("nobody", |connector| &connector.id);
        format!("{connectors}/{id}")
    };
    match &step.action {
        Action::CreatePartner(number) => {
            let body = json!({ "tenantId": PARTNER_TENANTS[*number] });
            ("POST", format!("{version}/{PARTNERS}"), Some(body))
        }
        Action::ReadPartner(number) => ("GET", partner(number), None),
        Action::ChangePartner(number, flag) => {
            let body = json!({ "isServiceProvider": flag });
            ("PATCH", partner(number), Some(body))
        }
        Action::DeletePartner(number) => ("DELETE", partner(number), None),
        Action::RestorePartner(number) => (
            "POST",
            format!("{}/restore", deleted(DELETED_PARTNERS, number)),
            None,
        ),
        Action::ForgetPartner(number) => ("DELETE", deleted(DELETED_PARTNERS, number), None),
        Action::ListPartners => ("GET", format!("{version}/{PARTNERS}"), None),
        Action::CountPartners => ("GET", format!("{version}/{PARTNERS}/$count"), None),
        Action::ListDeletedPartners => ("GET", format!("beta/{DELETED_PARTNERS}"), None),
        Action::Put(number, sent) => ("PUT", synchronization(number), Some(sent.body())),
        Action::Patch(number, sent) => ("PATCH", synchronization(number), Some(sent.body())),
        Action::Read(number) => ("GET", synchronization(number), None),
        Action::Delete(number) => ("DELETE", synchronization(number), None),
        Action::Restore(number) => (
            "POST",
            format!("{}/restore", deleted(DELETED_SYNCHRONIZATIONS, number)),
            None,
        ),
        Action::Forget(number) => ("DELETE", deleted(DELETED_SYNCHRONIZATIONS, number), None),
        Action::CreateConnector(name) => ("POST", connectors, Some(basic(name))),
        Action::RenameConnector(number, name) => (
            "PATCH",
            connector(number),
            Some(json!({ "displayName": name })),
        ),
        Action::AuthenticateConnector(number, user) => {
            let kind = "#microsoft.graph.basicAuthentication";
            let authentication = json!({ "@odata.type": kind, "username": user, "password": "p" });
            let body = json!({ "authenticationConfiguration": authentication });
            ("PATCH", connector(number), Some(body))
        }
        Action::ReadConnector(number) => ("GET", connector(number), None),
        Action::DeleteConnector(number) => ("DELETE", connector(number), None),
        Action::ListConnectors => ("GET", connectors, None),
        Action::FindConnectors(prefix) => {
            let filter = format!("startswith(displayName,'{prefix}')&$count=true");
            ("GET", format!("{connectors}?$filter={filter}"), None)
        }
        Action::CountConnectors => ("GET", format!("{connectors}/$count"), None),
        Action::Invalid(number) => {
            let (method, path, body, _) = INVALID[*number];
            let body = (!body.is_empty()).then(|| serde_json::from_str(body).unwrap());
            (method, format!("{version}/{path}"), body)
        }
    }
}

const DELETED_PARTNERS: &str = "policies/deletedItems/crossTenantPartners";
const DELETED_SYNCHRONIZATIONS: &str = "policies/deletedItems/crossTenantSyncPolicyPartners";

/// What is refused whatever there is: method, path, body and status.
pub(super) const INVALID: [(&str, &str, &str, u16); 16] = [
    ("PUT", "identity/apiConnectors", "{}", 405),
    ("DELETE", "identity/apiConnectors", "", 405),
    ("POST", "identity/apiConnectors", "{}", 400),
    ("POST", "identity/apiConnectors", "[]", 400),
    (
        "POST",
        "identity/apiConnectors",
        r#"{ "displayname": "x" }"#,
        400,
    ),
    (
        "POST",
        "identity/apiConnectors",
        r#"{ "displayName": 1 }"#,
        400,
    ),
    ("GET", "identity/apiConnectors?$filter=displayName", "", 400),
    ("GET", "identity/apiConnectors?$top=0", "", 400),
    ("GET", "identity/apiConnectors?$skiptoken=x", "", 400),
    ("GET", "identity/apiConnectors?$select=name", "", 400),
    (
        "PATCH",
        "identity/apiConnectors/nobody",
        r#"{ "id": "x" }"#,
        400,
    ),
    ("PATCH", "identity/apiConnectors/nobody", "{}", 404),
    (
        "POST",
        "identity/apiConnectors/nobody/uploadClientCertificate",
        r#"{ "pkcs12Value": "!" }"#,
        400,
    ),
    (
        "POST",
        "policies/crossTenantAccessPolicy/partners",
        "{}",
        400,
    ),
    (
        "GET",
        "policies/crossTenantAccessPolicy/partners/nobody",
        "",
        400,
    ),
    ("GET", "identity/nothing", "", 400),
];

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

/// One of them mostly, so that several steps of a sequence meet.
fn partner() -> impl Strategy<Value = usize> + Clone {
    prop_oneof![3 => Just(1_usize), 1 => 0..PARTNER_TENANTS.len()]
}

fn action() -> impl Strategy<Value = Action> {
    let (partner, connector) = (partner(), 0..4_usize);
    prop_oneof![
        4 => partner.clone().prop_map(Action::CreatePartner),
        1 => partner.clone().prop_map(Action::ReadPartner),
        2 => partner.clone().prop_map(Action::DeletePartner),
        1 => (partner.clone(), proptest::option::of(any::<bool>()))
            .prop_map(|(partner, flag)| Action::ChangePartner(partner, flag)),
        1 => partner.clone().prop_map(Action::RestorePartner),
        1 => partner.clone().prop_map(Action::ForgetPartner),
        1 => Just(Action::ListPartners),
        1 => Just(Action::CountPartners),
        1 => Just(Action::ListDeletedPartners),
        4 => (partner.clone(), sent()).prop_map(|(partner, sent)| Action::Put(partner, sent)),
        3 => (partner.clone(), sent()).prop_map(|(partner, sent)| Action::Patch(partner, sent)),
        3 => partner.clone().prop_map(Action::Read),
        2 => partner.clone().prop_map(Action::Delete),
        2 => partner.clone().prop_map(Action::Restore),
        1 => partner.prop_map(Action::Forget),
        3 => "[a-z]{1,3}".prop_map(Action::CreateConnector),
        2 => (connector.clone(), "[a-z]{1,3}").prop_map(|(number, name)| Action::RenameConnector(number, name)),
        1 => connector.clone().prop_map(Action::ReadConnector),
        1 => connector.clone().prop_map(Action::DeleteConnector),
        1 => (connector, proptest::option::of("[a-z]{1,3}"))
            .prop_map(|(number, user)| Action::AuthenticateConnector(number, user)),
        1 => Just(Action::ListConnectors),
        1 => "[a-z]{0,1}".prop_map(Action::FindConnectors),
        1 => Just(Action::CountConnectors),
        2 => (0..INVALID.len()).prop_map(Action::Invalid),
    ]
}

pub(super) fn step() -> impl Strategy<Value = Step> {
    let second = proptest::bool::weighted(0.25);
    (second, any::<bool>(), action()).prop_map(|(second, beta, action)| Step {
        tenant: usize::from(second),
        beta,
        action,
    })
}
