//! Application registrations: who may ask for tokens, how they prove it, and what they may do.

/// An application as a tenant knows it.
#[derive(Clone, Default)]
pub(crate) struct Application {
    pub(crate) client_id: String,
    pub(crate) client_secrets: Vec<String>,
    /// DER forms of the certificates that sign its client assertions.
    pub(crate) certificates: Vec<Vec<u8>>,
    pub(crate) federated_credentials: Vec<FederatedCredential>,
    /// Application permissions with admin consent.
    pub(crate) permissions: Vec<String>,
    /// Whether the managed identity endpoint gives out tokens for it.
    pub(crate) managed_identity: bool,
}

/// Trust in the tokens of another issuer: <https://learn.microsoft.com/entra/workload-id/workload-identity-federation>.
#[derive(Clone, Debug)]
pub(crate) struct FederatedCredential {
    pub(crate) issuer: String,
    pub(crate) subject: String,
    pub(crate) audience: String,
    /// The DER form of the certificate that signs the issuer's tokens; none: signatures are not checked.
    pub(crate) certificate: Option<Vec<u8>>,
}
