//! What a tenant has of a desired state, and the changes that it needs.

use std::collections::BTreeMap;

use serde_json::Value;

use super::change::TARGET_URL;
use super::compare::{differences, is_same_url};
use super::{
    Action, Change, DesiredConnector, DesiredPartner, DesiredState, Difference, Presence, Subject,
};
use crate::cross_tenant::merge::{Properties, properties, without_annotations};
use crate::request::CallContext;
use crate::version::Version;
use crate::{ApiConnector, Authentication, Error, PartnerPolicy, TenantId, VersionedClient};

/// The username in the JSON of Graph.
pub(super) const USERNAME: &str = "authenticationConfiguration.username";

/// The partners and connectors of a tenant.
pub(super) struct Present<V: Version> {
    pub(super) partners: BTreeMap<TenantId, PartnerPolicy<V>>,
    pub(super) connectors: Vec<ApiConnector>,
}

impl<V: Version> Present<V> {
    /// Reads what a desired state names: a single partner alone, otherwise the list.
    pub(super) async fn read(
        client: &VersionedClient<V>,
        desired: &DesiredState<V>,
        context: &CallContext,
    ) -> Result<Self, Error> {
        let access = client.cross_tenant_access();
        let mut ids = desired.partners.keys();
        let partners = match (ids.next(), ids.next()) {
            (None, _) => Vec::new(),
            (Some(id), None) => {
                let get = access.partner(*id).get().with_synchronization();
                match get.within(context.clone()).await {
                    Ok(partner) => vec![partner],
                    Err(error) if error.is_absent() => Vec::new(),
                    Err(error) => return Err(error),
                }
            }
            _ => {
                let list = access.partners().with_synchronization();
                list.within(context.clone()).all().await?
            }
        };
        let connectors = if desired.api_connectors.is_empty() {
            Vec::new()
        } else {
            let list = client.api_connectors().list();
            list.within(context.clone()).all().await?
        };
        let partners = partners.into_iter();
        Ok(Self {
            partners: partners
                .map(|partner| (partner.tenant_id, partner))
                .collect(),
            connectors,
        })
    }

    /// The changes that bring it to the desired state, in the order in which they can be made.
    pub(super) fn changes(&self, desired: &DesiredState<V>) -> Vec<Change> {
        let partners = desired.partners.iter();
        let partners =
            partners.flat_map(|(id, desired)| partner(*id, self.partners.get(id), desired));
        let connectors = desired.api_connectors.iter();
        let connectors = connectors.flat_map(|(name, desired)| {
            let with_name = |connector: &&ApiConnector| connector.display_name() == Some(name);
            let present: Vec<_> = self.connectors.iter().filter(with_name).collect();
            connector(name, &present, desired)
        });
        partners.chain(connectors).collect()
    }
}

fn partner<V: Version>(
    tenant_id: TenantId,
    present: Option<&PartnerPolicy<V>>,
    desired: &DesiredPartner<V>,
) -> Vec<Change> {
    let subject = Subject::Partner(tenant_id);
    let policy_subject = Subject::IdentitySynchronization(tenant_id);
    let settings = |partner: &PartnerPolicy<V>| properties(&partner.settings);
    let policy = present.and_then(|partner| partner.synchronization.as_ref());
    let policy = policy.map(properties);
    let (changes, wanted) = match &desired.0 {
        Presence::Absent => (
            present.map(|partner| deletion(subject, settings(partner))),
            Some(&Presence::Absent),
        ),
        Presence::Present(owned) => {
            let present = present.map(|partner| {
                let mut present = settings(partner);
                present.insert(
                    "isServiceProvider".to_owned(),
                    partner.is_service_provider.into(),
                );
                present
            });
            (
                write(subject, present, properties(&owned.settings)),
                owned.synchronization.as_ref(),
            )
        }
    };
    let policy = match wanted {
        None => None,
        Some(Presence::Absent) => policy.map(|policy| deletion(policy_subject, policy)),
        Some(Presence::Present(wanted)) => write(policy_subject, policy, properties(wanted)),
    };
    // The service refuses to delete a partner before its policy, and to create a policy before its partner.
    let is_deletion = desired.0 == Presence::Absent;
    let [first, second] = if is_deletion {
        [policy, changes]
    } else {
        [changes, policy]
    };
    first.into_iter().chain(second).collect()
}

/// The change to these properties, if there is one.
fn write(subject: Subject, present: Option<Properties>, wanted: Properties) -> Option<Change> {
    let action = match present {
        Some(_) => Action::Update,
        None => Action::Create,
    };
    let differences = differences(&present.unwrap_or_default(), &wanted);
    (action == Action::Create || !differences.is_empty()).then_some(Change {
        action,
        subject,
        differences,
    })
}

fn deletion(subject: Subject, present: Properties) -> Change {
    let is_lost =
        |name: &str, value: &Value| !value.is_null() && name != "tenantId" && !name.contains('@');
    let lost = present.into_iter();
    let lost = lost.filter(|(name, value)| is_lost(name, value));
    let differences = lost.map(|(property, present)| Difference {
        property,
        present: without_annotations(present),
        wanted: Value::Null,
    });
    Change {
        action: Action::Delete,
        subject,
        differences: differences.collect(),
    }
}

fn connector(name: &str, present: &[&ApiConnector], desired: &DesiredConnector) -> Vec<Change> {
    let change = |connector: Option<&&ApiConnector>| {
        let differences = connector_differences(connector.copied(), desired);
        (connector.is_none() || !differences.is_empty()).then(|| Change {
            action: connector.map_or(Action::Create, |_| Action::Update),
            subject: Subject::ApiConnector {
                display_name: name.to_owned(),
                id: connector.map(|connector| connector.id().clone()),
            },
            differences,
        })
    };
    if present.is_empty() {
        return change(None).into_iter().collect();
    }
    present
        .iter()
        .filter_map(|connector| change(Some(connector)))
        .collect()
}

fn connector_differences(
    present: Option<&ApiConnector>,
    desired: &DesiredConnector,
) -> Vec<Difference> {
    let present_url = present.and_then(ApiConnector::target_url);
    let present_url = present_url.map(|url| url.as_str());
    let present_username = present.and_then(username);
    let url = desired.target_url.as_ref().map(|url| url.as_str());
    let url = url.filter(|wanted| !present_url.is_some_and(|url| is_same_url(url, wanted)));
    let username = desired.basic.as_ref().map(|basic| &*basic.username);
    let username = username.filter(|wanted| present_username != Some(*wanted));
    let difference = |property: &str, present: Option<&str>, wanted: Option<&str>| {
        Some(Difference {
            property: property.to_owned(),
            present: present.into(),
            wanted: wanted?.into(),
        })
    };
    let url = difference(TARGET_URL, present_url, url);
    let username = difference(USERNAME, present_username, username);
    url.into_iter().chain(username).collect()
}

/// The user name of a connector with basic authentication.
pub(super) fn username(connector: &ApiConnector) -> Option<&str> {
    match connector.authentication()? {
        Authentication::Basic(basic) => basic.username(),
        _ => None,
    }
}
