//! The model: what each step should change, and what the service should answer.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use uuid::Uuid;

use super::step::{Action, INVALID, Sent, Step};
use super::{PARTNER_TENANTS, TENANTS};

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Synchronization {
    name: Option<String>,
    users: Option<bool>,
    groups: Option<bool>,
}

impl Synchronization {
    pub(super) fn merge(&mut self, sent: &Sent) {
        if let Some(name) = &sent.name {
            self.name.clone_from(name);
        }
        self.users = sent.users.or(self.users);
        self.groups = sent.groups.or(self.groups);
    }

    pub(super) fn of(body: &Value) -> Self {
        let allowed = |name: &str| body[name]["isSyncAllowed"].as_bool();
        Self {
            name: body["displayName"].as_str().map(str::to_owned),
            users: allowed("userSyncInbound"),
            groups: allowed("groupSyncInbound"),
        }
    }
}

#[derive(Debug, Default)]
struct Partner {
    is_service_provider: Option<bool>,
    synchronization: Option<Synchronization>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Connector {
    /// Only the service knows it before the connector is created.
    pub(super) id: String,
    pub(super) name: String,
    pub(super) user: Option<String>,
}

impl Connector {
    pub(super) fn of(body: &Value) -> Self {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        Self {
            id: text(&body["id"]).unwrap(),
            name: text(&body["displayName"]).unwrap(),
            user: text(&body["authenticationConfiguration"]["username"]),
        }
    }
}

/// One tenant as it should be.
#[derive(Debug, Default)]
pub(super) struct Model {
    partners: BTreeMap<Uuid, Partner>,
    deleted_partners: BTreeMap<Uuid, Option<bool>>,
    deleted: BTreeMap<Uuid, Synchronization>,
    /// In the order of their creation.
    pub(super) connectors: Vec<Connector>,
}

/// What an answer should be.
#[derive(Debug)]
pub(super) struct Expected {
    pub(super) status: u16,
    pub(super) state: State,
}

#[derive(Debug, PartialEq)]
pub(super) enum State {
    Unchecked,
    Synchronization(Synchronization),
    /// Whether it is a service provider.
    Partner(Option<bool>),
    Partners(BTreeSet<String>),
    /// A new connector: its name.
    Name(String),
    Connector(Connector),
    /// Their names.
    Connectors(Vec<String>),
    Count(usize),
}

fn status(status: u16) -> Expected {
    Expected {
        status,
        state: State::Unchecked,
    }
}

impl Model {
    /// Does the action, and says what the service should answer. New connectors have an id only the service knows.
    pub(super) fn apply(&mut self, step: &Step) -> Expected {
        let own = TENANTS[step.tenant];
        match &step.action {
            Action::CreatePartner(partner) => self.create_partner(own, PARTNER_TENANTS[*partner]),
            Action::ReadPartner(partner) => match self.partners.get(&PARTNER_TENANTS[*partner]) {
                Some(partner) => ok(State::Partner(partner.is_service_provider)),
                None => status(404),
            },
            Action::ChangePartner(partner, flag) => {
                match self.partners.get_mut(&PARTNER_TENANTS[*partner]) {
                    Some(partner) => {
                        partner.is_service_provider = *flag;
                        status(204)
                    }
                    None => status(404),
                }
            }
            Action::DeletePartner(partner) => {
                self.delete_partner(PARTNER_TENANTS[*partner], step.beta)
            }
            Action::RestorePartner(partner) => self.restore_partner(PARTNER_TENANTS[*partner]),
            Action::ForgetPartner(partner) => {
                let forgotten = self.deleted_partners.remove(&PARTNER_TENANTS[*partner]);
                found(forgotten.is_some(), 204)
            }
            Action::ListPartners => ok(State::Partners(ids(&self.partners))),
            Action::CountPartners => ok(State::Count(self.partners.len())),
            Action::ListDeletedPartners => ok(State::Partners(ids(&self.deleted_partners))),
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
            Action::Forget(partner) => found(
                self.deleted.remove(&PARTNER_TENANTS[*partner]).is_some(),
                204,
            ),
            Action::CreateConnector(name) => {
                self.connectors.push(Connector {
                    id: String::new(),
                    name: name.clone(),
                    user: Some("u".into()),
                });
                Expected {
                    status: 201,
                    state: State::Name(name.clone()),
                }
            }
            Action::RenameConnector(number, name) => {
                self.change_connector(*number, |connector| connector.name.clone_from(name))
            }
            Action::AuthenticateConnector(number, user) => {
                self.change_connector(*number, |connector| connector.user.clone_from(user))
            }
            Action::ReadConnector(number) => match self.connectors.get(*number) {
                Some(connector) => ok(State::Connector(connector.clone())),
                None => status(404),
            },
            Action::DeleteConnector(number) if *number < self.connectors.len() => {
                self.connectors.remove(*number);
                status(204)
            }
            Action::DeleteConnector(_) => status(404),
            Action::ListConnectors => ok(State::Connectors(self.names(""))),
            Action::FindConnectors(prefix) => ok(State::Connectors(self.names(prefix))),
            Action::CountConnectors => ok(State::Count(self.connectors.len())),
            Action::Invalid(number) => status(INVALID[*number].3),
        }
    }

