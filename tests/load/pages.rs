//! A list of a hundred thousand pages.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use msgraph_identity::generated::core::{Transport, TransportFuture};
use msgraph_identity::{Graph, credential};
use serde_json::json;

use crate::memory;

/// Returns one page after the other, without end.
struct Endless(AtomicUsize);

impl Transport for Endless {
    fn send(&self, _: reqwest::Request) -> TransportFuture<'_> {
        let number = self.0.fetch_add(1, Ordering::Relaxed);
        let next =
            format!("https://graph.microsoft.com/v1.0/identity/apiConnectors?$skiptoken={number}");
        let connector = json!({ "id": format!("connector-{number}"), "displayName": "Vet" });
        let body = json!({ "value": [connector], "@odata.nextLink": next }).to_string();
        Box::pin(async move { Ok(http::Response::new(body.into())) })
    }
}

#[tokio::test]
async fn a_hundred_thousand_pages_take_constant_memory() {
    let _alone = memory::ALONE.lock().await;
    let transport = Arc::new(Endless(AtomicUsize::new(0)));
    let builder = Graph::builder(credential::static_token("t0k3n")).transport(transport);
    let mut items = builder
        .build()
        .unwrap()
        .v1()
        .api_connectors()
        .list()
        .items();
    let mut before = None;
    for number in 0..100_000 {
        items.next().await.unwrap().unwrap();
        if number == 1_000 {
            before = memory::resident();
        }
    }
    memory::assert_flat(before, 1_024);
}
