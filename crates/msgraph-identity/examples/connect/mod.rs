//! The client of the examples: for the tenant in the variables that `Graph::from_env` reads, or for a test server.

use msgraph_identity::{CustomCloud, Error, Graph, credential};

/// A client for the service at `GRAPH_URL` with the access token in `GRAPH_TOKEN`, as for a local `msgraph-identity-fake`:
///
/// ```sh
/// export GRAPH_URL=http://127.0.0.1:8080 GRAPH_TOKEN=$(curl -s localhost:8080/__fake/token)
/// ```
///
/// Without these variables, it is a client for a real tenant.
pub(crate) fn graph() -> Result<Graph, Error> {
    let (Ok(url), Ok(token)) = (std::env::var("GRAPH_URL"), std::env::var("GRAPH_TOKEN")) else {
        return Graph::from_env();
    };
    let server = CustomCloud::parse_allowing_insecure_loopback(&url)?;
    Graph::builder(credential::static_token(token))
        .cloud(server)
        .build()
}
