//! What a tenant has, as a desired state.

use serde_json::Value;

use super::partner::Owned;
use super::present::username;
use super::{DesiredConnector, DesiredPartner, DesiredState, Presence};
use crate::cross_tenant::merge::{properties, without_annotations};
use crate::version::Version;
use crate::{ApiConnector, PartnerPolicy, PartnerUpdate, Request, VersionedClient};

impl<V: Version> DesiredState<V> {
    /// Reads all partners with all their settings and synchronization policies, and all API connectors. Nothing differs from the
    /// result: its [plan](Self::plan) is empty.
    ///
    /// It takes one request for each page of partners, and one for each page of connectors.
    ///
    /// An inherited setting is null in the result, so that the state owns it too. Left out are settings that this crate does not know,
    /// passwords, certificates, and target URLs with a query or a user name, which often are keys. A partner without a synchronization
    /// policy is written without one, and not as one that should have none.
    ///
    /// Needs the permissions `Policy.Read.All` and `APIConnectors.ReadWrite.All`.
    pub fn export(client: &VersionedClient<V>) -> Request<Self> {
        let (client, partners) = (client.clone(), Self::export_partners(client));
        Request::new((), async move |(), context| {
            let mut state = partners.within(context.clone()).await?;
            let connectors = client.api_connectors().list().within(context).all().await?;
            for connector in &connectors {
                if let Some(name) = connector.display_name() {
                    let exported = export_connector(connector);
                    let others = state.api_connectors.remove(name);
                    let common = others.map(|others| common(others, &exported));
                    let common = common.unwrap_or(exported);
                    state.api_connectors.insert(name.to_owned(), common);
                }
            }
            Ok(state)
        })
    }

    /// Does what [`export`](Self::export) does, for partners alone: US government clouds have no API connectors.
    pub fn export_partners(client: &VersionedClient<V>) -> Request<Self> {
        let list = client.cross_tenant_access().partners();
        Request::new((), async move |(), context| {
            let list = list.with_synchronization().within(context);
            let mut state = Self::new();
            for partner in list.all().await? {
                let exported = DesiredPartner::from(&partner);
                state.partners.insert(partner.tenant_id, exported);
            }
            Ok(state)
        })
    }
}

/// All settings that this crate knows, and the synchronization policy if it was read.
impl<V: Version> From<&PartnerPolicy<V>> for DesiredPartner<V> {
    fn from(partner: &PartnerPolicy<V>) -> Self {
        let settings = properties(&PartnerUpdate::from(partner));
        let policy = partner.synchronization.as_ref().map(|policy| {
            let mut policy = properties(policy);
            policy.retain(|name, _| name != "tenantId" && name != "deletedDateTime");
            Presence::Present(convert(policy.into()))
        });
        DesiredPartner(Presence::Present(Owned {
            settings: convert(settings.into()),
            synchronization: policy,
        }))
    }
}

fn convert<T: serde::de::DeserializeOwned + Default>(properties: Value) -> T {
    // What a model of Graph writes, its update reads.
    serde_json::from_value(without_annotations(properties)).unwrap_or_default()
}

fn export_connector(connector: &ApiConnector) -> DesiredConnector {
    let mut exported = DesiredConnector::new();
    let url = connector.target_url().map(|url| url.as_str());
    let url = url.filter(|url| !url.contains(['?', '@', '#']));
    if let Some(Ok(with_url)) = url.map(|url| exported.clone().target_url(url)) {
        exported = with_url;
    }
    match username(connector) {
        Some(username) => exported.username(username),
        None => exported,
    }
}

/// What connectors of the same name have in common.
fn common(one: DesiredConnector, other: &DesiredConnector) -> DesiredConnector {
    DesiredConnector {
        target_url: one
            .target_url
            .filter(|url| other.target_url.as_ref() == Some(url)),
        basic: one
            .basic
            .filter(|basic| other.basic.as_ref() == Some(basic)),
        auth: None,
    }
}
