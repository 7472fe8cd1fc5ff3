//! Lists of partners.

use super::PartnerQuery;
use super::list::{List, list_methods, list_traits};
use crate::cross_tenant::{PartnerPolicy, PartnerProperty};
use crate::invoke::invoke_page;
use crate::operation_table::LIST_PARTNERS;
use crate::paging::{Items, Pages};
use crate::version::{V1, Version};
use crate::{Error, VersionedClient};

/// A list of partners, from [`CrossTenantAccess::partners`](crate::CrossTenantAccess::partners). It is requested by
/// [`items`](Self::items), [`pages`](Self::pages), [`all`](Self::all), and by `.await`, which is the same as `all`. The other methods
/// send nothing.
///
/// ```
/// # use msgraph_identity::{CrossTenantAccess, Error, PartnerProperty};
/// # async fn example(access: CrossTenantAccess) -> Result<(), Error> {
/// for partner in access.partners().select([PartnerProperty::InboundTrust]).await? {
///     println!("{}: {:?}", partner.tenant_id, partner.settings.inbound_trust);
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use = "nothing is requested before `items`, `pages`, `all` or `.await`"]
pub struct ListPartners<V = V1> {
    list: List<V, PartnerQuery>,
}

impl<V: Version> ListPartners<V> {
    pub(super) fn new(client: VersionedClient<V>) -> Self {
        let list = List::new(client, PartnerQuery::default());
        Self { list }
    }

    /// Returns only these properties and the tenant id of each partner (`$select`). The other settings are
    /// [`Setting::Inherit`](crate::Setting::Inherit) in the result.
    pub fn select(mut self, properties: impl IntoIterator<Item = PartnerProperty>) -> Self {
        self.list.query.select(properties);
        self
    }

    /// Returns the synchronization policy of each partner too (`$expand`): [`PartnerPolicy::synchronization`].
    pub fn with_synchronization(mut self) -> Self {
        self.list.query.with_synchronization();
        self
    }

    list_methods!("partners");

    /// Adds a query option, as [`Request::query`](crate::Request::query) does. Microsoft documents `$select` and `$expand` alone.
    pub fn query(mut self, name: &str, value: &str) -> Self {
        self.list.options.query(name, value);
        self
    }

    /// Returns the partners one by one. All pages are requested, also after an empty one. Next links are followed as described for
    /// [`ListApiConnectors::items`](crate::ListApiConnectors::items).
    ///
    /// # Errors
    ///
    /// Each item may be an error. It is the last item then.
    ///
    /// - [`Error::is_paging`] if a next link is not followed, or leads to a page that was read already. No token is sent there.
    /// - [`Error::is_invalid_argument`] if a query option or a header cannot be sent.
    pub fn items(self) -> Items<PartnerPolicy<V>> {
        Items::new(self.pages())
    }

    /// Returns the partners page by page. Next links are followed as described for
    /// [`ListApiConnectors::items`](crate::ListApiConnectors::items).
    pub fn pages(self) -> Pages<PartnerPolicy<V>> {
        self.list.pages(|list, context, link| async move {
            let operation = &LIST_PARTNERS;
            let first = |client| V::list_partners(client, &list.query.0);
            let read = |partner| V::read_partner(partner, None);
            invoke_page(&list.client, operation, context, link, first, read).await
        })
    }

    /// Returns all partners, or an error if there are more than [`max_items`](Self::max_items).
    ///
    /// # Errors
    ///
    /// Those of [`items`](Self::items), and [`Error::is_paging`] if there are too many partners. The partners before the error are
    /// lost; [`Error::next_link`] is the link to the page that failed or was one too many.
    pub async fn all(mut self) -> Result<Vec<PartnerPolicy<V>>, Error> {
        self.list.options.share_timeout();
        let max_items = self.list.max_items;
        self.pages().all(max_items).await
    }
}

list_traits!(ListPartners, PartnerPolicy<V>);
