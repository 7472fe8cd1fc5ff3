//! Lists of partners.

use std::fmt;
use std::future::IntoFuture;
use std::sync::Arc;
use std::time::Duration;

use msgraph_identity_core::{Collection, NextLink};

use super::PartnerQuery;
use crate::cross_tenant::{PartnerPolicy, PartnerProperty};
use crate::invoke::{invoke, invoke_next_page};
use crate::operation_table::LIST_PARTNERS;
use crate::paging::{FetchPage, Items, Page, Pages};
use crate::request::{CallContext, RequestFuture, RequestOptions, last_head};
use crate::version::{Unusable, V1, Version};
use crate::{Error, ResponseHead, VersionedClient};

/// How many partners [`ListPartners::all`] returns at most, if the caller does not say.
const MAX_ITEMS: usize = 100_000;

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
    client: VersionedClient<V>,
    query: PartnerQuery,
    options: RequestOptions,
    start: Option<NextLink>,
    max_items: usize,
}

impl<V: Version> ListPartners<V> {
    pub(super) fn new(client: VersionedClient<V>) -> Self {
        Self {
            client,
            query: PartnerQuery::default(),
            options: RequestOptions::default(),
            start: None,
            max_items: MAX_ITEMS,
        }
    }

    /// Returns only these properties and the tenant id of each partner (`$select`). The other settings are
    /// [`Setting::Inherit`](crate::Setting::Inherit) in the result.
    pub fn select(mut self, properties: impl IntoIterator<Item = PartnerProperty>) -> Self {
        self.query.select(properties);
        self
    }

    /// Returns the synchronization policy of each partner too (`$expand`): [`PartnerPolicy::synchronization`].
    pub fn with_synchronization(mut self) -> Self {
        self.query.with_synchronization();
        self
    }

    /// Resumes a list at the link of an error or of [`Items::next_link`]. The query is part of the link; that of this list is not
    /// sent.
    pub fn resume(mut self, next_link: NextLink) -> Self {
        self.start = Some(next_link);
        self
    }

    /// Sets how many partners [`all`](Self::all) returns at most. The default is 100,000.
    pub fn max_items(mut self, max_items: usize) -> Self {
        self.max_items = max_items;
        self
    }

    /// Adds a header to the request of each page. The same headers are refused as by [`Request::header`](crate::Request::header).
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.options.header(name, value);
        self
    }

    /// Adds a query option, as [`Request::query`](crate::Request::query) does. Microsoft documents `$select` and `$expand` alone.
    pub fn query(mut self, name: &str, value: &str) -> Self {
        self.options.query(name, value);
        self
    }

    /// Sets how long [`all`](Self::all) may take, all pages, attempts and waits included. For [`items`](Self::items) and
    /// [`pages`](Self::pages), it is how long each page may take, because the caller sets the pace.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout(timeout);
        self
    }

    /// The same list with the options of the request that it is a part of.
    pub(crate) fn within(mut self, context: CallContext) -> Self {
        self.options = context.into();
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
        let start = self.start.clone();
        Pages::new(self.into_fetch(), start)
    }

    /// Returns all partners, or an error if there are more than [`max_items`](Self::max_items).
    ///
    /// # Errors
    ///
    /// Those of [`items`](Self::items), and [`Error::is_paging`] if there are too many partners. The partners before the error are
    /// lost; [`Error::next_link`] is the link to the page that failed or was one too many.
    pub async fn all(mut self) -> Result<Vec<PartnerPolicy<V>>, Error> {
        self.options.share_timeout();
        let max_items = self.max_items;
        self.pages().all(max_items).await
    }

    fn into_fetch(self) -> FetchPage<PartnerPolicy<V>> {
        let Self {
            client,
            query,
            options,
            ..
        } = self;
        let request = Arc::new((client, query, options));
        Arc::new(move |link| {
            let request = request.clone();
            Box::pin(async move {
                let (client, PartnerQuery(query), options) = &*request;
                let (context, head) = options.clone().into_context()?.keeping_head();
                let operation = &LIST_PARTNERS;
                let page = match &link {
                    None => {
                        let list = |client| async move { V::list_partners(&client, query).await };
                        invoke(client, operation, context, list, read_page::<V>).await
                    }
                    Some(link) => {
                        invoke_next_page(client, operation, context, link, read_page::<V>).await
                    }
                };
                Ok(Page {
                    head: last_head(&head),
                    ..page?
                })
            })
        })
    }
}

/// Awaiting a list is [`all`](ListPartners::all).
impl<V: Version> IntoFuture for ListPartners<V> {
    type Output = Result<Vec<PartnerPolicy<V>>, Error>;
    type IntoFuture = RequestFuture<Vec<PartnerPolicy<V>>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.all())
    }
}

fn read_page<V: Version>(page: Collection<V::Partner>) -> Result<Page<PartnerPolicy<V>>, Unusable> {
    let partners = page.value.into_iter();
    let partners = partners.map(|partner| V::read_partner(partner, None));
    Ok(Page {
        items: partners.collect::<Result<_, _>>()?,
        count: page.count,
        next_link: page.next_link,
        head: ResponseHead::default(),
    })
}

impl<V> fmt::Debug for ListPartners<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ListPartners")
            .field("client", &self.client)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
