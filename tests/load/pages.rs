//! A list of a hundred thousand pages.

use std::sync::Arc;

use msgraph_identity::{Graph, credential};
use msgraph_identity_tests::double::Endless;

use crate::memory;

#[tokio::test]
async fn a_hundred_thousand_pages_take_constant_memory() {
    let _alone = memory::ALONE.lock().await;
    let builder = Graph::builder(credential::static_token("t0k3n"));
    let graph = builder.transport(Arc::new(Endless::default())).build();
    let mut items = graph.unwrap().v1().api_connectors().list().items();
    let mut before = None;
    for number in 0..100_000 {
        items.next().await.unwrap().unwrap();
        if number == 1_000 {
            before = memory::resident();
        }
    }
    memory::assert_flat(before, 1_024);
}
