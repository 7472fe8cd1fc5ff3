//! The clouds whose tenants may be partners.

use serde_json::Value;

use super::partner::refused_body;
use super::{CrossTenantAccess, Upserted};
use crate::cross_tenant::CloudEndpoint;
use crate::cross_tenant::merge::properties;
use crate::invoke::invoke;
use crate::operation_table::{GET_POLICY, UPDATE_POLICY};
use crate::request::CallContext;
use crate::version::{Version, convert};
use crate::{Error, Request};

const ALLOWED: &str = "allowedCloudEndpoints";

/// # Clouds
impl<V: Version> CrossTenantAccess<V> {
    /// Gets the other clouds whose tenants may be partners. At first there is none.
    ///
    /// Needs the permission `Policy.Read.All` or `Policy.ReadWrite.CrossTenantAccess`, delegated or application, and of a signed-in
    /// user the role Security Reader or Global Reader. Microsoft's documents disagree on which national clouds have this property; the
    /// list is empty if the service does not return it.
    ///
    /// See [Get crossTenantAccessPolicy](https://learn.microsoft.com/graph/api/crosstenantaccesspolicy-get).
    pub fn allowed_clouds(&self) -> Request<Vec<CloudEndpoint>> {
        let this = self.clone();
        Request::new((), async move |(), context| this.read_clouds(context).await)
    }

    /// Allows partners in another cloud. The tenants there must allow the cloud of this one, too. The other cloud stays blocked for
    /// all tenants that are not added as partners by their tenant id.
    ///
    /// The service replaces the whole list, so the list is read first and sent with the new cloud. If another client changes it in
    /// between, that change is lost.
    ///
    /// Needs the permission `Policy.ReadWrite.CrossTenantAccess`, delegated or application, and of a signed-in user the role Security
    /// Administrator or Teams Administrator.
    ///
    /// See [Update crossTenantAccessPolicy](https://learn.microsoft.com/graph/api/crosstenantaccesspolicy-update).
    pub fn allow_cloud(&self, cloud: CloudEndpoint) -> Request<Upserted> {
        let this = self.clone();
        Request::new((), async move |(), context| {
            let mut clouds = this.read_clouds(context.clone()).await?;
            if clouds.contains(&cloud) {
                return Ok(Upserted::Unchanged);
            }
            clouds.push(cloud);
            this.write_clouds(&clouds, context).await?;
            Ok(Upserted::Updated)
        })
    }

    /// Replaces the list of the clouds whose tenants may be partners. [`allow_cloud`](Self::allow_cloud) names the permission.
    pub fn set_allowed_clouds(
        &self,
        clouds: impl IntoIterator<Item = CloudEndpoint>,
    ) -> Request<()> {
        let (this, clouds) = (self.clone(), clouds.into_iter().collect::<Vec<_>>());
        Request::new((), async move |(), context| {
            this.write_clouds(&clouds, context).await
        })
    }

    async fn read_clouds(&self, context: CallContext) -> Result<Vec<CloudEndpoint>, Error> {
        let get = V::get_policy;
        let read = |policy| {
            let clouds = properties(&policy).remove(ALLOWED).unwrap_or_default();
            let clouds = serde_json::from_value::<Option<_>>(clouds);
            let clouds =
                clouds.map_err(|_| "the list of clouds in the response has another type")?;
            Ok(clouds.unwrap_or_default())
        };
        invoke(self.client(), &GET_POLICY, context, get, read).await
    }

    async fn write_clouds(
        &self,
        clouds: &[CloudEndpoint],
        context: CallContext,
    ) -> Result<(), Error> {
        let names = clouds.iter().map(CloudEndpoint::as_str);
        let body = [(ALLOWED.to_owned(), names.collect::<Value>())];
        let body = convert(body.into_iter().collect()).ok_or_else(refused_body)?;
        let patch = |client| V::update_policy(client, &body);
        invoke(self.client(), &UPDATE_POLICY, context, patch, Ok).await
    }
}
