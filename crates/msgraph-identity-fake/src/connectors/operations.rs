//! What each operation on connectors does.

use axum::http::{StatusCode, header};
use serde_json::Value;
use uuid::Uuid;

use super::certificate;
use super::connector::{Authentication, Connector, ConnectorView};
use super::write::{self, ConnectorWrite};
use crate::answer::Answer;
use crate::graph_error::GraphError;
use crate::model::check_body::{Check, drop_own_key};
use crate::model::connector_types::IDENTITY_API_CONNECTOR;
use crate::query::{Collection, QueryOptions};
use crate::replicated::Replicated;
use crate::request_scope::RequestScope;
use crate::switches::{UpdateAnswer, UploadToBasicConnector};
use crate::write_answer;

const COLLECTION: &str = "identity/apiConnectors";
const ENTITY: &str = "identity/apiConnectors/$entity";

type Outcome = Result<Answer, GraphError>;

pub(crate) fn list(scope: &RequestScope<'_>) -> Outcome {
    let options = QueryOptions::of_collection(scope, &IDENTITY_API_CONNECTOR)?;
    let now = scope.now();
    let mut tenant = scope.tenant();
    let views = tenant
        .connectors
        .from(options.start())
        .filter_map(|(position, connector)| Some((position, connector.read()?.view(now))));
    Ok(Collection::new(scope, COLLECTION, &options).answer(views))
}

pub(crate) fn count(scope: &RequestScope<'_>) -> Outcome {
    let options = QueryOptions::of_count(scope, &IDENTITY_API_CONNECTOR)?;
    let now = scope.now();
    let mut tenant = scope.tenant();
    let views = tenant
        .connectors
        .from(0)
        .filter_map(|(_, connector)| Some(connector.read()?.view(now)));
    Ok(options.count_answer(views))
}

pub(crate) fn get(scope: &RequestScope<'_>, id: &str) -> Outcome {
    let options = QueryOptions::of_entity(scope, &IDENTITY_API_CONNECTOR)?;
    let mut tenant = scope.tenant();
    let found = tenant
        .connectors
        .get_mut(&key(id))
        .and_then(Replicated::read);
    let connector = found.ok_or_else(|| absent(scope, id))?;
    Ok(options.entity_answer(scope, &view(scope, connector)))
}

pub(crate) async fn create(scope: &RequestScope<'_>) -> Outcome {
    let write = decode(scope, scope.call.json()?, true).await?;
    let connector = write.create(Uuid::new_v4().to_string())?;
    let location = format!(
        "{}/{COLLECTION}/{}",
        scope.call.service_root(),
        connector.id
    );
    let mut answer = write_answer::created(scope, &view(scope, &connector), &location);
    if !scope.switches().connector_location {
        answer.headers.remove(header::LOCATION);
    }
    let mut tenant = scope.tenant();
    let lag = tenant.replication_lag;
    tenant
        .connectors
        .insert(connector.id.clone(), Replicated::new(connector, lag));
    Ok(answer)
}

pub(crate) async fn update(scope: &RequestScope<'_>, id: &str) -> Outcome {
    let mut body = scope.call.json()?;
    drop_own_key(&mut body, "id", id);
    let write = decode(scope, body, false).await?;
    let connector = change(scope, id, |connector| Ok(write.update(connector)))?;
    Ok(match scope.switches().connector_update {
        UpdateAnswer::NoContent => write_answer::changed(scope, &view(scope, &connector)),
        UpdateAnswer::Entity => scope.entity_answer(StatusCode::OK, &view(scope, &connector)),
    })
}

pub(crate) fn delete(scope: &RequestScope<'_>, id: &str) -> Outcome {
    let (key, mut tenant) = (key(id), scope.tenant());
    let connector = tenant
        .connectors
        .get(&key)
        .ok_or_else(|| absent(scope, id))?;
    scope.check_match(&connector.newest().view(scope.now()))?;
    tenant.connectors.remove(&key);
    Ok(Answer::no_content())
}

pub(crate) async fn upload_client_certificate(scope: &RequestScope<'_>, id: &str) -> Outcome {
    let (body, check) = (scope.call.json()?, check(scope, false));
    let certificate = off_thread(move || write::uploaded_certificate(body, check)).await?;
    let upload_to_basic = scope.switches().upload_to_basic_connector;
    let connector = change(scope, id, |mut connector| {
        connector.authentication = match (connector.authentication, upload_to_basic) {
            (Some(Authentication::Certificates(mut list)), _) => {
                list.push(certificate);
                Some(Authentication::Certificates(list))
            }
            (_, UploadToBasicConnector::Converted) => {
                Some(Authentication::Certificates(vec![certificate]))
            }
            (_, UploadToBasicConnector::Refused) => {
                return Err(GraphError::bad_request(
                    "The API connector does not authenticate with a certificate.",
                ));
            }
        };
        Ok(connector)
    })?;
    Ok(scope.entity_answer(StatusCode::OK, &view(scope, &connector)))
}

async fn decode(
    scope: &RequestScope<'_>,
    body: Value,
    creates: bool,
) -> Result<ConnectorWrite, GraphError> {
    let check = check(scope, creates);
    let write = off_thread(move || ConnectorWrite::from_body(body, check)).await?;
    write.check_target_url(scope.switches())?;
    Ok(write)
}

/// Bodies may hold a PKCS#12 file, which takes a while to open.
async fn off_thread<T: Send + 'static>(
    decode: impl FnOnce() -> Result<T, GraphError> + Send + 'static,
) -> Result<T, GraphError> {
    // A panic of the parser is the same answer as any other file that it can't read.
    tokio::task::spawn_blocking(decode)
        .await
        .unwrap_or_else(|_| Err(certificate::unreadable()))
}

/// Replaces a connector by what `change` makes of it.
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

fn view<'a>(scope: &RequestScope<'_>, connector: &'a Connector) -> ConnectorView<'a> {
    connector
        .view(scope.now())
        .with_context(scope.call.context(ENTITY))
}

fn check(scope: &RequestScope<'_>, creates: bool) -> Check {
    Check {
        version: scope.call.version,
        creates,
        read_only: scope.switches().read_only_properties,
    }
}

/// Ids are GUIDs, whose case does not matter.
fn key(id: &str) -> String {
    id.to_ascii_lowercase()
}

fn absent(scope: &RequestScope<'_>, id: &str) -> GraphError {
    let id: String = id.chars().take(64).collect();
    GraphError::not_found(
        &scope.switches().connector_absent_code,
        format!(
            "Resource '{id}' does not exist or one of its queried reference-property objects are not present."
        ),
    )
}
