//! The two versions of Microsoft Graph, and what differs between them: the generated clients. What is done with them is written
//! once, in the modules of the resources.

mod beta;
mod v1;

use std::fmt::Debug;

use msgraph_identity_core::{Collection, Session, UnknownKind};
use msgraph_identity_v1::{Error, ResponseValue};
use serde::de::DeserializeOwned;

pub use self::beta::Beta;
pub use self::v1::V1;
use crate::api_connectors::{ApiConnector, ApiConnectorUpdate, ListQuery, NewApiConnector};
use crate::cross_tenant::{TenantId, UpdateModel};

/// Why a response cannot be used, although it is what the contract says.
pub(crate) type Unusable = &'static str;

/// What a method of a generated client returns. Both clients have the same type, that of the generator's runtime.
pub(crate) type Reply<T> = Result<ResponseValue<T>, Error<()>>;

/// A version of Microsoft Graph: [`V1`] or [`Beta`].
///
/// It is a parameter of the handles, `v1.0` unless said otherwise: `ApiConnectors` is that of `v1.0`, `ApiConnectors<Beta>` the
/// other. There are no other versions, and no method needs this trait by name.
pub trait Version: Operations {}

/// The operations of the contract, in the types of this crate.
pub trait Operations: Clone + Debug + Send + Sync + Sized + 'static {
    /// The generated client.
    type Client: Send + Sync;
    /// An API connector as it comes.
    type Connector: DeserializeOwned + Send;
    /// A synchronization policy as it comes.
    type Synchronization: DeserializeOwned + Send;
    /// A synchronization policy.
    type SyncPolicy: Send + 'static;
    /// What is set in a synchronization policy.
    type SyncUpdate: UpdateModel<Policy = Self::SyncPolicy>;
    /// A property of a synchronization policy.
    type SyncProperty: AsRef<str> + 'static;

    fn client(http: reqwest::Client, session: Session) -> Self::Client;

    /// The connector, or why it is of no use.
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

/// What a connector cannot do without.
const UNUSABLE_ID: Unusable = "the connector in the answer has no id, or one that is of no use";

/// The `@odata.type` of the kinds of authentication that both contracts know.
const KINDS: &[&str] = &[
    "#microsoft.graph.basicAuthentication",
    "#microsoft.graph.clientCertificateAuthentication",
    "#microsoft.graph.pkcs12Certificate",
];

/// The same authentication as one of the kinds that are known, where only the spelling of its name was not: Graph compares these
/// without case.
fn respell_kind<A: DeserializeOwned>(kind: &UnknownKind) -> Option<A> {
    let name = kind.odata_type()?;
    let mut known = KINDS.iter().filter(|known| **known != name);
    let plain = name.trim_start_matches('#');
    let known = known.find(|known| known[1..].eq_ignore_ascii_case(plain))?;
    let mut properties = kind.properties().clone();
    properties.insert("@odata.type".to_owned(), (*known).into());
    serde_json::from_value(properties.into()).ok()
}
