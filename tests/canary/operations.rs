//! All operations of a version, with secrets wherever one is possible.

use std::error::Error as _;
use std::fmt::Debug;
use std::future::IntoFuture;
use std::time::Duration;

use http::Method;
use msgraph_identity::{
    Access, ApiConnectorId, ApiConnectorUpdate, Beta, CloudEndpoint, ConnectorAuth,
    ConnectorProperty, CrossTenantAccess, DefaultUpdate, Error, Filter, NewApiConnector,
    NewPartner, PartnerUpdate, Step, SyncUpdate, TenantId, UnknownKind, Version, VersionedClient,
};
use serde::de::IgnoredAny;
use serde_json::json;

use crate::canaries::Canaries;

/// A partner that is created, updated and deleted.
const OTHER_PARTNER: &str = "55555555-5555-4555-8555-555555555555";

fn tenant_id(id: &str) -> TenantId {
    id.parse().unwrap()
}

/// Calls every operation and keeps the text of everything that can be shown: requests, values, errors and their causes.
pub(crate) struct Operations<'a, V: Version> {
    pub(crate) client: VersionedClient<V>,
    pub(crate) id: ApiConnectorId,
    pub(crate) partner: TenantId,
    pub(crate) canaries: &'a Canaries,
    /// Whether requests have a query option that the service does not accept.
    pub(crate) has_query: bool,
    /// The time after which a call is dropped.
    pub(crate) patience: Option<Duration>,
    pub(crate) shown: &'a mut Vec<String>,
}

