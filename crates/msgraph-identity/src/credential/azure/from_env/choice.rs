//! Which kind of credential the environment selects, and what it is made of.

use std::env;
use std::fs;

use zeroize::Zeroizing;

use crate::Error;
use crate::credential::azure::application::unusable;
use crate::credential::azure::azure_cli;
use crate::credential::azure::environment::{
    ACTIONS_ID_TOKEN_REQUEST_TOKEN, ACTIONS_ID_TOKEN_REQUEST_URL,
    AZURE_CLIENT_CERTIFICATE_PASSWORD, AZURE_CLIENT_CERTIFICATE_PATH, AZURE_CLIENT_ID,
    AZURE_CLIENT_SECRET, AZURE_CLIENT_SEND_CERTIFICATE_CHAIN, AZURE_FEDERATED_TOKEN,
    AZURE_FEDERATED_TOKEN_FILE, AZURE_TENANT_ID, Environment, IDENTITY_ENDPOINT,
    MSGRAPH_CREDENTIAL, missing,
};
use crate::credential::azure::managed_identity::ManagedIdentity;
use crate::credential::azure::workload_identity::WorkloadIdentity;
use crate::credential::foreign::ShownPath;
use crate::credential::{ClientCertificate, Credential, client_certificate, client_secret};

/// A kind of credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    ClientSecret,
    ClientCertificate,
    WorkloadIdentity,
    ManagedIdentity,
    GitHubActions,
    AzureCli,
}

