//! The user flows that call a connector.

use super::ApiConnectorHandle;
use crate::Request;
use crate::user_flows::{ApiConnectorConfiguration, Step, Usage};
use crate::version::Version;

/// The result of [`ApiConnectorHandle::delete_if_unused`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeleteIfUnused {
    /// No user flow called the connector. It was deleted.
    Deleted,
    /// These steps of user flows call the connector, at least one. Nothing was deleted.
    InUse(Vec<Usage>),
}

impl<V: Version> ApiConnectorHandle<V> {
    /// Returns the steps of user flows that call this connector. Graph has no way to ask for them, so the flows are listed, and the
    /// connectors of each flow are read: 1 + n requests for n flows on one page.
    ///
    /// It needs the permission `IdentityUserFlow.ReadWrite.All`, although it only reads: see [`UserFlows`](crate::UserFlows).
    ///
    /// ```
    /// # use msgraph_identity::{ApiConnectorHandle, Error};
    /// # async fn example(connector: ApiConnectorHandle) -> Result<(), Error> {
    /// for usage in connector.usages().await? {
    ///     println!("{usage}"); // postFederationSignup of B2X_1_PartnerSignUp
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// An error never means that the connector is not used. If one flow cannot be read, that error is returned, and
    /// [`path`](crate::Error::path) names the flow. If the service does not show a step,
    /// [`is_unexpected_content`](crate::Error::is_unexpected_content) is true.
    pub fn usages(&self) -> Request<Vec<Usage>> {
        let connector = self.clone();
        Request::new((), async move |(), context| {
            let flows = connector.client.user_flows();
            let mut usages = Vec::new();
            for flow in flows.list().within(context.clone()).await? {
                let shown = flows.flow(flow.id());
                let check = ApiConnectorConfiguration::refuse_unknown;
                let configuration = shown.read(context.clone(), check).await?;
                for step in Step::ALL {
                    if configuration.step(step).is(connector.id()) {
                        let user_flow_id = flow.id().clone();
                        usages.push(Usage { user_flow_id, step });
                    }
                }
            }
            Ok(usages)
        })
    }

    /// Deletes the connector, unless a user flow calls it. Microsoft does not document the effect of a deletion on user flows that
    /// call the connector. If it is not certain that no flow does, the connector is not deleted.
    ///
    /// A flow to which another client attaches the connector at the same time is not seen.
    ///
    /// ```
    /// # use msgraph_identity::{ApiConnectorHandle, DeleteIfUnused, Error};
    /// # async fn example(connector: ApiConnectorHandle) -> Result<(), Error> {
    /// match connector.delete_if_unused().await? {
    ///     DeleteIfUnused::Deleted => println!("deleted"),
    ///     DeleteIfUnused::InUse(usages) => {
    ///         for usage in usages {
    ///             println!("still used: {usage}");
    ///         }
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`usages`](Self::usages), after which nothing is deleted, and of [`delete`](Self::delete).
    pub fn delete_if_unused(&self) -> Request<DeleteIfUnused> {
        let connector = self.clone();
        Request::new((), async move |(), context| {
            let usages = connector.usages().within(context.clone()).await?;
            if !usages.is_empty() {
                return Ok(DeleteIfUnused::InUse(usages));
            }
            connector.delete().within(context).await?;
            Ok(DeleteIfUnused::Deleted)
        })
    }
}