impl<V: Version> Operations<'_, V>
where
    V::SyncUpdate: From<SyncUpdate>,
    V::SyncPolicy: Debug,
{
    pub(crate) async fn all(&mut self) {
        self.connectors().await;
        self.synchronization().await;
        self.user_flows().await;
        self.partners().await;
        self.tenants_and_raw_requests().await;
    }

    /// Partners and the default settings, with a member of a setting that is not in the contract.
    async fn partners(&mut self) {
        let access = self.client.cross_tenant_access();
        let secret = json!({ "isMfaAccepted": true, "canary": Canaries::UNKNOWN });
        let update: PartnerUpdate =
            serde_json::from_value(json!({ "inboundTrust": secret })).unwrap();
        let default: DefaultUpdate =
            serde_json::from_value(json!({ "inboundTrust": secret })).unwrap();
        let new = NewPartner::new(tenant_id(OTHER_PARTNER)).settings(&update);
        let settings = access.default_settings();
        self.show(&(&new, &update, &default, &settings));

        let list = || {
            let list = access.partners().query("canary", Canaries::QUERY);
            list.header("x-canary", Canaries::HEADER)
        };
        self.show(&list());
        self.call_future(list().all()).await;
        let mut items = list().items();
        self.call_future(async { items.next().await.transpose() })
            .await;
        self.show(&items);

        let partner = access.partner(tenant_id(OTHER_PARTNER));
        self.call(access.create_partner(&new)).await;
        self.call(partner.ensure(&update)).await;
        self.call(partner.get().with_synchronization()).await;
        self.call(partner.update(&update)).await;
        self.call(partner.delete().if_match(Canaries::HEADER)).await;
        self.call(partner.wait_until_gone(Duration::ZERO)).await;
        self.call(settings.get()).await;
        self.call(settings.update(&default)).await;
        self.call(settings.reset()).await;
        self.call(access.allowed_clouds()).await;
        self.call(access.allow_cloud(CloudEndpoint::China)).await;
        self.call(access.set_allowed_clouds([])).await;
    }

    async fn tenants_and_raw_requests(&mut self) {
        let tenants = self.client.tenants();
        self.show(&tenants);
        let domain = "contoso.com".parse().unwrap();
        self.call(tenants.find_by_domain(&domain)).await;
        self.call(tenants.find_by_id(self.partner)).await;

        // What the service returns is shown by the caller's own type.
        let body = json!({ "displayName": Canaries::NAME, "password": Canaries::PASSWORD });
        let path = format!("/identity/apiConnectors?canary={}", Canaries::QUERY);
        let request = self.client.request::<IgnoredAny>(Method::POST, &path);
        self.call(request.json(&body)).await;
        let read = self.client.request::<IgnoredAny>(Method::GET, &path);
        self.call(read).await;
    }

    /// What only beta has.
    pub(crate) async fn deleted(&mut self, access: &CrossTenantAccess<Beta>) {
        let partners = access.deleted_partners();
        let policies = access.deleted_synchronizations();
        self.show(&(&partners, &policies));
        let id = tenant_id(OTHER_PARTNER);
        self.call(partners.list()).await;
        self.call(partners.restore(id)).await;
        self.call(partners.delete_permanently(id)).await;
        self.call(policies.list()).await;
        self.call(policies.restore(id)).await;
        self.call(policies.delete_permanently(id)).await;
    }

    async fn user_flows(&mut self) {
        let flows = self.client.user_flows();
        let flow = flows.flow(&"B2X_1_Vet".parse().unwrap());
        self.show(&(&flows, &flow));
        let connector = self.client.api_connectors().connector(&self.id);
        let step = Step::PostFederationSignup;
        self.call(flows.list()).await;
        self.call(flow.get()).await;
        self.call(flow.configuration()).await;
        self.call(flow.attach(step, &self.id)).await;
        self.call(flow.detach(step)).await;
        self.call(connector.usages()).await;
        self.call(connector.delete_if_unused()).await;
    }

    async fn connectors(&mut self) {
        let canaries = self.canaries;
        let connectors = self.client.api_connectors();
        let auth = || ConnectorAuth::basic("svc", Canaries::PASSWORD);
        let new = NewApiConnector::new("Vet", &canaries.target_url(), auth()).unwrap();
        let unknown: UnknownKind = serde_json::from_value(
            json!({ "@odata.type": "#microsoft.graph.apiKey", "key": Canaries::UNKNOWN }),
        )
        .unwrap();
        let updates = [
            ApiConnectorUpdate::new()
                .display_name("x")
                .target_url(&canaries.target_url())
                .unwrap()
                .auth(auth()),
            ApiConnectorUpdate::new().auth(ConnectorAuth::unknown(unknown)),
            ApiConnectorUpdate::new().auth(ConnectorAuth::pkcs12(canaries.pkcs12().clone())),
        ];
        self.show(&(
            &self.client.clone(),
            &connectors,
            &new,
            &updates,
            canaries.pkcs12(),
        ));

        self.call(connectors.create(&new)).await;
        self.call(connectors.create_if_absent(&new)).await;
        self.call(connectors.find_by_name(Canaries::NAME)).await;
        let filter = Filter::eq(ConnectorProperty::DisplayName, Canaries::NAME);
        let list = connectors.list().filter(filter).search(Canaries::NAME);
        self.show(&list);
        self.call_future(list.all()).await;
        let mut items = connectors.list().items();
        self.show(&items);
        self.call_future(async { items.next().await.transpose() })
            .await;
        self.show(&items);

        let handle = connectors.connector(&self.id);
        self.show(&handle);
        self.call(handle.get()).await;
        for update in &updates {
            self.call(handle.update(update)).await;
            self.call(handle.update_and_get(update)).await;
        }
        let certificates = handle.certificates();
        self.call(certificates.upload(canaries.pkcs12())).await;
        self.call(certificates.rotate(canaries.pkcs12(), Duration::ZERO))
            .await;
        let expiring = self.client.api_connectors().expiring_within(Duration::MAX);
        self.call(expiring).await;
        self.call(handle.wait_until_visible(Duration::ZERO)).await;
        self.call(handle.delete().if_match(Canaries::HEADER)).await;
    }

    async fn synchronization(&mut self) {
        let access = self.client.cross_tenant_access();
        let partner = access.partner(self.partner);
        let synchronization = partner.identity_synchronization();
        self.show(&(&access, &partner, &synchronization));
        let update = || SyncUpdate::new().users(Access::Allow);
        self.call(synchronization.get()).await;
        self.call(synchronization.create(update())).await;
        self.call(synchronization.update(update())).await;
        self.call(synchronization.update_and_get(update())).await;
        self.call(synchronization.upsert(update())).await;
        self.call(synchronization.delete()).await;
    }

    /// A request with a secret in its query and in a header.
    async fn call<T: Debug + Send + 'static, P>(
        &mut self,
        request: msgraph_identity::Request<T, P>,
    ) {
        let mut request = request.header("x-canary", Canaries::HEADER);
        if self.has_query {
            request = request.query("canary", Canaries::QUERY);
        }
        self.show(&request);
        self.call_future(request.into_future()).await;
    }

    async fn call_future<T: Debug>(&mut self, call: impl Future<Output = Result<T, Error>>) {
        let outcome = match self.patience {
            None => call.await,
            Some(patience) => match tokio::time::timeout(patience, call).await {
                Ok(outcome) => outcome,
                Err(_) => return,
            },
        };
        match outcome {
            Ok(value) => self.show(&value),
            Err(error) => self.show_error(&error),
        }
    }

    fn show_error(&mut self, error: &Error) {
        self.show(error);
        self.shown.push(format!("{error} {error:#}"));
        let mut cause = error.source();
        while let Some(error) = cause {
            self.shown.push(format!("{error} {error:?} {error:#?}"));
            cause = error.source();
        }
    }

    fn show(&mut self, value: &impl Debug) {
        self.shown.push(format!("{value:?} {value:#?}"));
    }
}