impl Choice {
    /// All of them; the first one that is configured counts.
    const ALL: [Self; 6] = [
        Self::ClientSecret,
        Self::ClientCertificate,
        Self::WorkloadIdentity,
        Self::ManagedIdentity,
        Self::GitHubActions,
        Self::AzureCli,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::ClientSecret => "client-secret",
            Self::ClientCertificate => "client-certificate",
            Self::WorkloadIdentity => "workload-identity",
            Self::ManagedIdentity => "managed-identity",
            Self::GitHubActions => "github-actions",
            Self::AzureCli => "azure-cli",
        }
    }

    /// Why it is this credential, for errors.
    pub(super) fn hint(self) -> String {
        let by = match self {
            Self::ClientSecret => AZURE_CLIENT_SECRET,
            Self::ClientCertificate => AZURE_CLIENT_CERTIFICATE_PATH,
            Self::WorkloadIdentity => "AZURE_FEDERATED_TOKEN_FILE or AZURE_FEDERATED_TOKEN",
            Self::ManagedIdentity => IDENTITY_ENDPOINT,
            Self::GitHubActions => ACTIONS_ID_TOKEN_REQUEST_URL,
            Self::AzureCli => "the program az",
        };
        let name = self.name();
        format!(
            "the environment selects the credential {name}, by {MSGRAPH_CREDENTIAL} or by {by}, and no other was tried"
        )
    }

    pub(super) fn of(environment: &Environment) -> Result<Self, Error> {
        if let Some(name) = environment.text(MSGRAPH_CREDENTIAL)? {
            return Self::named(&name);
        }
        let is_configured = |choice: &Self| choice.is_configured(environment);
        let looked_for = format!(
            "none of {AZURE_CLIENT_SECRET}, {AZURE_CLIENT_CERTIFICATE_PATH}, {AZURE_FEDERATED_TOKEN_FILE}, {AZURE_FEDERATED_TOKEN}, {IDENTITY_ENDPOINT} and {ACTIONS_ID_TOKEN_REQUEST_URL}"
        );
        match Self::ALL.into_iter().find(is_configured) {
            // With `AZURE_CLIENT_ID` set, never fall back to the signed-in user of `az`.
            None | Some(Self::AzureCli) if environment.is_set(AZURE_CLIENT_ID) => {
                Err(unusable(format!(
                    "{AZURE_CLIENT_ID} is set, but {looked_for}; set one of them, or name the credential with {MSGRAPH_CREDENTIAL}, such as managed-identity on a virtual machine"
                )))
            }
            Some(choice) => Ok(choice),
            None => Err(unusable(format!(
                "no credential is configured: {looked_for} is set, and there is no program az on PATH; set what one needs, or name it with {MSGRAPH_CREDENTIAL}"
            ))),
        }
    }

    fn named(name: &str) -> Result<Self, Error> {
        let found = Self::ALL.into_iter().find(|choice| choice.name() == name);
        found.ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            unusable(format!(
                "{MSGRAPH_CREDENTIAL} names no credential; it is one of {names}"
            ))
        })
    }

    fn is_configured(self, environment: &Environment) -> bool {
        match self {
            Self::ClientSecret => environment.is_set(AZURE_CLIENT_SECRET),
            Self::ClientCertificate => environment.is_set(AZURE_CLIENT_CERTIFICATE_PATH),
            Self::WorkloadIdentity => {
                environment.is_set(AZURE_FEDERATED_TOKEN_FILE)
                    || environment.is_set(AZURE_FEDERATED_TOKEN)
            }
            Self::ManagedIdentity => environment.is_set(IDENTITY_ENDPOINT),
            // Without a client id, the workflow may mean `az`, which the action azure/login has signed in.
            Self::GitHubActions => {
                environment.is_set(ACTIONS_ID_TOKEN_REQUEST_URL)
                    && environment.is_set(AZURE_CLIENT_ID)
            }
            Self::AzureCli => has_azure_cli(environment),
        }
    }

    pub(super) fn credential(self, environment: &Environment) -> Result<Credential, Error> {
        let needed_for = format!("the credential {}", self.name());
        let required = |name| environment.required(name, &needed_for);
        Ok(match self {
            Self::ClientSecret => client_secret(
                required(AZURE_TENANT_ID)?,
                required(AZURE_CLIENT_ID)?,
                required(AZURE_CLIENT_SECRET)?,
            ),
            Self::ClientCertificate => {
                let (tenant, client_id) = (required(AZURE_TENANT_ID)?, required(AZURE_CLIENT_ID)?);
                let certificate = read_certificate(environment, &needed_for)?;
                client_certificate(tenant, client_id, certificate)
            }
            Self::WorkloadIdentity => {
                let identity = WorkloadIdentity::in_environment(environment.clone())
                    .tenant(required(AZURE_TENANT_ID)?)
                    .client_id(required(AZURE_CLIENT_ID)?);
                if !environment.is_set(AZURE_FEDERATED_TOKEN) {
                    required(AZURE_FEDERATED_TOKEN_FILE)?;
                }
                identity.into()
            }
            Self::ManagedIdentity => {
                let identity = ManagedIdentity::in_environment(environment.clone());
                match environment.text(AZURE_CLIENT_ID)? {
                    Some(client_id) => identity.client_id(client_id).into(),
                    None => identity.into(),
                }
            }
            Self::GitHubActions => {
                required(ACTIONS_ID_TOKEN_REQUEST_URL)?;
                required(ACTIONS_ID_TOKEN_REQUEST_TOKEN)?;
                WorkloadIdentity::in_environment(environment.clone())
                    .tenant(required(AZURE_TENANT_ID)?)
                    .client_id(required(AZURE_CLIENT_ID)?)
                    .github_actions()
                    .into()
            }
            Self::AzureCli => match environment.text(AZURE_TENANT_ID)? {
                Some(tenant) => azure_cli().tenant(tenant).into(),
                None => azure_cli().into(),
            },
        })
    }
}

fn read_certificate(
    environment: &Environment,
    needed_for: &str,
) -> Result<ClientCertificate, Error> {
    let path = environment.path(AZURE_CLIENT_CERTIFICATE_PATH);
    let path = path.ok_or_else(|| missing(AZURE_CLIENT_CERTIFICATE_PATH, needed_for))?;
    let bytes = fs::read(&path).map(Zeroizing::new).map_err(|error| {
        unusable(format!(
            "the certificate file {} of {AZURE_CLIENT_CERTIFICATE_PATH} cannot be read: {error}",
            ShownPath(&path)
        ))
    })?;
    let password = environment.text(AZURE_CLIENT_CERTIFICATE_PASSWORD)?;
    let certificate = ClientCertificate::from_file_content(&bytes, password.as_deref())?;
    let chain = environment.text(AZURE_CLIENT_SEND_CERTIFICATE_CHAIN)?;
    Ok(match chain.as_deref() {
        Some("1" | "true" | "True" | "TRUE") => certificate.send_chain(),
        _ => certificate,
    })
}

fn has_azure_cli(environment: &Environment) -> bool {
    let path = environment.raw("PATH").unwrap_or_default();
    env::split_paths(&path).any(|folder| folder.join(azure_cli::PROGRAM).is_file())
}
