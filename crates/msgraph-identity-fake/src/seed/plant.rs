//! From a seed to tenants, by the same rules that requests are held to.

use indexmap::IndexMap;
use p12_keystore::Certificate as X509;
use serde_json::Value;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use uuid::Uuid;

use super::{ApplicationSeed, FederatedCredentialSeed, Seed, SeedError, TenantSeed};
use crate::api_version::ApiVersion;
use crate::auth::application::{Application, FederatedCredential};
use crate::connectors::connector::Connector;
use crate::connectors::write::ConnectorWrite;
use crate::graph_error::GraphError;
use crate::model::check_body::Check;
use crate::model::partner_types::{PARTNER, SYNCHRONIZATION, SYNCHRONIZATION_PROPERTY};
use crate::partners::partner::{Partner, new_synchronization};
use crate::partners::synchronization::check_role_enabled_groups;
use crate::replicated::Replicated;
use crate::switches::{ReadOnlyProperties, Switches};
use crate::tenant::Tenant;

const CHECK: Check = Check {
    version: ApiVersion::Beta,
    creates: true,
    read_only: ReadOnlyProperties::Refused,
};

type Planted<T> = Result<T, SeedError>;

/// The tenants of a seed, and its switches.
pub(crate) fn plant(seed: Seed) -> Planted<(IndexMap<Uuid, Tenant>, Switches)> {
    let Seed { tenants, switches } = seed;
    if switches.page_size == 0 {
        let error = SeedError::new("a page holds one item at least");
        return Err(error.below("switches.page_size"));
    }
    let mut planted = IndexMap::new();
    each("tenants", tenants, |seed| {
        let id = seed.id;
        let tenant = tenant(seed, &switches)?;
        match planted.insert(id, tenant) {
            None => Ok(()),
            Some(_) => Err(twice("tenant", id)),
        }
    })?;
    if planted.is_empty() {
        return Err(SeedError::new("there is no tenant").below("tenants"));
    }
    Ok((planted, switches))
}

fn tenant(seed: TenantSeed, switches: &Switches) -> Planted<Tenant> {
    let mut tenant = Tenant::new(seed.id);
    tenant.domain = seed.domain;
    each("applications", seed.applications, |application| {
        let application = self::application(application)?;
        let known = &tenant.applications;
        if known
            .iter()
            .any(|known| known.client_id == application.client_id)
        {
            return Err(twice("application", application.client_id));
        }
        tenant.applications.push(application);
        Ok(())
    })?;
    each("connectors", seed.connectors, |body| {
        let connector = connector(body, switches)?;
        if tenant.connectors.contains(&connector.id) {
            return Err(twice("connector", connector.id));
        }
        let id = connector.id.clone();
        tenant.connectors.insert(id, Replicated::new(connector, 0));
        Ok(())
    })?;
    each("partners", seed.partners, |body| {
        let partner = partner(body)?;
        let id = partner.tenant_id;
        if id == tenant.id {
            return Err(SeedError::new("a tenant can't be a partner of itself"));
        }
        if tenant.partners.contains(&id) {
            return Err(twice("partner", id));
        }
        tenant.partners.insert(id, partner);
        Ok(())
    })?;
    Ok(tenant)
}

/// Does something for each item of a list; what goes wrong names the item's place.
fn each<T>(list: &str, items: Vec<T>, mut plant: impl FnMut(T) -> Planted<()>) -> Planted<()> {
    for (position, item) in items.into_iter().enumerate() {
        plant(item).map_err(|error| error.below(&format!("{list}[{position}]")))?;
    }
    Ok(())
}

fn twice(what: &str, key: impl ToString) -> SeedError {
    SeedError::new(format!("the {what} {} is there already", key.to_string()))
}

fn connector(body: Value, switches: &Switches) -> Result<Connector, GraphError> {
    let (id, body) = split(body, "id");
    let id = match id {
        None => Uuid::new_v4().to_string(),
        Some(Value::String(id)) if is_segment(&id) => id.to_ascii_lowercase(),
        Some(_) => {
            return Err(GraphError::bad_request(
                "Property 'id' must be a text of letters, digits and hyphens.",
            ));
        }
    };
    let write = ConnectorWrite::from_body(body, CHECK)?;
    write.check_target_url(switches)?;
    write.create(id)
}

/// Whether a key can stand in a path as it is.
fn is_segment(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
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
        check_role_enabled_groups(&properties)?;
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

fn application(seed: ApplicationSeed) -> Planted<Application> {
    let mut certificates = Vec::new();
    each("certificates", seed.certificates, |pem| {
        certificates.push(certificate(&pem)?);
        Ok(())
    })?;
    let mut federated_credentials = Vec::new();
    each(
        "federated_credentials",
        seed.federated_credentials,
        |seed| {
            federated_credentials.push(federated_credential(seed)?);
            Ok(())
        },
    )?;
    Ok(Application {
        client_id: seed.client_id,
        client_secrets: seed.client_secrets,
        certificates,
        federated_credentials,
        permissions: seed.permissions,
        managed_identity: seed.managed_identity,
    })
}

fn federated_credential(seed: FederatedCredentialSeed) -> Planted<FederatedCredential> {
    let certificate = seed.certificate.map(|pem| certificate(&pem)).transpose();
    Ok(FederatedCredential {
        issuer: seed.issuer,
        subject: seed.subject,
        audience: seed.audience,
        certificate: certificate.map_err(|error| error.below("certificate"))?,
    })
}

fn certificate(pem: &str) -> Planted<Vec<u8>> {
    let der = CertificateDer::from_pem_slice(pem.as_bytes())
        .map_err(|error| SeedError::new(format!("no certificate as PEM: {error}")))?;
    match X509::from_der(&der) {
        Ok(_) => Ok(der.to_vec()),
        Err(error) => Err(SeedError::new(format!(
            "the certificate can't be read: {error}"
        ))),
    }
}

impl From<GraphError> for SeedError {
    fn from(error: GraphError) -> Self {
        Self::new(error.message)
    }
}
