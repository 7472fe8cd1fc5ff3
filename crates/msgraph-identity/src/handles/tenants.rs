//! Finds tenants by a domain name or by their id.

use msgraph_identity_v1::types;

use super::handle::handle;
use crate::invoke::invoke;
use crate::operation_table::{FIND_TENANT_BY_DOMAIN, FIND_TENANT_BY_ID};
use crate::tenants::{DomainName, TenantInformation};
use crate::version::{Unusable, V1, Version};
use crate::{Request, TenantId, VersionedClient};

/// Finds tenants. Get it with [`VersionedClient::tenants`]. Cloning is cheap.
///
/// All methods make requests, which are sent when they are awaited.
///
/// It needs the permission `CrossTenantInformation.ReadBasic.All`, delegated or application, and no role.
///
/// ```
/// # use msgraph_identity::{Error, Graph};
/// # async fn example(graph: Graph) -> Result<(), Error> {
/// let client = graph.v1();
/// let tenant = client.tenants().find_by_domain(&"fabrikam.com".parse()?).await?;
/// println!("{}: {:?}", tenant.tenant_id, tenant.display_name);
/// let partner = client.cross_tenant_access().partner(tenant.tenant_id);
/// # Ok(())
/// # }
/// ```
pub struct Tenants<V = V1> {
    client: VersionedClient<V>,
}

impl<V: Version> VersionedClient<V> {
    /// Finds tenants by a domain name or by their id. No request is sent.
    pub fn tenants(&self) -> Tenants<V> {
        Tenants {
            client: self.clone(),
        }
    }
}

impl<V: Version> Tenants<V> {
    /// Finds the tenant that has this domain name. The example is at [`Tenants`].
    ///
    /// Tenants of other clouds are not found.
    ///
    /// # Errors
    ///
    /// - [`Error::is_not_found`](crate::Error::is_not_found) if there is no such tenant. Microsoft does not document the status: others
    ///   report 404.
    /// - [`Error::is_permission_denied`](crate::Error::is_permission_denied) if the permission is missing, or the tenant refuses to be
    ///   read.
    ///
    /// See
    /// [findTenantInformationByDomainName](https://learn.microsoft.com/graph/api/tenantrelationship-findtenantinformationbydomainname).
    pub fn find_by_domain(&self, domain: &DomainName) -> Request<TenantInformation> {
        let (client, domain) = (self.client.clone(), domain.clone());
        Request::new((), async move |(), context| {
            let operation = &FIND_TENANT_BY_DOMAIN;
            let find = |client| V::find_tenant_by_domain(client, domain.as_str());
            invoke(&client, operation, context, find, read).await
        })
    }

    /// Finds the tenant with this id.
    ///
    /// ```
    /// # use msgraph_identity::{Error, Tenants};
    /// # async fn example(tenants: Tenants) -> Result<(), Error> {
    /// let id = "9c5d0f0e-3de8-4db4-a5c9-1f3c5a7e9b01".parse()?;
    /// println!("{:?}", tenants.find_by_id(id).await?.display_name);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`find_by_domain`](Self::find_by_domain).
    ///
    /// See
    /// [findTenantInformationByTenantId](https://learn.microsoft.com/graph/api/tenantrelationship-findtenantinformationbytenantid).
    pub fn find_by_id(&self, id: TenantId) -> Request<TenantInformation> {
        let client = self.client.clone();
        Request::new((), async move |(), context| {
            let operation = &FIND_TENANT_BY_ID;
            let id = id.to_string();
            let find = |client| V::find_tenant_by_id(client, &id);
            invoke(&client, operation, context, find, read).await
        })
    }
}

fn read(tenant: types::TenantInformation) -> Result<TenantInformation, Unusable> {
    let id = tenant.tenant_id.and_then(|id| id.parse().ok());
    Ok(TenantInformation {
        tenant_id: id.ok_or("the tenant in the response has no id, or an invalid one")?,
        display_name: tenant.display_name,
        default_domain_name: tenant.default_domain_name,
        federation_brand_name: tenant.federation_brand_name,
        additional_properties: tenant.additional_properties,
    })
}

handle!(Tenants { client } as client);
