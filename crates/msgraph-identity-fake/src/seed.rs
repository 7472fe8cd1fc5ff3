//! What a fake starts with: tenants, applications, connectors, partners, switches. Usually a YAML file.

mod plant;

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::switches::Switches;

pub(crate) use plant::plant;

/// The start of a fake. [`Seed::default`] has one tenant with one application that has all permissions.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seed {
    /// How the fake behaves where Microsoft's documentation leaves it open.
    #[serde(default)]
    pub switches: Switches,
    /// The tenants; the first one is the default for tokens, and for requests without one.
    pub tenants: Vec<TenantSeed>,
}

/// A tenant.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TenantSeed {
    /// The tenant's id.
    pub id: Uuid,
    /// A domain name of the tenant, which its token endpoint answers to as well.
    #[serde(default)]
    pub domain: Option<String>,
    /// Who may ask for tokens.
    #[serde(default)]
    pub applications: Vec<ApplicationSeed>,
    /// API connectors as in a POST of Microsoft Graph, with an `id` of their own if they need one.
    #[serde(default)]
    pub connectors: Vec<Value>,
    /// Partners as in a POST of Microsoft Graph (beta), with their `identitySynchronization` inside.
    #[serde(default)]
    pub partners: Vec<Value>,
}

/// An application registration.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApplicationSeed {
    /// The application's (client) id.
    pub client_id: String,
    /// Client secrets, any of which is good.
    #[serde(default)]
    pub client_secrets: Vec<String>,
    /// Certificates whose keys sign client assertions, as PEM.
    #[serde(default)]
    pub certificates: Vec<String>,
    /// Other issuers whose tokens are good as client assertions.
    #[serde(default)]
    pub federated_credentials: Vec<FederatedCredentialSeed>,
    /// Application permissions with admin consent, as in `APIConnectors.ReadWrite.All`.
    #[serde(default)]
    pub permissions: Vec<String>,
    /// Whether the managed identity endpoints give out tokens for it.
    #[serde(default)]
    pub managed_identity: bool,
}

/// A federated credential of an application.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FederatedCredentialSeed {
    /// `iss` of the other issuer's tokens.
    pub issuer: String,
    /// `sub` of the tokens that are good.
    pub subject: String,
    /// `aud` of the tokens that are good.
    #[serde(default = "token_exchange_audience")]
    pub audience: String,
    /// The certificate that signs the issuer's tokens, as PEM; without it, signatures are not checked.
    #[serde(default)]
    pub certificate: Option<String>,
}

fn token_exchange_audience() -> String {
    "api://AzureADTokenExchange".to_owned()
}

/// Secrets stay out of logs: connectors and applications have them.
impl fmt::Debug for TenantSeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TenantSeed")
            .field("id", &self.id)
            .field("domain", &self.domain)
            .field("applications", &self.applications)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for ApplicationSeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApplicationSeed")
            .field("client_id", &self.client_id)
            .field("permissions", &self.permissions)
            .field("managed_identity", &self.managed_identity)
            .finish_non_exhaustive()
    }
}

/// What is wrong with a seed, and where: `tenants[0].connectors[2]: Invalid property 'displayname'.`
#[derive(Debug)]
pub struct SeedError {
    place: Option<String>,
    message: String,
}

impl SeedError {
    fn new(message: impl Into<String>) -> Self {
        Self {
            place: None,
            message: message.into(),
        }
    }

    /// The same error, seen from one level further up.
    fn below(mut self, place: &str) -> Self {
        self.place = Some(match self.place {
            Some(inner) => format!("{place}.{inner}"),
            None => place.to_owned(),
        });
        self
    }
}

impl fmt::Display for SeedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Some(place) => write!(f, "{place}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for SeedError {}

/// The tenant of a fake that was given no seed.
pub const DEFAULT_TENANT_ID: Uuid = Uuid::from_u128(0x0000_0000_0000_4000_8000_0000_0000_0001);
/// The application of a fake that was given no seed.
pub const DEFAULT_CLIENT_ID: &str = "00000000-0000-4000-8000-0000000000aa";
/// The client secret of a fake that was given no seed.
pub const DEFAULT_CLIENT_SECRET: &str = "fake-client-secret";

/// All permissions that any operation asks for.
pub const ALL_PERMISSIONS: [&str; 4] = [
    "APIConnectors.Read.All",
    "APIConnectors.ReadWrite.All",
    "Policy.Read.All",
    "Policy.ReadWrite.CrossTenantAccess",
];

impl Default for Seed {
    fn default() -> Self {
        Self::with_tenants([DEFAULT_TENANT_ID])
    }
}

impl TenantSeed {
    /// A tenant with the application that a fake without a seed has: [`DEFAULT_CLIENT_ID`], its secret
    /// [`DEFAULT_CLIENT_SECRET`], all permissions, also a managed identity.
    pub fn with_default_application(id: Uuid) -> Self {
        let application = ApplicationSeed {
            client_id: DEFAULT_CLIENT_ID.to_owned(),
            client_secrets: vec![DEFAULT_CLIENT_SECRET.to_owned()],
            permissions: ALL_PERMISSIONS.map(str::to_owned).to_vec(),
            managed_identity: true,
            ..ApplicationSeed::default()
        };
        Self {
            id,
            applications: vec![application],
            ..Self::default()
        }
    }
}

impl Seed {
    /// Tenants with these ids, each [with the default application](TenantSeed::with_default_application).
    pub fn with_tenants(ids: impl IntoIterator<Item = Uuid>) -> Self {
        Self {
            switches: Switches::default(),
            tenants: ids
                .into_iter()
                .map(TenantSeed::with_default_application)
                .collect(),
        }
    }

    /// Reads a seed.
    ///
    /// # Errors
    ///
    /// The text is no YAML, or it has keys that a seed does not have.
    pub fn from_yaml(text: &str) -> Result<Self, SeedError> {
        yaml_serde::from_str(text).map_err(|error| SeedError::new(error.to_string()))
    }
}
