//! The choices of the switches. They depend on nothing, so that every module can use them.

use serde::{Deserialize, Serialize};

/// Whether the case of path segments matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PathCase {
    /// `/identity/apiconnectors` is `/identity/apiConnectors`.
    Ignored,
    /// Only the spelling of the contract is accepted.
    Exact,
}

/// What happens to read-only properties in a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadOnlyProperties {
    /// 400.
    Refused,
    /// They are ignored.
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
    /// It decides whether there is a body: 204 for a created entity, 200 for an updated one.
    Honoured,
}

/// What an upload of a certificate does with a connector that has a user name and password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UploadToBasicConnector {
    /// 400.
    Refused,
    /// The certificate replaces the user name and password.
    Converted,
}

/// What an upload does with a certificate that the connector has already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SameCertificate {
    /// The list has it once more, and the new entry is the active one.
    Added,
    /// The list stays as it is.
    Ignored,
    /// 400.
    Refused,
}

/// What happens to a `clientCertificateAuthentication` in a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientCertificateAuthentication {
    /// 400.
    Refused,
    /// The authentication stays as it is.
    Ignored,
}

/// Which PKCS#12 files the service can read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pkcs12Encryption {
    /// Files with AES, triple DES or RC2.
    Any,
    /// Only files with triple DES or RC2. For others, the service says that the password is incorrect (`AADB2C90213`).
    Legacy,
}

/// What PUT does with an identity synchronization that exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SynchronizationExists {
    /// 409.
    Conflict,
    /// PUT replaces it: 204.
    Replaced,
}

/// What happens to members that an update leaves out inside a complex value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OmittedMembers {
    /// The value is replaced as a whole.
    Dropped,
    /// They keep their value.
    Kept,
}

/// Whether the tenant has Microsoft Entra ID P1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PremiumP1 {
    /// It has. All settings can be written.
    Licensed,
    /// 400 `Request_BadRequest`.
    BadRequest,
    /// 403 `Authorization_RequestDenied`.
    Forbidden,
}

/// Which properties a cloud has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CloudProfile {
    /// All of them.
    Global,
    /// Those of US Government and China: no `allowedCloudEndpoints`, no tenant restrictions, no settings for Microsoft 365,
    /// App Service, meetings and protected content, and no deleted items.
    National,
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

/// The order of the responses in a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BatchOrder {
    /// The order of the requests.
    Same,
    /// The response to the last request comes first.
    Reversed,
}

/// How the API connector of a step is detached. Microsoft documents an update with an empty object, and its OpenAPI documents have a
/// deletion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepDetachment {
    /// By `PUT …/$ref` with an empty object, and by `DELETE …/$ref`.
    UpdateOrDeletion,
    /// By `PUT …/$ref` with an empty object. `DELETE` is refused with 405.
    Update,
    /// By `DELETE …/$ref`. `PUT` with an empty object is refused with 400.
    Deletion,
    /// By `DELETE …/$ref`. `PUT` with an empty object is answered with 204 and has no effect.
    DeletionAfterIgnoredUpdate,
}

/// What DELETE does with an API connector that a user flow calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConnectorInUse {
    /// It is deleted, and the steps call no connector any more.
    Deleted,
    /// 400.
    Refused,
}