    fn change_connector(&mut self, number: usize, change: impl FnOnce(&mut Connector)) -> Expected {
        match self.connectors.get_mut(number) {
            Some(connector) => {
                change(connector);
                status(204)
            }
            None => status(404),
        }
    }

    fn names(&self, prefix: &str) -> Vec<String> {
        let names = self.connectors.iter().map(|connector| &connector.name);
        names
            .filter(|name| name.starts_with(prefix))
            .cloned()
            .collect()
    }

    fn create_partner(&mut self, own: Uuid, partner: Uuid) -> Expected {
        if partner == own {
            return status(400);
        }
        if self.partners.contains_key(&partner) {
            return status(409);
        }
        self.partners.insert(partner, Partner::default());
        status(201)
    }

    fn delete_partner(&mut self, partner: Uuid, beta: bool) -> Expected {
        let Some(known) = self.partners.get(&partner) else {
            return status(404);
        };
        if known.synchronization.is_some() {
            return status(400);
        }
        let flag = known.is_service_provider;
        self.partners.remove(&partner);
        if beta {
            self.deleted_partners.insert(partner, flag);
        }
        status(204)
    }

    fn restore_partner(&mut self, partner: Uuid) -> Expected {
        let Some(is_service_provider) = self.deleted_partners.get(&partner).copied() else {
            return status(404);
        };
        if self.partners.contains_key(&partner) {
            return status(409);
        }
        self.deleted_partners.remove(&partner);
        let restored = Partner {
            is_service_provider,
            synchronization: None,
        };
        self.partners.insert(partner, restored);
        status(200)
    }

    fn put(&mut self, partner: Uuid, sent: &Sent) -> Expected {
        let known = self.partners.get_mut(&partner);
        match known.map(|partner| &mut partner.synchronization) {
            None => status(404),
            Some(Some(_)) => status(409),
            Some(none) => {
                none.insert(Synchronization::default()).merge(sent);
                status(204)
            }
        }
    }

    fn patch(&mut self, partner: Uuid, sent: &Sent) -> Expected {
        let known = self.partners.get_mut(&partner);
        match known.map(|partner| &mut partner.synchronization) {
            Some(Some(synchronization)) => {
                synchronization.merge(sent);
                status(204)
            }
            _ => status(404),
        }
    }

    fn read(&self, partner: Uuid, beta: bool) -> Expected {
        let known = self.partners.get(&partner);
        let Some(mut seen) = known.and_then(|partner| partner.synchronization.clone()) else {
            return status(404);
        };
        if !beta {
            seen.groups = None;
        }
        ok(State::Synchronization(seen))
    }

    fn delete(&mut self, partner: Uuid, beta: bool) -> Expected {
        let known = self.partners.get_mut(&partner);
        let Some(synchronization) = known.and_then(|partner| partner.synchronization.take()) else {
            return status(404);
        };
        if beta {
            self.deleted.insert(partner, synchronization);
        }
        status(204)
    }

    fn restore(&mut self, partner: Uuid) -> Expected {
        let known = self.partners.get_mut(&partner);
        match (
            self.deleted.contains_key(&partner),
            known.map(|partner| &mut partner.synchronization),
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

fn ok(state: State) -> Expected {
    Expected { status: 200, state }
}

fn ids<T>(items: &BTreeMap<Uuid, T>) -> BTreeSet<String> {
    items.keys().map(Uuid::to_string).collect()
}

fn found(found: bool, then: u16) -> Expected {
    status(if found { then } else { 404 })
}
