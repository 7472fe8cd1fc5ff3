//! Behaviour of the service that Microsoft does not document: each choice is a named switch.

use serde::{Deserialize, Serialize};

/// How the fake behaves where Microsoft's documentation is silent or where the service was seen to do both.
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
    /// Whether requests need a bearer token. Without it, they reach the first tenant. Default: true.
    pub require_authentication: bool,
    /// How many items a page of a list holds at most. Default: 100.
    pub page_size: usize,
    /// Whether the case of path segments matters. Default: it does not.
    pub path_case: PathCase,
    /// What a body with a read-only property (`id`, `certificateList`) gets. Default: 400.
    pub read_only_properties: ReadOnlyProperties,
    /// Whether `APIConnectors.Read.All` allows reading connectors, as the service does and the documentation does
    /// not say. Default: true.
    pub connectors_read_all: bool,
    /// What PATCH of a connector answers: 204, or 200 with the connector as early beta did. Default: 204.
    pub connector_update: UpdateAnswer,
    /// Whether the 201 of a new connector has a `Location`. Default: true.
    pub connector_location: bool,
    /// The error code for a connector that does not exist. Default: `Request_ResourceNotFound`.
    pub connector_absent_code: String,
    /// What `uploadClientCertificate` does with a connector that has a password. Default: 400.
    pub upload_to_basic_connector: UploadToBasicConnector,
    /// Whether `targetUrl` must be https. Default: false.
    pub target_url_https: bool,
    /// What PUT of an identity synchronization that exists answers. Default: 409.
    pub synchronization_exists: SynchronizationExists,
    /// The error code for an identity synchronization that does not exist, on GET. Default:
    /// `Directory_ObjectNotFound`.
    pub synchronization_absent_code: String,
    /// What PUT of an identity synchronization answers where the partner does not exist. Default: 404.
    pub synchronization_without_partner: Refusal,
    /// Whether a synchronization is answered with an `@odata.context`. Default: false.
    pub synchronization_context: bool,
    /// Whether a new partner comes with an identity synchronization, as with the templates of a multi-tenant
    /// organisation. Default: false.
    pub synchronization_comes_with_partner: bool,
    /// What DELETE of a partner answers while its identity synchronization exists. Default: 400.
    pub partner_in_use: Refusal,
    /// Whether entities have an ETag, which `If-Match` is held against: 412. Microsoft's documents declare the header on
    /// DELETE, and no answer was seen with an ETag. Default: false, the header is ignored.
    pub etags: bool,
    /// Whether `Prefer: return=minimal` takes the body off a 201, and `return=representation` gives one to a PATCH.
    /// Default: ignored, as Microsoft Graph may.
    pub prefer_return: PreferReturn,
    /// For how many seconds the token endpoints' tokens are good. Default: 3599.
    pub token_lifetime: u32,
    /// Whether `$count` is offered; Azure AD B2C tenants do not. Default: true.
    pub count: bool,
    /// Whether `$batch` answers in the order of the requests or in reverse. Default: reversed, as no order is promised.
    pub batch_order: BatchOrder,
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
            target_url_https: false,
            synchronization_exists: SynchronizationExists::Conflict,
            synchronization_absent_code: "Directory_ObjectNotFound".into(),
            synchronization_without_partner: Refusal::NotFound,
            synchronization_context: false,
            synchronization_comes_with_partner: false,
            partner_in_use: Refusal::BadRequest,
            etags: false,
            prefer_return: PreferReturn::Ignored,
            token_lifetime: 3_599,
            count: true,
            batch_order: BatchOrder::Reversed,
        }
    }
}

/// Whether the case of path segments matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PathCase {
    /// `/identity/apiconnectors` is `/identity/apiConnectors`.
    Ignored,
    /// Only the spelling of the contract is known.
    Exact,
}

/// What happens to read-only properties in a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadOnlyProperties {
    /// 400.
    Refused,
    /// They are dropped.
    Ignored,
}

/// What a successful PATCH answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UpdateAnswer {
    /// 204 without a body.
    NoContent,
    /// 200 with the entity.
    Entity,
}

/// What `Prefer: return=…` does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PreferReturn {
    /// Nothing.
    Ignored,
    /// It decides whether there is a body: 204 for a creation, 200 for an update.
    Honoured,
}

/// What an upload of a certificate does with a connector that has a user name and password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UploadToBasicConnector {
    /// 400.
    Refused,
    /// The connector has the certificate from then on, and no password any more.
    Converted,
}

/// What PUT of an identity synchronization that exists does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SynchronizationExists {
    /// 409.
    Conflict,
    /// It is replaced: 204.
    Replaced,
}

/// The status of a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// 400 `Request_BadRequest`.
    BadRequest,
    /// 404 `Directory_ObjectNotFound`.
    NotFound,
    /// 409 `Request_MultipleObjectsWithSameKeyValue`.
    Conflict,
}

/// The order of the answers of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BatchOrder {
    /// That of the requests.
    Same,
    /// The last request's answer first.
    Reversed,
}
