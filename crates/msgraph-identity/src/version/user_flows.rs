//! The operations on user flows. Their text is the same for both versions.

use http::Method;
use http::header::{ACCEPT, HeaderValue};
use msgraph_identity_core::{Collection, Session, read_json};
use msgraph_identity_v1::Error;
use serde::de::DeserializeOwned;

use super::{Beta, Operations, Reply, Unusable, V1};
use crate::user_flows::{EXPAND, Step, Steps, UserFlow, UserFlowId};

/// The operations on user flows, with the types of this crate as arguments.
pub trait UserFlowOperations: Operations {
    /// The generated type of a user flow.
    type UserFlow: DeserializeOwned + Send;

    fn session(client: &Self::Client) -> &Session;

    fn read_user_flow(flow: Self::UserFlow) -> Result<UserFlow, Unusable>;

    fn list_user_flows(
        client: &Self::Client,
    ) -> impl Future<Output = Reply<Collection<Self::UserFlow>>> + Send;

    fn get_user_flow(
        client: &Self::Client,
        id: &str,
    ) -> impl Future<Output = Reply<Self::UserFlow>> + Send;

    /// Refers the step to this connector, or to none.
    fn set_step(
        client: &Self::Client,
        id: &str,
        step: Step,
        connector: Option<String>,
    ) -> impl Future<Output = Reply<()>> + Send;

    fn clear_step(
        client: &Self::Client,
        id: &str,
        step: Step,
    ) -> impl Future<Output = Reply<()>> + Send;

    /// Gets the steps as the generated client does, and tells null from absent: see [`Steps`].
    fn get_steps(
        client: &Self::Client,
        id: &str,
    ) -> impl Future<Output = Reply<Steps<Self::Connector>>> + Send {
        let session = Self::session(client);
        async move { get_steps(session, id).await }
    }
}

async fn get_steps<C: DeserializeOwned>(session: &Session, id: &str) -> Reply<Steps<C>> {
    let root = session.service_root().as_str();
    let url = format!("{root}/identity/b2xUserFlows/{id}/apiConnectorConfiguration");
    let url = reqwest::Url::parse_with_params(&url, [("$expand", EXPAND)]);
    let url = url.map_err(|error| Error::InvalidRequest(error.to_string()))?;
    let mut request = reqwest::Request::new(Method::GET, url);
    let json = HeaderValue::from_static("application/json");
    request.headers_mut().insert(ACCEPT, json);
    session
        .prepare(&mut request)
        .map_err(|refused| Error::Custom(refused.to_string()))?;
    let response = session.execute(request).await?;
    match response.status().is_success() {
        true => read_json(response).await,
        false => Err(Error::UnexpectedResponse(response)),
    }
}

macro_rules! user_flow_operations {
    ($version:ident, $graph:ident) => {
        impl UserFlowOperations for $version {
            type UserFlow = $graph::types::B2xIdentityUserFlow;

            fn session(client: &$graph::Client) -> &Session {
                use $graph::ClientInfo as _;
                client.inner()
            }

            fn read_user_flow(flow: Self::UserFlow) -> Result<UserFlow, Unusable> {
                use $graph::types::UserFlowType;
                let id = flow.id.and_then(UserFlowId::new);
                Ok(UserFlow {
                    id: id.ok_or("the user flow in the response has no id, or an invalid one")?,
                    user_flow_type: flow.user_flow_type.map(|kind| match kind {
                        UserFlowType::UserFlowTypeKnown(known) => known.to_string(),
                        UserFlowType::String(other) => other,
                    }),
                    user_flow_type_version: flow.user_flow_type_version,
                    additional_properties: flow.additional_properties,
                })
            }

            async fn list_user_flows(client: &$graph::Client) -> Reply<Collection<Self::UserFlow>> {
                client.list_user_flows(None).await
            }

            async fn get_user_flow(client: &$graph::Client, id: &str) -> Reply<Self::UserFlow> {
                client.get_user_flow(id, None, None).await
            }

            async fn set_step(
                client: &$graph::Client,
                id: &str,
                step: Step,
                connector: Option<String>,
            ) -> Reply<()> {
                let to = $graph::types::ReferenceUpdate {
                    odata_id: connector,
                };
                match step {
                    Step::PostFederationSignup => client.set_post_federation_signup(id, &to).await,
                    Step::PostAttributeCollection => {
                        client.set_post_attribute_collection(id, &to).await
                    }
                }
            }

            async fn clear_step(client: &$graph::Client, id: &str, step: Step) -> Reply<()> {
                match step {
                    Step::PostFederationSignup => {
                        client.clear_post_federation_signup(id, None).await
                    }
                    Step::PostAttributeCollection => {
                        client.clear_post_attribute_collection(id, None).await
                    }
                }
            }
        }
    };
}

user_flow_operations!(V1, msgraph_identity_v1);
user_flow_operations!(Beta, msgraph_identity_beta);
