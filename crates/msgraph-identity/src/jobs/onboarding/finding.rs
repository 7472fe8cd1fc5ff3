//! What is missing for cross-tenant synchronization, on which side, and the request that mends it.

use std::fmt;
use std::sync::Arc;

use serde::ser::SerializeStruct as _;
use serde::{Serialize, Serializer};
use serde_json::Value;

use super::Side;
use crate::operation_table::Operation;
use crate::{Error, RequiredPermission, TenantId};

/// A condition of cross-tenant synchronization.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Check {
    /// The settings of the tenant can be read.
    Readable,
    /// The tenant has the other one as a partner.
    Partner,
    /// The target allows the source to synchronize users into it.
    UserSynchronization,
    /// The target redeems invitations automatically.
    RedemptionInbound,
    /// The source redeems invitations automatically.
    RedemptionOutbound,
    /// The target does not block guests from the source. How a block acts on users that are synchronized is not documented, so it is a
    /// warning.
    CollaborationInbound,
    /// The source does not block its users from being guests in the target. It is a warning, as
    /// [`CollaborationInbound`](Self::CollaborationInbound).
    CollaborationOutbound,
    /// The tenant allows the cloud of the other one, if that is another cloud. It is a warning, because Microsoft's documents disagree
    /// on which national clouds have this setting.
    OtherCloud,
    /// The target allows guests to be invited: `allowInvitesFrom` in its authorization policy. [`verify`](super::Onboarding::verify)
    /// does not read it.
    GuestInvitations,
}

impl Check {
    /// Whether it is not known that synchronization fails without this condition.
    pub fn is_warning(self) -> bool {
        matches!(
            self,
            Self::CollaborationInbound | Self::CollaborationOutbound | Self::OtherCloud
        )
    }
}

/// The condition, as in "the source is a partner".
impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Readable => "the settings can be read",
            Self::Partner => "the other tenant is a partner",
            Self::UserSynchronization => "the source may synchronize users",
            Self::RedemptionInbound => "invitations are redeemed automatically, inbound",
            Self::RedemptionOutbound => "invitations are redeemed automatically, outbound",
            Self::CollaborationInbound => "guests from the source are not blocked",
            Self::CollaborationOutbound => "users may be guests in the target",
            Self::OtherCloud => "the cloud of the other tenant is allowed",
            Self::GuestInvitations => "guests may be invited",
        })
    }
}

/// A condition that is not met, and where.
///
/// `Display` writes a line such as `target 2222…: the partner is missing; mend: POST /policies/crossTenantAccessPolicy/partners {…}`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    pub(super) side: Side,
    pub(super) tenant_id: TenantId,
    pub(super) check: Check,
    pub(super) what: String,
    pub(super) mend: Option<Mend>,
    #[serde(skip)]
    pub(super) error: Option<Arc<Error>>,
}

impl Finding {
    /// The side that does not meet the condition.
    pub fn side(&self) -> Side {
        self.side
    }

    /// The tenant of that side.
    pub fn tenant_id(&self) -> TenantId {
        self.tenant_id
    }

    /// The condition.
    pub fn check(&self) -> Check {
        self.check
    }

    /// What is wrong, for a person to read.
    pub fn what(&self) -> &str {
        &self.what
    }

    /// The request that mends it. It is `None` if the state could not be read, and for what no single request can decide.
    pub fn mend(&self) -> Option<&Mend> {
        self.mend.as_ref()
    }

    /// The error, if the state could not be read. [`Error::required_permission`] says which permission is missing.
    pub fn error(&self) -> Option<&Error> {
        self.error.as_deref()
    }

    /// Whether synchronization may work nevertheless.
    pub fn is_warning(&self) -> bool {
        self.check.is_warning()
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: ", self.side, self.tenant_id)?;
        if self.is_warning() {
            f.write_str("warning: ")?;
        }
        f.write_str(&self.what)?;
        match &self.mend {
            Some(mend) => write!(f, "; mend: {mend}"),
            None => Ok(()),
        }
    }
}

/// A request that mends a finding, for Microsoft Graph in the tenant of the finding. It is never sent by this crate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mend {
    method: &'static str,
    path: String,
    #[serde(serialize_with = "write_json")]
    body: String,
    permission: RequiredPermission,
}

impl Mend {
    /// A request of this operation. The path of the operation may have the id of a partner.
    pub(super) fn new(
        method: &'static str,
        operation: &Operation,
        partner: TenantId,
        body: &Value,
    ) -> Self {
        let partner = partner.to_string();
        Self {
            method,
            path: operation.template.replace("{tenantId}", &partner),
            body: body.to_string(),
            permission: operation.permission,
        }
    }

    /// The method, such as `PATCH`.
    pub fn method(&self) -> &str {
        self.method
    }

    /// The path below the service root, such as `/policies/crossTenantAccessPolicy/partners`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The body in JSON.
    pub fn body(&self) -> &str {
        &self.body
    }

    /// The permission, and the directory role of a signed-in user, that the request needs.
    pub fn permission(&self) -> RequiredPermission {
        self.permission
    }
}

fn write_json<S: Serializer>(body: &str, serializer: S) -> Result<S::Ok, S::Error> {
    let body: Value = serde_json::from_str(body).map_err(serde::ser::Error::custom)?;
    body.serialize(serializer)
}

impl fmt::Display for Mend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let permission = self.permission.any_of().join(" or ");
        write!(
            f,
            "{} {} {} (permission {permission})",
            self.method, self.path, self.body
        )
    }
}

/// The result of [`Onboarding::verify`](super::Onboarding::verify).
///
/// `Display` writes one line that says whether the tenants are prepared, and a line for each finding.
#[derive(Clone, Debug)]
pub struct Verification {
    pub(super) findings: Vec<Finding>,
}

impl Verification {
    /// Whether all conditions are met. Warnings do not count.
    pub fn is_complete(&self) -> bool {
        self.findings.iter().all(Finding::is_warning)
    }

    /// The conditions that are not met, those of the target first, in the order in which to mend them. They include warnings.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }
}

impl Serialize for Verification {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut verification = serializer.serialize_struct("Verification", 2)?;
        verification.serialize_field("isComplete", &self.is_complete())?;
        verification.serialize_field("findings", &self.findings)?;
        verification.end()
    }
}

impl fmt::Display for Verification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_complete() {
            "both tenants are prepared"
        } else {
            "the tenants are not prepared"
        })?;
        for finding in &self.findings {
            write!(f, "\n{finding}")?;
        }
        Ok(())
    }
}
