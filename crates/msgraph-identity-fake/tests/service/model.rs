//! Random sequences of valid and invalid operations over two tenants, against a model of plain maps that predicts status
//! and state.

mod prediction;
mod step;

use std::sync::LazyLock;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use msgraph_identity_fake::{FakeGraph, Seed, Switches};
use prediction::{Connector, Model, State, Synchronization};
use proptest::prelude::*;
use serde_json::Value;
use step::{Action, Step, request, step};
use tokio::runtime::Runtime;
use tower::ServiceExt;
use uuid::Uuid;

use crate::contract;
use crate::exchange::Exchange;

const TENANTS: [Uuid; 2] = [Uuid::from_u128(0xa), Uuid::from_u128(0xb)];
const PARTNER_TENANTS: [Uuid; 3] = [
    Uuid::from_u128(0xb),
    Uuid::from_u128(0xc),
    Uuid::from_u128(0xd),
];

async fn send(
    router: &Router,
    token: &str,
    method: &str,
    path: &str,
    body: Option<Value>,
) -> (u16, Value) {
    let request = Request::builder()
        .method(method)
        .uri(format!("http://graph.test/{path}"))
        .header("authorization", format!("Bearer {token}"))
        .header("content-type", "application/json")
        .body(body.map_or_else(Body::empty, |body| Body::from(body.to_string())))
        .unwrap();
    let response = router.clone().oneshot(request).await.unwrap();
    let (status, headers) = (response.status(), response.headers().clone());
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX)
        .await
        .unwrap();
    let exchange = Exchange {
        status,
        headers,
        text: String::from_utf8(bytes.to_vec()).unwrap(),
    };
    contract::check(method, path, &exchange);
    let body = if exchange.text.is_empty() {
        Value::Null
    } else {
        exchange.json()
    };
    (status.as_u16(), body)
}

/// A list with the items of all its pages in `value`.
async fn all_pages(router: &Router, token: &str, mut page: Value) -> Value {
    let mut items = Vec::new();
    loop {
        items.extend(page["value"].as_array().unwrap().iter().cloned());
        let Some(link) = page["@odata.nextLink"].as_str() else {
            page["value"] = items.into();
            return page;
        };
        let path = link.strip_prefix("http://graph.test/").unwrap().to_owned();
        let (status, next) = send(router, token, "GET", &path, None).await;
        assert_eq!(status, 200, "{path}");
        page = next;
    }
}

/// The part of the answer that the model predicts.
fn observed(expected: &State, body: &Value) -> State {
    let texts = |name: &str| {
        let items = body["value"].as_array().unwrap().iter();
        items
            .map(|item| item[name].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    match expected {
        State::Unchecked => State::Unchecked,
        State::Synchronization(_) => State::Synchronization(Synchronization::of(body)),
        State::Partner(_) => State::Partner(body["isServiceProvider"].as_bool()),
        State::Partners(_) => State::Partners(texts("tenantId").into_iter().collect()),
        State::Name(_) => State::Name(body["displayName"].as_str().unwrap().to_owned()),
        State::Connector(_) => State::Connector(Connector::of(body)),
        State::Connectors(_) => State::Connectors(texts("displayName")),
        State::Count(_) => State::Count(body.as_u64().unwrap().try_into().unwrap()),
    }
}

async fn play(steps: &[Step]) -> Result<(), TestCaseError> {
    let switches = Switches {
        page_size: 2,
        ..Switches::default()
    };
    let graph = FakeGraph::builder()
        .seed(Seed::with_tenants(TENANTS))
        .switches(switches)
        .build()
        .unwrap();
    let router = graph.router();
    let tokens = TENANTS.map(|tenant| graph.token_for(tenant));
    let mut models: [Model; 2] = Default::default();
    for step in steps {
        let model = &mut models[step.tenant];
        let (method, path, body) = request(step, model);
        let expected = model.apply(step);
        let token = &tokens[step.tenant];
        let (status, mut body) = send(&router, token, method, &path, body).await;
        prop_assert_eq!(status, expected.status, "{} {} {}", method, path, body);
        if body.get("value").is_some() {
            body = all_pages(&router, token, body).await;
        }
        prop_assert_eq!(
            &observed(&expected.state, &body),
            &expected.state,
            "{} {}",
            method,
            path
        );
        if let (Action::CreateConnector(_), Some(connector)) =
            (&step.action, model.connectors.last_mut())
        {
            body["id"].as_str().unwrap().clone_into(&mut connector.id);
        }
    }
    Ok(())
}

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_service_does_what_the_model_predicts(steps in proptest::collection::vec(step(), 1..50)) {
        RUNTIME.block_on(play(&steps))?;
    }
}
