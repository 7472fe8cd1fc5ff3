//! Sends every request through the session of the core crate. A trait can be implemented for the generated client only in
//! the client's own crate.

use msgraph_identity_core::Session;
use progenitor_client::{ClientHooks, OperationInfo};

use crate::generated::{Client, ClientInfo, Error};

impl ClientHooks<Session> for Client {
    async fn pre<E>(
        &self,
        request: &mut reqwest::Request,
        _: &OperationInfo,
    ) -> Result<(), Error<E>> {
        self.inner()
            .prepare(request)
            .map_err(|refused| Error::Custom(refused.to_string()))
    }

    async fn exec(
        &self,
        request: reqwest::Request,
        _: &OperationInfo,
    ) -> reqwest::Result<reqwest::Response> {
        self.inner().execute(request).await
    }
}
