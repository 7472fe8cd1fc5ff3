//! A version of Microsoft Graph, ready for use.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use msgraph_identity_core::{Call, Session};

use crate::api_connectors::ApiConnectors;
use crate::cross_tenant::{CrossTenantAccess, TenantId};
use crate::generated;
use crate::version::{Beta, V1, Version};

/// A view of Microsoft Graph in one version. Cheap to clone.
pub struct View<V> {
    shared: Arc<Shared>,
    version: PhantomData<fn() -> V>,
}

struct Shared {
    session: Session,
    http: reqwest::Client,
    own_tenant: Option<TenantId>,
}

impl<V: Version> View<V> {
    pub(crate) fn new(
        session: Session,
        http: reqwest::Client,
        own_tenant: Option<TenantId>,
    ) -> Self {
        Self {
            shared: Arc::new(Shared {
                session,
                http,
                own_tenant,
            }),
            version: PhantomData,
        }
    }

    /// The API connectors of the tenant.
    pub fn api_connectors(&self) -> ApiConnectors<V> {
        ApiConnectors::new(self.clone())
    }

    /// The tenant's policy for access from and to other tenants.
    pub fn cross_tenant_access(&self) -> CrossTenantAccess<V> {
        CrossTenantAccess::new(self.clone())
    }

    /// The URL below which all requests of this view stay.
    pub fn service_root(&self) -> &str {
        self.session().service_root().as_str()
    }

    pub(crate) fn session(&self) -> &Session {
        &self.shared.session
    }

    /// The tenant of the credential, where it is known by its id.
    pub(crate) fn own_tenant(&self) -> Option<TenantId> {
        self.shared.own_tenant
    }

    /// The generated client for one call.
    pub(crate) fn client_for(&self, call: Arc<Call>) -> V::Client {
        V::client(self.shared.http.clone(), self.session().with_call(call))
    }
}

impl View<V1> {
    /// The generated client, for what this crate has no method for. It checks no arguments.
    pub fn client(&self) -> generated::v1::Client {
        let Shared { session, http, .. } = &*self.shared;
        generated::v1::Client::new_with_client(self.service_root(), http.clone(), session.clone())
    }
}

impl View<Beta> {
    /// The generated client, for what this crate has no method for. It checks no arguments.
    pub fn client(&self) -> generated::beta::Client {
        let Shared { session, http, .. } = &*self.shared;
        generated::beta::Client::new_with_client(self.service_root(), http.clone(), session.clone())
    }
}

// By hand: no version has to be cloned for a view to be.
impl<V> Clone for View<V> {
    fn clone(&self) -> Self {
        Self {
            shared: self.shared.clone(),
            version: PhantomData,
        }
    }
}

impl<V> fmt::Debug for View<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("View")
            .field("service_root", &self.shared.session.service_root().as_str())
            .finish_non_exhaustive()
    }
}
