//! Behaviour that Microsoft does not document. Each choice is a named switch.

pub(crate) mod choices;

use serde::{Deserialize, Serialize};

pub use self::choices::{
    BatchOrder, ClientCertificateAuthentication, CloudProfile, ConnectorInUse, OmittedMembers,
    PathCase, Pkcs12Encryption, PreferReturn, PremiumP1, ReadOnlyProperties, Refusal,
    SameCertificate, StepDetachment, SynchronizationExists, UpdateAnswer, UploadToBasicConnector,
};
use crate::faults::{Fault, through_json};

/// How the fake behaves if Microsoft's documentation is silent, or if the service was seen to do both.
///
/// ```
/// use msgraph_identity_fake::Switches;
///
/// let switches = Switches { page_size: 2, ..Switches::default() };
/// assert!(switches.require_authentication);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Switches {
    /// Whether requests need a bearer token. Without one, they reach the first tenant. Default: true.
    pub require_authentication: bool,
    /// The maximum number of items on a page of a list. Default: 100.
    pub page_size: usize,
    /// Whether the case of path segments matters. Default: it does not.
    pub path_case: PathCase,
    /// What happens to a body with a read-only property such as `id`. Default: 400.
    pub read_only_properties: ReadOnlyProperties,
    /// Whether `APIConnectors.Read.All` allows reading connectors. The service accepts it, although the documentation
    /// does not say so. Default: true.
    pub connectors_read_all: bool,
    /// The response to PATCH of a connector: 204, or 200 with the connector as early beta sent it. Default: 204.
    pub connector_update: UpdateAnswer,
    /// Whether the 201 for a new connector has a `Location`. Default: true.
    pub connector_location: bool,
    /// The error code for a connector that does not exist. Default: `Request_ResourceNotFound`.
    pub connector_absent_code: String,
    /// What `uploadClientCertificate` does with a connector that has a user name and password. Default: 400.
    pub upload_to_basic_connector: UploadToBasicConnector,
    /// What `uploadClientCertificate` does with a certificate that the connector has already. Default: it is added again.
    pub same_certificate: SameCertificate,
    /// What happens to a body with a `clientCertificateAuthentication`, which is the type that reads return. Default: 400.
    pub client_certificate_authentication: ClientCertificateAuthentication,
    /// Which PKCS#12 files the service can read. A report says that it cannot read files with AES, and blames the password:
    /// <https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/8994>. Default: any.
    pub pkcs12_encryption: Pkcs12Encryption,
    /// The error code for a PKCS#12 value that cannot be read. A wrong password has the code `AADB2C90213` in any case.
    /// Default: `Request_BadRequest`.
    pub unreadable_certificate_code: String,
    /// Whether `targetUrl` must be an https URL. Default: false.
    pub target_url_https: bool,
    /// The response to PUT of an identity synchronization that exists. Default: 409.
    pub synchronization_exists: SynchronizationExists,
    /// The error code for GET of an identity synchronization that does not exist. Default: `Directory_ObjectNotFound`.
    pub synchronization_absent_code: String,
    /// The response to PUT of an identity synchronization whose partner does not exist. Default: 404.
    pub synchronization_without_partner: Refusal,
    /// Whether an identity synchronization has an `@odata.context`. The example in the documentation has none. Default:
    /// false.
    pub synchronization_context: bool,
    /// Whether a new partner gets an identity synchronization, as with the templates of a multi-tenant organization.
    /// Default: false.
    pub synchronization_comes_with_partner: bool,
    /// The response to DELETE of a partner that has an identity synchronization. Default: 400.
    pub partner_in_use: Refusal,
    /// How the API connector of a step of a user flow is detached. Default: by an update with an empty object, and by a deletion.
    pub step_detachment: StepDetachment,
    /// What DELETE does with an API connector that a user flow calls. Default: it is deleted.
    pub connector_in_use: ConnectorInUse,
    /// What happens to members that are left out inside a setting of a partner or of the default. Default: they are gone.
    pub omitted_members: OmittedMembers,
    /// For how many seconds after the deletion of a partner a POST of the same tenant is refused with 409. It was seen, and
    /// Microsoft does not document how long it takes. Default: 0.
    pub partner_settle_seconds: u32,
    /// Whether the tenant has Microsoft Entra ID P1. Without it, trust, and access of single users, groups and
    /// applications, cannot be set. The status of that refusal is not documented. Default: it has.
    pub premium_p1: PremiumP1,
    /// Whether `allowedCloudEndpoints` may have the own cloud of the tenant, `microsoftonline.com`. Default: true.
    pub own_cloud_endpoint: bool,
    /// The properties of the cloud. Default: those of the global service.
    pub cloud: CloudProfile,
    /// The response to the look-up of a tenant that does not exist. Default: 404.
    pub unknown_tenant: Refusal,
    /// Whether entities have an ETag that `If-Match` is compared with (412). The contract declares the header for DELETE,
    /// but no response with an ETag was seen. Default: false, the header is ignored.
    pub etags: bool,
    /// Whether `Prefer: return=minimal` removes the body of a 201, and `return=representation` gives a PATCH a body. Graph
    /// may ignore both. Default: ignored.
    pub prefer_return: PreferReturn,
    /// The lifetime of tokens in seconds. Default: 3599.
    pub token_lifetime: u32,
    /// Whether `$count` is available. Azure AD B2C tenants do not have it. Default: true.
    pub count: bool,
    /// The order of the responses in a batch. Microsoft promises none. Default: reversed.
    pub batch_order: BatchOrder,
    /// Faults that wait from the start. In a seed, they have the same form as for `/__fake/faults`. Default: none.
    #[serde(with = "through_json")]
    pub faults: Vec<Fault>,
}

impl Default for Switches {
    fn default() -> Self {
        Self {
            require_authentication: true,
            page_size: 100,
            path_case: PathCase::Ignored,
            read_only_properties: ReadOnlyProperties::Refused,
            connectors_read_all: true,
            connector_update: UpdateAnswer::NoContent,
            connector_location: true,
            connector_absent_code: "Request_ResourceNotFound".into(),
            upload_to_basic_connector: UploadToBasicConnector::Refused,
            same_certificate: SameCertificate::Added,
            client_certificate_authentication: ClientCertificateAuthentication::Refused,
            pkcs12_encryption: Pkcs12Encryption::Any,
            unreadable_certificate_code: "Request_BadRequest".into(),
            target_url_https: false,
            synchronization_exists: SynchronizationExists::Conflict,
            synchronization_absent_code: "Directory_ObjectNotFound".into(),
            synchronization_without_partner: Refusal::NotFound,
            synchronization_context: false,
            synchronization_comes_with_partner: false,
            partner_in_use: Refusal::BadRequest,
            step_detachment: StepDetachment::UpdateOrDeletion,
            connector_in_use: ConnectorInUse::Deleted,
            omitted_members: OmittedMembers::Dropped,
            partner_settle_seconds: 0,
            premium_p1: PremiumP1::Licensed,
            own_cloud_endpoint: true,
            cloud: CloudProfile::Global,
            unknown_tenant: Refusal::NotFound,
            etags: false,
            prefer_return: PreferReturn::Ignored,
            token_lifetime: 3_599,
            count: true,
            batch_order: BatchOrder::Reversed,
            faults: Vec::new(),
        }
    }
}
