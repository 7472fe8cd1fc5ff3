//! Application registrations: how an application proves its identity, and what it may do.

/// An application of a tenant.
#[derive(Clone, Default)]
pub(crate) struct Application {
    pub(crate) client_id: String,
    pub(crate) client_secrets: Vec<String>,
    /// The certificates that sign client assertions, in DER.
    pub(crate) certificates: Vec<Vec<u8>>,
    pub(crate) federated_credentials: Vec<FederatedCredential>,
    /// Application permissions with admin consent.
    pub(crate) permissions: Vec<String>,
    /// Whether the managed identity endpoints issue tokens for it.
    pub(crate) managed_identity: bool,
}

/// Trust in the tokens of another issuer: <https://learn.microsoft.com/entra/workload-id/workload-identity-federation>.
#[derive(Clone, Debug)]
pub(crate) struct FederatedCredential {
    pub(crate) issuer: String,
    pub(crate) subject: String,
    pub(crate) audience: String,
    /// The certificate that signs the tokens, in DER. Without it, signatures are not checked.
    pub(crate) certificate: Option<Vec<u8>>,
}
