//! One user flow, and the API connectors of its steps.

use std::time::Duration;

use reqwest::{Method, Url};

use super::Upserted;
use super::handle::handle;
use super::wait::Waits;
use crate::api_connectors::ApiConnectorId;
use crate::error::{Kind, invalid_argument};
use crate::invoke::{invoke, invoke_raw};
use crate::operation_table::{
    API_CONNECTORS, CLEAR_POST_ATTRIBUTE_COLLECTION, CLEAR_POST_FEDERATION_SIGNUP,
    GET_API_CONNECTOR_CONFIGURATION, GET_USER_FLOW, SET_POST_ATTRIBUTE_COLLECTION,
    SET_POST_FEDERATION_SIGNUP,
};
use crate::request::CallContext;
use crate::user_flows::{
    ApiConnectorConfiguration, Attached, EXPAND, Step, Steps, UserFlow, UserFlowId,
};
use crate::version::{Unusable, V1, Version};
use crate::{Error, Request, VersionedClient};

/// How long the configuration is read after a change, until it shows the change.
const SETTLING: Duration = Duration::from_secs(8);

/// One user flow, by its id, from [`UserFlows::flow`](crate::UserFlows::flow). Cloning is cheap.
///
/// [`get`](Self::get), [`configuration`](Self::configuration), [`attach`](Self::attach) and [`detach`](Self::detach) make requests,
/// which are sent when they are awaited. [`id`](Self::id) sends nothing.
///
/// ```
/// # use msgraph_identity::{Error, Step, UserFlows};
/// # async fn example(flows: UserFlows) -> Result<(), Error> {
/// let flow = flows.flow(&"B2X_1_Partners".parse()?);
/// println!("{:?}", flow.get().await?.user_flow_type());
/// flow.detach(Step::PostAttributeCollection).await?;
/// # Ok(())
/// # }
/// ```
///
/// [`configuration`](Self::configuration) and [`attach`](Self::attach) have examples of their own.
/// [`UserFlows`](crate::UserFlows) says which permissions the operations need.
pub struct UserFlowHandle<V = V1> {
    client: VersionedClient<V>,
    id: UserFlowId,
}

impl<V: Version> UserFlowHandle<V> {
    pub(super) fn new(client: VersionedClient<V>, id: UserFlowId) -> Self {
        Self { client, id }
    }

    /// The id of the user flow.
    pub fn id(&self) -> &UserFlowId {
        &self.id
    }

    /// Gets the user flow, without its API connectors.
    ///
    /// # Errors
    ///
    /// [`is_not_found`](Error::is_not_found) if it does not exist.
    ///
    /// See [Get b2xIdentityUserFlow](https://learn.microsoft.com/graph/api/b2xidentityuserflow-get).
    pub fn get(&self) -> Request<UserFlow> {
        let Self { client, id } = self.clone();
        Request::new((), async move |(), context| {
            let get = |client| V::get_user_flow(client, id.as_str());
            invoke(&client, &GET_USER_FLOW, context, get, V::read_user_flow).await
        })
    }

    /// Gets the API connectors of all steps. It needs the permission `IdentityUserFlow.ReadWrite.All`, although it only reads.
    ///
    /// ```
    /// # use msgraph_identity::{Error, Step, UserFlowHandle};
    /// # async fn example(flow: UserFlowHandle) -> Result<(), Error> {
    /// let configuration = flow.configuration().await?;
    /// if let Some(connector) = configuration.step(Step::PostFederationSignup).connector() {
    ///     println!("{:?} {}", connector.display_name(), connector.id());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`is_not_found`](Error::is_not_found) if the user flow does not exist.
    ///
    /// See
    /// [Get userFlowApiConnectorConfiguration](https://learn.microsoft.com/graph/api/b2xidentityuserflow-get-apiconnectorconfiguration).
    pub fn configuration(&self) -> Request<ApiConnectorConfiguration> {
        let this = self.clone();
        Request::new((), async move |(), context| this.read(context, Ok).await)
    }

    /// Attaches a connector to a step. It replaces the connector that the step has. The configuration is read first, and nothing is
    /// written if this connector is attached already: one or two requests are sent.
    ///
    /// Returns [`Created`](Upserted::Created) if the step had no connector, and [`Updated`](Upserted::Updated) if it had another
    /// one, or if the service did not say.
    ///
    /// ```
    /// # use msgraph_identity::{ApiConnectorId, Error, Step, UserFlowHandle};
    /// # async fn example(flow: UserFlowHandle, connector: ApiConnectorId) -> Result<(), Error> {
    /// flow.attach(Step::PostAttributeCollection, &connector).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`is_not_found`](Error::is_not_found) if the user flow does not exist. Microsoft does not document the error for a connector
    /// that does not exist.
    ///
    /// See
    /// [Set apiConnectorConfiguration](https://learn.microsoft.com/graph/api/b2xidentityuserflow-put-apiconnectorconfiguration).
    pub fn attach(&self, step: Step, connector: &ApiConnectorId) -> Request<Upserted> {
        let (this, connector) = (self.clone(), connector.clone());
        Request::new((), async move |(), context| {
            let before = this.read(context.clone(), Ok).await?;
            let outcome = match before.step(step) {
                attached if attached.is(&connector) => return Ok(Upserted::Unchanged),
                Attached::Nothing => Upserted::Created,
                _ => Upserted::Updated,
            };
            let root = this.client.service_root();
            let url = format!("{root}{API_CONNECTORS}/{connector}");
            this.set(step, Some(url), context).await?;
            Ok(outcome)
        })
    }

