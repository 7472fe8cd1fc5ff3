//! The user flows of a tenant.

use std::fmt;
use std::sync::Arc;

use msgraph_identity_core::Collection;

use super::UserFlowHandle;
use crate::invoke::{invoke, invoke_next_page};
use crate::operation_table::LIST_USER_FLOWS;
use crate::paging::{FetchPage, Page, Pages};
use crate::user_flows::{UserFlow, UserFlowId};
use crate::version::{Unusable, V1, Version};
use crate::{Request, ResponseHead, VersionedClient};

/// How many user flows a list may have.
const MAX_FLOWS: usize = 100_000;

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
        let client = self.client.clone();
        Request::new((), async move |(), context| {
            let fetch: FetchPage<UserFlow> = Arc::new(move |link| {
                let (client, context) = (client.clone(), context.clone());
                Box::pin(async move {
                    let operation = &LIST_USER_FLOWS;
                    match &link {
                        None => {
                            let list = |client| async move { V::list_user_flows(&client).await };
                            invoke(&client, operation, context, list, read_page::<V>).await
                        }
                        Some(link) => {
                            invoke_next_page(&client, operation, context, link, read_page::<V>)
                                .await
                        }
                    }
                })
            });
            Pages::new(fetch, None).all(MAX_FLOWS).await
        })
    }
}

fn read_page<V: Version>(page: Collection<V::UserFlow>) -> Result<Page<UserFlow>, Unusable> {
    let flows = page.value.into_iter().map(V::read_user_flow);
    Ok(Page {
        items: flows.collect::<Result<_, _>>()?,
        count: page.count,
        next_link: page.next_link,
        head: ResponseHead::default(),
    })
}

// Written by hand because a derived impl would require `V: Clone`.
impl<V> Clone for UserFlows<V> {
    fn clone(&self) -> Self {
        Self {
            client: self.client.clone(),
        }
    }
}

impl<V> fmt::Debug for UserFlows<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("UserFlows").field(&self.client).finish()
    }
}
