//! `/identity/apiConnectors`: <https://learn.microsoft.com/graph/api/resources/identityapiconnector>.

pub(crate) mod connector;
pub(crate) mod pkcs12;
pub(crate) mod write;

use axum::http::header;
use serde_json::Value;
use uuid::Uuid;

use crate::entities::{Replicated, key};
use crate::fake_response::FakeResponse;
use crate::graph_error::GraphError;
use crate::graph_operation::Operation;
use crate::model::check_body::drop_own_key;
use crate::model::entity_sets::API_CONNECTORS;
use crate::query::{self, QueryOptions};
use crate::request_scope::RequestScope;
use crate::switches::{SameCertificate, Switches, UpdateAnswer, UploadToBasicConnector};
use crate::user_flows;

use connector::{Authentication, Certificate, Connector};
use pkcs12::Budget;
use write::ConnectorWrite;

type Outcome = Result<FakeResponse, GraphError>;

/// Also answers `…/$count`.
pub(crate) fn list(scope: &RequestScope<'_>, operation: Operation) -> Outcome {
    let now = scope.now();
    let connectors = &mut scope.tenant().connectors;
    query::list(
        scope,
        &API_CONNECTORS,
        operation,
        connectors,
        |connector, _| Some(connector.read()?.view(now)),
    )
}

pub(crate) fn get(scope: &RequestScope<'_>, id: &str) -> Outcome {
    let options = QueryOptions::of_entity(scope, &API_CONNECTORS)?;
    let mut tenant = scope.tenant();
    let found = tenant
        .connectors
        .get_mut(&key(id))
        .and_then(Replicated::read);
    let connector = found.ok_or_else(|| absent(scope, id))?;
    Ok(options.entity_response(scope, &API_CONNECTORS, connector.view(scope.now())))
}

pub(crate) async fn create(scope: &RequestScope<'_>) -> Outcome {
    let write = decode(scope, scope.request.json()?, true).await?;
    let connector = write.create(Uuid::new_v4().to_string())?;
    let view = connector.view(scope.now());
    let mut response = scope.created(&API_CONNECTORS, view, &connector.id);
    if !scope.switches().connector_location {
        response.headers.remove(header::LOCATION);
    }
    let mut tenant = scope.tenant();
    let lag = tenant.replication_lag;
    tenant
        .connectors
        .insert(connector.id.clone(), Replicated::new(connector, lag));
    Ok(response)
}

pub(crate) async fn update(scope: &RequestScope<'_>, id: &str) -> Outcome {
    let mut body = scope.request.json()?;
    drop_own_key(&mut body, "id", id);
    let write = decode(scope, body, false).await?;
    let connector = change(scope, id, |connector| Ok(write.update(connector)))?;
    let view = connector.view(scope.now());
    Ok(match scope.switches().connector_update {
        UpdateAnswer::NoContent => scope.changed(&API_CONNECTORS, view),
        UpdateAnswer::Entity => scope.changed_entity(&API_CONNECTORS, view),
    })
}

pub(crate) fn delete(scope: &RequestScope<'_>, id: &str) -> Outcome {
    let (key, mut tenant) = (key(id), scope.tenant());
    let connector = tenant
        .connectors
        .get(&key)
        .ok_or_else(|| absent(scope, id))?;
    scope.check_match(&connector.newest().view(scope.now()))?;
    user_flows::check_unused(scope, &mut tenant, &key)?;
    tenant.connectors.remove(&key);
    Ok(FakeResponse::no_content())
}

pub(crate) async fn upload_client_certificate(scope: &RequestScope<'_>, id: &str) -> Outcome {
    let (body, check, switches) = (scope.request.json()?, scope.check(false), scope.switches());
    let (ty, read) = (scope.ty(&API_CONNECTORS), switches.clone());
    let certificate =
        off_thread(move || write::uploaded_certificate(body, ty, check, &read)).await?;
    let connector = change(scope, id, |mut connector| {
        let list = match connector.authentication {
            Some(Authentication::Certificates(list)) => add(list, certificate, switches)?,
            _ if switches.upload_to_basic_connector == UploadToBasicConnector::Converted => {
                vec![certificate]
            }
            _ => {
                return Err(GraphError::bad_request(
                    "The API connector does not authenticate with a certificate.",
                ));
            }
        };
        connector.authentication = Some(Authentication::Certificates(list));
        Ok(connector)
    })?;
    let view = connector.view(scope.now());
    Ok(scope.changed_entity(&API_CONNECTORS, view))
}

/// Adds an uploaded certificate to a list that may have it already.
fn add(
    mut list: Vec<Certificate>,
    certificate: Certificate,
    switches: &Switches,
) -> Result<Vec<Certificate>, GraphError> {
    match switches.same_certificate {
        SameCertificate::Ignored if list.contains(&certificate) => {}
        SameCertificate::Refused if list.contains(&certificate) => {
            return Err(GraphError::bad_request(
                "The API connector has this certificate already.",
            ));
        }
        _ => list.push(certificate),
    }
    Ok(list)
}

async fn decode(
    scope: &RequestScope<'_>,
    body: Value,
    creates: bool,
) -> Result<ConnectorWrite, GraphError> {
    let (ty, check) = (scope.ty(&API_CONNECTORS), scope.check(creates));
    let switches = scope.switches().clone();
    off_thread(move || {
        ConnectorWrite::from_body(body, ty, check, &switches, &mut Budget::of_a_file())
    })
    .await
}

/// Runs on a thread for blocking work, because a body may have a PKCS#12 file, which takes a while to read.
async fn off_thread<T: Send + 'static>(
    decode: impl FnOnce() -> Result<T, GraphError> + Send + 'static,
) -> Result<T, GraphError> {
    // The task fails only if it panics or if the runtime shuts down.
    tokio::task::spawn_blocking(decode)
        .await
        .unwrap_or_else(|_| Err(GraphError::bad_request("The body could not be read.")))
}

/// Changes a connector.
fn change(
    scope: &RequestScope<'_>,
    id: &str,
    change: impl FnOnce(Connector) -> Result<Connector, GraphError>,
) -> Result<Connector, GraphError> {
    let mut tenant = scope.tenant();
    let lag = tenant.replication_lag;
    let stored = tenant
        .connectors
        .get_mut(&key(id))
        .ok_or_else(|| absent(scope, id))?;
    scope.check_match(&stored.newest().view(scope.now()))?;
    let changed = change(stored.newest().clone())?;
    stored.write(changed.clone(), lag);
    Ok(changed)
}

fn absent(scope: &RequestScope<'_>, id: &str) -> GraphError {
    GraphError::absent(&scope.switches().connector_absent_code, id)
}
