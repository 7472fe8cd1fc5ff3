//! The settings of a client.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use msgraph_identity_core::{
    AccessTokenProvider, Clock, HttpTransport, Pipeline, Random, RetryPolicy, Session, SystemClock,
    Transport,
};

use crate::credential::{Credential, CredentialContext};
use crate::error::Configuration;
use crate::http_client::HttpClientSettings;
use crate::sent_tokens::SentTokens;
use crate::{Cloud, Error, Graph, VersionedClient};

/// The settings of a [`Graph`].
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
#[must_use = "`build` makes the client"]
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

    /// Sets the cloud that the tenant is in.
    pub fn cloud(mut self, cloud: impl Into<Cloud>) -> Self {
        self.cloud = cloud.into();
        self
    }

    /// Sets when a failed request is sent again.
    pub fn retry(mut self, retry: RetryPolicy) -> Self {
        self.retry = retry;
        self
    }

    /// Sets how long a call may take, all attempts and waits included. The default is 5 minutes.
    pub fn call_timeout(mut self, call_timeout: Duration) -> Self {
        self.call_timeout = Some(call_timeout);
        self
    }

    /// Sets how long it may take to connect. The default is 20 s.
    pub fn connect_timeout(mut self, connect_timeout: Duration) -> Self {
        self.http.connect_timeout = connect_timeout;
        self
    }

    /// Sets how long the service may be silent. The default is 60 s.
    pub fn read_timeout(mut self, read_timeout: Duration) -> Self {
        self.http.read_timeout = read_timeout;
        self
    }

    /// Sets how large the body of a response may be, decompressed. The default is 16 MiB.
    pub fn max_body_bytes(mut self, max_body_bytes: usize) -> Self {
        self.max_body_bytes = Some(max_body_bytes);
        self
    }

    /// Names the application in the header `User-Agent`, before the name of this crate. An example is `contoso-onboarding/2.1`.
    pub fn application(mut self, application: impl Into<String>) -> Self {
        self.http.application = Some(application.into());
        self
    }

    /// Trusts these certificate authorities in addition to those of the operating system: one or more certificates in PEM.
    ///
    /// It is for proxies that open TLS, and for test servers.
    pub fn root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.http.root_certificates.push(pem.into());
        self
    }

    /// Sends this certificate to a server that requests one, such as a gateway: the certificate, the intermediate certificates and
    /// the private key, all in one PEM.
    ///
    /// It is for the connection. The credential does not use it.
    pub fn client_identity(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.http.client_identity = Some(pem.into().into());
        self
    }

    /// Starts from this configuration of the HTTP client: proxies, local addresses, DNS, the size of the pool.
    ///
    /// What this crate relies on is set on top: no redirects, no retries below [`retry`](Self::retry), no
    /// [`connection_verbose`](reqwest::ClientBuilder::connection_verbose), which logs access tokens, TLS as described at the
    /// [crate](crate), timeouts, the header `User-Agent`, and https only, unless the cloud is a test server.
    pub fn http_client_builder(mut self, builder: reqwest::ClientBuilder) -> Self {
        self.http.builder = Some(builder);
        self
    }

    /// Uses this HTTP client as it is.
    ///
    /// The properties that this crate relies on cannot be checked: a client that follows redirects sends passwords, certificates and
    /// custom headers to any place, one with `connection_verbose` logs access tokens, and one without timeouts waits for ever.
    pub fn dangerous_http_client(mut self, client: reqwest::Client) -> Self {
        self.http.finished = Some(client);
        self
    }

    /// Sends requests through this transport in place of an HTTP client. It is for tests without a network, and for recording
    /// requests. Access tokens are still requested with the HTTP client.
    pub fn transport(mut self, transport: Arc<dyn Transport>) -> Self {
        self.transport = Some(transport);
        self
    }

    /// Uses this clock for deadlines, for the life of access tokens and for waits. It is for tests.
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// Uses this source for the random part of waits. It is for tests.
    pub fn random(mut self, random: Random) -> Self {
        self.random = random;
        self
    }

    /// Makes the client. No request is sent.
    ///
    /// # Errors
    ///
    /// - [`Error::is_configuration`] if the credential, the cloud, a certificate or a number cannot be used.
    /// - [`Error::is_tls_setup`] if this machine has no CA certificates to trust.
    pub fn build(self) -> Result<Graph, Error> {
        self.refuse_zero()?;
        let endpoints = self.cloud.into_endpoints()?;
        let http = self.http.build(&endpoints.v1)?;
        let own_tenant = self.credential.kind.tenant_id();
        let provider = self.credential.kind.provider(&CredentialContext {
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
        let sent_tokens = SentTokens::new(transport);
        let mut pipeline = Pipeline::builder(sent_tokens.clone(), provider)
            .retry(self.retry)
            .clock(self.clock)
            .random(self.random);
        if let Some(call_timeout) = self.call_timeout {
            pipeline = pipeline.call_timeout(call_timeout);
        }
        let pipeline = pipeline.build();
        let session = |service_root| Session::new(service_root, pipeline.clone());
        let v1 = session(endpoints.v1);
        let beta = session(endpoints.beta);
        Ok(Graph {
            v1: VersionedClient::new(v1, http.clone(), own_tenant, sent_tokens.clone()),
            beta: VersionedClient::new(beta, http, own_tenant, sent_tokens),
        })
    }

    /// Refuses numbers with which no request could succeed.
    fn refuse_zero(&self) -> Result<(), Error> {
        for (what, is_zero) in [
            ("call_timeout", self.call_timeout == Some(Duration::ZERO)),
            ("connect_timeout", self.http.connect_timeout.is_zero()),
            ("read_timeout", self.http.read_timeout.is_zero()),
            ("max_body_bytes", self.max_body_bytes == Some(0)),
        ] {
            if is_zero {
                return Err(Configuration::Zero(what).into());
            }
        }
        Ok(())
    }
}

impl Graph {
    /// Starts with a service that stands in for Microsoft Graph in tests: it answers requests, issues access tokens and tells the
    /// time. `FakeGraph::in_process` of the crate `msgraph-identity-fake`, with its feature `client`, is one.
    ///
    /// ```
    /// # #[derive(Clone)] struct Service;
    /// # use msgraph_identity::generated::core::*;
    /// # impl Transport for Service {
    /// #     fn send(&self, _: reqwest::Request) -> TransportFuture<'_> { unimplemented!() }
    /// # }
    /// # impl AccessTokenProvider for Service {
    /// #     fn access_token(&self, _: TokenRequest) -> AccessTokenFuture<'_> { unimplemented!() }
    /// # }
    /// # impl Clock for Service {
    /// #     fn now(&self) -> std::time::Instant { SystemClock.now() }
    /// #     fn system_time(&self) -> std::time::SystemTime { SystemClock.system_time() }
    /// #     fn sleep(&self, duration: std::time::Duration) -> SleepFuture { SystemClock.sleep(duration) }
    /// # }
    /// # let service = Service;
    /// use msgraph_identity::Graph;
    ///
    /// // let service = FakeGraph::builder().clock(Clock::runtime(1_800_000_000)).build()?.in_process();
    /// let graph = Graph::for_tests(service).build()?;
    /// # Ok::<(), msgraph_identity::Error>(())
    /// ```
    pub fn for_tests(
        service: impl Transport + AccessTokenProvider + Clock + Clone + 'static,
    ) -> GraphBuilder {
        GraphBuilder::new(Credential::from_provider(Arc::new(service.clone())))
            .transport(Arc::new(service.clone()))
            .clock(Arc::new(service))
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
