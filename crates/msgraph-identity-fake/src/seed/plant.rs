//! Creates the tenants of a seed, by the same rules as for requests.

use std::collections::HashSet;

use indexmap::IndexMap;
use serde_json::Value;
use uuid::Uuid;

use super::{ApplicationSeed, SeedError, TenantSeed};
use crate::auth::jwt::certificate;
use crate::connectors::connector::Connector;
use crate::connectors::pkcs12::Budget;
use crate::connectors::write::ConnectorWrite;
use crate::entities::{Replicated, key};
use crate::graph_error::GraphError;
use crate::graph_version::GraphVersion;
use crate::model::check_body::Check;
use crate::model::entity_sets::{
    API_CONNECTORS, PARTNERS, SYNCHRONIZATION_PROPERTY, SYNCHRONIZATIONS,
};
use crate::model::{EntitySet, StructuredType};
use crate::partners::partner::{Partner, check_role_enabled_groups};
use crate::switches::{ReadOnlyProperties, Switches};
use crate::tenant::Tenant;
use crate::user_flows::user_flow::UserFlow;

const CHECK: Check = Check {
    creates: true,
    read_only: ReadOnlyProperties::Refused,
};

/// A seed may have all that beta has.
fn ty(set: &EntitySet, switches: &Switches) -> &'static StructuredType {
    set.ty(GraphVersion::Beta, switches.cloud)
}

type Planted<T> = Result<T, SeedError>;

/// The tenants of a seed.
pub(crate) fn plant(
    tenants: Vec<TenantSeed>,
    switches: &Switches,
) -> Planted<IndexMap<Uuid, Tenant>> {
    if switches.page_size == 0 {
        let error = SeedError::new("a page must have at least one item");
        return Err(error.below("switches.page_size"));
    }
    let (mut planted, mut budget) = (IndexMap::new(), Budget::of_a_seed());
    each("tenants", tenants, |seed| {
        let id = seed.id;
        let tenant = tenant(seed, switches, &mut budget)?;
        match planted.insert(id, tenant) {
            None => Ok(()),
            Some(_) => Err(twice("tenant", id)),
        }
    })?;
    if planted.is_empty() {
        return Err(SeedError::new("there must be at least one tenant").below("tenants"));
    }
    Ok(planted)
}

fn tenant(seed: TenantSeed, switches: &Switches, budget: &mut Budget) -> Planted<Tenant> {
    let mut tenant = Tenant::new(seed.id);
    tenant.domain = seed.domain;
    tenant.display_name = seed.display_name;
    tenant.refuses_look_up = seed.refuses_look_up;
    let mut client_ids = HashSet::new();
    each("applications", seed.applications, |application| {
        check_application(&application)?;
        if !client_ids.insert(application.client_id.clone()) {
            return Err(twice("application", application.client_id));
        }
        tenant.applications.push(application);
        Ok(())
    })?;
    each("connectors", seed.connectors, |body| {
        let connector = connector(body, switches, budget)?;
        if tenant.connectors.contains(&connector.id) {
            return Err(twice("connector", connector.id));
        }
        let id = connector.id.clone();
        tenant.connectors.insert(id, Replicated::new(connector, 0));
        Ok(())
    })?;
    each("partners", seed.partners, |body| {
        let partner = partner(body, switches)?;
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
    each("user_flows", seed.user_flows, |body| {
        let flow = UserFlow::from_seed(body, &tenant.connectors)?;
        let key = key(&flow.id);
        if tenant.user_flows.contains(&key) {
            return Err(twice("user flow", flow.id));
        }
        tenant.user_flows.insert(key, Replicated::new(flow, 0));
        Ok(())
    })?;
    Ok(tenant)
}

/// Calls `plant` for each item of a list. An error names the position of its item.
fn each<T>(
    list: &str,
    items: impl IntoIterator<Item = T>,
    mut plant: impl FnMut(T) -> Planted<()>,
) -> Planted<()> {
    let mut items = items.into_iter().enumerate();
    items.try_for_each(|(position, item)| {
        plant(item).map_err(|error| error.below(&format!("{list}[{position}]")))
    })
}

fn twice(what: &str, key: impl ToString) -> SeedError {
    SeedError::new(format!("the {what} {} exists already", key.to_string()))
}

fn connector(
    body: Value,
    switches: &Switches,
    budget: &mut Budget,
) -> Result<Connector, GraphError> {
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
    ConnectorWrite::from_body(body, ty(&API_CONNECTORS, switches), CHECK, switches, budget)?
        .create(id)
}

/// Whether a key needs no escaping in a path.
fn is_segment(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

fn partner(body: Value, switches: &Switches) -> Result<Partner, GraphError> {
    let (synchronization, body) = split(body, SYNCHRONIZATION_PROPERTY);
    let mut partner = Partner::new(CHECK.body(body, ty(&PARTNERS, switches))?, 0)?;
    if let Some(synchronization) = synchronization {
        let properties = CHECK.body(synchronization, ty(&SYNCHRONIZATIONS, switches))?;
        check_role_enabled_groups(&properties)?;
        partner.synchronize(properties, 0);
    }
    Ok(partner)
}

/// Removes a property that the body of a request could not have.
fn split(mut body: Value, name: &str) -> (Option<Value>, Value) {
    let taken = body
        .as_object_mut()
        .and_then(|members| members.remove(name));
    (taken, body)
}

fn check_application(seed: &ApplicationSeed) -> Planted<()> {
    each("certificates", &seed.certificates, |pem| {
        check_certificate(pem)
    })?;
    each(
        "federated_credentials",
        &seed.federated_credentials,
        |credential| {
            let pem = credential.certificate.as_deref();
            pem.map_or(Ok(()), check_certificate)
                .map_err(|error| error.below("certificate"))
        },
    )
}

fn check_certificate(pem: &str) -> Planted<()> {
    // The errors of the parsers may quote the text, which may be a private key.
    match certificate(pem) {
        Some(_) => Ok(()),
        None => Err(SeedError::new("this is not a certificate as PEM")),
    }
}

impl From<GraphError> for SeedError {
    fn from(error: GraphError) -> Self {
        Self::new(error.message)
    }
}
