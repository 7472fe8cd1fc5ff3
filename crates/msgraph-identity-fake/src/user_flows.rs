//! `/identity/b2xUserFlows` and the API connectors of each: <https://learn.microsoft.com/graph/api/resources/b2xidentityuserflow>.

pub(crate) mod user_flow;

use axum::http::{StatusCode, header};
use serde_json::{Map, Value};

use crate::entities::{Replicated, key};
use crate::fake_response::FakeResponse;
use crate::graph_error::{GraphError, shorten};
use crate::graph_operation::Operation;
use crate::model::Properties;
use crate::model::entity_sets::{API_CONNECTORS, CONFIGURATIONS, USER_FLOWS};
use crate::query::{self, QueryOptions};
use crate::request_scope::RequestScope;
use crate::switches::choices::{ConnectorInUse, StepDetachment};
use crate::tenant::Tenant;
use user_flow::{Step, UserFlow};

type Outcome = Result<FakeResponse, GraphError>;

pub(crate) fn list(scope: &RequestScope<'_>, operation: Operation) -> Outcome {
    let flows = &mut scope.tenant().user_flows;
    query::list(scope, &USER_FLOWS, operation, flows, |flow, _| {
        Some(flow.read()?.view())
    })
}

pub(crate) fn get(scope: &RequestScope<'_>, id: &str) -> Outcome {
    let options = QueryOptions::of_entity(scope, &USER_FLOWS)?;
    let mut tenant = scope.tenant();
    let view = read(&mut tenant, id)?.view();
    Ok(options.entity_response(scope, &USER_FLOWS, view))
}

/// The steps that `$expand` names. The others are not in the response.
pub(crate) fn configuration(scope: &RequestScope<'_>, id: &str) -> Outcome {
    let options = QueryOptions::of_entity(scope, &CONFIGURATIONS)?;
    let mut tenant = scope.tenant();
    let flow = read(&mut tenant, id)?.clone();
    let fragment = format!(
        "{}('{}')/apiConnectorConfiguration",
        USER_FLOWS.path, flow.id
    );
    let (mut shown, mut names) = (Properties::new(), Vec::new());
    for step in Step::ALL {
        let name = step.name();
        let Some(expansion) = options.expansion(name) else {
            continue;
        };
        names.push(format!("{name}()"));
        let connector = flow
            .connector(step)
            .and_then(|id| tenant.connectors.get(id));
        let connector = connector.map(|connector| {
            let context = scope.request.context(&format!("{fragment}/{name}/$entity"));
            shown.insert(format!("{name}@odata.context"), context.into());
            expansion.selected(connector.newest().view(scope.now()))
        });
        shown.insert(name.to_owned(), connector.into());
    }
    let fragment = match names.is_empty() {
        true => fragment,
        false => format!("{fragment}({})", names.join(",")),
    };
    let context = scope.request.context(&fragment);
    shown.insert("@odata.context".to_owned(), context.into());
    Ok(scope.result_response(StatusCode::OK, &CONFIGURATIONS, shown))
}

/// `PUT …/$ref` attaches a connector, and with an empty object it detaches the one that is there.
pub(crate) fn set(scope: &RequestScope<'_>, id: &str, operation: Operation) -> Outcome {
    let step = Step::of(operation);
    let body = scope.request.json()?;
    let mut tenant = scope.tenant();
    if !tenant.user_flows.contains(&key(id)) {
        return Err(absent(id));
    }
    let connector = match target(&body)? {
        Some(url) => Some(referred(&tenant, url)?),
        None => match scope.switches().step_detachment {
            StepDetachment::UpdateOrDeletion | StepDetachment::Update => None,
            StepDetachment::Deletion => {
                return Err(GraphError::bad_request(
                    "The entity reference has no '@odata.id'.",
                ));
            }
            StepDetachment::DeletionAfterIgnoredUpdate => return Ok(FakeResponse::no_content()),
        },
    };
    change(scope, &mut tenant, id, |flow| flow.attach(step, connector))
}

/// `DELETE …/$ref` detaches the connector of a step, if there is one.
pub(crate) fn clear(scope: &RequestScope<'_>, id: &str, operation: Operation) -> Outcome {
    if scope.switches().step_detachment == StepDetachment::Update {
        return Err(GraphError::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "Request_BadRequest",
            "Specified HTTP method is not allowed for the request target.",
        )
        .with_header(header::ALLOW, header::HeaderValue::from_static("PUT")));
    }
    let step = Step::of(operation);
    change(scope, &mut scope.tenant(), id, |flow| {
        flow.attach(step, None)
    })
}

fn change(
    scope: &RequestScope<'_>,
    tenant: &mut Tenant,
    id: &str,
    change: impl FnOnce(&mut UserFlow),
) -> Outcome {
    let lag = tenant.replication_lag;
    let stored = tenant
        .user_flows
        .get_mut(&key(id))
        .ok_or_else(|| absent(id))?;
    scope.check_match(&stored.newest().view())?;
    let mut flow = stored.newest().clone();
    change(&mut flow);
    stored.write(flow, lag);
    Ok(FakeResponse::no_content())
}

/// Refuses to delete a connector that a user flow calls, if the switch says so.
pub(crate) fn check_unused(
    scope: &RequestScope<'_>,
    tenant: &mut Tenant,
    connector: &str,
) -> Result<(), GraphError> {
    let mut flows = tenant.user_flows.from(0);
    match scope.switches().connector_in_use {
        ConnectorInUse::Refused if flows.any(|(_, flow)| flow.newest().calls(connector)) => Err(
            GraphError::bad_request("The API connector is used by a user flow."),
        ),
        _ => Ok(()),
    }
}

/// The `@odata.id` of an entity reference. An empty object has none.
fn target(body: &Value) -> Result<Option<&str>, GraphError> {
    let malformed = || GraphError::bad_request("The body is not an entity reference.");
    let members: &Map<String, Value> = body.as_object().ok_or_else(malformed)?;
    if let Some(name) = members.keys().find(|name| !name.starts_with("@odata.")) {
        let message = format!("Invalid property '{}'.", shorten(name));
        return Err(GraphError::bad_request(message));
    }
    match members.get("@odata.id") {
        None => Ok(None),
        Some(Value::String(url)) => Ok(Some(url)),
        Some(_) => Err(malformed()),
    }
}

/// The key of the connector that a URL leads to, whatever its host and version.
fn referred(tenant: &Tenant, url: &str) -> Result<String, GraphError> {
    let collection = format!("/{}/", API_CONNECTORS.path.to_ascii_lowercase());
    let url = url.to_ascii_lowercase();
    let (_, connector) = url.rsplit_once(&collection).ok_or_else(|| {
        GraphError::bad_request("The '@odata.id' is not that of an API connector.")
    })?;
    match tenant.connectors.contains(&connector.to_owned()) {
        true => Ok(connector.to_owned()),
        false => Err(GraphError::bad_request("The API connector does not exist.")),
    }
}

fn read<'a>(tenant: &'a mut Tenant, id: &str) -> Result<&'a UserFlow, GraphError> {
    let stored = tenant.user_flows.get_mut(&key(id));
    stored.and_then(Replicated::read).ok_or_else(|| absent(id))
}

fn absent(id: &str) -> GraphError {
    let message = format!("Resource '{}' does not exist.", shorten(id));
    GraphError::not_found("Request_ResourceNotFound", message)
}
