//! Who may synchronize users into this tenant.

mod report;
mod warning;

use std::collections::BTreeSet;

pub use self::report::{AuditReport, PartnerAudit, UnreadablePartner};
pub use self::warning::{AuditWarning, Contradiction};
use crate::request::CallContext;
use crate::{
    CrossTenantAccess, Error, PartnerPolicy, PartnerProperty, Request, TenantId, Tenants, V1,
    Version, VersionedClient,
};

/// An audit of the partners: who may synchronize users into this tenant, and which settings hold for each partner. It only reads.
/// Creating it sends no request.
///
/// It needs the permission `Policy.Read.All` or `Policy.ReadWrite.CrossTenantAccess`, and of a signed-in user the role Security Reader
/// or Global Reader. [`with_names`](Self::with_names) also needs `CrossTenantInformation.ReadBasic.All`.
///
/// ```
/// # use msgraph_identity::jobs::audit::Audit;
/// # use msgraph_identity::{Error, Graph, TenantId};
/// # async fn example(graph: Graph, allowed: Vec<TenantId>) -> Result<(), Error> {
/// let report = Audit::new(&graph.v1()).expect(allowed).run().await?;
/// for partner in report.unexpected() {
///     println!("{} may synchronize and is not on the list", partner.tenant());
/// }
/// for warning in report.warnings() {
///     println!("{warning}");
/// }
/// # Ok(())
/// # }
/// ```
///
/// See
/// [Cross-tenant access settings](https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicy-overview).
#[must_use]
#[derive(Debug)]
pub struct Audit<V = V1> {
    access: CrossTenantAccess<V>,
    tenants: Tenants<V>,
    expected: Option<BTreeSet<TenantId>>,
    names: bool,
}

impl<V: Version> Audit<V> {
    /// An audit of the tenant of this client.
    pub fn new(client: &VersionedClient<V>) -> Self {
        Self {
            access: client.cross_tenant_access(),
            tenants: client.tenants(),
            expected: None,
            names: false,
        }
    }

    /// Sets which tenants are expected to synchronize. The others that may are [`AuditReport::unexpected`].
    pub fn expect(mut self, allowed: impl IntoIterator<Item = TenantId>) -> Self {
        self.expected = Some(allowed.into_iter().collect());
        self
    }

    /// Also looks up the name of each partner. A name that cannot be looked up is a warning, and the partner stays in the report.
    pub fn with_names(mut self) -> Self {
        self.names = true;
        self
    }

    /// Reads the default settings and the partners.
    ///
    /// It sends 1 request, 1 for each page of partners, and with names 1 for each partner. If a page has a partner that cannot be
    /// read, it lists the ids again and reads each partner on its own, so that the others are in the report.
    ///
    /// # Errors
    ///
    /// Those of reading the default settings and of listing the partners, such as [`Error::is_permission_denied`]. If partners are read
    /// on their own and all of them fail, none by its content, it is the first of their errors.
    pub fn run(self) -> Request<AuditReport> {
        Request::new((), async move |(), context| self.read(context).await)
    }

    async fn read(self, context: CallContext) -> Result<AuditReport, Error> {
        let default = self.access.default_settings().get();
        let default = default.within(context.clone()).await?;
        let (policies, unreadable) = self.partners(&context).await?;
        let mut report = AuditReport::new(self.expected, unreadable);
        for policy in policies {
            let mut partner = PartnerAudit::new(&policy, &default);
            if self.names {
                let find = self.tenants.find_by_id(policy.tenant_id);
                match find.within(context.clone()).await {
                    Ok(tenant) => partner.name = tenant.display_name,
                    Err(error) => report.name_missing(policy.tenant_id, &error),
                }
            }
            report.add(partner);
        }
        report.add_absent();
        Ok(report)
    }

    async fn partners(&self, context: &CallContext) -> Result<Found<V>, Error> {
        let list = self.access.partners().within(context.clone());
        match list.with_synchronization().all().await {
            Ok(partners) => Ok((partners, Vec::new())),
            Err(error) if is_other_json(&error) => self.one_by_one(context).await,
            Err(error) => Err(error),
        }
    }

    async fn one_by_one(&self, context: &CallContext) -> Result<Found<V>, Error> {
        let list = self.access.partners().within(context.clone());
        let ids = list.select([PartnerProperty::TenantId]);
        let (mut partners, mut failures) = (Vec::new(), Vec::new());
        for PartnerPolicy { tenant_id, .. } in ids.all().await? {
            let get = self.access.partner(tenant_id).get().with_synchronization();
            match get.within(context.clone()).await {
                Ok(partner) => partners.push(partner),
                // It was deleted in the meantime.
                Err(error) if error.is_absent() => {}
                Err(error) => failures.push((tenant_id, error)),
            }
        }
        let is_about_one = failures.iter().any(|(_, error)| is_other_json(error));
        if partners.is_empty() && !failures.is_empty() && !is_about_one {
            return Err(failures.swap_remove(0).1);
        }
        let failures = failures.iter();
        let unreadable = failures.map(|(tenant, error)| UnreadablePartner::new(*tenant, error));
        Ok((partners, unreadable.collect()))
    }
}

/// Whether the content is an object that the contract does not describe. The page of a proxy is not.
fn is_other_json(error: &Error) -> bool {
    let body = error.body_start().unwrap_or_default();
    error.is_unexpected_content() && body.trim_ascii_start().starts_with(b"{")
}

type Found<V> = (Vec<PartnerPolicy<V>>, Vec<UnreadablePartner>);
