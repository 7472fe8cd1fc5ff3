//! The identity that Azure gives to a machine or a service.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;
use msgraph_identity_core::{AccessTokenFuture, AccessTokenProvider, TokenRequest};
use reqwest::{Method, Url};

use super::application::unusable;
use super::environment::{
    Environment, IDENTITY_ENDPOINT, IDENTITY_HEADER, IDENTITY_SERVER_THUMBPRINT, IMDS_ENDPOINT,
    MSI_ENDPOINT, MSI_SECRET,
};
use super::token_endpoint::{Kind, TokenEndpoint};
use super::{Credential, CredentialContext, CredentialKind, Provided};
use crate::Error;
use crate::credential::foreign::ShownId;
use crate::http_client;

/// The endpoint is on the machine, or next to it: it accepts a connection at once, or is not there.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);
/// The same address on every virtual machine of Azure.
const VIRTUAL_MACHINE: &str = "http://169.254.169.254/metadata/identity/oauth2/token";

/// The managed identity of a machine or a service of Azure: virtual machines, App Service, Functions, Container Apps, Container
/// Instances. It is the identity that the system assigns, unless one of the methods names another.
///
/// The token comes from the address in `IDENTITY_ENDPOINT`, with the header in `IDENTITY_HEADER`: services have both variables. Without
/// them it comes from `169.254.169.254`, which only virtual machines have. No proxy is used.
///
/// # Errors
///
/// Off Azure, the first call returns an error after some seconds, which is not [transient](crate::Error::is_transient). These are
/// transient, and repeated first: a refused connection if `IDENTITY_ENDPOINT` is set, since the platform may still be starting; 410, for
/// 70 seconds; an identity that is not found, since it may just have been assigned. Azure Arc, Cloud Shell, Machine Learning and Service
/// Fabric are not supported: [`GraphBuilder::build`](crate::GraphBuilder::build) returns an error. In Kubernetes, see
/// [`workload_identity`](super::workload_identity).
///
/// ```
/// use msgraph_identity::{Graph, credential};
///
/// let credential = credential::managed_identity().client_id("22222222-2222-4222-8222-222222222222");
/// let graph = Graph::builder(credential).build()?;
/// # Ok::<(), msgraph_identity::Error>(())
/// ```
///
/// See [managed identities](https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/overview), and
/// [how to give one application permissions](https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-assign-app-role-managed-identity).
pub fn managed_identity() -> ManagedIdentity {
    ManagedIdentity::in_environment(Environment::process())
}

/// A managed identity: see [`managed_identity`].
#[derive(Clone)]
#[must_use = "it becomes a credential by `Graph::builder`"]
pub struct ManagedIdentity {
    user_assigned: Option<(IdKind, String)>,
    environment: Environment,
}

#[derive(Clone, Copy, Debug)]
enum IdKind {
    Client,
    Object,
    Resource,
}

impl ManagedIdentity {
    pub(super) fn in_environment(environment: Environment) -> Self {
        Self {
            user_assigned: None,
            environment,
        }
    }

    /// The user-assigned identity with this client id.
    pub fn client_id(mut self, client_id: impl Into<String>) -> Self {
        self.user_assigned = Some((IdKind::Client, client_id.into()));
        self
    }

    /// The user-assigned identity with this object (principal) id.
    pub fn object_id(mut self, object_id: impl Into<String>) -> Self {
        self.user_assigned = Some((IdKind::Object, object_id.into()));
        self
    }

    /// The user-assigned identity with this resource id, `/subscriptions/…/userAssignedIdentities/…`.
    pub fn resource_id(mut self, resource_id: impl Into<String>) -> Self {
        self.user_assigned = Some((IdKind::Resource, resource_id.into()));
        self
    }

