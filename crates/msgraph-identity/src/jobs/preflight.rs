//! Which permissions a job needs, before its first write.

use std::fmt;
use std::sync::Arc;

use serde::ser::SerializeStruct as _;
use serde::{Serialize, Serializer};

use super::onboarding::Side;
use crate::operation_table::{
    CREATE_API_CONNECTOR, CREATE_PARTNER, CREATE_SYNCHRONIZATION, DELETE_SYNCHRONIZATION,
    FIND_TENANT_BY_ID, GET_API_CONNECTOR_CONFIGURATION, GET_POLICY, LIST_API_CONNECTORS,
    LIST_USER_FLOWS, UPDATE_API_CONNECTOR,
};
use crate::{Error, Request, RequiredPermission, TokenPermissions, Version, VersionedClient};

/// A job that needs permissions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Job {
    /// Reading who may synchronize into the tenant.
    Audit,
    /// The same, with the names of the partners.
    AuditWithNames,
    /// [`Onboarding::verify`](super::onboarding::Onboarding::verify), on one side.
    VerifyOnboarding,
    /// [`Onboarding::run`](super::onboarding::Onboarding::run), on this side.
    Onboard(Side),
    /// Removing a partner and its synchronization policy.
    Offboard,
    /// Comparing the partners with a desired state.
    Plan,
    /// Bringing the partners to a desired state.
    Apply,
    /// Comparing the API connectors with a desired state.
    PlanConnectors,
    /// Bringing the API connectors to a desired state.
    ApplyConnectors,
    /// Renewing the client certificate of an API connector.
    RotateCertificate,
    /// Finding the user flows that call an API connector.
    ConnectorUsages,
}

impl Job {
    /// The permissions that the job needs in the access token, and the directory roles of a signed-in user. All of them are needed.
    ///
    /// ```
    /// use msgraph_identity::jobs::onboarding::Side;
    /// use msgraph_identity::jobs::preflight::Job;
    ///
    /// let required = Job::Onboard(Side::Target).required_permissions();
    /// assert_eq!(required[1].any_of(), ["Policy.ReadWrite.CrossTenantAccess"]);
    /// assert_eq!(required[1].roles(), ["Security Administrator"]);
    /// ```
    pub fn required_permissions(self) -> Vec<RequiredPermission> {
        let mut required = vec![self.area().reading()];
        // Writing a synchronization policy needs no less than writing its partner.
        required.extend(match self {
            Self::Audit | Self::VerifyOnboarding | Self::Plan | Self::PlanConnectors => None,
            Self::AuditWithNames => Some(FIND_TENANT_BY_ID.permission),
            Self::Onboard(Side::Source) => Some(CREATE_PARTNER.permission),
            Self::Onboard(Side::Target) | Self::Apply => Some(CREATE_SYNCHRONIZATION.permission),
            Self::Offboard => Some(DELETE_SYNCHRONIZATION.permission),
            Self::ApplyConnectors => Some(CREATE_API_CONNECTOR.permission),
            Self::RotateCertificate => Some(UPDATE_API_CONNECTOR.permission),
            Self::ConnectorUsages => Some(GET_API_CONNECTOR_CONFIGURATION.permission),
        });
        required
    }

    fn area(self) -> Area {
        match self {
            Self::PlanConnectors | Self::ApplyConnectors | Self::RotateCertificate => {
                Area::Connectors
            }
            Self::ConnectorUsages => Area::UserFlows,
            _ => Area::Policy,
        }
    }
}

/// What the job begins its work with.
#[derive(Clone, Copy)]
enum Area {
    Policy,
    Connectors,
    UserFlows,
}

impl Area {
    fn reading(self) -> RequiredPermission {
        match self {
            Self::Policy => GET_POLICY.permission,
            Self::Connectors => LIST_API_CONNECTORS.permission,
            Self::UserFlows => LIST_USER_FLOWS.permission,
        }
    }
}

impl<V: Version> VersionedClient<V> {
    /// Finds which permissions for a job are missing, before its first write. It sends one request, which only reads.
    ///
    /// That request shows whether reading is allowed. The rest is concluded from the access token. What a token of a signed-in user
    /// allows also depends on the user's roles, which are not in it: then writing is
    /// [`could_not_tell`](Preflight::could_not_tell). It is the same for a token that only the service can read.
    ///
    /// Only the service decides. Licenses, custom roles and protected actions are not considered.
    ///
    /// ```
    /// # use msgraph_identity::jobs::{onboarding::Side, preflight::Job};
    /// # use msgraph_identity::{Error, Graph};
    /// # async fn example(graph: Graph) -> Result<(), Error> {
    /// let preflight = graph.v1().preflight(Job::Onboard(Side::Target)).await?;
    /// if !preflight.is_ready() {
    ///     println!("{preflight}");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of every request, except a refusal by the service (403), which is a result.
    ///
    /// See [the permissions reference](https://learn.microsoft.com/graph/permissions-reference).
    pub fn preflight(&self, job: Job) -> Request<Preflight> {
        let this = self.clone();
        Request::new((), async move |(), context| {
            let probed = match job.area() {
                Area::Policy => {
                    let clouds = this.cross_tenant_access().allowed_clouds();
                    clouds.within(context).await.map(drop)
                }
                Area::Connectors => {
                    let list = this.api_connectors().list().within(context);
                    list.pages().next().await.transpose().map(drop)
                }
                Area::UserFlows => {
                    let mut flows = this.user_flows().pages(context);
                    flows.next().await.transpose().map(drop)
                }
            };
            let refusal = match probed {
                Ok(()) => None,
                Err(error) if error.required_permission().is_some() => Some(Arc::new(error)),
                Err(error) => return Err(error),
            };
            Ok(Preflight::new(job, this.token_permissions(), refusal))
        })
    }
}

