//! From a seed to tenants, by the same rules that requests are held to.

use indexmap::IndexMap;
use p12_keystore::Certificate as X509;
use serde_json::Value;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use uuid::Uuid;

use super::{ApplicationSeed, FederatedCredentialSeed, SeedError, TenantSeed};
use crate::api_version::ApiVersion;
use crate::auth::application::{Application, FederatedCredential};
use crate::connectors::write::ConnectorWrite;
use crate::graph_error::GraphError;
use crate::model::check_body::Check;
use crate::model::partner_types::{PARTNER, SYNCHRONIZATION, SYNCHRONIZATION_PROPERTY};
use crate::partners::partner::{Partner, new_synchronization};
use crate::replicated::Replicated;
use crate::switches::ReadOnlyProperties;
use crate::tenant::Tenant;

const CHECK: Check = Check {
    version: ApiVersion::Beta,
    creates: true,
    read_only: ReadOnlyProperties::Refused,
};

pub(crate) fn plant(seeds: Vec<TenantSeed>) -> Result<IndexMap<Uuid, Tenant>, SeedError> {
    let mut tenants = IndexMap::new();
    for seed in seeds {
        let id = seed.id;
        let tenant =
            tenant(seed).map_err(|error| SeedError::new(format!("tenant {id}: {error}")))?;
        if tenants.insert(id, tenant).is_some() {
            return Err(SeedError::new(format!("tenant {id} is there twice")));
        }
    }
    if tenants.is_empty() {
        return Err(SeedError::new("there is no tenant"));
    }
    Ok(tenants)
}

fn tenant(seed: TenantSeed) -> Result<Tenant, SeedError> {
    let mut tenant = Tenant::new(seed.id);
    tenant.domain = seed.domain;
    for application in seed.applications {
        tenant.applications.push(self::application(application)?);
    }
    for (position, body) in seed.connectors.into_iter().enumerate() {
        let refused = |error: GraphError| {
            SeedError::new(format!("connector {}: {}", position + 1, error.message))
        };
        let (id, body) = split(body, "id");
        let id = match id {
            Some(Value::String(id)) => id.to_ascii_lowercase(),
            _ => Uuid::new_v4().to_string(),
        };
        let write = ConnectorWrite::from_body(body, CHECK).map_err(refused)?;
        tenant.connectors.insert(
            id.clone(),
            Replicated::new(write.create(id).map_err(refused)?, 0),
        );
    }
    for (position, body) in seed.partners.into_iter().enumerate() {
        let partner = partner(body).map_err(|error| {
            SeedError::new(format!("partner {}: {}", position + 1, error.message))
        })?;
        tenant.partners.insert(partner.tenant_id, partner);
    }
    Ok(tenant)
}

fn partner(body: Value) -> Result<Partner, GraphError> {
    let (synchronization, body) = split(body, SYNCHRONIZATION_PROPERTY);
    let properties = CHECK.body(body, &PARTNER)?;
    let id = properties
        .get("tenantId")
        .and_then(Value::as_str)
        .and_then(|id| id.parse().ok());
    let id = id.ok_or_else(|| GraphError::bad_request("Property 'tenantId' is required."))?;
    let mut partner = Partner::new(id, properties, 0);
    if let Some(synchronization) = synchronization {
        let properties = CHECK.body(synchronization, &SYNCHRONIZATION)?;
        partner.synchronization = Some(Replicated::new(new_synchronization(id, properties), 0));
    }
    Ok(partner)
}

/// Takes a property out of a body that requests could not have there.
fn split(mut body: Value, name: &str) -> (Option<Value>, Value) {
    let taken = body
        .as_object_mut()
        .and_then(|members| members.remove(name));
    (taken, body)
}

fn application(seed: ApplicationSeed) -> Result<Application, SeedError> {
    let certificates = seed
        .certificates
        .iter()
        .map(|pem| certificate(pem))
        .collect::<Result<_, _>>()?;
    let federated = seed
        .federated_credentials
        .into_iter()
        .map(federated_credential)
        .collect::<Result<_, _>>()?;
    Ok(Application {
        client_id: seed.client_id,
        client_secrets: seed.client_secrets,
        certificates,
        federated_credentials: federated,
        permissions: seed.permissions,
        managed_identity: seed.managed_identity,
    })
}

fn federated_credential(seed: FederatedCredentialSeed) -> Result<FederatedCredential, SeedError> {
    Ok(FederatedCredential {
        issuer: seed.issuer,
        subject: seed.subject,
        audience: seed.audience,
        certificate: seed.certificate.map(|pem| certificate(&pem)).transpose()?,
    })
}

fn certificate(pem: &str) -> Result<Vec<u8>, SeedError> {
    let der = CertificateDer::from_pem_slice(pem.as_bytes())
        .map_err(|error| SeedError::new(format!("a certificate is no PEM: {error}")))?;
    match X509::from_der(&der) {
        Ok(_) => Ok(der.to_vec()),
        Err(error) => Err(SeedError::new(format!(
            "a certificate can't be read: {error}"
        ))),
    }
}
