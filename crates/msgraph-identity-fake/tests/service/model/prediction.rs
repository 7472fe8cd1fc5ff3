//! The model: what each step should change, and what the service should answer.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use uuid::Uuid;

use super::step::{Action, Sent, Step};
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

/// One tenant as it should be.
#[derive(Debug, Default)]
pub(super) struct Model {
    partners: BTreeMap<Uuid, Option<Synchronization>>,
    deleted_partners: BTreeSet<Uuid>,
    deleted: BTreeMap<Uuid, Synchronization>,
    /// In the order of their creation.
    pub(super) connectors: Vec<(String, String)>,
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
    Partners(BTreeSet<String>),
    Name(String),
    Connectors(Vec<String>),
}

pub(super) fn status(status: u16) -> Expected {
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

pub(super) fn found(found: bool, then: u16) -> Expected {
    status(if found { then } else { 404 })
}
