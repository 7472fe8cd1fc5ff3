//! Partners and synchronization policies that were deleted (beta).

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use http::Method;
use msgraph_identity_core::Collection;
use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer};

use super::CrossTenantAccess;
use crate::cloud::is_national;
use crate::cross_tenant::merge::Properties;
use crate::cross_tenant::{BetaSyncPolicy, PartnerPolicy, TenantId};
use crate::error::invalid_argument;
use crate::invoke::invoke_next_page;
use crate::operation_table::{LIST_DELETED_PARTNERS, LIST_DELETED_SYNCHRONIZATIONS, Operation};
use crate::paging::{FetchPage, Page, Pages};
use crate::precondition::settle_deletion;
use crate::version::Beta;
use crate::{Error, Request, VersionedClient};

/// Partners or synchronization policies that were deleted within the last 30 days. Creating this handle sends no request.
///
/// Get it with [`CrossTenantAccess::deleted_partners`] or [`CrossTenantAccess::deleted_synchronizations`]. It exists in beta and in the
/// global cloud only; for another cloud, each request is refused before it is sent
/// ([`is_invalid_argument`](Error::is_invalid_argument)).
///
/// Microsoft's pages name no permission. `Policy.Read.All` for reading and `Policy.ReadWrite.CrossTenantAccess` for writing are those
/// of the policies themselves. They show no item either. The tenant id of one is read from its `tenantId`, or else from its `id`.
///
/// ```
/// # use msgraph_identity::{Error, Graph};
/// # async fn example(graph: Graph) -> Result<(), Error> {
/// let deleted = graph.beta().cross_tenant_access().deleted_partners();
/// for partner in deleted.list().await? {
///     println!("{}", partner.tenant_id);
///     deleted.restore(partner.tenant_id).await?;
/// }
/// # Ok(())
/// # }
/// ```
///
/// See [policyDeletableItem](https://learn.microsoft.com/graph/api/resources/policydeletableitem?view=graph-rest-beta).
pub struct DeletedPolicies<T> {
    client: VersionedClient<Beta>,
    operation: &'static Operation,
    item: PhantomData<fn() -> T>,
}

impl CrossTenantAccess<Beta> {
    /// The partners that were deleted within the last 30 days.
    pub fn deleted_partners(&self) -> DeletedPolicies<PartnerPolicy<Beta>> {
        DeletedPolicies::new(self.client().clone(), &LIST_DELETED_PARTNERS)
    }

    /// The synchronization policies that were deleted within the last 30 days.
    pub fn deleted_synchronizations(&self) -> DeletedPolicies<BetaSyncPolicy> {
        DeletedPolicies::new(self.client().clone(), &LIST_DELETED_SYNCHRONIZATIONS)
    }
}

impl<T: DeserializeOwned + Send + 'static> DeletedPolicies<T> {
    fn new(client: VersionedClient<Beta>, operation: &'static Operation) -> Self {
        Self {
            client,
            operation,
            item: PhantomData,
        }
    }

    /// Returns all deleted items. All pages are requested.
    ///
    /// See
    /// [List deleted items](https://learn.microsoft.com/graph/api/policydeletableitem-list?view=graph-rest-beta).
    pub fn list(&self) -> Request<Vec<T>> {
        let this = self.clone();
        Request::new((), async move |(), context| {
            this.check_cloud()?;
            let fetch: FetchPage<T> = Arc::new(move |link| {
                let (this, context) = (this.clone(), context.clone());
                Box::pin(async move {
                    let page: Collection<Item<T>> = match &link {
                        None => this.send(Method::GET, "").within(context).await?,
                        Some(link) => {
                            let (client, operation) = (&this.client, this.operation);
                            invoke_next_page(client, operation, context, link, Ok).await?
                        }
                    };
                    Page::read(page, |item| Ok(item.0))
                })
            });
            Pages::new(fetch, None).all(usize::MAX).await
        })
    }

    /// Restores the deleted item of this tenant, and returns it.
    ///
    /// # Errors
    ///
    /// - [`Error::is_not_found`] if there is none, or a synchronization policy is restored before its partner.
    /// - [`Error::is_conflict`] if another one was created in the meantime.
    ///
    /// See
    /// [Restore](https://learn.microsoft.com/graph/api/policydeletableitem-restore?view=graph-rest-beta).
    pub fn restore(&self, tenant_id: TenantId) -> Request<T> {
        let this = self.clone();
        Request::new((), async move |(), context| {
            this.check_cloud()?;
            let path = format!("/{tenant_id}/restore");
            let restored: Item<T> = this.send(Method::POST, &path).within(context).await?;
            Ok(restored.0)
        })
    }

    /// Deletes the deleted item of this tenant for good.
    ///
    /// # Errors
    ///
    /// [`Error::is_not_found`] if there is none. If the response to an earlier attempt was lost, that is a success.
    ///
    /// See
    /// [Delete permanently](https://learn.microsoft.com/graph/api/policydeletableitem-delete?view=graph-rest-beta).
    pub fn delete_permanently(&self, tenant_id: TenantId) -> Request<()> {
        let this = self.clone();
        Request::new((), async move |(), context| {
            this.check_cloud()?;
            let path = format!("/{tenant_id}");
            settle_deletion(this.send(Method::DELETE, &path).within(context).await)
        })
    }

    fn send<U: DeserializeOwned + Send + 'static>(
        &self,
        method: Method,
        path: &str,
    ) -> Request<U, crate::RawBody> {
        let path = format!("{}{path}", self.operation.template);
        self.client.request(method, &path)
    }

    fn check_cloud(&self) -> Result<(), Error> {
        if is_national(self.client.service_root()) {
            return Err(invalid_argument(
                "deleted partners and synchronization policies are kept in the global cloud only",
            ));
        }
        Ok(())
    }
}

/// A deleted item, with the tenant id in `tenantId` or in `id`.
struct Item<T>(T);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Item<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut item = Properties::deserialize(deserializer)?;
        if let (None, Some(id)) = (item.get("tenantId"), item.get("id")) {
            item.insert("tenantId".to_owned(), id.clone());
        }
        let item = T::deserialize(serde_json::Value::from(item));
        item.map(Self).map_err(D::Error::custom)
    }
}

// Written by hand because a derived impl would require `T: Clone`.
impl<T> Clone for DeletedPolicies<T> {
    fn clone(&self) -> Self {
        Self {
            client: self.client.clone(),
            ..*self
        }
    }
}

impl<T> fmt::Debug for DeletedPolicies<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("DeletedPolicies")
            .field(&self.operation.template)
            .finish()
    }
}
