//! The user flows of a tenant.

use super::UserFlowHandle;
use super::handle::handle;
use super::list::{List, MAX_ITEMS};
use crate::invoke::invoke_page;
use crate::operation_table::LIST_USER_FLOWS;
use crate::paging::Pages;
use crate::request::CallContext;
use crate::user_flows::{UserFlow, UserFlowId};
use crate::version::{V1, Version};
use crate::{Request, VersionedClient};

/// The user flows with which guests sign up by themselves, and the API connectors that they call. Get it with
/// [`VersionedClient::user_flows`]. Cloning is cheap.
///
/// [`list`](Self::list) makes a request, which is sent when it is awaited. [`flow`](Self::flow) sends nothing.
///
/// ```
/// # use msgraph_identity::{ApiConnectorId, Error, Graph, Step};
/// # async fn example(graph: Graph, connector: ApiConnectorId) -> Result<(), Error> {
/// let flows = graph.v1().user_flows();
/// for flow in flows.list().await? {
///     flows.flow(flow.id()).attach(Step::PostFederationSignup, &connector).await?;
/// }
/// # Ok(())
/// # }
/// ```
///
/// Listing and getting user flows needs the permission `IdentityUserFlow.Read.All` or `IdentityUserFlow.ReadWrite.All`. Reading and
/// writing their API connectors needs `IdentityUserFlow.ReadWrite.All`. Both are delegated or application, and a signed-in user needs
/// the role External ID User Flow Administrator. Microsoft documents user flows only for the clouds
/// [`Global`](crate::Cloud::Global) and [`China`](crate::Cloud::China).
///
/// The service allows 300 requests per minute for a tenant and 200 for an application in it. Requests for API connectors count too.
///
/// See [b2xIdentityUserFlow](https://learn.microsoft.com/graph/api/resources/b2xidentityuserflow).
pub struct UserFlows<V = V1> {
    client: VersionedClient<V>,
}

impl<V: Version> VersionedClient<V> {
    /// The user flows of the tenant. No request is sent.
    pub fn user_flows(&self) -> UserFlows<V> {
        UserFlows {
            client: self.clone(),
        }
    }
}

impl<V: Version> UserFlows<V> {
    /// A handle for the user flow with this id. No request is sent.
    pub fn flow(&self, id: &UserFlowId) -> UserFlowHandle<V> {
        UserFlowHandle::new(self.client.clone(), id.clone())
    }

    /// Returns all user flows. All pages are requested.
    ///
    /// ```
    /// # use msgraph_identity::{Error, UserFlows};
    /// # async fn example(flows: UserFlows) -> Result<(), Error> {
    /// for flow in flows.list().await? {
    ///     println!("{}: {:?}", flow.id(), flow.user_flow_type());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`is_paging`](crate::Error::is_paging) if a next link is not followed, or there are more than 100,000 user flows.
    ///
    /// See [List b2xIdentityUserFlows](https://learn.microsoft.com/graph/api/identitycontainer-list-b2xuserflows).
    pub fn list(&self) -> Request<Vec<UserFlow>> {
        let this = self.clone();
        Request::new((), async move |(), context| {
            this.pages(context).all(MAX_ITEMS).await
        })
    }

    pub(crate) fn pages(&self, context: CallContext) -> Pages<UserFlow> {
        let list = List::new(self.client.clone(), ()).within(context);
        list.pages(|list, context, link| async move {
            let (operation, first) = (&LIST_USER_FLOWS, V::list_user_flows);
            let read = V::read_user_flow;
            invoke_page(&list.client, operation, context, link, first, read).await
        })
    }
}

handle!(UserFlows { client } as client);