    /// Detaches the connector of a step. Nothing is written if the step has none. The connector itself stays.
    ///
    /// Microsoft documents an update with an empty object for this, and the contract has a deletion. It is not verified which of them
    /// the service takes. So the update is sent first and the configuration is read; the deletion is sent only if the connector is
    /// still attached. Three to five requests are sent, and more only while the service shows the old state, for up to eight seconds.
    ///
    /// # Errors
    ///
    /// - [`is_not_found`](Error::is_not_found) if the user flow does not exist.
    /// - [`is_timeout`](Error::is_timeout) if the connector is still attached after both, or the service does not say.
    ///
    /// See
    /// [Set apiConnectorConfiguration](https://learn.microsoft.com/graph/api/b2xidentityuserflow-put-apiconnectorconfiguration).
    pub fn detach(&self, step: Step) -> Request<()> {
        let this = self.clone();
        Request::new((), async move |(), context| {
            if *this.read(context.clone(), Ok).await?.step(step) == Attached::Nothing {
                return Ok(());
            }
            let set = this.set(step, None, context.clone()).await;
            let updated = set.is_ok();
            let has_effect = match set {
                Ok(()) => true,
                Err(error) if is_form_refused(&error) => error.may_have_taken_effect(),
                Err(error) => return Err(error),
            };
            let with_effect = |error: Error| error.after_effect_if(has_effect);
            if updated {
                let detached = this.is_detached(step, Duration::ZERO, &context).await;
                if detached.map_err(with_effect)? {
                    return Ok(());
                }
            }
            let cleared = this.clear(step, context.clone()).await;
            let accepted = updated || cleared.is_ok();
            let at_most = if accepted { SETTLING } else { Duration::ZERO };
            match (this.is_detached(step, at_most, &context).await, cleared) {
                (Ok(true), _) => Ok(()),
                (_, Err(error)) => Err(with_effect(error)),
                (Err(error), Ok(())) => Err(error.after_effect()),
                (Ok(false), Ok(())) => Err(still_attached(&this.id, step).after_effect()),
            }
        })
    }

    /// Whether the step has no connector. A change may not be visible at once, so it is read several times.
    async fn is_detached(
        &self,
        step: Step,
        at_most: Duration,
        context: &CallContext,
    ) -> Result<bool, Error> {
        let mut waits = Waits::new(&self.client, context, at_most);
        let is_detached =
            |shown: &ApiConnectorConfiguration| *shown.step(step) == Attached::Nothing;
        let read = || self.read(context.clone(), Ok);
        Ok(is_detached(&waits.until(read, is_detached).await?))
    }

    /// Gets the configuration, unless this function refuses it.
    pub(super) async fn read(
        &self,
        context: CallContext,
        check: impl FnOnce(ApiConnectorConfiguration) -> Result<ApiConnectorConfiguration, Unusable>,
    ) -> Result<ApiConnectorConfiguration, Error> {
        // The generated client does not tell null from absent: see `Steps`.
        let (operation, id) = (&GET_API_CONNECTOR_CONFIGURATION, self.id.as_str());
        let path = operation.template.replace("{id}", id);
        let url = format!("{}{path}", self.client.service_root());
        let url = Url::parse_with_params(&url, [("$expand", EXPAND)])
            .map_err(|_| invalid_argument("the id of the user flow cannot be sent"))?;
        let request = reqwest::Request::new(Method::GET, url);
        let read = |steps: Steps<V::Connector>| {
            ApiConnectorConfiguration::read(steps, V::read_connector).and_then(check)
        };
        invoke_raw(&self.client, operation, context, request, read).await
    }

    async fn set(
        &self,
        step: Step,
        connector: Option<String>,
        context: CallContext,
    ) -> Result<(), Error> {
        let id = self.id.clone();
        let set = |client| V::set_step(client, id.as_str(), step, connector);
        let operation = match step {
            Step::PostFederationSignup => &SET_POST_FEDERATION_SIGNUP,
            Step::PostAttributeCollection => &SET_POST_ATTRIBUTE_COLLECTION,
        };
        invoke(&self.client, operation, context, set, Ok).await
    }

    async fn clear(&self, step: Step, context: CallContext) -> Result<(), Error> {
        let id = self.id.clone();
        let clear = |client| V::clear_step(client, id.as_str(), step);
        let operation = match step {
            Step::PostFederationSignup => &CLEAR_POST_FEDERATION_SIGNUP,
            Step::PostAttributeCollection => &CLEAR_POST_ATTRIBUTE_COLLECTION,
        };
        invoke(&self.client, operation, context, clear, Ok).await
    }
}

/// Whether the service does not take this form of a request.
fn is_form_refused(error: &Error) -> bool {
    error.is_bad_request()
        || error
            .status()
            .is_some_and(|status| matches!(status.as_u16(), 405 | 501))
}

fn still_attached(id: &UserFlowId, step: Step) -> Error {
    Kind::WaitTimedOut(format!(
        "the service accepted to detach the API connector from the step {step} of the user flow {id}, but still shows it, or does not show the step; read the configuration again later"
    ))
    .into()
}

handle!(UserFlowHandle { client, id } as id);
