//! A client for one version of Microsoft Graph.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use msgraph_identity_core::{Call, Session, TokenPermissions};

use crate::cross_tenant::TenantId;
use crate::generated;
use crate::sent_tokens::SentTokens;
use crate::version::{Beta, Operations, V1, Version};

/// A client for one version of Microsoft Graph. Cloning is cheap.
pub struct VersionedClient<V> {
    shared: Arc<Shared>,
    version: PhantomData<fn() -> V>,
}

struct Shared {
    session: Session,
    http: reqwest::Client,
    own_tenant: Option<TenantId>,
    sent_tokens: Arc<SentTokens>,
}

impl<V: Version> VersionedClient<V> {
    pub(crate) fn new(
        session: Session,
        http: reqwest::Client,
        own_tenant: Option<TenantId>,
        sent_tokens: Arc<SentTokens>,
    ) -> Self {
        Self {
            shared: Arc::new(Shared {
                session,
                http,
                own_tenant,
                sent_tokens,
            }),
            version: PhantomData,
        }
    }

    /// The URL below which all requests of this client go.
    pub fn service_root(&self) -> &str {
        self.session().service_root().as_str()
    }

    /// The id of the tenant that the credential or the access token is for. It is `None` if the credential does not state it, and no
    /// readable token was used yet.
    pub fn tenant_id(&self) -> Option<TenantId> {
        self.own_tenant()
    }

    /// The permissions in the access token. It is `None` before the first request, and if only the service can read the token. They
    /// are for diagnosis: only the service decides what a token allows.
    pub fn token_permissions(&self) -> Option<TokenPermissions> {
        self.session().pipeline().tokens().token_permissions()
    }

    pub(crate) fn session(&self) -> &Session {
        &self.shared.session
    }

    /// The tenant of the credential, or else of the access token, if its id is known.
    pub(crate) fn own_tenant(&self) -> Option<TenantId> {
        let of_token = || self.session().pipeline().tokens().tenant_id()?.parse().ok();
        self.shared.own_tenant.or_else(of_token)
    }

    pub(crate) fn sent_tokens(&self) -> &Arc<SentTokens> {
        &self.shared.sent_tokens
    }

    /// The generated client for one call.
    pub(crate) fn client_for(&self, call: Arc<Call>) -> V::Client {
        V::client(self.shared.http.clone(), self.session().with_call(call))
    }
}

impl VersionedClient<V1> {
    /// The generated client, for everything that this crate has no method for. It does not check arguments.
    pub fn client(&self) -> generated::v1::Client {
        V1::client(self.shared.http.clone(), self.session().clone())
    }
}

impl VersionedClient<Beta> {
    /// The generated client, for everything that this crate has no method for. It does not check arguments.
    pub fn client(&self) -> generated::beta::Client {
        Beta::client(self.shared.http.clone(), self.session().clone())
    }
}

// Written by hand because a derived impl would require `V: Clone`.
impl<V> Clone for VersionedClient<V> {
    fn clone(&self) -> Self {
        Self {
            shared: self.shared.clone(),
            version: PhantomData,
        }
    }
}

impl<V> fmt::Debug for VersionedClient<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VersionedClient")
            .field("service_root", &self.shared.session.service_root().as_str())
            .finish_non_exhaustive()
    }
}
