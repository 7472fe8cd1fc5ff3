//! `POST /$batch`: <https://learn.microsoft.com/graph/json-batching>.

use std::collections::{HashMap, HashSet};
use std::future::Future;
use std::pin::Pin;

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::fake_response::{Delivery, FakeResponse};
use crate::graph_error::GraphError;
use crate::graph_request::{GraphRequest, Received};
use crate::odata_result::ODataResult;
use crate::switches::{BatchOrder, Switches};

const MAX_ITEMS: usize = 20;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    id: String,
    method: String,
    url: String,
    #[serde(default)]
    headers: Map<String, Value>,
    #[serde(default)]
    body: Option<Value>,
    #[serde(default)]
    depends_on: Vec<String>,
}

/// The response to an item of a batch.
pub(crate) type ItemFuture<'a> = Pin<Box<dyn Future<Output = Delivery> + Send + 'a>>;

/// Answers a batch: `run` answers an item, `refuse` one that is not a valid request. A network fault of an item is one of the
/// batch.
pub(crate) async fn respond<'a>(
    switches: &Switches,
    batch: &GraphRequest,
    run: impl Fn(Received) -> ItemFuture<'a>,
    refuse: impl Fn(GraphError) -> Delivery,
) -> Result<Delivery, GraphError> {
    let items = read(batch.json()?)
        .map_err(|_| GraphError::refused_early("Invalid batch payload format."))?;
    let mut statuses: HashMap<String, u16> = HashMap::new();
    let (mut responses, mut wire) = (Vec::new(), None);
    for item in checked(items)? {
        let id = item.id.clone();
        let delivery = match item.has_failed_dependency(&statuses) {
            true => Delivery::whole(failed_dependency()),
            false => match item_request(batch, item) {
                Ok(request) => run(request).await,
                Err(error) => refuse(error),
            },
        };
        statuses.insert(key(&id), delivery.response.status.as_u16());
        responses.push(response(&id, &delivery.response));
        wire = wire.or(delivery.wire);
    }
    if switches.batch_order == BatchOrder::Reversed {
        responses.reverse();
    }
    let result = ODataResult {
        value: json!({ "responses": responses }),
        entities: None,
    };
    Ok(Delivery {
        response: FakeResponse::odata(StatusCode::OK, result),
        wire,
    })
}

/// The items of an envelope. Deserializing alone would also read arrays in place of objects.
fn read(mut envelope: Value) -> serde_json::Result<Vec<Item>> {
    let requests = envelope.get_mut("requests").map(Value::take);
    let items: Vec<Map<String, Value>> = serde_json::from_value(requests.into())?;
    items.into_iter().map(Item::deserialize).collect()
}

impl Item {
    fn has_failed_dependency(&self, done: &HashMap<String, u16>) -> bool {
        let failed = |status: &u16| !(200..300).contains(status);
        self.depends_on
            .iter()
            .any(|dependency| done.get(&key(dependency)).is_some_and(failed))
    }

    fn check(&self) -> Result<(), GraphError> {
        let has_content_type = self
            .headers
            .keys()
            .any(|name| name.eq_ignore_ascii_case("content-type"));
        if self.body.is_some() && !has_content_type {
            return Err(GraphError::refused_early(
                "A request with a body needs a Content-Type header.",
            ));
        }
        Ok(())
    }
}

/// Checks the envelope as a whole: one wrong item refuses the batch. Returns each item after those that it depends on.
fn checked(mut items: Vec<Item>) -> Result<Vec<Item>, GraphError> {
    if items.is_empty() || items.len() > MAX_ITEMS {
        let message = format!("A batch holds 1 to {MAX_ITEMS} requests.");
        return Err(GraphError::refused_early(message));
    }
    items.iter().try_for_each(Item::check)?;
    let ids: HashSet<String> = items.iter().map(|item| key(&item.id)).collect();
    if ids.len() < items.len() || ids.contains("") {
        return Err(GraphError::refused_early(
            "The id of each request in a batch must be unique.",
        ));
    }
    let (mut ordered, mut done) = (Vec::new(), HashSet::new());
    let is_ready = |item: &Item, done: &HashSet<String>| {
        let mut dependencies = item.depends_on.iter();
        dependencies.all(|id| done.contains(&key(id)))
    };
    while let Some(position) = items.iter().position(|item| is_ready(item, &done)) {
        let item = items.remove(position);
        done.insert(key(&item.id));
        ordered.push(item);
    }
    match items.is_empty() {
        true => Ok(ordered),
        false => Err(GraphError::refused_early(
            "A request depends on itself or on one that is not in the batch.",
        )),
    }
}

/// Ids are compared without regard to case.
fn key(id: &str) -> String {
    id.to_lowercase()
}

/// Refuses a batch inside a batch.
pub(crate) fn nested() -> GraphError {
    GraphError::refused_early("A batch can't hold another batch.")
}

/// Converts an item to a request, with the token of the batch unless the item has one.
fn item_request(batch: &GraphRequest, item: Item) -> Result<Received, GraphError> {
    let invalid = |what: &str| {
        GraphError::refused_early(format!(
            "The {what} of a request in the batch is not valid."
        ))
    };
    let mut headers = HeaderMap::new();
    if let Some(token) = batch.headers.get(header::AUTHORIZATION) {
        headers.insert(header::AUTHORIZATION, token.clone());
    }
    for (name, value) in &item.headers {
        let name = HeaderName::try_from(name).map_err(|_| invalid("headers"))?;
        let value = value
            .as_str()
            .and_then(|value| HeaderValue::from_str(value).ok());
        headers.insert(name, value.ok_or_else(|| invalid("headers"))?);
    }
    // The URL is relative to the version, with or without a slash.
    let url = item.url.strip_prefix('/').unwrap_or(&item.url);
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    Ok(Received {
        // In a batch, the case of a method does not matter.
        method: Method::from_bytes(item.method.to_ascii_uppercase().as_bytes())
            .map_err(|_| invalid("method"))?,
        path: format!("/{}/{path}", batch.version),
        query: query.to_owned(),
        headers,
        body: item
            .body
            .map_or_else(Bytes::new, |body| Bytes::from(body.to_string())),
        origin: batch.origin.clone(),
    })
}

fn failed_dependency() -> FakeResponse {
    let error = json!({ "code": "FailedDependency", "message": "A request that this one depends on failed." });
    FakeResponse::plain_json(StatusCode::FAILED_DEPENDENCY, &json!({ "error": error }))
}

fn response(id: &str, answered: &FakeResponse) -> Value {
    let headers: Map<String, Value> = answered
        .headers
        .iter()
        .filter_map(|(name, value)| Some((name.to_string(), value.to_str().ok()?.into())))
        .collect();
    let mut response = json!({ "id": id, "status": answered.status.as_u16(), "headers": headers });
    if !answered.body.is_empty() {
        // A body that is not JSON is a base64 string.
        response["body"] = serde_json::from_slice(&answered.body)
            .unwrap_or_else(|_| STANDARD.encode(&answered.body).into());
    }
    response
}
