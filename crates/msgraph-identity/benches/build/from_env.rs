//! The same list with this crate, and with the credentials of azure_identity.

use msgraph_identity::Graph;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let graph = Graph::from_env()?;
    for connector in graph.v1().api_connectors().list().all().await? {
        println!("{:?} {}", connector.display_name(), connector.id());
    }
    Ok(())
}
