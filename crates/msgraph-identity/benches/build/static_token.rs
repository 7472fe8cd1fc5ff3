//! The same list with this crate.

use msgraph_identity::{Graph, credential};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let token = std::env::var("GRAPH_TOKEN")?;
    let graph = Graph::builder(credential::static_token(token)).build()?;
    for connector in graph.v1().api_connectors().list().all().await? {
        println!("{:?} {}", connector.display_name(), connector.id());
    }
    Ok(())
}
