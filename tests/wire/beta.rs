//! The requests of the client of beta.

use msgraph_identity_beta as graph;

use super::Exchange;

#[path = "certificates.rs"]
mod certificates;
#[path = "connectors.rs"]
mod connectors;
#[path = "groups.rs"]
mod groups;
#[path = "recording.rs"]
mod recording;
#[path = "synchronization.rs"]
mod synchronization;

const VERSION: &str = "beta";

pub(super) async fn exchanges() -> Vec<Exchange> {
    let mut exchanges = connectors::exchanges().await;
    exchanges.extend(certificates::exchanges().await);
    exchanges.extend(synchronization::exchanges().await);
    exchanges.extend(groups::exchanges().await);
    exchanges
}
