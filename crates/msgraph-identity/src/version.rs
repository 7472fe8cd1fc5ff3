//! The two versions of Microsoft Graph. Each calls its generated client with its own types. Everything else is written once for both:
//! in `models.rs`, in `methods.rs`, and in the modules of the resources.

mod beta;
mod deserialize;
mod methods;
mod v1;

use std::fmt::Debug;

use msgraph_identity_core::Session;
use msgraph_identity_v1::{Error, ResponseValue};
use serde::Serialize;
use serde::de::DeserializeOwned;

pub use self::beta::Beta;
use self::methods::Methods;
pub use self::v1::V1;
use crate::api_connectors::ApiConnector;
use crate::cross_tenant::merge::{Properties, properties};
use crate::cross_tenant::{
    PartnerPolicy, SyncPolicy, SyncSettings, SyncUpdate, TenantId, UpdateModel,
};
use crate::user_flows::UserFlow;

/// Why a response that satisfies the contract still cannot be used.
pub(crate) type Unusable = &'static str;

/// What a method of a generated client returns. Both clients use the types of the generator's runtime library.
pub(crate) type Reply<T> = Result<ResponseValue<T>, Error<()>>;

/// A version of Microsoft Graph: [`V1`] or [`Beta`].
///
/// It is a type parameter of the handles, with `V1` as the default: `ApiConnectors` uses `v1.0`, `ApiConnectors<Beta>` uses beta.
/// The trait cannot be implemented outside this crate.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a version of Microsoft Graph",
    note = "the versions are `V1` and `Beta`; `graph.v1()` and `graph.beta()` return their clients"
)]
pub trait Version: Operations<SyncUpdate: SyncSettings<Self>> + Methods {}

/// The types of the operations of a version, and how they become those of this crate.
pub trait Operations: Clone + Debug + PartialEq + Send + Sync + Sized + 'static {
    /// The generated client.
    type Client: Send + Sync;
    /// The generated type of an API connector.
    type Connector: DeserializeOwned + Send;
    /// The generated type of a user flow.
    type UserFlow: DeserializeOwned + Send;
    /// The generated type of a synchronization policy.
    type Synchronization: DeserializeOwned + Send;
    /// The generated type of an update of a synchronization policy.
    type SynchronizationBody: Send + Sync;
    /// The generated type of a partner, which also creates one.
    type Partner: Serialize + DeserializeOwned + Send + Sync;
    /// The generated type of an update of a partner.
    type PartnerBody: DeserializeOwned + Send + Sync;
    /// The generated type of the default settings.
    type Default: Serialize + DeserializeOwned + Send;
    /// The generated type of an update of the default settings.
    type DefaultBody: DeserializeOwned + Send + Sync;
    /// The generated type of the policy.
    type Policy: Serialize + DeserializeOwned + Send;
    /// The generated type of an update of the policy.
    type PolicyBody: DeserializeOwned + Send + Sync;
    /// A synchronization policy in this crate.
    type SyncPolicy: AsRef<SyncPolicy>
        + Clone
        + Debug
        + PartialEq
        + Serialize
        + DeserializeOwned
        + Send
        + Sync
        + 'static;
    /// The values to set in a synchronization policy.
    type SyncUpdate: UpdateModel<Policy = Self::SyncPolicy>
        + From<SyncUpdate>
        + Debug
        + Serialize
        + DeserializeOwned;
    /// A property of a synchronization policy.
    type SyncProperty: AsRef<str> + 'static;

    fn client(http: reqwest::Client, session: Session) -> Self::Client;

    fn read_connector(connector: Self::Connector) -> Result<ApiConnector, Unusable>;

    fn read_user_flow(flow: Self::UserFlow) -> Result<UserFlow, Unusable>;

    fn read_synchronization(policy: Self::Synchronization, tenant_id: TenantId)
    -> Self::SyncPolicy;

    /// The body that creates a synchronization policy.
    fn new_synchronization(update: &Self::SyncUpdate) -> Self::Synchronization;

    /// The body that updates a synchronization policy.
    fn synchronization_update(update: &Self::SyncUpdate) -> Self::SynchronizationBody;

    /// Moves the synchronization policy out of a partner.
    fn take_synchronization(partner: &mut Self::Partner) -> Option<Self::Synchronization>;

    /// Reads a partner. Its tenant id is known unless it is in a list.
    ///
    /// The models of the cross-tenant access policy have the JSON of Graph, as the generated types do. So the ones are converted into
    /// the others through it.
    fn read_partner(
        mut partner: Self::Partner,
        tenant_id: Option<TenantId>,
    ) -> Result<PartnerPolicy<Self>, Unusable>
    where
        Self: Version,
    {
        let synchronization = Self::take_synchronization(&mut partner);
        let mut properties = properties(&partner);
        if let Some(tenant_id) = tenant_id {
            properties.insert("tenantId".to_owned(), tenant_id.to_string().into());
        }
        let partner: Option<PartnerPolicy<Self>> = convert(properties);
        let mut partner = partner.ok_or("the partner in the response has no valid tenant id")?;
        partner.synchronization =
            synchronization.map(|policy| Self::read_synchronization(policy, partner.tenant_id));
        Ok(partner)
    }
}

/// Implements the part of [`Operations`] whose text is the same for both versions, with the module `models` beside it.
macro_rules! shared_types {
    () => {
        type Client = Client;
        type Connector = types::IdentityApiConnector;
        type UserFlow = types::B2xIdentityUserFlow;
        type Synchronization = types::CrossTenantIdentitySyncPolicyPartner;
        type SynchronizationBody = types::CrossTenantIdentitySyncPolicyPartnerUpdate;
        type Partner = types::CrossTenantAccessPolicyConfigurationPartner;
        type PartnerBody = types::CrossTenantAccessPolicyConfigurationPartnerUpdate;
        type Default = types::CrossTenantAccessPolicyConfigurationDefault;
        type DefaultBody = types::CrossTenantAccessPolicyConfigurationDefaultUpdate;
        type Policy = types::CrossTenantAccessPolicy;
        type PolicyBody = types::CrossTenantAccessPolicyUpdate;

        fn client(http: reqwest::Client, session: msgraph_identity_core::Session) -> Client {
            let service_root = session.service_root().as_str().to_owned();
            Client::new_with_client(&service_root, http, session)
        }

        fn read_connector(
            connector: Self::Connector,
        ) -> Result<$crate::ApiConnector, $crate::version::Unusable> {
            models::read_connector(connector)
        }

        fn read_user_flow(
            flow: Self::UserFlow,
        ) -> Result<$crate::UserFlow, $crate::version::Unusable> {
            models::read_user_flow(flow)
        }

        fn take_synchronization(partner: &mut Self::Partner) -> Option<Self::Synchronization> {
            partner.identity_synchronization.take()
        }
    };
}

use shared_types;

/// The query options of partners.
#[derive(Clone, Debug, Default)]
pub struct Query {
    pub(crate) select: Option<String>,
    pub(crate) expand: Option<&'static str>,
}

/// Converts properties into a model or into a body. It is `None` if a property does not have the type of the contract.
pub(crate) fn convert<T: DeserializeOwned>(properties: Properties) -> Option<T> {
    serde_json::from_value(properties.into()).ok()
}
