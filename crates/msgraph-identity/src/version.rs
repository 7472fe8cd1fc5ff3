//! The two versions of Microsoft Graph, a view each.

use std::fmt;

use msgraph_identity_core::Session;

use crate::generated;

/// A service root with what sends requests there.
#[derive(Clone)]
pub(crate) struct Connection {
    pub(crate) session: Session,
    pub(crate) http: reqwest::Client,
}

impl Connection {
    fn service_root(&self) -> &str {
        self.session.service_root().as_str()
    }
}

// By hand: the settings of the HTTP client are noise here.
impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.session.fmt(f)
    }
}

/// Microsoft Graph `v1.0`: what is generally available. Cheap to clone.
#[derive(Clone, Debug)]
pub struct V1(pub(crate) Connection);

impl V1 {
    /// The URL below which all requests of this view stay.
    pub fn service_root(&self) -> &str {
        self.0.service_root()
    }

    /// The generated client. It checks no arguments: ids go into the URL as they are, and `..` leads elsewhere.
    pub fn client(&self) -> generated::v1::Client {
        let Connection { session, http } = self.0.clone();
        generated::v1::Client::new_with_client(self.service_root(), http, session)
    }
}

/// Microsoft Graph `beta`: what may change at any time. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Beta(pub(crate) Connection);

impl Beta {
    /// The URL below which all requests of this view stay.
    pub fn service_root(&self) -> &str {
        self.0.service_root()
    }

    /// The generated client. It checks no arguments: ids go into the URL as they are, and `..` leads elsewhere.
    pub fn client(&self) -> generated::beta::Client {
        let Connection { session, http } = self.0.clone();
        generated::beta::Client::new_with_client(self.service_root(), http, session)
    }
}