    /// The request of a token for this resource, and what it is sent to.
    fn request(&self, resource: &str) -> Result<(Kind, reqwest::Request), Error> {
        let environment = &self.environment;
        let header = environment.text(IDENTITY_HEADER)?;
        let (kind, url, header) = match (environment.text(IDENTITY_ENDPOINT)?, header) {
            (Some(_), Some(_)) if environment.is_set(IDENTITY_SERVER_THUMBPRINT) => {
                return Err(not_supported("Service Fabric"));
            }
            (Some(endpoint), Some(header)) => (Kind::Service, endpoint, Some(header)),
            (Some(_), None) if environment.is_set(IMDS_ENDPOINT) => {
                return Err(not_supported("Azure Arc"));
            }
            (None, _) if environment.is_set(MSI_ENDPOINT) => {
                let is_machine_learning = environment.is_set(MSI_SECRET);
                return Err(not_supported(if is_machine_learning {
                    "Azure ML"
                } else {
                    "CloudShell"
                }));
            }
            _ => (Kind::VirtualMachine, VIRTUAL_MACHINE.to_owned(), None),
        };
        let url = Url::parse(&url).ok();
        let mut url = url.filter(|url| url.scheme() == "http" || url.scheme() == "https");
        let Some(url) = &mut url else {
            return Err(unusable(format!(
                "the variable {IDENTITY_ENDPOINT} is not an http URL; the platform sets it, so leave it as it is"
            )));
        };
        let is_service = kind == Kind::Service;
        let version = if is_service {
            "2019-08-01"
        } else {
            "2018-02-01"
        };
        url.query_pairs_mut()
            .append_pair("api-version", version)
            .append_pair("resource", resource);
        if let Some((id_kind, id)) = &self.user_assigned {
            let name = match id_kind {
                IdKind::Client => "client_id",
                IdKind::Object if is_service => "principal_id",
                IdKind::Object => "object_id",
                IdKind::Resource if is_service => "mi_res_id",
                IdKind::Resource => "msi_res_id",
            };
            url.query_pairs_mut().append_pair(name, id);
        }
        let mut request = reqwest::Request::new(Method::GET, url.clone());
        let headers = request.headers_mut();
        headers.insert("metadata", HeaderValue::from_static("true"));
        if let Some(header) = header {
            let value = HeaderValue::from_str(&header);
            let mut value = value.map_err(|_| {
                unusable(format!(
                    "the variable {IDENTITY_HEADER} cannot be sent in a header"
                ))
            })?;
            value.set_sensitive(true);
            headers.insert("x-identity-header", value);
        }
        Ok((kind, request))
    }
}

fn not_supported(platform: &str) -> Error {
    unusable(format!(
        "{platform} managed identity isn't supported; use another credential, such as azure_cli in the Cloud Shell"
    ))
}

impl fmt::Debug for ManagedIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("ManagedIdentity");
        if let Some((kind, id)) = &self.user_assigned {
            shown.field("user_assigned", &(kind, ShownId(id)));
        }
        shown.finish_non_exhaustive()
    }
}

impl From<ManagedIdentity> for Credential {
    fn from(managed_identity: ManagedIdentity) -> Self {
        Self::new(managed_identity)
    }
}

impl CredentialKind for ManagedIdentity {
    fn provider(&self, context: &CredentialContext<'_>) -> Provided {
        if self
            .user_assigned
            .as_ref()
            .is_some_and(|(_, id)| id.trim().is_empty())
        {
            return Err(unusable("the id of the user-assigned identity is empty"));
        }
        let scope = context.scope();
        let resource = scope.strip_suffix("/.default").unwrap_or(scope);
        if resource.is_empty() {
            return Err(unusable("the scope of the custom cloud is empty"));
        }
        let (kind, request) = self.request(resource)?;
        let http = http_client::for_plain_http(CONNECT_TIMEOUT)?;
        Ok(Arc::new(Provider {
            endpoint: TokenEndpoint::new(kind, &http, context),
            request,
        }))
    }
}

struct Provider {
    endpoint: TokenEndpoint,
    request: reqwest::Request,
}

impl AccessTokenProvider for Provider {
    fn access_token(&self, _: TokenRequest) -> AccessTokenFuture<'_> {
        Box::pin(async {
            let token = self.endpoint.ask(&self.request, |answer| answer.token());
            let token = token.await?;
            Ok(token.into_access_token())
        })
    }

    fn kind(&self) -> &str {
        "managed_identity"
    }
}
