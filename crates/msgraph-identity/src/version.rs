//! The two versions of Microsoft Graph. Each calls its generated client with its own types. Everything else is written once for both:
//! in `models.rs`, in `shared_operations.rs`, and in the modules of the resources.

mod beta;
mod cross_tenant_access;
mod deserialize;
mod shared_operations;
mod tenants;
mod user_flows;
mod v1;

use std::fmt::Debug;

use msgraph_identity_core::{Collection, Session};
use msgraph_identity_v1::{Error, ResponseValue};
use serde::Serialize;
use serde::de::DeserializeOwned;

pub use self::beta::Beta;
pub(crate) use self::cross_tenant_access::{CrossTenantOperations, Query, convert};
pub(crate) use self::tenants::TenantOperations;
pub(crate) use self::user_flows::UserFlowOperations;
pub use self::v1::V1;
use crate::api_connectors::{ApiConnector, ApiConnectorUpdate, ListQuery, NewApiConnector};
use crate::cross_tenant::{SyncPolicy, SyncSettings, SyncUpdate, TenantId, UpdateModel};

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
pub trait Version:
    Operations<SyncUpdate: SyncSettings<Self>>
    + CrossTenantOperations
    + TenantOperations
    + UserFlowOperations
{
}

/// The operations of a version, with the types of this crate as arguments.
pub trait Operations: Clone + Debug + PartialEq + Send + Sync + Sized + 'static {
    /// The generated client.
    type Client: Send + Sync;
    /// The generated type of an API connector.
    type Connector: DeserializeOwned + Send;
    /// The generated type of a synchronization policy.
    type Synchronization: DeserializeOwned + Send;
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

    fn read_synchronization(policy: Self::Synchronization, tenant_id: TenantId)
    -> Self::SyncPolicy;

    fn list_api_connectors(
        client: &Self::Client,
        query: &ListQuery,
    ) -> impl Future<Output = Reply<Collection<Self::Connector>>> + Send;

    fn create_api_connector(
        client: &Self::Client,
        new: &NewApiConnector,
    ) -> impl Future<Output = Reply<Self::Connector>> + Send;

    fn get_api_connector(
        client: &Self::Client,
        id: &str,
        select: Option<&str>,
    ) -> impl Future<Output = Reply<Self::Connector>> + Send;

    fn update_api_connector(
        client: &Self::Client,
        id: &str,
        update: &ApiConnectorUpdate,
    ) -> impl Future<Output = Reply<()>> + Send;

    fn delete_api_connector(
        client: &Self::Client,
        id: &str,
        if_match: Option<&str>,
    ) -> impl Future<Output = Reply<()>> + Send;

    #[cfg(feature = "pkcs12")]
    fn upload_client_certificate(
        client: &Self::Client,
        id: &str,
        certificate: &crate::Pkcs12,
    ) -> impl Future<Output = Reply<Self::Connector>> + Send;

    fn get_synchronization(
        client: &Self::Client,
        tenant_id: &str,
        select: Option<&str>,
    ) -> impl Future<Output = Reply<Self::Synchronization>> + Send;

    fn create_synchronization(
        client: &Self::Client,
        tenant_id: &str,
        update: &Self::SyncUpdate,
    ) -> impl Future<Output = Reply<()>> + Send;

    fn update_synchronization(
        client: &Self::Client,
        tenant_id: &str,
        update: &Self::SyncUpdate,
    ) -> impl Future<Output = Reply<()>> + Send;

    fn delete_synchronization(
        client: &Self::Client,
        tenant_id: &str,
        if_match: Option<&str>,
    ) -> impl Future<Output = Reply<()>> + Send;
}
