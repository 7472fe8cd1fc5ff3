//! The tenants of the examples that need two: for one application that both have admitted, or for a test server.

use std::env::{self, VarError};
use std::error::Error;

use msgraph_identity::jobs::onboarding::Onboarding;
use msgraph_identity::{CustomCloud, Graph, TenantId, credential};

/// The onboarding from the tenant of the first argument into that of the second one.
///
/// The application is in `AZURE_CLIENT_ID` and `AZURE_CLIENT_SECRET`. It must be registered for accounts in any organization, and an
/// administrator of each tenant must have admitted it.
pub(crate) fn onboarding() -> Result<Onboarding, Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [source, target] = &arguments[..] else {
        return Err("the arguments are the ids of two tenants: SOURCE TARGET".into());
    };
    let (source, target) = (source.parse()?, target.parse()?);
    let (from, into) = (
        graph("SOURCE_TOKEN", source)?,
        graph("TARGET_TOKEN", target)?,
    );
    Ok(Onboarding::new(&from.v1(), &into.v1(), source, target))
}

/// A client for this tenant. If `GRAPH_URL` is set, it is for the service there, with the access token in this variable.
fn graph(token: &str, tenant: TenantId) -> Result<Graph, Box<dyn Error>> {
    let builder = match env::var("GRAPH_URL") {
        Ok(url) => Graph::builder(credential::static_token(variable(token)?))
            .cloud(CustomCloud::parse_allowing_insecure_loopback(&url)?),
        Err(VarError::NotPresent) => Graph::builder(credential::client_secret(
            tenant.to_string(),
            variable("AZURE_CLIENT_ID")?,
            variable("AZURE_CLIENT_SECRET")?,
        )),
        Err(error) => return Err(error.into()),
    };
    Ok(builder.build()?)
}

fn variable(name: &str) -> Result<String, String> {
    env::var(name).map_err(|error| format!("{name}: {error}"))
}
