//! The requests of the client of v1.0.

use msgraph_identity_v1 as graph;

use super::Exchange;

#[path = "certificates.rs"]
mod certificates;
#[path = "connectors.rs"]
mod connectors;
#[path = "recording.rs"]
mod recording;
#[path = "synchronization.rs"]
mod synchronization;

const VERSION: &str = "v1.0";

pub(super) async fn exchanges() -> Vec<Exchange> {
    let mut exchanges = connectors::exchanges().await;
    exchanges.extend(certificates::exchanges().await);
    exchanges.extend(synchronization::exchanges().await);
    exchanges
}
