//! What a client is made of.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use msgraph_identity_core::{
    Clock, HttpTransport, Pipeline, Random, RetryPolicy, Session, SystemClock, Transport,
};

use crate::credential::{Credential, CredentialContext};
use crate::http_client::HttpClientSettings;
use crate::{Cloud, Error, Graph, View};

/// What a [`Graph`] is made of.
///
/// ```
/// use std::time::Duration;
/// use msgraph_identity::{Graph, RetryPolicy, credential};
///
/// let graph = Graph::builder(credential::static_token("eyJ0eXAi"))
///     .application("contoso-onboarding/2.1")
///     .call_timeout(Duration::from_secs(60))
///     .retry(RetryPolicy::default().max_attempts(3))
///     .build()?;
/// # Ok::<(), msgraph_identity::Error>(())
/// ```
#[must_use = "nothing is made before `build`"]
pub struct GraphBuilder {
    credential: Credential,
    cloud: Cloud,
    http: HttpClientSettings,
    max_body_bytes: Option<usize>,
    transport: Option<Arc<dyn Transport>>,
    retry: RetryPolicy,
    call_timeout: Option<Duration>,
    clock: Arc<dyn Clock>,
    random: Random,
}

impl GraphBuilder {
    pub(crate) fn new(credential: Credential) -> Self {
        Self {
            credential,
            cloud: Cloud::Global,
            http: HttpClientSettings::default(),
            max_body_bytes: None,
            transport: None,
            retry: RetryPolicy::default(),
            call_timeout: None,
            clock: Arc::new(SystemClock),
            random: Random::default(),
        }
    }

    /// The cloud that the tenant is in.
    pub fn cloud(mut self, cloud: impl Into<Cloud>) -> Self {
        self.cloud = cloud.into();
        self
    }

    /// When a failed request is sent again.
    pub fn retry(mut self, retry: RetryPolicy) -> Self {
        self.retry = retry;
        self
    }

    /// How long a call may take, waits and all attempts included: 5 minutes, unless said otherwise.
    pub fn call_timeout(mut self, call_timeout: Duration) -> Self {
        self.call_timeout = Some(call_timeout);
        self
    }

    /// How long a connection may take to come about: 20 s, unless said otherwise.
    pub fn connect_timeout(mut self, connect_timeout: Duration) -> Self {
        self.http.connect_timeout = connect_timeout;
        self
    }

    /// How long the service may be silent: 60 s, unless said otherwise.
    pub fn read_timeout(mut self, read_timeout: Duration) -> Self {
        self.http.read_timeout = read_timeout;
        self
    }

    /// How large an answer may be, decompressed: 16 MiB, unless said otherwise.
    pub fn max_body_bytes(mut self, max_body_bytes: usize) -> Self {
        self.max_body_bytes = Some(max_body_bytes);
        self
    }

    /// Names the application in the header `User-Agent`, in front of this crate, such as `contoso-onboarding/2.1`.
    pub fn application(mut self, application: impl Into<String>) -> Self {
        self.http.application = Some(application.into());
        self
    }

    /// Trusts these certificate authorities too, besides those of the operating system: one or more certificates in PEM.
    ///
    /// For a proxy that opens TLS, and for test servers.
    pub fn root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.http.root_certificates.push(pem.into());
        self
    }

    /// Shows this certificate to a server that asks for one, such as a gateway: the certificate, those between it and its
    /// authority, and its private key, all in one PEM.
    ///
    /// It is for the connection; the credential does not use it.
    pub fn client_identity(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.http.client_identity = Some(pem.into().into());
        self
    }

    /// Starts from this configuration of the HTTP client: proxies, local addresses, DNS, the size of the pool.
    ///
    /// What this crate relies on is set on top: no redirects, TLS as it is described at the [crate](crate), timeouts, the header
    /// `User-Agent`, and https only, unless the cloud is a test server.
    pub fn http_client_builder(mut self, builder: reqwest::ClientBuilder) -> Self {
        self.http.builder = Some(builder);
        self
    }

    /// Uses this HTTP client as it is.
    ///
    /// Nothing of what this crate relies on can be checked: a client that follows redirects sends passwords, certificates and
    /// custom headers wherever it is told to; one without timeouts waits for ever.
    pub fn dangerous_http_client(mut self, client: reqwest::Client) -> Self {
        self.http.finished = Some(client);
        self
    }

    /// Sends requests with something else than an HTTP client: for tests without a network, and for recording what is sent. Access
    /// tokens still come by the HTTP client.
    pub fn transport(mut self, transport: Arc<dyn Transport>) -> Self {
        self.transport = Some(transport);
        self
    }

    /// Goes by this time, for deadlines, for the life of access tokens and for waits: for tests.
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// Takes the random part of waits from here: for tests.
    pub fn random(mut self, random: Random) -> Self {
        self.random = random;
        self
    }

    /// Makes the client. Nothing is sent.
    ///
    /// # Errors
    ///
    /// [`Error::is_configuration`] where the credential, the cloud or a certificate cannot be used, [`Error::is_tls_setup`] where
    /// this machine has no CA certificates to trust.
    pub fn build(self) -> Result<Graph, Error> {
        let endpoints = self.cloud.into_endpoints()?;
        let http = self.http.build(&endpoints.v1)?;
        let own_tenant = self.credential.tenant_id();
        let provider = self.credential.provider(&CredentialContext {
            endpoints: &endpoints,
            http: &http,
            clock: &self.clock,
            retry: &self.retry,
            random: &self.random,
        })?;
        let transport = self.transport.unwrap_or_else(|| {
            let transport = HttpTransport::new(http.clone());
            Arc::new(match self.max_body_bytes {
                Some(max_body_bytes) => transport.max_body_bytes(max_body_bytes),
                None => transport,
            })
        });
        let mut pipeline = Pipeline::builder(transport, provider)
            .retry(self.retry)
            .clock(self.clock)
            .random(self.random);
        if let Some(call_timeout) = self.call_timeout {
            pipeline = pipeline.call_timeout(call_timeout);
        }
        let pipeline = pipeline.build();
        let session = |service_root| Session::new(service_root, pipeline.clone());
        Ok(Graph {
            v1: View::new(session(endpoints.v1), http.clone(), own_tenant),
            beta: View::new(session(endpoints.beta), http, own_tenant),
        })
    }
}

impl fmt::Debug for GraphBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GraphBuilder")
            .field("credential", &self.credential)
            .field("cloud", &self.cloud)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}
