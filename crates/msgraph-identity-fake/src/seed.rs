//! The initial state of a fake: tenants, applications, connectors, partners, switches and faults. Usually a YAML file.

mod partner_seed;
mod plant;
mod yaml;

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::faults::FaultError;
use crate::switches::Switches;

pub use partner_seed::PartnerSeed;
pub(crate) use plant::plant;

/// The initial state of a fake. [`Seed::default`] has one tenant with one application that has all permissions.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seed {
    /// How the fake behaves if Microsoft's documentation is silent.
    #[serde(default)]
    pub switches: Switches,
    /// The tenants. The first one is the default for tokens, and for requests without a token.
    pub tenants: Vec<TenantSeed>,
}

/// A tenant.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TenantSeed {
    /// The tenant's id.
    pub id: Uuid,
    /// A domain name of the tenant, which may replace its id in the paths of token endpoints.
    #[serde(default)]
    pub domain: Option<String>,
    /// The name that a look-up of the tenant returns.
    #[serde(default)]
    pub display_name: Option<String>,
    /// Whether looking up the tenant is refused with 403, as for the internal tenants of Microsoft's support.
    #[serde(default)]
    pub refuses_look_up: bool,
    /// The applications, which may ask for tokens.
    #[serde(default)]
    pub applications: Vec<ApplicationSeed>,
    /// API connectors as they would be posted to Microsoft Graph, with an optional `id`.
    #[serde(default)]
    pub connectors: Vec<Value>,
    /// Partners as they would be posted to Microsoft Graph (beta), with an optional `identitySynchronization`.
    #[serde(default)]
    pub partners: Vec<Value>,
    /// User flows, as `{ id: B2X_1_PartnerSignUp, apiConnectorConfiguration: { postFederationSignup: { id: … } } }` with ids of
    /// connectors.
    #[serde(default)]
    pub user_flows: Vec<Value>,
}

/// An application registration.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApplicationSeed {
    /// The application's (client) id.
    pub client_id: String,
    /// Client secrets. Each of them is valid.
    #[serde(default)]
    pub client_secrets: Vec<String>,
    /// Certificates whose keys sign client assertions, as PEM.
    #[serde(default)]
    pub certificates: Vec<String>,
    /// Other issuers whose tokens are accepted as client assertions.
    #[serde(default)]
    pub federated_credentials: Vec<FederatedCredentialSeed>,
    /// Application permissions with admin consent, such as `APIConnectors.ReadWrite.All`.
    #[serde(default)]
    pub permissions: Vec<String>,
    /// Whether the managed identity endpoints issue tokens for it.
    #[serde(default)]
    pub managed_identity: bool,
}

/// A federated credential of an application.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FederatedCredentialSeed {
    /// The issuer: `iss` of its tokens.
    pub issuer: String,
    /// `sub` of the accepted tokens.
    pub subject: String,
    /// `aud` of the accepted tokens.
    #[serde(default = "token_exchange_audience")]
    pub audience: String,
    /// The certificate that signs the tokens, as PEM. Without it, signatures are not checked.
    #[serde(default)]
    pub certificate: Option<String>,
}

fn token_exchange_audience() -> String {
    "api://AzureADTokenExchange".to_owned()
}

/// Shows no connectors and no secrets.
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

/// What is wrong with a seed, and where: `tenants[0].connectors[2]: Invalid property 'displayname'.` It quotes no values.
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

    /// The same error inside this place.
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

impl From<FaultError> for SeedError {
    fn from(error: FaultError) -> Self {
        Self::new(error.to_string()).below("switches.faults")
    }
}

/// The tenant of a fake without a seed.
pub const DEFAULT_TENANT_ID: Uuid = Uuid::from_u128(0x0000_0000_0000_4000_8000_0000_0000_0001);
/// The application of a fake without a seed.
pub const DEFAULT_CLIENT_ID: &str = "00000000-0000-4000-8000-0000000000aa";
/// The client secret of a fake without a seed.
pub const DEFAULT_CLIENT_SECRET: &str = "fake-client-secret";

/// All permissions that the operations need.
pub const ALL_PERMISSIONS: [&str; 7] = [
    "APIConnectors.Read.All",
    "APIConnectors.ReadWrite.All",
    "CrossTenantInformation.ReadBasic.All",
    "IdentityUserFlow.Read.All",
    "IdentityUserFlow.ReadWrite.All",
    "Policy.Read.All",
    "Policy.ReadWrite.CrossTenantAccess",
];

impl Default for Seed {
    fn default() -> Self {
        Self::with_tenants([DEFAULT_TENANT_ID])
    }
}

impl TenantSeed {
    /// A tenant without applications, which others can look up and add as a partner.
    pub fn new(id: Uuid) -> Self {
        Self {
            id,
            ..Self::default()
        }
    }

    /// Sets the domain name.
    #[must_use]
    pub fn domain(mut self, domain: impl Into<String>) -> Self {
        self.domain = Some(domain.into());
        self
    }

    /// Sets the name that a look-up returns.
    #[must_use]
    pub fn display_name(mut self, name: impl Into<String>) -> Self {
        self.display_name = Some(name.into());
        self
    }

    /// Refuses the look-up of the tenant.
    #[must_use]
    pub fn refuses_look_up(mut self) -> Self {
        self.refuses_look_up = true;
        self
    }

    /// A tenant with the application of a fake without a seed: [`DEFAULT_CLIENT_ID`] with [`DEFAULT_CLIENT_SECRET`], all
    /// permissions and a managed identity.
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
    /// Returns an error if the text is not YAML, if it has keys that a seed does not have, or if it is too large: 4 MB,
    /// 128 nested values, 50,000 brackets, or 64 MB with all aliases expanded.
    pub fn from_yaml(text: &str) -> Result<Self, SeedError> {
        yaml::read(text)
    }
}
