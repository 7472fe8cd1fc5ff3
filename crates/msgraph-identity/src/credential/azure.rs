//! The credentials of Azure. Applications sign in with azure_identity, with our HTTP client and the authority of the cloud; the protocols
//! of managed identities and of the Azure CLI are our own, since azure_identity shows secrets in their errors.

mod application;
mod authority;
mod azure_cli;
mod claims;
mod client_certificate;
mod client_secret;
mod environment;
mod from_env;
mod managed_identity;
mod token_credential;
mod token_endpoint;
mod workload_identity;

pub use self::azure_cli::{AzureCli, azure_cli};
pub use self::client_certificate::{ClientCertificate, client_certificate};
pub use self::client_secret::client_secret;
pub(crate) use self::environment::Environment;
pub use self::from_env::from_env;
pub(crate) use self::from_env::{cloud_in_environment, in_environment};
pub use self::managed_identity::{ManagedIdentity, managed_identity};
pub use self::token_credential::{TokenCredential, token_credential};
pub use self::workload_identity::{WorkloadIdentity, workload_identity};
use super::{Credential, CredentialContext, CredentialKind, Provided};