/// The result of [`VersionedClient::preflight`].
///
/// `Display` writes one line that says whether the job can run, and a line for each permission that is missing or uncertain.
#[derive(Clone, Debug)]
pub struct Preflight {
    missing: Vec<RequiredPermission>,
    could_not_tell: Vec<RequiredPermission>,
    token_permissions: Option<TokenPermissions>,
    refusal: Option<Arc<Error>>,
}

impl Preflight {
    fn new(
        job: Job,
        token_permissions: Option<TokenPermissions>,
        refusal: Option<Arc<Error>>,
    ) -> Self {
        let mut preflight = Self {
            missing: Vec::new(),
            could_not_tell: Vec::new(),
            token_permissions,
            refusal,
        };
        let reading = job.area().reading();
        for required in job.required_permissions() {
            let is_granted = match &preflight.token_permissions {
                _ if required == reading => Some(preflight.refusal.is_none()),
                Some(token) if !token.has_any(required.any_of()) => Some(false),
                Some(TokenPermissions::Application(_)) => Some(true),
                Some(_) if required.roles().is_empty() => Some(true),
                _ => None,
            };
            match is_granted {
                Some(true) => {}
                Some(false) => preflight.missing.push(required),
                None => preflight.could_not_tell.push(required),
            }
        }
        preflight
    }

    /// Whether nothing is known to be missing. See [`could_not_tell`](Self::could_not_tell).
    pub fn is_ready(&self) -> bool {
        self.missing.is_empty()
    }

    /// The permissions that are missing. If the token of a signed-in user has one of [`any_of`](RequiredPermission::any_of), a directory
    /// role is missing. If the token of an application has one, the [refusal](Self::refusal) has another reason.
    pub fn missing(&self) -> &[RequiredPermission] {
        &self.missing
    }

    /// The permissions that cannot be told: the token has the permission but belongs to a signed-in user, whose roles are not known,
    /// or only the service can read the token.
    pub fn could_not_tell(&self) -> &[RequiredPermission] {
        &self.could_not_tell
    }

    /// The refusal of the request that was sent, if it was refused.
    pub fn refusal(&self) -> Option<&Error> {
        self.refusal.as_deref()
    }

    fn is_application(&self) -> bool {
        let token = &self.token_permissions;
        matches!(token, Some(TokenPermissions::Application(_)))
    }

    /// Whether the token has one of the permissions. `None` if it cannot be read.
    fn has(&self, required: RequiredPermission) -> Option<bool> {
        let token = self.token_permissions.as_ref()?;
        Some(token.has_any(required.any_of()))
    }
}

impl fmt::Display for Preflight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match (self.is_ready(), self.could_not_tell.is_empty()) {
            (true, true) => "the job has all permissions",
            (true, false) => "the job may have all permissions",
            (false, _) => "the job does not have all permissions",
        })?;
        let missing = self.missing.iter().map(|required| ("missing", required));
        let unknown = self
            .could_not_tell
            .iter()
            .map(|required| ("not known", required));
        for (what, required) in missing.chain(unknown) {
            let permission = required.any_of().join(" or ");
            let roles = required.roles().join(" or ");
            write!(f, "\n{what}: ")?;
            match self.has(*required) {
                Some(true) if self.is_application() => {
                    write!(
                        f,
                        "what the permission {permission} of the token does not give"
                    )?;
                }
                Some(true) => write!(f, "the role {roles} of the signed-in user")?,
                None if !roles.is_empty() => write!(
                    f,
                    "the permission {permission}, and of a signed-in user the role {roles}"
                )?,
                _ => write!(f, "the permission {permission}")?,
            }
        }
        Ok(())
    }
}

impl Serialize for Preflight {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut preflight = serializer.serialize_struct("Preflight", 3)?;
        preflight.serialize_field("isReady", &self.is_ready())?;
        preflight.serialize_field("missing", &self.missing)?;
        preflight.serialize_field("couldNotTell", &self.could_not_tell)?;
        preflight.end()
    }
}
